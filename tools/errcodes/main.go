// Command errcodes writes the guides to error codes, in English and in Chinese,
// from the tables of the client:
//
//	errcodes templates/guides
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: errcodes FOLDER")
		os.Exit(2)
	}

	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "errcodes:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	for _, l := range []language{english(), chinese()} {
		page, err := l.page()
		if err != nil {
			return err
		}

		if err := os.WriteFile(filepath.Join(folder, l.file), []byte(page), 0o600); err != nil {
			return err
		}
	}

	return nil
}
