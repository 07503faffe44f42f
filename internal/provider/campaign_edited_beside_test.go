package provider_test

import (
	"fmt"
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

// besideWaves are a campaign, and another one to other customers of the same
// members: that once said the same, was edited, and then sent again with
// triggers. Then both have lost their states, and the journal of the first one
// is elsewhere, where asked.
func besideWaves(t *testing.T, isElsewhere bool) (w *campaignWorld, first object, msgids map[string]string) {
	t.Helper()

	of := members{"a": 2, "b": 2}
	w = campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})

	half := func(i int) object {
		return object{"recipients_file": w.file(fmt.Sprintf("half%d.csv", i), "external_userid,sender", customerOf("a", i)+",a", customerOf("b", i)+",b")}
	}

	first, others := w.config(of, half(1)), w.config(of, half(0))
	edited := with(others, object{"text": object{"content": "另一句"}})
	again := with(edited, object{"triggers": object{"wave": "2"}})

	w.mustApply(first)

	msgids = map[string]string{"a": w.msgidFor("a"), "b": w.msgidFor("b")}

	if isElsewhere {
		w.block = with(w.block, object{"journal_dir": t.TempDir() + "/another"})
	}

	w.lifecycle = w.process(t).message()
	w.mustApply(with(others, object{"rollout": 50}))

	for _, config := range []object{edited, again} {
		w.restart(time.Minute)
		w.apply(config)
	}

	w.clock.Advance(time.Minute)

	protocol := w.process(t)

	for _, config := range []object{again, first} {
		w.lifecycle = protocol.message()
		w.apply(config)
	}

	return w, first, msgids
}

// What the other one has sent is no wave of the first one: that has messages of
// its own, word by word.
func TestCampaign_itsOwnMessagesBesideWavesOfAnother(t *testing.T) {
	w, _, msgids := besideWaves(t, false)
	w.wantDelivered(msgids)
}

// Where the journal does not know them it asks about the waves, which say
// something else. The answer may be a message that says what this one says now.
func TestCampaign_anAnswerThatSaysWhatTheCampaignSaysNow(t *testing.T) {
	w, first, msgids := besideWaves(t, true)
	key, attempt := w.lost()

	w.restart(time.Minute)
	w.mustApply(with(first, object{"resolve": object{attempt: msgids[key]}}))
	w.wantDelivered(msgids)
}

func (w *campaignWorld) wantDelivered(msgids map[string]string) {
	w.t.Helper()

	for key, msgid := range msgids {
		if got := w.delivered(key)["msgid"]; got != msgid {
			w.t.Errorf("%s: %v, want %v", key, got, msgid)
		}
	}

	if w.sim.sends() != 6 {
		w.t.Errorf("%d messages", w.sim.sends())
	}
}
