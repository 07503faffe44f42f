package main

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
)

// outliveTermination lets SIGTERM pass by, as the plugin library does with
// SIGINT: whoever stops a run signals Terraform and its providers alike
// (timeout, a runner, a container), and a provider that died in the middle of a
// send would take the only record of it along. Terraform ends the provider when
// it is done. Without its parent nobody does, and then SIGTERM counts.
//
// Where only Terraform was killed, nobody reads what the provider logs. Once it
// is configured it must not die of that either, before the journal has what
// WeCom answers: then it ends by itself.
func outliveTermination(server *provider.Server) {
	server.OnConfigure = func() { signal.Ignore(syscall.SIGPIPE) }

	terminate, parent := make(chan os.Signal, 1), os.Getppid()
	signal.Notify(terminate, syscall.SIGTERM)

	isOrphan := func() bool { return os.Getppid() != parent }

	go func() {
		for range terminate {
			if isOrphan() {
				os.Exit(1)
			}
		}
	}()

	go func() {
		for !isOrphan() {
			time.Sleep(time.Second)
		}

		server.AwaitChanges()
		os.Exit(1)
	}()
}
