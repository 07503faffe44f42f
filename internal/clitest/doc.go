// Package clitest holds the tests that run what a user runs: a real engine
// (Terraform or OpenTofu) with the built provider, against the simulator. It
// has no code of its own.
//
// They run with TF_ACC=1. The engine is the program that WECOM_TEST_ENGINE
// names, else terraform, else tofu of the PATH.
package clitest
