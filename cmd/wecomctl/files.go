package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
)

// checkFiles refuses to write two forms to one file, and over what was read.
func (f *reviewFlags) checkFiles(command *cobra.Command, read []string) error {
	used := slices.Clone(read)

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

	return realPath(a) == realPath(b)
}

// realPath is a name without links in its folder. The file need not be there.
func realPath(name string) string {
	whole, err := filepath.Abs(name)
	if err != nil {
		return name
	}

	folder, err := filepath.EvalSymlinks(filepath.Dir(whole))
	if err != nil {
		return whole
	}

	return filepath.Join(folder, filepath.Base(whole))
}

// filesRead are the files that a review has read: the plan, the policy and what
// it names, and the media.
func (f *reviewFlags) filesRead(plan []string, policy review.Policy, report *review.Report) []string {
	read := append([]string{f.policyFile, policy.ForbiddenWordsFile, policy.Approved}, plan...)

	for _, row := range report.Rows {
		for _, file := range row.Files {
			name := file.Path
			if !filepath.IsAbs(name) {
				name = filepath.Join(f.folder, name)
			}

			read = append(read, name)
		}
	}

	return read
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
