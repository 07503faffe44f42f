package main

import (
	"os"
	"os/signal"
	"syscall"
)

// outliveTermination lets SIGTERM pass by, as the plugin library does with
// SIGINT: whoever stops a run signals Terraform and its providers alike
// (timeout, a runner, a container), and a provider that died in the middle of a
// send would take the only record of it along. Terraform ends the provider when
// it is done. Without its parent nobody does, and then SIGTERM counts.
//
// Where only Terraform was killed, nobody reads what the provider logs. It must
// not die of that either, before the journal has what WeCom answers.
func outliveTermination() {
	signal.Ignore(syscall.SIGPIPE)

	terminate, parent := make(chan os.Signal, 1), os.Getppid()
	signal.Notify(terminate, syscall.SIGTERM)

	go func() {
		for range terminate {
			if os.Getppid() != parent {
				os.Exit(1)
			}
		}
	}()
}
