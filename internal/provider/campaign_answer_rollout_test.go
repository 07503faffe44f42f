package provider_test

import (
	"testing"
	"time"
)

// A message of unknown status has its place in the rollout. It keeps that when
// a person has answered that it was not sent, also where one that is held comes
// before it, as here: the apply sends what the plan says.
func TestCampaign_anAnswerKeepsThePlaceInTheRollout(t *testing.T) {
	first, of := members{"amy": 2}, members{"amy": 3, "bob": 1, "cat": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})

	config := func(of members, change object) object {
		return with(w.config(of, object{"text": object{"content": "AAA"}, "rollout": 34}), change)
	}

	w.mustApply(config(first, nil))

	w.lifecycle = w.process(t).message()
	w.clock.Advance(time.Minute)
	w.apply(config(of, nil))

	if got := w.statuses(); got != "amy=unknown bob=created cat=held" {
		t.Fatal(got)
	}

	_, attempt := w.lost()
	w.restart(time.Minute)

	answered := config(of, object{
		"exclude_files": []string{w.file("out.csv", "external_userid", customerOf("amy", 0), customerOf("amy", 1))},
		"resolve":       object{attempt: "not_sent"},
	})
	w.mustApply(answered)

	if got := w.statuses(); got != "amy=created bob=created cat=held" || w.sim.sends() != 3 {
		t.Errorf("%s, %d messages", got, w.sim.sends())
	}
}
