package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The order of the rollout depends on what was said first, and a campaign that
// was edited half way and is created again knows only what it says last. What
// the journal knows to have gone counts all the same: nothing more goes out.
func TestCampaign_rolloutOfTwoContentsIsCreatedAgain(t *testing.T) {
	of := members{"a": 2, "b": 2, "c": 2, "d": 2, "e": 2, "f": 2, "g": 2, "h": 2}
	later := object{"text": object{"content": "再见"}, "rollout": 75}

	for name, again := range map[string]func(*campaignWorld){
		"the state is lost": func(w *campaignWorld) { w.lifecycle = w.process(t).message() },
		"-replace":          func(w *campaignWorld) { w.restart(time.Minute); w.destroy() },
	} {
		t.Run(name, func(t *testing.T) {
			w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
			w.mustApply(w.config(of, object{"rollout": 50}))
			w.restart(time.Minute)
			w.mustApply(w.config(of, later))
			before := w.statuses()

			again(w)
			w.mustApply(w.config(of, later))

			if w.sim.sends() != 6 || w.statuses() != before || w.attribute("status") != "rolled_out" {
				t.Errorf("%d messages, want 6: %s, before %s", w.sim.sends(), w.statuses(), before)
			}

			w.restart(time.Minute)
			w.mustApply(w.config(of, with(later, object{"rollout": 100})))
			w.wantOnce(people(of))
		})
	}
}

// A destroy of a message of unknown status, whose operation the journal has, is
// no second operation: one answer is enough, and the journal was there when it
// was sent.
func TestCampaign_unknownIsOneOperationHoweverOftenItIsDestroyed(t *testing.T) {
	of := members{"a": 2, "b": 2, "c": 2, "d": 2}
	half := object{"rollout": 50}

	unknown := func(t *testing.T) *campaignWorld {
		t.Helper()

		w := campaignOf(t, of, object{"request_timeout": "1s", "journal_dir": t.TempDir() + "/journal"})
		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, DropAt: wecomsim.BeforeEffect})
		w.apply(w.config(of, half))

		for range 2 {
			w.restart(20 * time.Minute)
			w.destroy()
			w.apply(w.config(of, half))
		}

		w.restart(time.Minute)

		return w
	}

	t.Run("it is answered once", func(t *testing.T) {
		w := unknown(t)
		_, attempt := w.lost()
		w.mustApply(w.config(of, object{"resolve": object{attempt: "not_sent"}}))
		w.wantOnce(people(of))
	})

	t.Run("the text may be edited", func(t *testing.T) {
		w := unknown(t)
		w.apply(w.config(of, object{"text": object{"content": "再见"}}))

		if got := w.statuses(); w.sim.sends() != 3 || strings.Count(got, "created") != 3 || strings.Count(got, "unknown") != 1 {
			t.Errorf("%d messages, %s", w.sim.sends(), got)
		}
	})
}

// Others are excluded by now, and the look is off: what the journal knows to
// have gone to some of the people is not sent to them again.
func TestCampaign_otherExclusionsAndALostState(t *testing.T) {
	of := members{"a": 3, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal", "duplicate_check_interval": "0s"})
	w.mustApply(w.config(of, nil))

	out := object{"exclude_files": []string{w.file("out.csv", "external_userid", customerOf("a", 0))}}

	for range 2 { // also where the state is lost again before a refresh
		w.lifecycle = w.process(t).message()
		w.apply(w.config(of, out))
	}

	key, attempt := w.lost()
	if key != "a" || w.sim.sends() != 2 {
		t.Fatalf("%d messages, %s", w.sim.sends(), w.statuses())
	}

	// The message that it is can be named.
	w.restart(time.Minute)
	w.mustApply(w.config(of, with(out, object{"resolve": object{attempt: w.msgidFor("a")}})))

	if w.attribute("status") != "complete" {
		t.Error(w.statuses())
	}

	w.wantOnce(people(of))

	// All of them are excluded by now: that is not why they get nothing.
	all := object{"exclude_files": []string{w.file("all.csv", "external_userid", customerOf("a", 0), customerOf("a", 1), customerOf("a", 2))}}
	w.lifecycle = w.process(t).message()
	w.apply(w.config(of, all))

	if w.delivered("a")["status"] != "unknown" || w.sim.sends() != 2 {
		t.Errorf("%d messages, %s", w.sim.sends(), w.statuses())
	}
}

// A message that a person has named went to fewer than it was cut for. The
// journal knows that as well.
func TestCampaign_aNamedMessageToFewerAndALostState(t *testing.T) {
	of := members{"a": 3, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})

	out := object{"exclude_files": []string{w.file("out.csv", "external_userid", customerOf("a", 0))}}
	w.mustApply(w.config(of, out))
	w.lifecycle = w.process(t).message()
	w.apply(w.config(of, nil))

	_, attempt := w.lost()
	answered := w.config(of, object{"resolve": object{attempt: w.msgidFor("a")}})
	w.mustApply(answered)

	for range 2 {
		if w.number("sent_count") != 4 || w.number("excluded_count") != 1 || w.attribute("status") != "complete" {
			t.Errorf("%s, %d sent, %d excluded", w.statuses(), w.number("sent_count"), w.number("excluded_count"))
		}

		w.lifecycle = w.process(t).message()
		w.mustApply(answered)
	}
}
