// Package terraform stands in for the package that only tests of Terraform
// import.
package terraform
