package provider_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The messages of an earlier wave are imported as those of the present one,
// which WeCom's list cannot tell apart. Where the state is lost then, what the
// journal knows by its senders is recorded, and the rest is for a person: its
// people are owed this wave.
func TestCampaignJournal_anEarlierWaveIsImported(t *testing.T) {
	of := members{"a": 1, "b": 1, "c": 1, "d": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	round := func(n string, change object) object {
		return w.config(of, with(object{"triggers": object{"round": n}}, change))
	}

	w.mustApply(round("0", nil))

	var earlier []string
	for _, m := range w.sim.Messages() {
		earlier = append(earlier, m.MsgID)
	}

	w.restart(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 2, Errcode: 48002})
	w.apply(round("1", nil))
	w.sim.ClearFaults()

	if w.sim.sends() != 6 {
		t.Fatalf("%d messages, want 4 and 2", w.sim.sends())
	}

	// In another root.
	w.restart(time.Minute)
	w.lifecycle = w.process(t).message()
	w.imported(strings.Join(earlier, ","))
	w.mustApply(round("1", nil))
	w.restart(time.Minute)
	w.refresh()

	// And in the first one, the state is lost.
	w.restart(time.Minute)
	w.lifecycle = w.process(t).message()
	w.apply(round("1", nil))

	resolve := object{}

	for _, key := range []string{"a", "b", "c", "d"} {
		switch got := w.delivered(key); {
		case slices.Contains(earlier, got["msgid"]):
			t.Errorf("%s is recorded as %s of the wave before", key, got["msgid"])
		case got["status"] == "unknown":
			resolve[got["msgid"]] = "not_sent"
		case got["status"] != "created":
			t.Errorf("%s is %s", key, got["status"])
		}
	}

	if w.sim.sends() != 6 || len(resolve) != 2 {
		t.Fatalf("%d messages, %d unknown: %s", w.sim.sends(), len(resolve), w.statuses())
	}

	w.restart(time.Minute)
	w.mustApply(round("1", object{"resolve": resolve}))

	if w.sim.sends() != 8 || w.attribute("status") != "complete" {
		t.Errorf("%d messages, %s", w.sim.sends(), w.statuses())
	}
}

// Whatever the triggers of the block are, what was imported is not sent again
// once the state is lost, also where no list shows it: a person is asked.
func TestCampaignJournal_anImportUnderTriggersIsNotSentAgain(t *testing.T) {
	for name, config := range map[string]object{"with triggers": {"triggers": object{"round": "1"}}, "without": {}} {
		for _, isKnown := range []bool{true, false} {
			of := members{"a": 2, "b": 2}
			dir := t.TempDir()
			w := campaignOf(t, of, object{"journal_dir": dir + "/journal"})
			w.mustApply(w.config(of, nil))

			if !isKnown {
				w.block["journal_dir"] = dir + "/another"
			}

			w.restart(time.Minute)
			w.lifecycle = w.process(t).message()
			w.imported(w.sim.Messages()[0].MsgID + "," + w.sim.Messages()[1].MsgID)
			w.mustApply(w.config(of, config))
			w.restart(time.Minute)
			w.refresh()
			w.sim.SetListLag(100 * time.Hour)

			w.restart(time.Hour)
			w.lifecycle = w.process(t).message()
			w.apply(w.config(of, config))

			if w.sim.posts() != 2 || strings.Contains(w.statuses(), "pending") {
				t.Errorf("%s, the journal knows the sender %t: %d POSTs; %s", name, isKnown, w.sim.posts(), w.statuses())
			}
		}
	}
}
