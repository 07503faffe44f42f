package provider_test

import (
	"testing"
	"time"
)

// An answer that names what an older attempt has sent comes too late where the
// journal has a later attempt of the message: that one is recorded.
func TestCampaign_aLaterAttemptWinsOverAMsgid(t *testing.T) {
	w, of := losing(t, true)
	key, attempt := w.lost()
	before, first := *w.lifecycle, ""

	for _, m := range w.sim.Messages() {
		if m.Sender == key {
			first = m.MsgID
		}
	}

	w.restart(20 * time.Minute)
	w.mustApply(w.config(of, object{"resolve": object{attempt: "not_sent"}}))

	second := w.delivered(key)["msgid"]
	if second == first || w.delivered(key)["status"] != "created" {
		t.Fatalf("%v, first %s", w.delivered(key), first)
	}

	// Terraform forgets that run, as when it is killed.
	w.state, w.private = before.state, before.private
	posts := w.sim.posts()

	w.sim.SetListLag(0)
	w.restart(time.Minute)
	w.mustApply(w.config(of, object{"resolve": object{attempt: first}}))

	if got := w.delivered(key); got["msgid"] != second || w.sim.posts() != posts {
		t.Errorf("%v, want %s; %d POSTs after %d", got, second, w.sim.posts(), posts)
	}
}

// What the journal has of this campaign, and no message of the state, is no
// answer for another message.
func TestCampaign_anAnswerWithWhatOnlyTheJournalHas(t *testing.T) {
	w, of := losing(t, false)
	key, attempt := w.lost()
	other := w.left()[0]
	before := *w.lifecycle

	w.restart(20 * time.Minute)
	w.apply(w.config(of, nil))

	msgid := w.delivered(other)["msgid"]
	if msgid == "" {
		t.Fatal(w.statuses())
	}

	w.state, w.private = before.state, before.private

	w.sim.SetListLag(0)
	w.restart(20 * time.Minute)

	_, got := w.apply(w.config(of, object{"resolve": object{attempt: msgid}}))
	got.errors().expect(t, "error", at("resolve", key, "it is another message of this campaign"), at("status"))

	if w.delivered(key)["status"] != "unknown" || w.delivered(other)["msgid"] != msgid {
		t.Errorf("%s", w.statuses())
	}
}
