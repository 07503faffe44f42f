package clitest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A message of unknown status, and the same words to the same people in another
// company in that minute. Neither healing, nor a person, nor a replacement
// takes the one for the other.
func TestAccAdoption_twoCompanies(t *testing.T) {
	t.Parallel()

	a, fromA := behindProxy(t)
	a.write(sameWords("m").HCL())
	fromA.on(send, lostBefore())

	if got := a.apply(); a.status() != "unknown" {
		t.Fatalf("status %s\n%s", a.status(), got.output)
	}

	if got := a.named("m")["corp_id"]; got != wecomsim.DemoCorpID {
		t.Errorf("corp_id is %v, want %s", got, wecomsim.DemoCorpID)
	}

	company := wecomsim.DemoCompany()
	company.CorpID = "wwsim0000000000002"

	b, fromB := behindProxy(t)
	b.sim.SetCompany(company)
	b.env = []string{"WECOM_CORP_ID=" + company.CorpID}
	b.write(sameWords("m").HCL())

	if got := b.apply(); b.status() != "created" {
		t.Fatalf("status %s\n%s", b.status(), got.errorText())
	}

	// The root of A under the credentials of B.
	a.url, a.env = b.url, b.env
	a.write(sameWords("m").HCL())

	if got := a.apply(); a.status() != "unknown" || got.code != 0 {
		t.Errorf("exit code %d, status %s as %v, want 0 and unknown\n%s", got.code, a.status(), a.named("m")["msgid"], got.output)
	}

	m := sameWords("m")
	m.more = fmt.Sprintf("adopt_msgid = %q", fromB.sent()[0].msgid)
	a.write(m.HCL())

	if a.apply(); a.status() != "unknown" {
		t.Errorf("a message of another company was adopted")
	}

	m = sameWords("m")
	m.triggers = "again"
	a.write(m.HCL())

	if got := a.plan(); got.code != 1 {
		t.Errorf("a replacement by another company's message is planned\n%s", got.output)
	}

	if a.apply(); len(fromB.sent()) != 1 || len(fromA.sent()) != 0 {
		t.Errorf("%d messages in A and %d in B, want 0 and 1", len(fromA.sent()), len(fromB.sent()))
	}

	// The control: a message that is sent for the first time is B's own.
	a.write(soakMessage{name: "other", sender: "zhangsan", text: "另一句话", people: []string{customerTwo}}.HCL() + sameWords("m").HCL())

	if got := a.apply(); len(fromB.sent()) != 2 || a.named("other")["corp_id"] != company.CorpID {
		t.Errorf("%d messages in B, want 2; corp_id %v\n%s", len(fromB.sent()), a.named("other")["corp_id"], got.errorText())
	}
}

// A plan that was saved for one company is not applied to another, also where
// the new message comes before the old one is forgotten. Nothing is sent, and
// nothing forgotten.
func TestAccAdoption_savedPlanUnderAnotherCompany(t *testing.T) {
	text := func(m *soakMessage) { m.text = "另一句话" }

	for name, c := range map[string]struct {
		more string
		edit func(*soakMessage)
	}{
		"delete first":           {"", text},
		"delete first, triggers": {"", func(m *soakMessage) { m.triggers = "again" }},
		"create first":           {"lifecycle { create_before_destroy = true }", text},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, p := behindProxy(t)
			m := sameWords("m")
			m.more = c.more
			w.write(m.HCL())

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			msgid := w.named("m")["msgid"]

			c.edit(&m)
			w.write(m.HCL())

			if got := w.plan("-out=saved.tfplan"); got.code != 2 {
				t.Fatal(got.output)
			}

			w.isOfAnotherCompany()

			if got := w.apply("saved.tfplan"); len(p.sent()) != 1 || got.code == 0 || w.named("m")["msgid"] != msgid {
				t.Errorf("exit code %d, %d messages, msgid %v; want an error, 1 and %v\n%s", got.code, len(p.sent()), w.named("m")["msgid"], msgid, got.output)
			}

			// The control: the company's own credentials carry it out.
			w.sim.SetCompany(wecomsim.DemoCompany())
			w.env = nil

			if got := w.apply(); len(p.sent()) != 2 {
				t.Errorf("%d messages, want 2\n%s", len(p.sent()), got.errorText())
			}
		})
	}
}

