package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
)

// checkFiles refuses to write two forms to one file, and over what is read.
func (f *reviewFlags) checkFiles(command *cobra.Command, plan []string) error {
	used := append([]string{f.policyFile, f.policy.ForbiddenWordsFile, f.policy.Approved}, plan...)

	for _, form := range []struct{ name, file string }{{"html", f.html}, {"markdown", f.markdown}, {"junit", f.junit}} {
		switch {
		case form.file == "" && command.Flags().Changed(form.name):
			return fmt.Errorf("--%s has no name of a file", form.name)
		case form.file == "", form.file == "-":
			continue
		case slices.ContainsFunc(used, func(other string) bool { return isSameFile(form.file, other) }):
			return fmt.Errorf("--%s: another form is written to %s, too, or it is read", form.name, form.file)
		}

		used = append(used, form.file)
	}

	return nil
}

// isSameFile reports whether two names lead to one file, or would if it were
// there.
func isSameFile(a, b string) bool {
	if b == "" || b == "-" {
		return false
	}

	first, errFirst := os.Stat(a)
	second, errSecond := os.Stat(b)

	if errFirst == nil && errSecond == nil {
		return os.SameFile(first, second)
	}

	a, errFirst = filepath.Abs(a)
	b, errSecond = filepath.Abs(b)

	return errFirst == nil && errSecond == nil && a == b
}

// writeFile writes a file, or standard output for "-".
func writeFile(out io.Writer, name string, write func(io.Writer) error) error {
	if name == "-" {
		return write(out)
	}

	file, err := os.Create(name)
	if err != nil {
		return err
	}

	if err := write(file); err != nil {
		return fmt.Errorf("%s: %w", name, errors.Join(err, file.Close()))
	}

	return file.Close()
}
