// Package clitest holds the tests that run what a user runs: a real engine
// (Terraform or OpenTofu) with the built provider, against the simulator. It
// has no code of its own.
//
// They run with TF_ACC=1, and with the engine that enginetest finds.
package clitest