// A tainted message, or campaign, of another company is neither forgotten nor
// sent again: the plan of the new one knows nothing of the old. Where the new
// one comes first, only the refresh has seen one like it.
func TestAccAdoption_taintUnderAnotherCompany(t *testing.T) {
	for name, c := range map[string]struct{ address, lifecycle, text string }{
		"message":                         {"wecom_mass_message.m", "", "另一句话"},
		"message, create_before_destroy":  {"wecom_mass_message.m", "lifecycle { create_before_destroy = true }", "一句话"},
		"campaign":                        {"wecom_campaign.it", "", "另一句话"},
		"campaign, create_before_destroy": {"wecom_campaign.it", "lifecycle { create_before_destroy = true }", "一句话"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)

			write := func(text string) {
				m := sameWords("m")
				m.text = text
				config := m.HCL()

				if c.address == "wecom_campaign.it" {
					w.file("people.csv", "external_userid,sender\n"+customerTwo+",zhangsan\n")

					config = fmt.Sprintf("resource \"wecom_campaign\" \"it\" {\n  recipients_file = \"people.csv\"\n  text = { content = %q }\n}\n", text)
				}

				w.write(strings.TrimSuffix(strings.TrimSpace(config), "}") + c.lifecycle + "\n}\n")
			}

			write("一句话")

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Fatal(got.errorText())
			}

			w.isOfAnotherCompany()

			write(c.text)

			isThere := func() bool { return strings.Contains(w.run("state", "list").output, c.address) }

			for range 2 {
				if got := w.tainted(c.address); got.code == 0 || w.sends() != 0 || !isThere() || !got.has("error", "another company") {
					t.Errorf("exit code %d, %d messages in the other company, in the state: %t\n%s", got.code, w.sends(), isThere(), got.errorText())
				}
			}

			// The control: destroy forgets it.
			if got := w.run("destroy", "-auto-approve", "-json", "-refresh=false"); got.code != 0 || isThere() {
				t.Errorf("exit code %d, in the state: %t\n%s", got.code, isThere(), got.errorText())
			}
		})
	}
}

// Nor is one that is renamed without moved: Terraform forgets the old one and
// creates the new one in whatever order, of a plan as of an apply. The plan
// sees both.
func TestAccAdoption_renameUnderAnotherCompany(t *testing.T) {
	for _, kind := range []string{"wecom_mass_message", "wecom_campaign"} {
		for _, args := range [][]string{nil, {"-refresh=false"}, {"-parallelism=1"}} {
			t.Run(fmt.Sprint(kind, args), func(t *testing.T) {
				t.Parallel()

				w := newWorkspace(t)
				w.file("people.csv", "external_userid,sender\n"+customerTwo+",zhangsan\n")

				write := func(name string) {
					m := sameWords(name)
					config := m.HCL()

					if kind == "wecom_campaign" {
						config = fmt.Sprintf("resource \"wecom_campaign\" %q {\n  recipients_file = \"people.csv\"\n  text = { content = \"一句话\" }\n}\n", name)
					}

					w.write(config)
				}

				write("a")

				if got := w.apply(); got.code != 0 || w.sends() != 1 {
					t.Fatal(got.errorText())
				}

				w.isOfAnotherCompany()

				isThere := func() bool { return strings.Contains(w.run("state", "list").output, kind+".a") }

				// What comes first is chance.
				for i := range 4 {
					write([]string{"b", "zz"}[i%2])

					if got := w.apply(args...); got.code == 0 || w.sends() != 0 || !isThere() || !got.has("error", "another company") {
						t.Fatalf("exit code %d, %d messages in the other company, in the state: %t\n%s", got.code, w.sends(), isThere(), got.errorText())
					}
				}

				// The control: without another one that says the same it is
				// forgotten.
				w.write("")

				if got := w.apply(args...); got.code != 0 || isThere() {
					t.Errorf("exit code %d, in the state: %t\n%s", got.code, isThere(), got.errorText())
				}
			})
		}
	}
}

// isOfAnotherCompany makes the simulator of that address another company's,
// which has no messages, and the credentials, too.
func (w *workspace) isOfAnotherCompany() {
	company := wecomsim.DemoCompany()
	company.CorpID = "wwsim0000000000002"
	w.sim.SetCompany(company)
	w.env = []string{"WECOM_CORP_ID=" + company.CorpID}
}
