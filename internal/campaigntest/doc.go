// Package campaigntest does with a campaign what the provider does, without
// Terraform: for the tests of package campaign and for the fault matrix.
package campaigntest
