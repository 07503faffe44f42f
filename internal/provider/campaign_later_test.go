package provider_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// half is a campaign of which one message was sent and two are left.
func half(t *testing.T, block object) (*campaignWorld, members) {
	t.Helper()

	of := members{"a": 2, "b": 2, "c": 2}
	w := campaignOf(t, of, block)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})
	w.apply(w.config(of, nil))
	w.sim.ClearFaults()

	if w.sim.sends() != 1 || w.attribute("status") != "partial" {
		t.Fatalf("%d sent, %s", w.sim.sends(), w.statuses())
	}

	w.restart(0)

	return w, of
}

// left are the keys of the messages that are left.
func (w *campaignWorld) left() []string {
	var keys []string

	for one := range strings.FieldsSeq(w.statuses()) {
		if key, status, _ := strings.Cut(one, "="); status == "pending" {
			keys = append(keys, key)
		}
	}

	return keys
}

func TestCampaign_theFileChangesWhileMessagesAreLeft(t *testing.T) {
	w, of := half(t, nil)
	left := w.left()

	// One of the two that are left has lost a customer.
	rows := strings.ReplaceAll(strings.Join(people(of), "\n"), customerOf(left[0], 1)+","+left[0], "")
	changed := w.config(of, object{"recipients_file": w.file("changed.csv", strings.Split(rows, "\n")...)})

	p, got := w.apply(changed)
	p.problems.warnings().expect(t, "warning", at("recipients_file", "1 message", left[0]), at("messages", "1 message", "2 recipients"))
	got.errors().expect(t, "error", at("recipients_file", "1 message", left[0]))

	if w.sim.sends() != 2 || w.delivered(left[0])["status"] != "pending" {
		t.Fatalf("%d sent, %s", w.sim.sends(), w.statuses())
	}

	// It stays, and nothing is planned for it.
	p = w.plan(changed)
	p.problems.warnings().expect(t, "warning", at("recipients_file", left[0]))

	if p.action != noOp {
		t.Errorf("planned %s", p.action)
	}

	// A file that is gone is no error either.
	p = w.plan(with(changed, object{"recipients_file": "none.csv"}))
	p.problems.errors().expect(t, "error")
	p.problems.warnings().expect(t, "warning", at("recipients_file", "Left and not sent: 1 message.", "does not exist"))

	// The way on is the file of that day.
	w.mustApply(w.config(of, nil))
	w.wantOnce(people(of))
}

// People who have come to the file since the first send get nothing, and the
// plan says so.
func TestCampaign_theFileGrowsWhileMessagesAreLeft(t *testing.T) {
	w, of := half(t, nil)
	grown := append(people(of), "wmNEW,d")

	p, _ := w.mustApply(w.config(of, object{"recipients_file": w.file("grown.csv", grown...)}))
	p.problems.warnings().expect(t, "warning", at("recipients_file", "1 message", ": d."), at("messages"))
	w.wantOnce(people(of))
}

// exclude_files may change while messages are left.
func TestCampaign_excludedLater(t *testing.T) {
	w, of := half(t, nil)
	left := w.left()
	out := w.file("out.txt", customerOf(left[0], 0), customerOf(left[1], 0), customerOf(left[1], 1))

	p, _ := w.mustApply(w.config(of, object{"exclude_files": []string{out}}))
	p.problems.warnings().expect(t, "warning", at("messages", "Applying sends 1 message", "to 1 recipient.", "Excluded of those that are left: 3 recipients."))

	got := w.received()
	if got[customerOf(left[0], 0)] != 0 || got[customerOf(left[0], 1)] != 1 || got[customerOf(left[1], 0)] != 0 {
		t.Errorf("received: %v", got)
	}

	if w.attribute("status") != "complete" || w.number("excluded_count") != 3 || w.number("sent_count") != 3 || w.delivered(left[1])["status"] != "excluded" {
		t.Errorf("%s, %d excluded, %s", w.attribute("status"), w.number("excluded_count"), w.statuses())
	}
}

func TestCampaign_theContentChanges(t *testing.T) {
	edited := object{"text": object{"content": "再见"}}

	t.Run("with a journal", func(t *testing.T) {
		w, of := half(t, object{"journal_dir": t.TempDir() + "/journal"})

		p, _ := w.mustApply(w.config(of, edited))
		p.problems.warnings().expect(t, "warning", at("text", "With the old content, which stays: 1 message.", "With the new one: 2 messages."), at("messages"))
		w.wantOnce(people(of))

		texts := ""
		for _, m := range w.sim.Messages() {
			texts += m.Text + " "
		}

		if texts != "你好 再见 再见 " {
			t.Error(texts)
		}

		// Afterwards it is planned as sent, and so is the old one.
		for _, change := range []object{nil, {"text": object{"content": "三"}}} {
			p := w.plan(w.config(of, change))
			p.problems.warnings().expect(t, "warning", at("text", "sends nothing"))

			if p.action != noOp {
				t.Errorf("planned %s", p.action)
			}
		}

		p = w.plan(w.config(of, edited))
		p.problems.expect(t, "problem")
	})

	t.Run("without one", func(t *testing.T) {
		w, of := half(t, nil)

		// A run that was killed may have sent some, however long ago.
		for range 2 {
			w.plan(w.config(of, edited)).problems.errors().expect(t, "error", at("text", "there is no journal", "Take the edit back"))
			w.restart(48 * time.Hour)
		}

		w.mustApply(w.config(of, nil))
		w.wantOnce(people(of))
	})
}

