package provider_test

import (
	"testing"
	"time"
)

// The gate counts by the exclusions of today, and by what was sent of the rest.
func TestCampaign_maxRecipientsInALaterRun(t *testing.T) {
	of := members{"a": 3, "b": 3, "c": 3, "d": 3}
	w := campaignOf(t, of, object{"max_recipients": 6})

	var half []string

	for userid := range of {
		half = append(half, customerOf(userid, 0), customerOf(userid, 1))
	}

	out := w.file("out.csv", half...)
	none := w.file("none.csv", "wmNOBODY")

	w.mustApply(w.config(of, object{"rollout": 25, "exclude_files": []string{out}})) // to 1 of 4

	// All others would get it: 1 + 3*3.
	p := w.plan(w.config(of, object{"rollout": 50, "exclude_files": []string{none}}))
	p.problems.errors().expect(t, "error", at("audience", "10 of them get it", "max_recipients allows 6", "4 fewer"))

	// Fewer than at the first send are let through: 1 + 3*1.
	w.block["max_recipients"] = 4
	w.restart(time.Minute)
	w.mustApply(w.config(of, object{"rollout": 100, "exclude_files": []string{out}}))

	if w.attribute("status") != "complete" || w.sim.posts() != 4 {
		t.Errorf("%s, %d POSTs", w.attribute("status"), w.sim.posts())
	}
}

// It is judged once more when the apply reads the files.
func TestCampaign_maxRecipientsBetweenPlanAndApply(t *testing.T) {
	of := members{"a": 3, "b": 3}
	w := campaignOf(t, of, object{"max_recipients": 4})
	out := func(ids ...string) string { return w.file("out.csv", append(ids, "wmNOBODY")...) }
	config := w.config(of, object{"rollout": 50, "exclude_files": []string{out(customerOf("a", 0), customerOf("b", 0))}})

	w.mustApply(config)

	config["rollout"] = 100
	p := w.plan(config)
	p.problems.errors().expect(t, "error")

	out()

	w.change(w.state, p.state, w.value(config), p.private, p.identity).errors().expect(t, "error", at("audience", "5 of them get it"))

	if w.sim.posts() != 1 {
		t.Errorf("%d POSTs", w.sim.posts())
	}
}
