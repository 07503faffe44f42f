//go:build !unix

package clitest_test

import (
	"errors"
	"os/exec"
	"syscall"
)

func inItsOwnGroup(*exec.Cmd) {}

func signalGroup(*exec.Cmd, syscall.Signal) error {
	return errors.New("there are no process groups here")
}
