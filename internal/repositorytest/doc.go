// Package repositorytest tests what examples/repository has for programs other
// than an engine: the rules in Rego, by OPA, and the pipelines of GitHub and
// GitLab, whose commands it runs. It is a module of its own, so that OPA stays
// out of the provider's dependencies.
//
//	cd internal/repositorytest && go test ./...
//
// The engine is the program that WECOM_TEST_ENGINE names, otherwise terraform
// or tofu from the PATH.
package repositorytest
