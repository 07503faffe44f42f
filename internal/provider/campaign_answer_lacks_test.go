package provider_test

import (
	"testing"
	"time"
)

// A person has named a message that lacks one of the people. Whoever records it
// by the journal later says so: a run that has lost the state, and one whose
// older state has it as unknown.
func TestCampaign_anAnswerThatLacksSomebody(t *testing.T) {
	w, of := losing(t, false)
	key, attempt := w.lost()
	state, private := w.state, w.private

	w.sim.SetListLag(0)
	w.restart(20 * time.Minute)

	// Somebody has sent it by hand, to one of the two.
	msgid := w.byHand(object{"chat_type": "single", "sender": key, "external_userid": []string{customerOf(key, 1)}})

	w.restart(time.Minute)
	w.mustApply(w.config(of, object{"resolve": object{attempt: msgid}}))

	w.loseState(w.config(of, nil)).expect(t, "warning", at("messages", "sent before this run", "By an answer of resolve, and not by one of WeCom: "+key+".", "not to 1 beside those who are excluded now"))

	if w.counts() != [3]int{6, 5, 1} || w.sim.posts() != 4 {
		t.Errorf("a lost state: %v, %d POSTs", w.counts(), w.sim.posts())
	}

	w.state, w.private = state, private
	w.restart(time.Minute)
	w.refresh().expect(t, "warning", at("messages", "found", "not to 1 beside those who are excluded now"))

	if w.delivered(key)["status"] != "created" || w.number("excluded_count") != 1 {
		t.Errorf("an older state: %v, %v", w.delivered(key), w.counts())
	}
}
