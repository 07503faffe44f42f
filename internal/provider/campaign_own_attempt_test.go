package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A campaign whose state was lost is another one for the journal, and where
// others are excluded by now, its attempt was to other people: the answer waits
// as it does beside any other campaign, and then sends.
func TestCampaign_ownAttemptWithOthersExcluded(t *testing.T) {
	for _, when := range []string{"before", "after", "never"} {
		t.Run(when, func(t *testing.T) {
			of := members{"a": 2, "b": 3, "c": 2}
			w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
			out := w.file("out.csv", "external_userid", customerOf("b", 0))
			excluded := object{"exclude_files": []string{out}}
			first, then := w.config(of, nil), w.config(of, excluded)

			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, DropAt: wecomsim.BeforeEffect})
			w.apply(first)

			if when == "before" {
				w.restart(time.Minute)
				w.apply(then)
			}

			if when == "never" {
				then = first
			}

			w.restart(time.Minute)
			w.loseState(then)

			key, attempt := w.lost()
			if key != "b" {
				t.Fatalf("%s, %s", key, w.statuses())
			}

			w.restart(time.Second)
			_, problems := w.apply(with(then, object{"resolve": object{attempt: "not_sent"}}))

			if when != "never" {
				problems.errors().expect(t, "error", at("", "Apply again in "))
				w.restart(11 * time.Minute)
				w.mustApply(then)
			}

			if got := w.statuses(); got != "a=created b=created c=created" || w.attribute("status") != "complete" {
				t.Errorf("%s\n%s", got, problems)
			}
		})
	}
}
