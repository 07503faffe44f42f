package clitest_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The apply that ends an import tells the journal what was sent, so the state
// may be lost right after it. Without a journal it is sent again.
func TestAccJournal_importedAndLost(t *testing.T) {
	for _, journal := range []string{journalOn, journalOff} {
		t.Run(journal, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.keepsJournalIn("")
			w.write(message("it", "一", week("1")))

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			msgid := w.msgidOf()
			w.losesState()

			if journal == journalOn {
				w.keepsJournal()
			}

			if got := w.run("import", "wecom_mass_message.it", msgid); got.code != 0 {
				t.Fatal(got.output)
			}

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Fatal(got.errorText())
			}

			w.unseen()

			w.losesState()

			got := w.apply()

			if journal == journalOff {
				if w.sends() != 2 {
					t.Errorf("control: %d messages, want 2\n%s", w.sends(), got.output)
				}

				return
			}

			if got.code != 0 || w.recorded("msgid") != w.msgidOf() {
				t.Errorf("exit code %d, the state has %v, want %s\n%s", got.code, w.recorded("msgid"), msgid, got.output)
			}
		})
	}
}

// Nor is it sent again where the look before the send is switched off: the
// journal knows it by what WeCom tells of it, and by who got it.
func TestAccJournal_importedAndLostWithoutALook(t *testing.T) {
	for name, c := range map[string]struct {
		journal, customer string
		sends             int
	}{
		"the same":                 {journalOn, wecomsim.DemoCustomer, 1},
		"control: no journal":      {journalOff, wecomsim.DemoCustomer, 2},
		"control: to other people": {journalOn, customerTwo, 2},
		"control: to another more": {journalOn, wecomsim.DemoCustomer + `", "` + customerTwo, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			to := func(customer string) string {
				return fmt.Sprintf("resource \"wecom_mass_message\" \"it\" {\n  sender = \"zhangsan\"\n  external_userid = [\"%s\"]\n  text = { content = \"一\" }\n}\n", customer)
			}

			w := newWorkspace(t)
			w.providerArgs = `duplicate_check_interval = "0s"`
			msgid := w.sentElsewhere(to(wecomsim.DemoCustomer))

			if c.journal == journalOff {
				w.keepsJournalIn("")
			}

			w.write(to(wecomsim.DemoCustomer) + fmt.Sprintf("import {\n  to = wecom_mass_message.it\n  id = %q\n}\n", msgid))

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Fatal(got.errorText())
			}

			w.losesState()
			w.write(to(c.customer))

			got := w.apply()
			if w.sends() != c.sends {
				t.Errorf("%d messages, want %d\n%s", w.sends(), c.sends, got.output)
			}

			if c.sends == 1 && !got.says("error", msgid) {
				t.Errorf("no error that names %s\n%s", msgid, got.output)
			}
		})
	}
}

// What an import has said stands against the same words in its company, and not
// in another one.
func TestAccJournal_importedInAnotherCompany(t *testing.T) {
	for _, another := range []bool{true, false} {
		t.Run(fmt.Sprintf("another company %t", another), func(t *testing.T) {
			t.Parallel()

			w, _ := withJournal(t)
			w.write(message("it", "一", ""))

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			msgid := w.msgidOf()
			other := w.sharing()
			other.env = w.env
			other.write(message("it", "一", ""))

			if got := other.run("import", "wecom_mass_message.it", msgid); got.code != 0 {
				t.Fatal(got.output)
			}

			other.apply()
			other.apply("-refresh-only")

			if another {
				company := wecomsim.DemoCompany()
				company.CorpID = "wwsim0000000000002"
				w.sim.SetCompany(company) // it has no messages
				w.env = append(slices.Clone(w.env), "WECOM_CORP_ID="+company.CorpID)
			}

			w.unseen()
			w.losesState()

			// The control has it already.
			if got := w.apply(); got.code != 0 || w.sends() != 1 || got.has("warning", summaryEarlier) == another {
				t.Errorf("exit code %d, %d messages, want 0 and 1\n%s", got.code, w.sends(), got.output)
			}
		})
	}
}
