package provider_test

import (
	"strings"
	"testing"
)

// A campaign is complete. Another one that says the same, with somebody
// excluded, asks whether its messages are those, and gets no answer. Then the
// first one loses its state: what the journal has for exactly its people is
// recorded, whatever the other one does not know.
func TestCampaign_recordsItsOwnBesideTheQuestionOfAnother(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	config := w.config(of, nil)
	others := with(config, object{"exclude_files": []string{w.file("out.csv", "external_userid", customerOf("a", 0))}})

	w.mustApply(config)

	first, msgid := w.lifecycle, w.msgidFor("a")
	w.lifecycle = w.process(t).message()
	w.apply(others)

	_, attempt := w.lost()
	second := w.lifecycle

	w.restart(0)
	w.refresh()
	w.lifecycle = first
	w.loseState(config)

	if got := w.statuses(); got != "a=created b=created" || w.delivered("a")["msgid"] != msgid || w.sim.sends() != 2 {
		t.Errorf("%s, %d messages", got, w.sim.sends())
	}

	// The question of the other one still stands.
	w.lifecycle = second
	w.restart(0)
	w.apply(others)

	if key, again := w.lost(); key != "a" || again != attempt || !strings.Contains(w.statuses(), "b=created") {
		t.Errorf("%s of %s, %s", again, key, w.statuses())
	}
}
