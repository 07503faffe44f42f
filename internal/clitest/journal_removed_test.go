package clitest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const summaryEarlier = "The message was sent already"

// A message leaves the state in a run that ends before anything takes its
// place, and every list has forgotten it when it is wanted again. What the
// journal has heard of is not sent a second time, also where it has heard of it
// from the state only.
func TestAccJournal_removedByAnEarlierRun(t *testing.T) {
	cases := map[string]func(*workspace){
		"destroyed": func(w *workspace) {
			w.destroy()
			w.write(message("it", "一", ""))
		},
		"its block taken out": func(w *workspace) {
			w.write("")
			w.apply()
			w.write(message("it", "一", ""))
		},
		"renamed, and what comes first fails": func(w *workspace) {
			w.write(failingFirst + message("that", "一", "depends_on = [terraform_data.first]"))

			if got := w.apply(); got.code == 0 || len(w.state()) != 0 {
				w.t.Fatalf("exit code %d, and the state has %v\n%s", got.code, w.state(), got.output)
			}

			w.write(message("that", "一", ""))
		},
	}

	for name, do := range cases {
		for _, first := range []string{journalOn, journalOff} {
			for _, journal := range []string{journalOn, journalOff} {
				t.Run(fmt.Sprintf("%s/journal %s, then %s", name, first, journal), func(t *testing.T) {
					t.Parallel()

					w := newWorkspace(t)
					w.unseen()

					dir := w.keepsJournal()
					if first == journalOff {
						w.keepsJournalIn("")
					}

					w.write(message("it", "一", ""))

					if got := w.apply(); got.code != 0 {
						t.Fatal(got.errorText())
					}

					msgid := w.msgidOf()

					if journal == journalOn {
						w.keepsJournalIn(dir)
					} else {
						w.keepsJournalIn("")
					}

					do(w)

					got := w.apply()

					if journal == journalOff {
						if w.sends() != 2 {
							t.Errorf("control: %d messages, want 2\n%s", w.sends(), got.errorText())
						}

						return
					}

					if got.code != 0 || w.sends() != 1 || !got.has("warning", summaryEarlier) || w.recorded("msgid") != msgid {
						t.Errorf("exit code %d, %d messages, the state has %v, want 0, 1 and %s\n%s", got.code, w.sends(), w.recorded("msgid"), msgid, got.output)
					}

					// Nor a week later, when it is an error.
					w.destroy()
					ages(t, dir, 8*24*time.Hour)

					if got := w.apply(); got.code == 0 || w.sends() != 1 || !strings.Contains(got.errorText(), msgid) {
						t.Errorf("a week later: exit code %d, %d messages, want an error and 1\n%s", got.code, w.sends(), got.output)
					}
				})
			}
		}
	}
}

// failingFirst fails in the run that has removed the message already.
const failingFirst = `resource "terraform_data" "first" {
  provisioner "local-exec" {
    command = "sleep 2; exit 1"
  }
}
`

// Two provider blocks are two processes: the one removes what the other one
// creates.
func TestAccJournal_renamedIntoAnotherProviderBlock(t *testing.T) {
	for _, journal := range []string{journalOn, journalOff} {
		t.Run(journal, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.unseen()

			if journal == journalOn {
				w.keepsJournal()
			}

			w.write(w.secondBlock() + message("it", "一", ""))

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			w.write(w.secondBlock() + message("that", "一", "provider = wecom.other"))

			got := w.apply()

			if journal == journalOff {
				if w.sends() != 2 {
					t.Errorf("control: %d messages, want 2\n%s", w.sends(), got.errorText())
				}

				return
			}

			if got.code != 0 || w.recorded("msgid") != w.msgidOf() {
				t.Errorf("exit code %d, the state has %v\n%s", got.code, w.recorded("msgid"), got.output)
			}
		})
	}
}

// Of a message of unknown status the state knows when it may have been created,
// and tells the journal.
func TestAccJournal_unknownAndRemoved(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	dir := w.keepsJournal()
	w.keepsJournalIn("")
	w.unseen()

	p.on(send, lostBefore())
	w.write(message("it", "一", ""))

	if got := w.apply(); w.status() != "unknown" {
		t.Fatalf("the status is %q\n%s", w.status(), got.output)
	}

	w.keepsJournalIn(dir)
	w.destroy()

	if got := w.apply(); got.code != 0 || w.status() != "unknown" || w.sends() != 0 {
		t.Errorf("exit code %d, status %s, %d messages, want 0, unknown and none\n%s", got.code, w.status(), w.sends(), got.output)
	}

	// The control: a person asks for it.
	w.write(message("it", "一", `triggers = { again = "1" }`))

	if got := w.apply(); got.code != 0 || w.status() != "created" || w.sends() != 1 {
		t.Errorf("exit code %d, status %s, %d messages, want 0, created and 1\n%s", got.code, w.status(), w.sends(), got.output)
	}
}
