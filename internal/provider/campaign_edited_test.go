package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The first run was killed, and somebody sets not_before before the next one:
// what was sent before it is found all the same.
func TestCampaign_theLookOfAFirstRunKnowsNoWindow(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, nil)
	w.mustApply(w.config(of, nil))

	w.lifecycle = w.process(t).message()
	w.clock.Advance(3 * time.Hour)
	w.apply(w.config(of, object{"not_before": w.clock.Now().Add(-time.Minute).Format(time.RFC3339)}))

	if w.sim.sends() != 2 || w.statuses() != "a=created b=created" {
		t.Errorf("%d messages, %s", w.sim.sends(), w.statuses())
	}
}

// A journal that was not there when the others were sent has not seen what a
// killed run has sent, so it does not let the text be edited.
func TestCampaign_theContentChangesUnderANewJournal(t *testing.T) {
	w, of := half(t, object{"journal_dir": t.TempDir() + "/journal"})

	w.block["journal_dir"] = t.TempDir() + "/another"
	w.restart(time.Hour)
	w.refresh()

	edited := object{"text": object{"content": "再见"}}
	w.plan(w.config(of, edited)).problems.errors().expect(t, "error", at("text", "it was not there when the others were sent"))

	w.mustApply(w.config(of, nil))
	w.wantOnce(people(of))
}

// A run that was killed, with another journal or none, has sent a message that
// the state calls left. The text is edited before the next run: its people have
// the old one, and get nothing more until a person answers.
func TestCampaign_theContentChangesAfterARunThatNobodySaw(t *testing.T) {
	w, of := half(t, object{"journal_dir": t.TempDir() + "/journal"})

	// What the killed run has done.
	seen := w.lifecycle.state
	private := w.private

	kept := w.block["journal_dir"]
	w.block["journal_dir"] = ""
	w.restart(time.Minute)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})
	w.apply(w.config(of, nil))
	w.sim.ClearFaults()

	if w.sim.sends() != 2 {
		t.Fatal(w.statuses())
	}

	w.lifecycle.state, w.private, w.block["journal_dir"] = seen, private, kept
	w.restart(time.Minute)

	w.apply(w.config(of, object{"text": object{"content": "再见"}}))

	if key, _ := w.lost(); w.sim.sends() != 3 || !strings.Contains(w.delivered(key)["problem"], "before its content was edited") {
		t.Errorf("%d messages, %s: %s", w.sim.sends(), w.statuses(), w.delivered(key)["problem"])
	}

	key, attempt := w.lost()
	w.mustApply(w.config(of, object{"text": object{"content": "再见"}, "resolve": object{attempt: w.msgidFor(key)}}))
	w.wantOnce(people(of))
}

// Nothing tells what became of the only message that has left, and the journal
// was not there then.
func TestCampaign_theContentChangesBesideAnUnknown(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, object{"request_timeout": "1s"})
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})
	w.apply(w.config(of, nil))
	w.lost()

	w.block["journal_dir"] = t.TempDir() + "/journal"
	w.restart(time.Hour)

	w.plan(w.config(of, object{"text": object{"content": "再见"}})).problems.errors().expect(t, "error", at("text", "of 1 message nobody knows who has sent it", "answer with resolve first"))
}

// A run is killed that has taken an answer and an edit together. The journal
// has what it did, and the next one goes on.
func TestCampaign_isKilledAfterAnAnswerAndAnEdit(t *testing.T) {
	w, of := losing(t, false)
	_, attempt := w.lost()
	edited := object{"text": object{"content": "再见"}, "resolve": object{attempt: "not_sent"}}

	before, private := w.lifecycle.state, w.private

	w.restart(time.Minute)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})
	w.apply(w.config(of, edited))
	w.sim.ClearFaults()

	if w.sim.sends() != 2 {
		t.Fatal(w.statuses())
	}

	w.lifecycle.state, w.private = before, private
	w.restart(time.Minute)
	w.mustApply(w.config(of, edited))

	if w.attribute("status") != "complete" {
		t.Error(w.statuses())
	}

	w.wantOnce(people(of))
}

// Somebody has left, and their customers stand with another member by now. Some
// of them have the old text, and nobody can say who: nothing is sent.
func TestCampaign_ofTwoContentsWithASuccessor(t *testing.T) {
	w, of := half(t, object{"journal_dir": t.TempDir() + "/journal"})

	gone := ""

	for key := range of {
		if w.delivered(key)["status"] == "created" {
			gone = key // has the old text
		}
	}

	edited := object{"text": object{"content": "再见"}}
	w.mustApply(w.config(of, edited))
	w.lifecycle = w.process(t).message()

	rows := people(of)
	for i, row := range rows {
		if id, isTheirs := strings.CutSuffix(row, ","+gone); isTheirs {
			rows[i] = id + ",successor"
		}
	}

	w.apply(w.config(of, with(edited, object{"recipients_file": w.file("moved.csv", rows...)})))

	if got := w.delivered("successor"); w.sim.sends() != 3 || got["status"] != "unknown" || strings.Count(w.statuses(), "created") != 2 {
		t.Errorf("%d messages, %s: %s", w.sim.sends(), w.statuses(), got["problem"])
	}
}