// Outside of its time a campaign in the state plans nothing to send.
func TestCampaign_itsTimeIsOver(t *testing.T) {
	w, of := half(t, nil)
	until := object{"not_after": w.clock.Now().Add(time.Hour).Format(time.RFC3339)}

	w.restart(2 * time.Hour)

	p, _ := w.mustApply(w.config(of, until))
	p.problems.warnings().expect(t, "warning", at("not_after", "later than not_after", "2 messages"))

	if w.sim.sends() != 1 {
		t.Errorf("%d sent", w.sim.sends())
	}

	// The control.
	w.mustApply(w.config(of, nil))
	w.wantOnce(people(of))
}

func TestCampaign_frozen(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, nil)
	w.mustApply(w.config(of, object{"sender": "a"}))

	for name, change := range map[string]object{
		"sender":    {"sender": "b"},
		"sample":    {"sample": object{"salt": "x", "from": 0, "to": 50}, "sender": "a"},
		"chat_type": {"chat_type": "group", "sender": "a"},
	} {
		p, _ := w.mustApply(w.config(of, change))
		p.problems.warnings().expect(t, "warning", at(name, "when the campaign was first sent"))
	}

	if w.sim.sends() != 2 {
		t.Errorf("%d sent", w.sim.sends())
	}
}

// Only triggers send again; then to everybody.
func TestCampaign_triggers(t *testing.T) {
	for _, journal := range []bool{true, false} {
		of := members{"a": 2, "b": 2}
		block := object{}

		if journal {
			block["journal_dir"] = t.TempDir() + "/journal"
		}

		w := campaignOf(t, of, block)
		w.mustApply(w.config(of, nil))
		w.restart(time.Minute)

		p, _ := w.mustApply(w.config(of, object{"triggers": object{"round": "2"}}))
		p.problems.warnings().expect(t, "warning", at("triggers", "2 messages to 4 recipients stay"), at("audience"))

		if p.action != replace || w.sim.sends() != 4 || w.attribute("status") != "complete" {
			t.Errorf("journal %t: %s, %d sent, %s", journal, p.action, w.sim.sends(), w.statuses())
		}
	}
}

func TestCampaign_destroy(t *testing.T) {
	w, _ := half(t, nil)
	planned, applied := w.destroy()

	for _, got := range []problems{planned, applied} {
		got.expect(t, "problem", at("", "1 message to 2 recipients stay", "Not sent: 2 messages."))
	}

	if w.sim.sends() != 1 {
		t.Errorf("%d sent", w.sim.sends())
	}
}

func TestCampaign_import(t *testing.T) {
	of := members{"a": 2, "b": 2, "c": 1}
	w := campaignOf(t, of, nil)
	w.mustApply(w.config(of, nil))

	msgids := []string{w.msgidFor("a"), w.msgidFor("b"), w.msgidFor("c")}
	w.lifecycle = w.process(t).message()
	w.imported(strings.Join(msgids, ","))

	want := fmt.Sprintf("a/%s=created b/%s=created c/%s=created", msgids[0], msgids[1], msgids[2])
	if w.attribute("status") != "complete" || w.number("sent_count") != 5 || w.statuses() != want {
		t.Errorf("%s: %s, want %s", w.attribute("status"), w.statuses(), want)
	}

	// Its file is not compared, and its triggers are recorded: nothing is sent.
	for _, change := range []object{{"triggers": object{"round": "1"}}, {"triggers": object{"round": "1"}, "recipients_file": "none.csv"}} {
		w.mustApply(w.config(of, change))
	}

	if w.sim.posts() != 3 {
		t.Errorf("%d POSTs", w.sim.posts())
	}

	// The control: now they send.
	if p := w.plan(w.config(of, object{"triggers": object{"round": "2"}})); p.action != replace {
		t.Errorf("a change of triggers plans %s", p.action)
	}
}

// What the state holds is in proportion to the messages, not to the people.
func TestCampaign_noIDsInPlanAndState(t *testing.T) {
	w, of := half(t, nil)

	for _, text := range []string{w.state.String(), w.plan(w.config(of, nil)).state.String(), string(w.private)} {
		for userid, n := range of {
			for i := range n {
				if strings.Contains(text, customerOf(userid, i)) {
					t.Fatalf("%s is in it", customerOf(userid, i))
				}
			}
		}
	}

	if _, err := os.Stat(w.dir); err != nil {
		t.Fatal(err)
	}
}

// What is wrong with how a campaign is cut or rolled out is an error where
// something is to be sent, and a warning of one that is complete.
func TestCampaign_completeAndWrittenWrong(t *testing.T) {
	of := members{"a": 1, "b": 1}
	w := campaignOf(t, of, nil)
	w.mustApply(w.config(of, object{"rollout": 50}))

	w.plan(w.config(of, object{"rollout": 0})).problems.errors().expect(t, "error while one is left", at("rollout", "not a whole number"))
	w.mustApply(w.config(of, nil))

	for name, wrong := range map[string]object{"rollout": {"rollout": 0}, "sample": {"sample": object{"salt": "x", "from": 5, "to": 5}}} {
		w.plan(w.config(of, wrong)).problems.errors().expect(t, "error of a complete one: "+name)
	}
}
