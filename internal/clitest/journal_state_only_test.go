package clitest_test

import (
	"fmt"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// slowToLeave is another resource that must be destroyed before the message is,
// and takes its time.
const slowToLeave = `resource "terraform_data" "after" {
  input = wecom_mass_message.it.msgid

  provisioner "local-exec" {
    when    = destroy
    command = "sleep 2"
  }
}
`

// A message is in the state and in no journal: it was sent without one. A plan
// refreshes it, so that the journal has it before anything is created anew,
// also where the engine creates first.
func TestAccJournal_whatOnlyTheStateKnows(t *testing.T) {
	const first = "lifecycle { create_before_destroy = true }"

	cases := map[string]struct {
		before string
		do     func(*workspace) result
	}{
		"renamed, created first": {before: message("it", "一", "") + slowToLeave, do: func(w *workspace) result {
			w.write(message("that", "一", ""))

			return w.apply()
		}},
		"taint, create first": {before: message("it", "一", first), do: func(w *workspace) result {
			return w.tainted("wecom_mass_message.it")
		}},
	}

	for name, c := range cases {
		for _, journal := range []string{journalOn, journalOff} {
			t.Run(name+"/"+journal, func(t *testing.T) {
				t.Parallel()

				w := newWorkspace(t)
				w.unseen()
				w.keepsJournalIn("")
				w.write(c.before)

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.errorText())
				}

				if journal == journalOn {
					w.keepsJournal()
				}

				got := c.do(w)

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
}

// Of an imported message the state does not know all. What is equal as far as
// that goes, and shares a recipient, is not sent.
func TestAccJournal_importedAndRemoved(t *testing.T) {
	bodies := map[string]string{
		"a list":                    message("it", "一", ""),
		"groups":                    groupMessage,
		"groups that are picked":    groups().HCL(),
		"a picture":                 messageWithPicture,
		"all customers of one":      soakMessage{name: "m", sender: "lisi", text: "都来看看"}.HCL(),
		"a tag":                     tagged(sameWords("m"), "ete19278asuMT123109rBAAAA").HCL(),
		"with triggers beside":      message("it", "一", `triggers = { a = "1" }`),
		"with a member who chooses": message("it", "一", "allow_select = true"),
	}

	for name, body := range bodies {
		for _, replaced := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, replaced %t", name, replaced), func(t *testing.T) {
				importedAndRemoved(t, body, replaced, journalOn)
			})
		}
	}

	t.Run("the control", func(t *testing.T) { importedAndRemoved(t, bodies["a list"], false, journalOff) })
}

func importedAndRemoved(t *testing.T, body string, replaced bool, journal string) {
	t.Helper()
	t.Parallel()

	w := newWorkspace(t)
	w.keepsJournalIn("")
	w.picture("pic.png", 10)
	w.write(body)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	msgid, address := w.msgidOf(), ""
	for _, in := range w.state() {
		address = "wecom_mass_message." + in.Name
	}

	w.losesState()

	if journal == journalOn {
		w.keepsJournal()
	}

	if got := w.run("import", address, msgid); got.code != 0 {
		t.Fatal(got.output)
	}

	w.unseen()

	var got result
	if replaced {
		got = w.tainted(address)
	} else {
		w.destroy()
		got = w.apply()
	}

	if journal == journalOff {
		if w.sends() != 2 {
			t.Errorf("%d messages, want 2\n%s", w.sends(), got.output)
		}

		return
	}

	if w.sends() != 1 || got.code != 0 && !got.says("error", msgid) {
		t.Errorf("exit code %d, %d messages, want 1, and %s recorded or in an error\n%s", got.code, w.sends(), msgid, got.output)
	}
}

// A change back to what was said before is a wish that stands until it is
// fulfilled, also where WeCom has refused it, or the run has not come to it.
func TestAccJournal_aWishStandsUntilItIsFulfilled(t *testing.T) {
	one, two := message("it", "一", week("1")), message("it", "一", week("2"))

	for name, broken := range map[string]func(*workspace) result{
		"refused": func(w *workspace) result {
			w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, Errcode: 41048})
			w.write(one)

			return w.apply()
		},
		"what comes first fails": func(w *workspace) result {
			w.write(failingFirst + message("it", "一", week("1")+"\n  depends_on = [terraform_data.first]"))

			return w.apply()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, _ := withJournal(t)
			w.unseen()

			for _, body := range []string{one, two} {
				w.write(body)

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.errorText())
				}
			}

			if got := broken(w); got.code == 0 || w.sends() != 2 || len(w.state()) != 0 {
				t.Fatalf("exit code %d, %d messages, the state has %v\n%s", got.code, w.sends(), w.state(), got.output)
			}

			w.write(one)

			if got := w.apply(); got.code != 0 || w.sends() != 3 {
				t.Errorf("exit code %d, %d messages, want 0 and 3\n%s", got.code, w.sends(), got.output)
			}

			// Once.
			w.losesState()

			if got := w.apply(); got.code != 0 || w.sends() != 3 || w.recorded("msgid") != w.sim.Messages()[2].MsgID {
				t.Errorf("after the state was lost: exit code %d, %d messages, want 0 and 3\n%s", got.code, w.sends(), got.output)
			}
		})
	}
}
