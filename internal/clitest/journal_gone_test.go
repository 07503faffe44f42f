package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where a journal that was asked for is gone, a change that sends cannot send.
// So the message in the state stays there, and the next apply sends.
func TestAccJournal_goneBeforeAChangeThatSends(t *testing.T) {
	for name, edited := range map[string]string{
		"triggers": message("it", "一", `triggers = { wave = "2" }`),
		"the text": message("it", "二", ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			dir := filepath.Join(w.dir, "journal")

			w.keepsJournalIn(dir)
			w.write(message("it", "一", ""))

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			if err := os.Rename(dir, dir+"-away"); err != nil {
				t.Fatal(err)
			}

			lay(t, dir, "not a directory")
			w.write(edited)

			got := w.apply()
			if got.code == 0 || w.status() != "created" || w.sends() != 1 {
				t.Errorf("exit code %d, status %s, %d messages, want an error, created and 1\n%s", got.code, w.status(), w.sends(), got.output)
			}

			if !strings.Contains(got.errorText(), "Nothing is sent, and the message in the state stays there: the journal in") {
				t.Error(got.errorText())
			}

			// The control: it is there again.
			if err := os.Remove(dir); err != nil {
				t.Fatal(err)
			}

			if err := os.Rename(dir+"-away", dir); err != nil {
				t.Fatal(err)
			}

			if got := w.apply(); got.code != 0 || w.status() != "created" || w.sends() != 2 {
				t.Errorf("exit code %d, status %s, %d messages, want 0, created and 2\n%s", got.code, w.status(), w.sends(), got.output)
			}
		})
	}
}
