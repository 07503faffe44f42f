package provider_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Ctrl-C and the end of timeouts let the message in flight come to its end, and
// no other one begins. A first run says so with a warning, since Terraform
// would answer an error with another create; a later one with an error. The
// next apply goes on.
func TestCampaign_endsAfterTheMessageInFlight(t *testing.T) {
	for name, c := range map[string]struct {
		later     bool
		timeouts  object
		says      string
		stays, is int // messages that are left, and those that were sent
	}{
		"timeouts.create":         {timeouts: object{"create": "2s"}, says: "timeouts was over", is: 1, stays: 2},
		"timeouts.update":         {timeouts: object{"update": "2s"}, says: "timeouts was over", is: 2, stays: 1, later: true},
		"Ctrl-C in the first run": {says: "The run was interrupted", is: 1, stays: 2},
		"Ctrl-C in a later run":   {says: "The run was interrupted", is: 2, stays: 1, later: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			of := members{"a": 2, "b": 2, "c": 2}
			w := campaignOf(t, of, nil)

			if c.later {
				w, _ = half(t, nil)
			}

			config := w.config(of, nil)
			if c.timeouts != nil {
				config["timeouts"] = c.timeouts
			}

			p := w.plan(config)
			p.problems.errors().expect(t, "error of the plan")

			ctx, cancel := context.WithCancel(t.Context())
			posts := w.sim.posts()

			// The answer comes after the end.
			delay := 2500 * time.Millisecond
			if c.timeouts == nil {
				delay = 300 * time.Millisecond

				go func() {
					for w.sim.posts() == posts && t.Context().Err() == nil {
						time.Sleep(time.Millisecond)
					}

					cancel()
				}()
			}

			defer cancel()

			// What is cut off would not be found.
			w.sim.SetListLag(time.Hour)
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DelayAfter: delay})

			got := w.changeUnder(ctx, w.state, p.state, w.value(config), p.private, w.identity)
			says := at("", "1 message sent by this run", c.says)

			if c.later {
				got.expect(t, "problem", says)
			} else {
				got.errors().expect(t, "error")
				got.warnings().expect(t, "warning", says)
			}

			if w.sim.posts() != posts+1 || strings.Count(w.statuses(), "created") != c.is || len(w.left()) != c.stays || w.attribute("status") != "partial" {
				t.Fatalf("%d POSTs, %s, %s", w.sim.posts()-posts, w.attribute("status"), w.statuses())
			}

			w.sim.SetListLag(0)
			w.restart(time.Minute)
			w.mustApply(config)
			w.wantOnce(people(of))
		})
	}
}
