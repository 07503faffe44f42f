package provider_test

import (
	"strings"
	"testing"
	"time"
)

// firstExcluded is a campaign of three with everybody of that message excluded
// whose turn comes first. others are the rows of the rest.
func firstExcluded(t *testing.T, block object) (w *campaignWorld, of members, first string, change object, others []string) {
	t.Helper()

	of = members{"a": 2, "b": 2, "c": 2}
	sent := campaignOf(t, of, nil)
	sent.mustApply(sent.config(of, object{"rollout": 1}))

	for one := range strings.FieldsSeq(sent.statuses()) {
		if key, found := strings.CutSuffix(one, "=created"); found {
			first = key
		}
	}

	for _, row := range people(of) {
		if !strings.HasSuffix(row, ","+first) {
			others = append(others, row)
		}
	}

	w = campaignOf(t, of, block)
	out := w.file("out.csv", "external_userid", customerOf(first, 0), customerOf(first, 1))

	return w, of, first, object{"exclude_files": []string{out}, "rollout": 1}, others
}

// A message all of whose people are excluded counts as done, also where a first
// run has nothing else to send: the others are held, and a higher rollout sends
// them. It was an error, at every apply.
func TestCampaign_aFirstShareIsExcluded(t *testing.T) {
	for _, block := range []object{nil, {"journal_dir": t.TempDir() + "/journal"}} {
		w, of, first, change, others := firstExcluded(t, block)

		p, _ := w.mustApply(w.config(of, change))
		p.problems.warnings().expect(t, "warning", at("audience", "All whose turn it is are excluded", "Applying sends nothing", "with rollout = 1 it is the turn of 1 of them"))

		if w.delivered(first)["status"] != "excluded" || strings.Count(w.statuses(), "held") != 2 || w.attribute("status") != "rolled_out" || w.sim.posts() != 0 || w.attribute("created_at") != "" || w.number("excluded_count") != 2 {
			t.Fatalf("%s, %s, %d POSTs, created_at %q", w.statuses(), w.attribute("status"), w.sim.posts(), w.attribute("created_at"))
		}

		w.restart(time.Hour)
		w.refresh().expect(t, "problem of a refresh")

		if p := w.plan(w.config(of, change)); p.action != noOp || len(p.problems) > 0 {
			t.Errorf("then %s\n%s", p.action, p.problems)
		}

		// What the plan knows an engine holds it to.
		if at := attributesOf(t, w.plan(w.config(of, nil)).state)["created_at"]; at.IsKnown() {
			t.Errorf("created_at is planned as %s", at)
		}

		// Whoever is excluded no more is done all the same.
		w.mustApply(w.config(of, nil))
		w.wantOnce(others)

		if w.delivered(first)["status"] != "excluded" || w.attribute("status") != "complete" || w.attribute("created_at") == "" {
			t.Errorf("then %s, %s, created_at %q", w.statuses(), w.attribute("status"), w.attribute("created_at"))
		}
	}
}

// The first run that sends looks as far back as a first run does.
func TestCampaign_afterAFirstShareThatIsExcluded(t *testing.T) {
	w, of, first, change, _ := firstExcluded(t, nil)
	w.mustApply(w.config(of, change))
	w.restart(time.Minute)

	key := "a"
	if first == key {
		key = "b"
	}

	earlier := taskFor(key, "你好", customerOf(key, 0), customerOf(key, 1))
	earlier.CreateTime = w.clock.Now().Add(-20 * 24 * time.Hour)
	msgid := w.sim.Add(earlier)

	_, got := w.mustApply(w.config(of, nil))
	if w.delivered(key)["msgid"] != msgid || w.sim.posts() != 1 {
		t.Errorf("%v, %d POSTs\n%s", w.delivered(key), w.sim.posts(), got)
	}
}

// A wave begins so as well, and sends to the others again when they are let
// out.
func TestCampaign_theFirstShareOfAWaveIsExcluded(t *testing.T) {
	w, of, first, change, others := firstExcluded(t, object{"journal_dir": t.TempDir() + "/journal"})
	w.mustApply(w.config(of, nil))
	w.restart(time.Hour)

	change["triggers"] = object{"wave": "2"}
	w.mustApply(w.config(of, change))

	if w.delivered(first)["status"] != "excluded" || w.attribute("status") != "rolled_out" || w.sim.sends() != 3 {
		t.Fatalf("%s, %d messages", w.statuses(), w.sim.sends())
	}

	w.restart(time.Hour)

	change["rollout"] = 100
	w.mustApply(w.config(of, change))

	for _, row := range others[1:] {
		id, _, _ := strings.Cut(row, ",")
		if n := w.received()[id]; n != 2 {
			t.Errorf("%s has it %d times, want 2", id, n)
		}
	}

	if w.sim.sends() != 5 {
		t.Errorf("%d messages, %s", w.sim.sends(), w.statuses())
	}
}

// The review of a first plan counts what is sent: nothing of a message that has
// nobody left.
func TestCampaign_aFirstReviewCountsWhatIsSent(t *testing.T) {
	const done = "Done without a send, since all their recipients are excluded: 1 message."

	w, of, _, change, _ := firstExcluded(t, nil)

	for rollout, want := range map[int][]string{60: {"With rollout = 60 it sends 1 of them; the others are held.", done}, 100: {"one after the other. " + done}} {
		change["rollout"] = rollout
		w.plan(w.config(of, change)).problems.warnings().expect(t, "warning", at("audience", want...))
	}

	change["rollout"], change["exclude_files"] = 60, []string{}
	w.plan(w.config(of, change)).problems.warnings().expect(t, "warning", at("audience", "it sends 2 of them; the others are held. It cannot"))
}
