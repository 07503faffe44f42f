// Command testreport turns the output of `go test -json` into something to read
// and to count.
//
// With a name it reads the events of one run from standard input, prints the
// result of each package, the output of each test that failed and why tests
// were skipped, and keeps the counts in a report file:
//
//	go test -json ./... | testreport -dir .cache/reports -name "OpenTofu v1.12.6"
//
// Without a name it prints the report files of a directory as one table, and
// how many tests passed, failed and were skipped in all. A test that was
// skipped in every run that knows it counts as an error: nothing ever ran it.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	dir := flag.String("dir", ".cache/reports", "directory of the report files")
	name := flag.String("name", "", "name of the run that is read from standard input")

	flag.Parse()

	ok, err := run(*dir, *name)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(2)
	}

	if !ok {
		os.Exit(1)
	}
}

// run says whether every test that it saw did what it should.
func run(dir, name string) (bool, error) {
	if name == "" {
		reports, err := load(dir)
		if err != nil {
			return false, err
		}

		return printTable(os.Stdout, reports), nil
	}

	r, err := read(os.Stdin, os.Stdout, time.Tick(5*time.Second))
	if err != nil {
		return false, err
	}

	r.Name = name
	printSkips(os.Stdout, r)

	return len(r.Failed) == 0, save(dir, r)
}
