package main

import "github.com/spf13/cobra"

// newCommand is the program; each verb has a file of its own. code is set where
// a run ends with another exit code than 0 and there is no error.
func newCommand(code *int) *cobra.Command {
	command := &cobra.Command{
		Use:           "wecomctl",
		Short:         "What a saved plan of Terraform or OpenTofu sends through WeCom",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	command.AddCommand(newReview(code))

	return command
}
