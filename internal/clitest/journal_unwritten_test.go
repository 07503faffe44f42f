package clitest_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// forgetsResult takes the result out of the file of the last run, as a disk
// does that was full when it was to be written.
func forgetsResult(t *testing.T, dir string) {
	t.Helper()

	names := journalFiles(t, dir)
	last := names[len(names)-1]
	lines := strings.SplitAfter(readFile(t, last), "\n")
	kept := slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.Contains(line, `"kind":"result"`) })

	if len(kept) != len(lines)-1 {
		t.Fatalf("%d results, want 1", len(lines)-len(kept))
	}

	if err := os.WriteFile(last, []byte(strings.Join(kept, "")), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The result of one send was not written. The state has it, so an edit and back
// sends as it does with a whole journal, and a lost state records it.
func TestAccJournal_aResultThatWasNotWritten(t *testing.T) {
	for name, c := range map[string]struct {
		texts []string
		lose  int // whose result is not written, from 1; 0 is none
	}{
		"control":                     {[]string{"一", "二", "一"}, 0},
		"of the first one":            {[]string{"一", "二", "一"}, 1},
		"of the one in its place":     {[]string{"一", "二", "一"}, 2},
		"of the first one, refreshed": {[]string{"一", "一", "二", "一"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, dir := withJournal(t)
			w.unseen()

			sent, before := 0, ""

			for i, text := range c.texts {
				w.write(message("it", text, ""))

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.errorText())
				}

				if text != before {
					sent, before = sent+1, text
				}

				if w.sends() != sent || w.status() != "created" || w.recorded("msgid") != w.sim.Messages()[sent-1].MsgID {
					t.Fatalf("apply %d: %d messages, want %d; the state has %s, %v", i+1, w.sends(), sent, w.status(), w.recorded("msgid"))
				}

				if i+1 == c.lose {
					forgetsResult(t, dir)
				}
			}

			w.losesState()

			if got := w.apply(); got.code != 0 || w.sends() != sent || !got.has("warning", summaryEarlier) {
				t.Errorf("exit code %d, %d messages, want 0 and %d, and a warning\n%s", got.code, w.sends(), sent, got.output)
			}
		})
	}
}
