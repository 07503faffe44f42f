package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A message of unknown status, and then an edit of who receives it, between
// every pair of forms. Nothing is sent, and what was sent is still found, with
// the people that it was sent to.
func TestAccRecord_editWhileUnknown(t *testing.T) {
	sent := sameWords("m")
	sentFromFile := sent
	sentFromFile.file = true

	others := sent
	others.people = []string{customerThree}
	othersFromFile := others
	othersFromFile.file = true

	edits := map[string]soakMessage{
		"list of others": others, "file of others": othersFromFile, "smaller list": smaller(sent),
		"tag": tagged(sent, "ete19278asuMT123109rBAAAA"), "all customers": tagged(sent, ""),
	}

	for from, before := range map[string]soakMessage{"list": sent, "file": sentFromFile} {
		for to, after := range edits {
			t.Run(from+" to "+to, func(t *testing.T) {
				t.Parallel()

				w, p := behindProxy(t)
				w.sim.SetListLag(time.Hour)
				w.writeMessages(before)
				p.on(send, lostAfter())

				if got := w.apply(); w.status() != "unknown" {
					t.Fatalf("status %s, want unknown\n%s", w.status(), got.output)
				}

				_ = os.Remove(filepath.Join(w.dir, before.fileName()))
				w.writeMessages(after)

				if got := w.apply(); got.code != 0 || len(p.sent()) != 1 || w.status() != "unknown" {
					t.Fatalf("after the edit: exit code %d, %d messages, status %s, want 0, 1 and unknown\n%s", got.code, len(p.sent()), w.status(), got.errorText())
				}

				w.sim.SetListLag(0)

				got := w.apply()
				if w.status() != "created" || w.named("m")["msgid"] != p.sent()[0].msgid || len(p.sent()) != 1 {
					t.Errorf("status %s, %d messages, want created and 1\n%s", w.status(), len(p.sent()), got.output)
				}

				w.recordsTwo()

				if plan := w.plan(); !plan.has("warning", "audience of a sent message does not change") || plan.code == 1 {
					t.Errorf("the plan does not say that these people get nothing\n%s", plan.output)
				}
			})
		}
	}
}

// recordsTwo: the state says that two customers were sent to, which no edit
// makes other.
func (w *workspace) recordsTwo() {
	w.t.Helper()

	m := w.named("m")
	if n, _ := m["recipients_count"].(float64); n != 2 || m["recipients_sha256"] != digest(sameWords("m").people) {
		w.t.Errorf("recipients_count is %v and recipients_sha256 %v, want those of the two customers", m["recipients_count"], m["recipients_sha256"])
	}
}

// writeMessages writes the configuration and the files that it names.
func (w *workspace) writeMessages(messages ...soakMessage) {
	w.t.Helper()

	var b strings.Builder

	for _, m := range messages {
		b.WriteString(m.HCL())

		if m.file && len(m.people) > 0 {
			w.file(m.fileName(), strings.Join(m.people, "\n")+"\n")
		}
	}

	w.write(b.String())
}

// After the send the people are edited from one form to another, applied, and
// edited back. Nothing is sent, and each plan counts from what was sent.
func TestAccRecord_editAfterTheSend(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	sent := sameWords("m")
	sent.file = true
	w.writeMessages(sent)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	other := sameWords("m")
	other.people = []string{wecomsim.DemoCustomer, customerThree}
	w.writeMessages(other)

	for range 2 {
		if got := w.apply(); got.code != 0 || !got.has("warning", "audience of a sent message does not change") || strings.Contains(got.output, "0 added and 0 removed") {
			t.Errorf("exit code %d; the warning does not say that the people are others\n%s", got.code, got.output)
		}

		w.recordsTwo()
	}

	w.writeMessages(sent)

	if got := w.apply(); got.code != 0 || got.has("warning", "audience of a sent message") || len(p.sent()) != 1 {
		t.Errorf("restored: exit code %d, %d messages, want 0 and 1\n%s", got.code, len(p.sent()), got.output)
	}

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("restored: the plan is not empty\n%s", plan.output)
	}
}

// An edit of the content that resend_on = "triggers" does not send. It is
// applied, and then taken back together with resend_on: the words that were
// sent are those of the configuration again, so nothing goes out.
func TestAccRecord_contentEditedAndRestored(t *testing.T) {
	const link = `attachments = [{ msgtype = "link", link = { title = "题", url = "https://example.com" } }]`

	for name, edit := range map[string]func(*soakMessage){
		"attachment added": func(m *soakMessage) { m.more = link },
		"sender left out":  func(m *soakMessage) { m.sender = "" },
		"text":             func(m *soakMessage) { m.text = "另一句话" },
		"allow_select":     func(m *soakMessage) { m.more = "allow_select = true" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, p := behindProxy(t)
			sent := sameWords("m")
			w.writeMessages(sent)

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			edited := sent
			edited.resendOn = "triggers"
			edit(&edited)
			w.writeMessages(edited)

			if got := w.apply(); got.code != 0 || len(p.sent()) != 1 {
				t.Fatalf("after the edit: %d messages, want 1\n%s", len(p.sent()), got.errorText())
			}

			if plan := w.plan(); !plan.has("warning", "content of a sent message does not change") {
				t.Errorf("the plan after the edit does not say that it was not sent\n%s", plan.output)
			}

			w.writeMessages(sent)

			if got := w.apply(); got.code != 0 || len(p.sent()) != 1 {
				t.Errorf("after it was restored: %d messages, want 1\n%s", len(p.sent()), got.errorText())
			}

			// The control: a wish is still one.
			sent.triggers = "again"
			w.writeMessages(sent)

			if got := w.apply(); got.code != 0 || len(p.sent()) != 2 {
				t.Errorf("after a change of triggers: %d messages, want 2\n%s", len(p.sent()), got.errorText())
			}
		})
	}
}

// resend_on changes together with an edit: the stricter of the two judges the
// plan, and the next plan is judged by the new one alone.
func TestAccRecord_resendOnWithAnEdit(t *testing.T) {
	text := func(m *soakMessage) { m.text = "另一句话" }
	people := func(m *soakMessage) { m.people = []string{customerThree} }

	for name, c := range map[string]struct {
		before, after string
		edit          func(*soakMessage)
		then, next    int // messages in all
	}{
		"content to change":   {"content", "change", people, 1, 2},
		"change to content":   {"change", "content", people, 1, 1},
		"triggers to content": {"triggers", "content", text, 1, 2},
		"content to triggers": {"content", "triggers", text, 1, 1},
		"triggers to change":  {"triggers", "change", people, 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, p := behindProxy(t)
			m := sameWords("m")
			m.resendOn = c.before
			w.writeMessages(m)
			w.apply()

			m.resendOn = c.after
			c.edit(&m)
			w.writeMessages(m)

			if got := w.apply(); got.code != 0 || len(p.sent()) != c.then {
				t.Fatalf("%d messages, want %d\n%s", len(p.sent()), c.then, got.errorText())
			}

			if got := w.apply(); got.code != 0 || len(p.sent()) != c.next {
				t.Errorf("the next apply: %d messages, want %d\n%s", len(p.sent()), c.next, got.errorText())
			}
		})
	}
}
