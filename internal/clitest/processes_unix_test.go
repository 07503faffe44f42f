//go:build unix

package clitest_test

import (
	"os/exec"
	"syscall"
)

// inItsOwnGroup lets a signal reach the engine and its provider together, as
// Ctrl-C in a terminal does.
func inItsOwnGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func signalGroup(cmd *exec.Cmd, s syscall.Signal) error { return syscall.Kill(-cmd.Process.Pid, s) }
