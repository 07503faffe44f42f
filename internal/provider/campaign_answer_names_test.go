package provider_test

import (
	"fmt"
	"testing"
	"time"
)

// An answer counts for all messages that it was asked about, so the question
// names each of them, however many they are.
func TestCampaign_theQuestionNamesAllMessages(t *testing.T) {
	of := members{"a": 13}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})

	var named []string

	for i := range 12 {
		w.lifecycle = w.process(t).message()
		w.mustApply(w.config(of, object{"recipients_file": w.file(fmt.Sprintf("%d.csv", i), "external_userid,sender", customerOf("a", i)+",a")}))
		named = append(named, w.msgidFor("a"))
	}

	w.clock.Advance(time.Hour)
	w.lifecycle = w.process(t).message()
	_, got := w.apply(w.config(of, nil))

	if w.sim.sends() != 12 || w.attribute("status") != "unknown" {
		t.Fatalf("%d messages, %s\n%s", w.sim.sends(), w.statuses(), got)
	}

	got.expect(t, "warning", at("status", append(named, "of this very wave")...))
}

// A state is lost, and with it the message of this wave to people of whom there
// are more now. Whoever says of it that it is another message is asked about
// that of the wave before: it is told once more what this wave has sent.
func TestCampaign_theNextQuestionRemembersThisWave(t *testing.T) {
	of := members{"a": 3}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	two := w.file("two.csv", "external_userid,sender", customerOf("a", 0)+",a", customerOf("a", 1)+",a")

	for _, wave := range []string{"1", "2"} {
		w.mustApply(w.config(of, object{"recipients_file": two, "triggers": object{"wave": wave}}))
		w.restart(time.Hour)
	}

	first, second := w.sim.Messages()[0].MsgID, w.msgidFor("a")
	again := object{"triggers": object{"wave": "2"}}

	w.lifecycle = w.process(t).message()
	_, got := w.apply(w.config(of, again))
	got.expect(t, "warning", at("status", "has sent "+second, "of this very wave"))

	_, attempt := w.lost()
	w.restart(time.Minute)
	_, got = w.apply(w.config(of, with(again, object{"resolve": object{attempt: "not_sent"}})))
	got.expect(t, "error", at("status", "as "+first, "If that is of an earlier wave", second+", which an answer has passed over, is of this very wave"))

	if w.sim.sends() != 2 {
		t.Errorf("%d messages, want 2", w.sim.sends())
	}
}

// What a run has sent whose state was lost has the text of that time. Whoever
// has edited it since is told so.
func TestCampaign_anEditTellsOfWhatALostStateHadSent(t *testing.T) {
	of := members{"a": 2, "b": 2, "c": 2, "d": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	w.mustApply(w.config(of, object{"rollout": 50}))
	state, private, before := w.state, w.private, w.statuses()

	w.restart(time.Minute)
	w.mustApply(w.config(of, object{"rollout": 75}))

	key := ""
	for _, m := range w.sim.Messages()[2:] {
		key = m.Sender
	}

	w.state, w.private = state, private
	w.restart(time.Minute)
	_, got := w.mustApply(w.config(of, object{"text": object{"content": "再见"}}))
	got.expect(t, "warning", at("messages", "sent before this run", "1 message: "+key+"."), at("messages", "sent otherwise", "1 message: "+key+"."))

	if w.sim.sends() != 4 || w.attribute("status") != "complete" {
		t.Errorf("%d messages, want 4; %s, before %s", w.sim.sends(), w.statuses(), before)
	}
}
