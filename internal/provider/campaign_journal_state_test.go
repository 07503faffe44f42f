package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A campaign that was sent without a journal is entered there by a refresh:
// when the state is lost, the messages are recorded, and not sent.
func TestCampaignJournal_aRefreshEntersWhatItDoesNotKnow(t *testing.T) {
	for name, refreshed := range map[string]bool{"after a refresh": true, "the control": false} {
		t.Run(name, func(t *testing.T) {
			of := members{"a": 2, "b": 2}
			w := campaignOf(t, of, object{})
			w.sim.SetListLag(100 * time.Hour)
			w.mustApply(w.config(of, nil))

			w.block["journal_dir"] = t.TempDir() + "/journal"
			w.restart(time.Hour)

			if refreshed {
				w.refresh().expect(t, "problem of the refresh")
			}

			w.lifecycle = w.process(t).message()
			w.mustApply(w.config(of, nil))

			want := 4
			if refreshed {
				want = 2
			}

			if w.sim.posts() != want || w.attribute("status") != "complete" {
				t.Errorf("%d POSTs, want %d; %s", w.sim.posts(), want, w.statuses())
			}
		})
	}
}

// An import is entered by its words, since WeCom does not tell of which file a
// picture was: whoever got them gets them once.
func TestCampaignJournal_anImportIsEntered(t *testing.T) {
	poster := posterFile(t)

	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, object{})
	config := w.config(of, object{"attachments": []any{object{"msgtype": "image", "image": object{"source": poster}}}})
	w.mustApply(config)

	msgids := w.sim.Messages()[0].MsgID + "," + w.sim.Messages()[1].MsgID

	w.block["journal_dir"] = t.TempDir() + "/journal"
	w.lifecycle = w.process(t).message()
	w.imported(msgids)
	w.refresh().expect(t, "problem of the refresh")
	w.sim.SetListLag(100 * time.Hour)
	w.clock.Advance(time.Hour)

	w.lifecycle = w.process(t).message()
	w.apply(config)

	if w.sim.posts() != 2 {
		t.Errorf("%d POSTs, want 2; %s", w.sim.posts(), w.statuses())
	}
}

// What the state holds as unknown, and a journal has heard of from a refresh,
// is sent once a person says that it was not.
func TestCampaignJournal_notSentIsTaken(t *testing.T) {
	of := members{"a": 2, "b": 2, "c": 2}
	w := campaignOf(t, of, object{"request_timeout": "1s"})
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, DropAt: wecomsim.BeforeEffect})
	w.apply(w.config(of, nil))

	key, attempt := w.lost()

	w.block["journal_dir"] = t.TempDir() + "/journal"
	w.restart(20 * time.Minute)
	w.refresh()
	w.restart(time.Minute)
	w.refresh()
	w.mustApply(w.config(of, object{"resolve": object{attempt: "not_sent"}}))

	if w.delivered(key)["status"] != "created" || w.attribute("status") != "complete" {
		t.Errorf("%s: %s", w.attribute("status"), w.statuses())
	}

	w.wantOnce(people(of))
}

// The triggers go back to what they were, after a replacement that was not
// made: nothing stands against what the campaign was to replace.
func TestCampaignJournal_aReplacementThatFailsStaysAWish(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal", "duplicate_check_interval": "0s"})
	round := func(n string) object { return w.config(of, object{"triggers": object{"round": n}}) }

	w.mustApply(round("1"))
	w.restart(time.Hour)
	w.mustApply(round("2"))
	w.restart(time.Hour)

	// Back to 1, and it comes to nothing.
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 48002})
	w.apply(round("1"))
	w.sim.ClearFaults()
	w.restart(time.Hour)

	if !w.state.IsNull() {
		t.Fatalf("it is in the state: %s", w.statuses())
	}

	w.mustApply(round("1"))

	if w.sim.sends() != 6 || w.attribute("status") != "complete" {
		t.Errorf("%d messages, want 6; %s", w.sim.sends(), w.statuses())
	}
}
