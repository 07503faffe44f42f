package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

const events = `{"Action":"start","Package":"example.com/p"}
{"Action":"run","Package":"example.com/p","Test":"TestGood"}
{"Action":"output","Package":"example.com/p","Test":"TestGood","Output":"chatter of a good test\n"}
{"Action":"pass","Package":"example.com/p","Test":"TestGood","Elapsed":0.1}
{"Action":"output","Package":"example.com/p","Test":"TestBad/sub","Output":"=== RUN   TestBad/sub\n"}
{"Action":"output","Package":"example.com/p","Test":"TestBad/sub","Output":"    bad_test.go:7: got 1, want 2\n"}
{"Action":"fail","Package":"example.com/p","Test":"TestBad/sub","Elapsed":0.1}
{"Action":"output","Package":"example.com/p","Test":"TestOld","Output":"=== RUN   TestOld\n"}
{"Action":"output","Package":"example.com/p","Test":"TestOld","Output":"    old_test.go:9: needs Terraform 1.14\n"}
{"Action":"output","Package":"example.com/p","Test":"TestOld","Output":"--- SKIP: TestOld (0.00s)\n"}
{"Action":"skip","Package":"example.com/p","Test":"TestOld","Elapsed":0}
{"Action":"fail","Package":"example.com/p","Elapsed":0.3}
{"ImportPath":"example.com/q","Action":"build-output","Output":"q.go:3:1: syntax error\n"}
{"Action":"fail","Package":"example.com/q","Elapsed":0,"FailedBuild":"example.com/q"}
{"Action":"output","Package":"example.com/r","Test":"TestLast","Output":"panic: died\n"}
{"Action":"fail","Package":"example.com/r","Elapsed":0.2}
{"Action":"skip","Package":"example.com/s","Elapsed":0}
go: a line that is no event
`

func TestRead_countsAndShows(t *testing.T) {
	var out bytes.Buffer

	r, err := read(strings.NewReader(events), &out, nil)
	if err != nil {
		t.Fatal(err)
	}

	if got := strings.Join(r.Passed, " "); got != "example.com/p.TestGood" {
		t.Errorf("passed: %s", got)
	}

	// A package that dies without a failed test of its own is a failure, and
	// one only.
	if got := strings.Join(sortedKeys(r.Failed), " "); got != "example.com/p.TestBad/sub example.com/q example.com/r" {
		t.Errorf("failed: %s", got)
	}

	if got := r.Failed["example.com/p.TestBad/sub"]; !strings.Contains(got, "got 1, want 2") {
		t.Errorf("failed because: %q", got)
	}

	if got := r.Skipped["example.com/p.TestOld"]; got != "needs Terraform 1.14" {
		t.Errorf("reason: %q", got)
	}

	for _, want := range []string{
		"got 1, want 2", "q.go:3:1: syntax error", "panic: died", "a line that is no event", "has no tests",
		"FAIL  example.com/r", "1 passed, 3 failed, 1 skipped",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, out.String())
		}
	}

	if strings.Contains(out.String(), "chatter") || strings.Contains(out.String(), "=== RUN") {
		t.Errorf("output of a passing test or the frame of one is shown:\n%s", out.String())
	}
}

// Whoever waits sees how far the run is, and in which packages.
func TestRead_saysHowFarItIs(t *testing.T) {
	var (
		in, lines = io.Pipe()
		ticks     = make(chan time.Time)
		out       bytes.Buffer
		done      = make(chan error)
	)

	go func() {
		_, err := read(in, &out, ticks)
		done <- err
	}()

	for _, line := range strings.SplitAfter(events, "\n")[:4] {
		_, _ = io.WriteString(lines, line)
	}

	ticks <- time.Time{}

	ticks <- time.Time{} // the first one has been served

	_ = lines.Close()

	if err := <-done; err != nil {
		t.Fatal(err)
	}

	if want := "passed, 0 failed; p\n"; !strings.Contains(out.String(), want) {
		t.Errorf("output lacks %q:\n%s", want, out.String())
	}
}

func TestTable_ofSavedReports(t *testing.T) {
	dir := t.TempDir()
	first := report{Name: "Terraform v1.11", Passed: []string{"m/p.TestA"}, Skipped: map[string]string{"m/p.TestB": "needs 1.14"}}
	second := report{Name: "Terraform v1.15", Passed: []string{"m/p.TestA", "m/p.TestB"}, Skipped: map[string]string{}}

	for _, r := range []report{first, second} {
		if err := save(dir, r); err != nil {
			t.Fatal(err)
		}
	}

	reports, err := load(dir)
	if err != nil {
		t.Fatal(err)
	}

	var out bytes.Buffer
	if !printTable(&out, reports) {
		t.Errorf("a green table counts as red:\n%s", out.String())
	}

	for _, want := range []string{
		"Terraform v1.11  1    0       1\n", "p.TestB: needs 1.14\n", "\n3 passed, 0 failed, 1 skipped\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, out.String())
		}
	}
}

// Of many tests with one reason it says how many.
func TestTable_manySkips(t *testing.T) {
	r := report{Name: "Terraform v1.11", Skipped: map[string]string{"m/p.TestB": "needs 1.14"}}
	for i := range named + 1 {
		r.Skipped[fmt.Sprintf("m/p.TestC/%d", i)] = "CLI_CASES=4"
	}

	var out bytes.Buffer
	printSkips(&out, r)

	if want := "\nskipped with Terraform v1.11:\n  21 tests: CLI_CASES=4\n  p.TestB: needs 1.14\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

func TestTable_isRed(t *testing.T) {
	skips := report{Name: "one", Skipped: map[string]string{"m/p.TestB": "needs 1.14"}}
	fails := report{Name: "two", Failed: map[string]string{"m/p.TestC": "got 1, want 2\n"}}

	for want, reports := range map[string][]report{
		"\nfailed with two: p.TestC\ngot 1, want 2\n":              {fails},
		"\nskipped in every run, so nothing tests it: m/p.TestB\n": {skips, skips},
	} {
		var out bytes.Buffer
		if printTable(&out, reports) {
			t.Errorf("counts as green:\n%s", out.String())
		}

		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, out.String())
		}
	}
}
