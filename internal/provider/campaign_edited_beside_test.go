package provider_test

import (
	"testing"
	"time"
)

// besideAnEdited are a campaign, and another one to the same people that said
// something else, and was edited to the words of the first half way: the lines
// of the two are then about the same content.
func besideAnEdited(t *testing.T, of members, rollout int) (w *campaignWorld, edited *lifecycle) {
	t.Helper()

	w = campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	w.mustApply(w.config(of, object{"rollout": rollout}))

	first, others := w.lifecycle, object{"text": object{"content": "另一句"}}

	w.lifecycle = w.process(t).message()
	w.mustApply(w.config(of, with(others, object{"rollout": 75})))
	w.restart(time.Minute)
	w.apply(w.config(of, nil))

	edited, w.lifecycle = w.lifecycle, first
	w.restart(time.Minute)

	return w, edited
}

// The state of the first one is lost: its own messages are there, word by word.
func TestCampaign_itsOwnMessagesBesideAnEditedCampaign(t *testing.T) {
	of := members{"a": 1, "b": 1, "c": 1, "d": 1}
	w, _ := besideAnEdited(t, of, 100)

	before := map[string]any{}
	for key := range of {
		before[key] = w.delivered(key)["msgid"]
	}

	w.lifecycle = w.process(t).message()
	w.mustApply(w.config(of, nil))

	for key := range of {
		if got := w.delivered(key)["msgid"]; got != before[key] {
			t.Errorf("%s: %v, want %v, which says the same", key, got, before[key])
		}
	}
}

// The first one has its state, and messages that were held: those of the other
// campaign are none of its own without a question.
func TestCampaign_goesOnBesideAnEditedCampaign(t *testing.T) {
	of := members{"a": 1, "b": 1, "c": 1, "d": 1}
	w, edited := besideAnEdited(t, of, 25)

	w.apply(w.config(of, nil))

	for key := range of {
		m := w.delivered(key)
		if m["status"] != "created" {
			continue
		}

		for _, sent := range w.sim.Messages() {
			if sent.MsgID == m["msgid"] && sent.Text == "另一句" {
				t.Errorf("%s has a message of the other campaign, which says %s: %s", key, sent.Text, edited.attribute("status"))
			}
		}
	}
}
