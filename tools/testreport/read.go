package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// event is one line of `go test -json`, see `go doc test2json`.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
	Elapsed    float64
}

// report is the result of one run of `go test`. Tests are named
// "package.Test/subtest".
type report struct {
	Name    string            `json:"name"`
	Passed  []string          `json:"passed"`
	Failed  map[string]string `json:"failed"`  // test -> the end of what it said
	Skipped map[string]string `json:"skipped"` // test -> reason
}

// reader gathers one report. The output of a test is kept until its verdict is
// known.
type reader struct {
	report report
	out    io.Writer
	output map[string][]string // test or package -> its lines
	red    map[string]bool     // packages that have a failed test
	begun  map[string]bool     // packages whose verdict is not there yet
}

// read reads the events of one run and prints them for a person, and at every
// tick how far the run is. Lines that are not events are printed as they are.
func read(in io.Reader, out io.Writer, ticks <-chan time.Time) (report, error) {
	r := reader{
		report: report{Failed: map[string]string{}, Skipped: map[string]string{}},
		out:    out,
		output: map[string][]string{},
		red:    map[string]bool{},
		begun:  map[string]bool{},
	}

	lines, failed := make(chan []byte), make(chan error, 1)

	go func() {
		defer close(lines)

		failed <- readLines(in, lines)
	}()

	for open := true; open; {
		select {
		case line, ok := <-lines:
			if open = ok; ok {
				r.line(line)
			}
		case <-ticks:
			r.progress()
		}
	}

	if err := <-failed; err != nil {
		return report{}, err
	}

	fmt.Fprintf(out, "%d passed, %d failed, %d skipped\n",
		len(r.report.Passed), len(r.report.Failed), len(r.report.Skipped))

	return r.report, nil
}

// readLines hands over the lines, the last one also without its end.
func readLines(in io.Reader, lines chan<- []byte) error {
	buffered := bufio.NewReader(in)

	for {
		line, err := buffered.ReadBytes('\n')
		if len(line) > 0 {
			lines <- line
		}

		if errors.Is(err, io.EOF) {
			return nil
		}

		if err != nil {
			return err
		}
	}
}

// progress prints a line for whoever waits.
func (r *reader) progress() {
	var names []string
	for pkg := range r.begun {
		names = append(names, path.Base(pkg))
	}

	slices.Sort(names)
	fmt.Fprintf(r.out, "... %d passed, %d failed; %s\n", len(r.report.Passed), len(r.report.Failed), cmp.Or(strings.Join(names, ", "), "building"))
}

func (r *reader) line(line []byte) {
	var e event

	err := json.Unmarshal(line, &e)
	if err != nil {
		fmt.Fprint(r.out, string(line))

		return
	}

	// The compiler's words belong to no test, and they explain the failure of
	// the package that follows.
	if e.Action == "build-output" {
		fmt.Fprint(r.out, e.Output)

		return
	}

	if e.Action == "start" {
		r.begun[e.Package] = true
	}

	name := e.Package
	if e.Test != "" {
		name += "." + e.Test
	}

	if e.Action == "output" {
		// The frame around a test (=== RUN, === PAUSE, ...) helps nobody who
		// reads one test alone.
		if !strings.HasPrefix(e.Output, "=== ") {
			r.output[name] = append(r.output[name], e.Output)
		}

		return
	}

	if e.Test == "" {
		r.packageVerdict(e)
	} else {
		r.testVerdict(e, name)
	}
}

func (r *reader) testVerdict(e event, name string) {
	switch e.Action {
	case "pass":
		r.report.Passed = append(r.report.Passed, name)

		// What a test measured is printed even when it passed.
		if slices.ContainsFunc(r.output[name], func(line string) bool { return strings.Contains(line, "report:") }) {
			r.print(name)
		}
	case "skip":
		r.report.Skipped[name] = reason(r.output[name])
	case "fail":
		r.report.Failed[name] = end(r.output[name])
		r.red[e.Package] = true
		r.print(name)
	default:
		return
	}

	delete(r.output, name)
}

// packageVerdict prints the package's own lines: its result, and where no test
// is to blame (the package does not compile, TestMain stopped, the time was
// up), everything it printed.
func (r *reader) packageVerdict(e event) {
	switch e.Action {
	case "pass":
		fmt.Fprintf(r.out, "ok    %s  %.1fs\n", e.Package, e.Elapsed)
	case "skip":
		fmt.Fprintf(r.out, "-     %s  has no tests\n", e.Package)
	case "fail":
		r.print(e.Package)

		if !r.red[e.Package] {
			r.report.Failed[e.Package] = end(r.output[e.Package])
			r.unfinished(e.Package)
		}

		fmt.Fprintf(r.out, "FAIL  %s  %.1fs\n", e.Package, e.Elapsed)
	default:
		return
	}

	delete(r.output, e.Package)
	delete(r.begun, e.Package)
}

// unfinished prints the output of the tests that were running when the
// package's process died.
func (r *reader) unfinished(pkg string) {
	for name := range r.output {
		if strings.HasPrefix(name, pkg+".") {
			r.print(name)
			delete(r.output, name)
		}
	}
}

func (r *reader) print(name string) {
	for _, line := range r.output[name] {
		fmt.Fprint(r.out, line)
	}
}

// end is the last lines of an output: the whole of it stands where the test
// ended.
func end(lines []string) string {
	const kept = 12

	return strings.Join(lines[max(0, len(lines)-kept):], "")
}

// position is how the testing package introduces a logged line.
var position = regexp.MustCompile(`^\s*[\w.-]+\.go:\d+: `)

// reason is what a skipped test said, without the frame that the testing
// package puts around it.
func reason(lines []string) string {
	var words []string

	for _, line := range lines {
		text := strings.TrimSpace(line)
		if text == "" || strings.HasPrefix(text, "--- ") {
			continue
		}

		words = append(words, position.ReplaceAllString(text, ""))
	}

	if len(words) == 0 {
		return "no reason given"
	}

	return strings.Join(words, " ")
}
