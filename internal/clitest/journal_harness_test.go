package clitest_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// keepsJournal asks for a journal in a directory of its own, and names it.
func (w *workspace) keepsJournal() (dir string) {
	w.t.Helper()

	dir = filepath.Join(w.t.TempDir(), "journal")
	w.keepsJournalIn(dir)

	return dir
}

func (w *workspace) keepsJournalIn(dir string) {
	w.env = append(w.env, "WECOM_JOURNAL_DIR="+dir)
}

// withJournal is a workspace with a journal that was asked for.
func withJournal(t *testing.T) (w *workspace, dir string) {
	t.Helper()

	w = newWorkspace(t)

	return w, w.keepsJournal()
}

// journalLine is a line of a journal as JSON has it.
type journalLine map[string]any

// journalLines are all lines of a journal, in the order of its files.
func journalLines(t *testing.T, dir string) []journalLine {
	t.Helper()

	var all []journalLine

	for _, name := range journalFiles(t, dir) {
		for line := range strings.Lines(readFile(t, name)) {
			var fields journalLine
			if err := json.Unmarshal([]byte(line), &fields); err != nil {
				t.Fatalf("%s: %v", name, err)
			}

			all = append(all, fields)
		}
	}

	return all
}

func journalFiles(t *testing.T, dir string) []string {
	t.Helper()

	names, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}

	return names
}

// kinds are those of all lines of a journal, in a row.
func kinds(lines []journalLine) string {
	all := make([]string, 0, len(lines))

	for _, line := range lines {
		kind, _ := line["kind"].(string)
		all = append(all, kind)
	}

	return strings.Join(all, " ")
}

// rewriteJournal changes every line of a journal, as time or another version
// would.
func rewriteJournal(t *testing.T, dir string, change func(journalLine)) {
	t.Helper()

	names := journalFiles(t, dir)
	if len(names) == 0 {
		t.Fatalf("there is no journal in %s", dir)
	}

	for _, name := range names {
		var changed bytes.Buffer

		for line := range strings.Lines(readFile(t, name)) {
			var fields journalLine
			if err := json.Unmarshal([]byte(line), &fields); err != nil {
				t.Fatal(err)
			}

			change(fields)

			raw, err := json.Marshal(fields)
			if err != nil {
				t.Fatal(err)
			}

			changed.Write(append(raw, '\n'))
		}

		if err := os.WriteFile(name, changed.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// losesState is what a runner does that is thrown away.
func (w *workspace) losesState() {
	w.t.Helper()

	if err := os.Remove(filepath.Join(w.dir, "terraform.tfstate")); err != nil {
		w.t.Fatal(err)
	}
}

// recorded is an attribute of the first message in the state, nil if there is
// none.
func (w *workspace) recorded(name string) any {
	w.t.Helper()

	for _, one := range w.state() {
		return one.Attributes[name]
	}

	return nil
}

// msgidOf is the only message that the simulator has.
func (w *workspace) msgidOf() string {
	w.t.Helper()

	if w.sends() != 1 {
		w.t.Fatalf("%d messages, want 1", w.sends())
	}

	return w.sim.Messages()[0].MsgID
}
