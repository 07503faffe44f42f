package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where a journal that was asked for cannot be read in full, nothing leaves the
// state: a new message could not be sent, and what was wished for would be
// forgotten. Nor is a destroy followed by a create that knows of nothing.
func TestAccJournal_damagedWhatIsInTheStateStaysThere(t *testing.T) {
	for name, c := range removals() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.unseen()

			dir := filepath.Join(w.dir, "journal")
			w.keepsJournalIn(dir)
			w.write(message("it", "一", ""))

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			damaged := filepath.Join(dir, "20260101T000000.000Z-00000000000000000000000000000000.jsonl")
			lay(t, damaged, "#\n")

			got := c.changes(w)
			if got.code == 0 || len(w.state()) != 1 || w.sends() != 1 {
				t.Errorf("exit code %d, %d in the state, %d messages\n%s", got.code, len(w.state()), w.sends(), got.output)
			}

			for _, says := range []string{"the message in the state stays there: the journal in", filepath.Base(damaged)} {
				if !strings.Contains(got.errorText(), says) {
					t.Errorf("does not say %q\n%s", says, got.output)
				}
			}

			// The control: it is whole again.
			if err := os.Remove(damaged); err != nil {
				t.Fatal(err)
			}

			for range 2 {
				if got := w.apply(); got.code != 0 || len(w.state()) != 1 || w.sends() != c.want {
					t.Errorf("exit code %d, %d in the state, %d messages, want 0, 1 and %d\n%s", got.code, len(w.state()), w.sends(), c.want, got.output)
				}
			}
		})
	}
}
