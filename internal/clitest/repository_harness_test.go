package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// repositoryCampaigns are the campaigns of examples/repository.
func repositoryCampaigns() []string { return []string{"2099-11-double11", "2100-01-new-year"} }

// repositoryWorkspace is a copy of examples/repository: what a reader has who
// copies it, with the simulator at another address.
func repositoryWorkspace(t *testing.T) *workspace {
	t.Helper()

	// Each engine runs all of these tests.
	_, _ = engineVersion(t)

	w := newWorkspace(t)
	w.usesMirror()

	if err := os.CopyFS(w.dir, os.DirFS("../../examples/repository")); err != nil {
		t.Fatal(err)
	}

	for _, name := range w.glob("campaigns/*/tests/*.hcl") {
		text := readFile(t, name)
		if !strings.Contains(text, "provider \"wecom\" {") || !strings.Contains(text, "corp_secret ") || !strings.Contains(text, "journal_dir ") {
			t.Errorf("%s does not pin the provider to the simulator", name)
		}

		replaceIn(t, name, "http://127.0.0.1:8765", w.url)
	}

	return w
}

// keepsStates lets the campaigns keep their states on disk: nobody has the
// bucket here.
func (w *workspace) keepsStates() {
	w.t.Helper()

	for _, name := range w.glob("campaigns/*/backend.tf") {
		if err := os.Remove(name); err != nil {
			w.t.Fatal(err)
		}
	}
}

// glob are the files of the workspace, at least one.
func (w *workspace) glob(pattern string) []string {
	w.t.Helper()

	found, err := filepath.Glob(filepath.Join(w.dir, pattern))
	if err != nil || len(found) == 0 {
		w.t.Fatalf("no file is %s: %v", pattern, err)
	}

	return found
}

// replaceIn replaces a text in a file that has it.
func replaceIn(t *testing.T, name, old, replacement string) {
	t.Helper()

	text := readFile(t, name)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not have %q", name, old)
	}

	if err := os.WriteFile(name, []byte(strings.ReplaceAll(text, old, replacement)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// in is the same workspace, with the engine started in one of its folders.
func (w *workspace) in(folder string) *workspace {
	other := *w
	other.dir = filepath.Join(w.dir, folder)

	return &other
}

// wantRun runs the engine and wants it to succeed.
func (w *workspace) wantRun(args ...string) result {
	w.t.Helper()

	got := w.run(args...)
	if got.code != 0 {
		w.t.Fatalf("%s %q: code %d\n%s", filepath.Base(w.dir), args, got.code, got.output)
	}

	return got
}
