package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The test program is a Go program, too, so it is described here.
func TestDocument_ofAProgram(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}

	var documents [2][]byte

	for i := range documents {
		file := filepath.Join(t.TempDir(), "sbom.json")

		if err := run(program, file); err != nil {
			t.Fatal(err)
		}

		documents[i], err = os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
	}

	if !bytes.Equal(documents[0], documents[1]) {
		t.Error("two documents of one program differ")
	}

	for _, want := range []string{`"specVersion": "1.6"`, `"purl": "pkg:golang/std@go1.`, `"go:build:GOOS"`} {
		if !strings.Contains(string(documents[0]), want) {
			t.Errorf("document lacks %s:\n%s", want, documents[0])
		}
	}
}

func TestDocument_ofNoGoProgramIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plain")

	if err := os.WriteFile(file, []byte("plain text"), 0o600); err != nil {
		t.Fatal(err)
	}

	if err := run(file, file+".json"); err == nil {
		t.Error("a plain file was described")
	}
}