// Without a journal a run that removes the campaign and creates it again still
// knows that it has said something else before.
func TestCampaign_ofTwoContentsIsReplacedWithoutAJournal(t *testing.T) {
	w, of := half(t, object{"journal_dir": t.TempDir() + "/journal"})

	edited := object{"text": object{"content": "再见"}}
	w.mustApply(w.config(of, edited))

	w.block["journal_dir"] = ""
	w.restart(time.Minute)
	w.destroy()
	w.apply(w.config(of, edited))

	if w.sim.sends() != 3 || strings.Count(w.statuses(), "unknown") != 3 {
		t.Errorf("%d messages, %s", w.sim.sends(), w.statuses())
	}
}

// Created again, the campaign is stopped before all that it has sent is
// recorded once more: by an error, or by rollout. Then the text is edited.
func TestCampaign_isEditedWhileItIsCreatedAgain(t *testing.T) {
	for name, again := range map[string]func(*campaignWorld, members){
		"an error": func(w *campaignWorld, of members) {
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 60020})
			w.apply(w.config(of, nil))
			w.sim.ClearFaults()
		},
		"rollout": func(w *campaignWorld, of members) { w.mustApply(w.config(of, object{"rollout": 30})) },
	} {
		t.Run(name, func(t *testing.T) {
			of := members{"a": 2, "b": 2, "c": 2, "d": 2}
			w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})

			// One is refused for its people, so that something is left.
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 3, Errcode: 41048})
			w.apply(w.config(of, nil))
			w.sim.ClearFaults()

			if w.sim.sends() != 3 {
				t.Fatal(w.statuses())
			}

			w.lifecycle = w.process(t).message()
			again(w, of)
			w.restart(time.Minute)
			w.apply(w.config(of, object{"text": object{"content": "再见"}}))
			w.restart(time.Minute)
			w.apply(w.config(of, object{"text": object{"content": "再见"}}))

			for id, n := range w.received() {
				if n > 1 {
					t.Errorf("%s is in %d messages: %s", id, n, w.statuses())
				}
			}

			if w.sim.sends() != 4 || w.attribute("status") != "complete" {
				t.Errorf("%d messages, %s", w.sim.sends(), w.statuses())
			}
		})
	}
}

// A campaign of two contents is created again and stopped before all is
// recorded. What it then says for the third time goes to nobody who has one.
func TestCampaign_isEditedTwiceWhileItIsCreatedAgain(t *testing.T) {
	text := func(content string) object { return object{"text": object{"content": content}} }

	w, of := half(t, object{"journal_dir": t.TempDir() + "/journal"})
	w.sim.SetListLag(time.Hour)

	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})
	w.apply(w.config(of, text("再见")))
	w.sim.ClearFaults()

	// Now the first content is known under the new id, and the second is not.
	w.lifecycle = w.process(t).message()
	w.apply(w.config(of, with(text("再见"), object{"rollout": 1})))
	w.restart(time.Minute)
	w.mustApply(w.config(of, text("三")))

	for id, n := range w.received() {
		if n > 1 {
			t.Errorf("%s is in %d messages: %s", id, n, w.statuses())
		}
	}
}

// The look has made a message unknown, and the state is lost before a refresh:
// the journal has heard of it, and a third text goes to nobody.
func TestCampaign_anUnknownOfTheLookIsInTheJournal(t *testing.T) {
	of := members{"a": 2, "b": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	some := w.file("some.csv", "external_userid,sender", customerOf("a", 0)+",a")

	// Sent by somebody without this journal.
	kept := w.block["journal_dir"]
	w.block["journal_dir"] = ""
	w.lifecycle = w.process(t).message()
	w.mustApply(w.config(of, object{"recipients_file": some}))
	w.block["journal_dir"] = kept

	w.lifecycle = w.process(t).message()
	w.apply(w.config(of, nil))

	if key, _ := w.lost(); key != "a" || w.sim.sends() != 2 {
		t.Fatal(w.statuses())
	}

	w.lifecycle = w.process(t).message()
	w.sim.SetListLag(time.Hour)
	w.apply(w.config(of, nil))

	if got := w.delivered("a")["status"]; got != "unknown" || w.sim.sends() != 2 {
		t.Errorf("%s, %d messages", w.statuses(), w.sim.sends())
	}
}
