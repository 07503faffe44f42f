package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
)

// reviewFlags are the flags of `wecomctl review`.
type reviewFlags struct {
	language, folder        string
	html, markdown, junit   string
	maxBytes                int
	asJSON, digest, showIDs bool
	policyFile              string
	policy                  review.Policy
}

func newReview(code *int) *cobra.Command {
	f := &reviewFlags{}

	command := &cobra.Command{
		Use:   "review [PLAN.json]",
		Short: "Say what a saved plan sends, to whom, and how customers see it",
		Long: `Reads a saved plan as "terraform show -json" or "tofu show -json" writes it, from a
file or from standard input, and says what it sends. It asks no network, and needs
neither credentials nor a state.

Exit codes: 0 nothing is sent, 2 something is sent, 3 a gate is violated, 1 error.`,
		Example: `  terraform plan -out=campaign.tfplan
  terraform show -json campaign.tfplan | wecomctl review

  # A page with the messages as customers see them, and a comment for the pull request.
  wecomctl review plan.json --html review.html --markdown comment.md

  # Gates, from a file that the repository protects.
  wecomctl review plan.json --policy policy.yaml

  # What somebody else approves, for approved_digest of the provider.
  wecomctl review plan.json --digest`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"json"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(command *cobra.Command, args []string) (err error) {
			*code, err = f.run(command, args)

			return err
		},
	}

	f.define(command)

	return command
}

func (f *reviewFlags) define(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.language, "lang", "", "language of the report, en or zh (default: that of the locale)")
	flags.StringVar(&f.folder, "folder", ".", "folder in which the plan was made; the files that it names are there")
	flags.StringVar(&f.html, "html", "", "write a page to this file, with each message as customers see it")
	flags.StringVar(&f.markdown, "markdown", "", "write a comment for a pull request to this file")
	flags.IntVar(&f.maxBytes, "max-bytes", 65_536, "most bytes of the comment; 32768 for Bitbucket Server")
	flags.StringVar(&f.junit, "junit", "", "write a report of JUnit to this file; a violated gate is a failure")
	flags.BoolVar(&f.asJSON, "json", false, "write the report as JSON to standard output")
	flags.BoolVar(&f.digest, "digest", false, "write the digest of each send to standard output, and nothing else")
	flags.BoolVar(&f.showIDs, "show-ids", false, "show the ids of customers, groups and tags that stand in the plan")

	flags.StringVar(&f.policyFile, "policy", "", "file with gates, in YAML; a flag goes before it")
	flags.IntVar(&f.policy.MaxRecipientsPerMessage, "max-recipients-per-message", 0, "gate: most customers or groups of one message")
	flags.IntVar(&f.policy.MaxRecipients, "max-recipients", 0, "gate: most customers and groups in all")
	flags.BoolVar(&f.policy.Counted, "counted", false, "gate: no audience that nobody can count before the send")
	flags.StringSliceVar(&f.policy.Senders, "sender", nil, "gate: userid of a member who may send; may be repeated")
	flags.StringSliceVar(&f.policy.LinkHosts, "link-host", nil, "gate: host that links and pictures may lead to, or *.host; may be repeated")
	flags.StringVar(&f.policy.ForbiddenWordsFile, "forbidden-words", "", "gate: file with words that no message may hold, one in each line")
	flags.BoolVar(&f.policy.NoReplace, "no-replace", false, "gate: nothing is sent again by -replace, taint or replace_triggered_by")
	flags.BoolVar(&f.policy.PreventDestroy, "prevent-destroy", false, "gate: what is sent has prevent_destroy = true")
	flags.StringVar(&f.policy.Hours, "hours", "", "gate: hours in which sends are allowed, in the time of China, such as 09:00-21:00")
	flags.StringVar(&f.policy.Approved, "approved", "", "gate: file with the digests of the sends that are approved")

	eachOnce(flags)
	command.MarkFlagsMutuallyExclusive("json", "digest")
}

func (f *reviewFlags) run(command *cobra.Command, args []string) (code int, err error) {
	language, err := languageOf(f.language, os.Getenv)
	if err != nil {
		return exitError, err
	}

	policy, err := f.gates(command)
	if err != nil {
		return exitError, err
	}

	from, err := open(command.InOrStdin(), args)
	if err != nil {
		return exitError, err
	}
	defer func() { _ = from.Close() }()

	if err := f.check(); err != nil {
		return exitError, err
	}

	report, err := review.Read(from, review.Options{
		Language: language, Folder: f.folder, Pictures: f.html != "", ShowIDs: f.showIDs, Policy: policy, Now: time.Now(),
	})
	if err != nil {
		return exitError, err
	}

	if err := f.checkFiles(command, f.filesRead(args, policy, report)); err != nil {
		return exitError, err
	}

	if err := f.write(command.OutOrStdout(), report, language); err != nil {
		return exitError, err
	}

	switch {
	case len(report.Violations) > 0:
		return exitGate, nil
	case report.Sends:
		return exitSends, nil
	default:
		return exitNothing, nil
	}
}

