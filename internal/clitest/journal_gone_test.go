package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where a journal that was asked for is gone, nothing leaves the state: a
// change that sends could not send, and of what only the state knows a later
// run would know nothing.
func TestAccJournal_goneWhatIsInTheStateStaysThere(t *testing.T) {
	for name, c := range removals() {
		for _, known := range []bool{true, false} {
			t.Run(name+map[bool]string{true: "", false: ", and only the state knows it"}[known], func(t *testing.T) {
				t.Parallel()

				w := newWorkspace(t)
				w.unseen()

				dir := filepath.Join(w.dir, "journal")
				if known {
					w.keepsJournalIn(dir)
				} else {
					w.keepsJournalIn("")
				}

				w.write(message("it", "一", ""))

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.errorText())
				}

				w.keepsJournalIn(dir)

				if known {
					if err := os.Rename(dir, dir+"-away"); err != nil {
						t.Fatal(err)
					}
				}

				lay(t, dir, "not a directory")

				got := c.changes(w)
				if got.code == 0 || len(w.state()) != 1 || w.sends() != 1 {
					t.Errorf("exit code %d, %d in the state, %d messages, want an error, 1 and 1\n%s", got.code, len(w.state()), w.sends(), got.output)
				}

				if !strings.Contains(got.errorText(), "Nothing is sent, and the message in the state stays there: the journal in") || strings.Contains(got.output, "has removed the message") {
					t.Error(got.output)
				}

				// The control: it is there again.
				if err := os.Remove(dir); err != nil {
					t.Fatal(err)
				}

				if known {
					if err := os.Rename(dir+"-away", dir); err != nil {
						t.Fatal(err)
					}
				}

				for range 2 {
					if got := w.apply(); got.code != 0 || len(w.state()) != 1 || w.sends() != c.want {
						t.Errorf("exit code %d, %d in the state, %d messages, want 0, 1 and %d\n%s", got.code, len(w.state()), w.sends(), c.want, got.output)
					}
				}
			})
		}
	}
}
