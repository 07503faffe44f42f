package provider_test

import (
	"strings"
	"testing"
	"time"
)

// Somebody comes into the file at a member whose message is done, while others
// are left: a plan that sends those says that they get nothing.
func TestCampaign_whoComesToADoneMessageIsNamed(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, nil)
	w.mustApply(w.config(of, object{"rollout": 50}))
	w.restart(time.Hour)

	member := "a"
	if strings.Contains(w.statuses(), "b=created") {
		member = "b"
	}

	plan := func(rows ...string) string {
		return w.plan(w.config(of, object{"recipients_file": w.file("now.csv", rows...)})).problems.warnings().String()
	}

	const words = "have other recipients in the file by now: "

	if got := plan(people(of)...); strings.Contains(got, words) {
		t.Errorf("nobody has come: %s", got)
	}

	if got := plan(append(people(of), "wmNew,"+member)...); !strings.Contains(got, words+member+".") {
		t.Errorf("somebody has come to %s: %s", member, got)
	}
}

// All who are left are excluded: the plan does not say that it sends.
func TestCampaign_allWhoAreLeftAreExcluded(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, nil)
	w.mustApply(w.config(of, object{"rollout": 50}))
	w.restart(time.Hour)

	out := w.file("out.csv", append([]string{"external_userid"}, customerOf("a", 0), customerOf("a", 1), customerOf("b", 0), customerOf("b", 1))...)
	config := w.config(of, object{"exclude_files": []string{out}})

	w.plan(config).problems.warnings().expect(t, "warning", at("messages", "Applying sends nothing"))
	w.mustApply(config)

	if w.attribute("status") != "complete" || w.sim.sends() != 1 {
		t.Errorf("%s, %d messages", w.attribute("status"), w.sim.sends())
	}
}

// An answer that is empty is wrong like any other that is none.
func TestCampaign_anEmptyAnswerIsAnError(t *testing.T) {
	w, of := losing(t, true)
	_, attempt := w.lost()
	w.restart(time.Minute)

	for _, answer := range []string{"", "yes"} {
		w.plan(w.config(of, object{"resolve": object{attempt: answer}})).problems.errors().expect(t, "error", at("resolve", "Invalid answer"))
	}
}
