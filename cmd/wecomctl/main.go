// Command wecomctl is a tool beside the provider for people who approve
// campaigns: it says what a saved plan sends.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes are like those of `terraform plan -detailed-exitcode`.
const (
	exitNothing = 0 // nothing is sent
	exitError   = 1
	exitSends   = 2 // something is sent
	exitGate    = 3 // a gate is violated
)

func run(args []string, in io.Reader, out, errs io.Writer) int {
	code := exitNothing

	command := newCommand(&code)
	command.Version = versionOf()
	command.SetArgs(args)
	command.SetIn(in)
	command.SetOut(out)
	command.SetErr(errs)

	if err := command.Execute(); err != nil {
		fmt.Fprintln(errs, "Error:", err)

		return exitError
	}

	return code
}

// version is set when a release is made.
var version string

// versionOf is that of the release, else the one that Go has built in.
func versionOf() string {
	if version != "" {
		return version
	}

	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}

	return "(devel)"
}
