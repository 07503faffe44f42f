package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"text/tabwriter"
)

// save keeps a report under a file name made from its own name.
func save(dir string, r report) error {
	err := os.MkdirAll(dir, 0o750)
	if err != nil {
		return err
	}

	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}

	file := regexp.MustCompile(`[^\w.-]+`).ReplaceAllString(r.Name, "-") + ".json"

	return os.WriteFile(filepath.Join(dir, file), data, 0o600)
}

// load reads the reports of a directory, by file name.
func load(dir string) ([]report, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}

	reports := make([]report, 0, len(files))

	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}

		var r report

		err = json.Unmarshal(data, &r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}

		reports = append(reports, r)
	}

	return reports, nil
}

// printTable prints the result of each run, why tests were skipped, which
// failed, and the sum. It says whether nothing failed and no test was skipped
// in every run.
func printTable(out io.Writer, reports []report) bool {
	var passed, failed, skipped int

	columns := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(columns, "engine\trun\tfailed\tskipped")

	for _, r := range reports {
		passed += len(r.Passed)
		failed += len(r.Failed)
		skipped += len(r.Skipped)

		fmt.Fprintf(columns, "%s\t%d\t%d\t%d\n", r.Name, len(r.Passed)+len(r.Failed), len(r.Failed), len(r.Skipped))
	}

	columns.Flush()

	for _, r := range reports {
		printSkips(out, r)
	}

	// The reader of a log that was cut sees its end.
	for _, r := range reports {
		printFailures(out, r)
	}

	never := skippedEverywhere(reports)
	for _, name := range never {
		fmt.Fprintf(out, "\nskipped in every run, so nothing tests it: %s\n", name)
	}

	fmt.Fprintf(out, "\n%d passed, %d failed, %d skipped\n", passed, failed, skipped)

	return failed == 0 && len(never) == 0
}

// printFailures prints which tests failed, and the end of what each said.
func printFailures(out io.Writer, r report) {
	for _, name := range sortedKeys(r.Failed) {
		fmt.Fprintf(out, "\nfailed with %s: %s\n%s", r.Name, short(name), r.Failed[name])
	}
}

// printSkips prints why tests were skipped, and which: of many with one reason
// how many.
func printSkips(out io.Writer, r report) {
	if len(r.Skipped) == 0 {
		return
	}

	by := map[string][]string{}
	for _, name := range sortedKeys(r.Skipped) {
		by[r.Skipped[name]] = append(by[r.Skipped[name]], short(name))
	}

	fmt.Fprintf(out, "\nskipped with %s:\n", r.Name)

	for _, why := range sortedKeys(by) {
		if n := len(by[why]); n > named {
			fmt.Fprintf(out, "  %d tests: %s\n", n, why)
			continue
		}

		for _, name := range by[why] {
			fmt.Fprintf(out, "  %s: %s\n", name, why)
		}
	}
}

// named is how many tests of one reason are listed by name.
const named = 20

// skippedEverywhere lists the tests that some run skipped and none ran.
func skippedEverywhere(reports []report) []string {
	ran := map[string]bool{}
	idle := map[string]string{}

	for _, r := range reports {
		for _, name := range append(sortedKeys(r.Failed), r.Passed...) {
			ran[name] = true
		}
	}

	for _, r := range reports {
		for name, why := range r.Skipped {
			// A program that this machine lacks is not the fault of the tree.
			if !ran[name] && !strings.Contains(why, "not on the PATH") {
				idle[name] = why
			}
		}
	}

	return sortedKeys(idle)
}

// short drops the path in front of the package's own name.
func short(name string) string {
	return name[strings.LastIndex(strings.SplitN(name, ".Test", 2)[0], "/")+1:]
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}

	sort.Strings(keys)

	return keys
}