// check refuses what cannot be done: two forms on one standard output, and a
// folder that is none.
func (f *reviewFlags) check() error {
	forms := 0

	for _, used := range []bool{f.asJSON, f.digest, f.html == "-", f.markdown == "-", f.junit == "-"} {
		if used {
			forms++
		}
	}

	if forms > 1 {
		return errors.New("only one form can go to standard output; give the others a file")
	}

	if info, err := os.Stat(f.folder); err != nil || !info.IsDir() {
		return fmt.Errorf("--folder %s: there is no such folder", f.folder)
	}

	return nil
}

// open is the plan: a file, or standard input.
func open(in io.Reader, args []string) (io.ReadCloser, error) {
	if len(args) == 1 && args[0] != "-" {
		return os.Open(args[0])
	}

	if file, ok := in.(*os.File); ok && isTerminal(file) {
		return nil, errors.New("name a plan in JSON, or pipe one in: terraform show -json campaign.tfplan | wecomctl review")
	}

	return io.NopCloser(in), nil
}

// gates are those of the policy file, and of the flags, which go before it.
func (f *reviewFlags) gates(command *cobra.Command) (review.Policy, error) {
	policy := f.policy

	for name, nothing := range map[string]bool{
		"max-recipients-per-message": policy.MaxRecipientsPerMessage == 0, "max-recipients": policy.MaxRecipients == 0,
		"sender": len(policy.Senders) == 0, "link-host": len(policy.LinkHosts) == 0, "forbidden-words": policy.ForbiddenWordsFile == "",
		"hours": policy.Hours == "", "approved": policy.Approved == "", "policy": f.policyFile == "",
	} {
		if nothing && command.Flags().Changed(name) {
			return policy, fmt.Errorf("--%s is given and says nothing: leave it out where the gate is not wanted", name)
		}
	}

	if f.policyFile != "" {
		read, err := review.ReadPolicy(f.policyFile)
		if err != nil {
			return policy, err
		}

		policy = read

		for name, take := range map[string]func(){
			"max-recipients-per-message": func() { policy.MaxRecipientsPerMessage = f.policy.MaxRecipientsPerMessage },
			"max-recipients":             func() { policy.MaxRecipients = f.policy.MaxRecipients },
			"counted":                    func() { policy.Counted = f.policy.Counted },
			"sender":                     func() { policy.Senders = f.policy.Senders },
			"link-host":                  func() { policy.LinkHosts = f.policy.LinkHosts },
			"forbidden-words":            func() { policy.ForbiddenWordsFile = f.policy.ForbiddenWordsFile },
			"no-replace":                 func() { policy.NoReplace = f.policy.NoReplace },
			"prevent-destroy":            func() { policy.PreventDestroy = f.policy.PreventDestroy },
			"hours":                      func() { policy.Hours = f.policy.Hours },
			"approved":                   func() { policy.Approved = f.policy.Approved },
		} {
			if command.Flags().Changed(name) {
				take()
			}
		}
	}

	return policy, policy.Complete()
}

// write writes what is asked for.
func (f *reviewFlags) write(out io.Writer, report *review.Report, language string) error {
	files := []struct {
		name  string
		write func(io.Writer) error
	}{
		{f.html, func(to io.Writer) error { return report.WriteHTML(to, language) }},
		{f.markdown, func(to io.Writer) error { return report.WriteMarkdown(to, language, f.maxBytes) }},
		{f.junit, report.WriteJUnit},
	}

	for _, file := range files {
		if file.name == "" {
			continue
		}

		if err := writeFile(out, file.name, file.write); err != nil {
			return err
		}
	}

	switch {
	case f.asJSON:
		return report.WriteJSON(out)
	case f.digest:
		return report.WriteDigests(out)
	case slices.Contains([]string{f.html, f.markdown, f.junit}, "-"):
		return nil
	default:
		return report.WriteText(out, language, review.Colours{On: isColoured(out, os.Getenv)})
	}
}
