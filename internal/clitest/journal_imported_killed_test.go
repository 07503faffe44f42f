package clitest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The answer to a send is lost, WeCom handles it late, and a person imports the
// message, as the error advises. That settles what the journal did not know:
// however the message leaves the state then, it is recorded again.
func TestAccJournal_anImportSettlesWhatWasNotKnown(t *testing.T) {
	// With triggers the apply that ends the import would record all of it.
	two := func(name string) string {
		return strings.Replace(to(name, `external_userid = ["`+wecomsim.DemoCustomer+`", "`+customerTwo+`"]`), `triggers = { a = "1" }`, "", 1)
	}

	for way, leaves := range map[string]func(*workspace) result{
		"renamed":   func(w *workspace) result { w.write(two("other")); return w.apply() },
		"tainted":   func(w *workspace) result { return w.tainted("wecom_mass_message.it") },
		"destroyed": func(w *workspace) result { w.destroy(); return w.apply() },
		"lost":      func(w *workspace) result { w.losesState(); return w.apply() },
	} {
		for name, imported := range map[string]bool{"imported": true, "the control": false} {
			t.Run(way+"/"+name, func(t *testing.T) {
				t.Parallel()

				w, _ := withJournal(t)
				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DelayBefore: 4 * time.Second})
				w.write(two("it"))

				if got := w.apply(); got.code != 0 || w.recorded("status") != "unknown" {
					t.Fatalf("it is %v\n%s", w.recorded("status"), got.output)
				}

				for w.sends() == 0 {
					time.Sleep(50 * time.Millisecond)
				}

				if imported {
					w.losesState()

					if got := w.run("import", "wecom_mass_message.it", w.msgidOf()); got.code != 0 {
						t.Fatal(got.output)
					}

					if got := w.apply(); got.code != 0 || w.recorded("status") != "created" {
						t.Fatal(got.errorText())
					}
				}

				got := leaves(w)

				if !imported {
					if w.recorded("status") != "unknown" || !strings.Contains(got.output, w.msgidOf()) {
						t.Errorf("the control: %v, %v\n%s", w.recorded("status"), w.recorded("msgid"), got.output)
					}
				} else if got.code != 0 || w.recorded("status") != "created" || w.recorded("msgid") != w.msgidOf() {
					t.Errorf("exit code %d, %v, %v\n%s", got.code, w.recorded("status"), w.recorded("msgid"), got.output)
				}

				if w.sends() != 1 {
					t.Errorf("%d messages", w.sends())
				}
			})
		}
	}
}
