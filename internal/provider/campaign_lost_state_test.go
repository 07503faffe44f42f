package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A campaign that is created again finds what it has sent: by the journal, and
// by WeCom's list.
func TestCampaign_theStateIsLost(t *testing.T) {
	for _, journal := range []bool{true, false} {
		of := members{"a": 2, "b": 2, "c": 1}
		block := object{}

		if journal {
			block["journal_dir"] = t.TempDir() + "/journal"
		}

		w := campaignOf(t, of, block)
		w.mustApply(w.config(of, nil))
		w.lifecycle = w.process(t).message()
		w.clock.Advance(20 * time.Hour)

		_, got := w.mustApply(w.config(of, nil))
		got.warnings().expect(t, "warning", at("messages", "3 messages: a, b, c"))

		if w.sim.posts() != 3 || w.attribute("status") != "complete" {
			t.Errorf("journal %t: %d POSTs, %s\n%s", journal, w.sim.posts(), w.statuses(), got)
		}
	}

	// Other people: who has it already is not written to, and neither are those
	// of the same message; that is unknown.
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, nil)
	w.mustApply(w.config(of, object{"recipients_file": w.file("some.csv", "external_userid,sender", customerOf("a", 0)+",a")}))
	w.lifecycle = w.process(t).message()

	_, got := w.apply(w.config(of, nil))
	got.errors().expect(t, "error")

	if w.statuses() != "a=unknown b=created" || w.sim.posts() != 2 || !strings.Contains(w.delivered("a")["problem"], "1 of the 2 recipients have it") {
		t.Fatalf("%s, %d POSTs\n%s", w.statuses(), w.sim.posts(), got)
	}

	_, attempt := w.lost()
	w.mustApply(w.config(of, object{"resolve": object{attempt: "not_sent"}}))

	if w.statuses() != "a=created b=created" || w.sim.posts() != 3 {
		t.Errorf("%s, %d POSTs", w.statuses(), w.sim.posts())
	}
}

// Forgotten and created in one run without a change of triggers, as by
// -replace, it is not sent: with a journal it is recorded again, and without
// one nobody can tell.
func TestCampaign_forgottenAndCreatedInOneRun(t *testing.T) {
	for _, journal := range []bool{true, false} {
		of := members{"a": 2, "b": 2}
		block := object{}

		if journal {
			block["journal_dir"] = t.TempDir() + "/journal"
		}

		w := campaignOf(t, of, block)
		w.mustApply(w.config(of, nil))
		w.restart(time.Minute)

		w.destroy()
		w.apply(w.config(of, nil))

		want := "a=unknown b=unknown"
		if journal {
			want = "a=created b=created"
		}

		if w.sim.posts() != 2 || w.statuses() != want {
			t.Errorf("journal %t: %d POSTs, %s", journal, w.sim.posts(), w.statuses())
		}
	}
}

// A destroy tells the journal of each message, also of those that it has never
// heard of, and of those that nobody knows of.
func TestCampaign_destroyTellsTheJournal(t *testing.T) {
	of := members{"a": 2, "b": 2, "c": 2}
	w := campaignOf(t, of, object{"request_timeout": "1s"})
	w.sim.SetListLag(100 * time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, DropAt: wecomsim.BeforeEffect})

	w.apply(w.config(of, nil))
	key, _ := w.lost()

	// From now on there is a journal.
	w.block["journal_dir"] = t.TempDir() + "/journal"
	w.restart(20 * time.Minute)
	w.destroy()
	w.restart(20 * time.Minute)
	w.apply(w.config(of, nil))

	if got := w.statuses(); w.delivered(key)["status"] != "unknown" || strings.Count(got, "created") != 2 || w.sim.posts() != 3 {
		t.Errorf("%d POSTs, want 3: %s", w.sim.posts(), got)
	}

	for id, n := range w.received() {
		if n > 1 {
			t.Errorf("%s is in %d messages", id, n)
		}
	}
}

// Where a journal that was asked for is gone, a campaign stays in the state: a
// later run may know of it by nothing else.
func TestCampaign_staysWhereTheJournalIsGone(t *testing.T) {
	of := members{"a": 2}
	w := campaignOf(t, of, nil)
	w.mustApply(w.config(of, nil))

	w.block = object{"journal_dir": w.file("journal", "no directory")}
	w.restart(time.Minute)

	_, got := w.destroy()
	got.errors().expect(t, "error", at("", "the campaign in the state stays there: the journal in"))

	if w.statuses() != "a=created" {
		t.Fatal(w.statuses())
	}

	// The control: it is mended.
	w.block["journal_dir"] = t.TempDir() + "/journal"
	w.restart(time.Minute)
	w.destroy()
	w.restart(time.Minute)
	w.mustApply(w.config(of, nil))

	if w.statuses() != "a=created" || w.sim.posts() != 1 {
		t.Errorf("%d POSTs, %s", w.sim.posts(), w.statuses())
	}
}

// What the journal knows for more than a week is not recorded without a word,
// and not sent: a person answers.
func TestCampaign_theStateIsLostForLong(t *testing.T) {
	of := members{"a": 2, "b": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	w.mustApply(w.config(of, nil))
	w.lifecycle = w.process(t).message()
	w.clock.Advance(8 * 24 * time.Hour)

	w.apply(w.config(of, nil))

	if w.statuses() != "a=unknown b=unknown" || w.sim.posts() != 2 {
		t.Fatalf("%d POSTs, %s", w.sim.posts(), w.statuses())
	}

	answers := object{}

	for _, m := range w.sim.Messages() {
		if got := w.delivered(m.Sender); strings.Contains(got["problem"], m.MsgID) {
			answers[got["msgid"]] = m.MsgID
		}
	}

	w.mustApply(w.config(of, object{"resolve": answers}))

	if w.attribute("status") != "complete" || w.sim.posts() != 2 || len(answers) != 2 {
		t.Errorf("%d POSTs, %s", w.sim.posts(), w.statuses())
	}
}
