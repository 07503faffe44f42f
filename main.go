// Command terraform-provider-wecom is the Terraform and OpenTofu provider for
// WeCom customer mass messages.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
)

// Set by the linker at release.
var (
	version = "dev"
	commit  = "none"
)

func main() {
	attach := flag.Bool("debug", false, "run for a debugger, and print how Terraform attaches to it")
	showVersion := flag.Bool("version", false, "print the version and stop")

	flag.Parse()

	if *showVersion {
		log.SetFlags(0)
		log.Printf("terraform-provider-wecom %s (%s)", version, commit)

		return
	}

	provider.QuietFrameworkLog()
	provider.QuietProtocolLog()
	provider.QuietTransportLog()

	// Long lists make much garbage. Collecting it later saves an engine's run
	// with 10,000 recipients a tenth to a fifth of its processor time (make
	// bench); near 120 MiB the collector works as usual.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(120 << 20)

	server, err := provider.NewServer(provider.New(version))
	if err != nil {
		fail(err)
	}

	var options []tf6server.ServeOpt
	if *attach {
		options = append(options, tf6server.WithManagedDebug())
	} else {
		outliveTermination(server)
	}

	err = tf6server.Serve(provider.Address, func() tfprotov6.ProviderServer { return server }, options...)
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
