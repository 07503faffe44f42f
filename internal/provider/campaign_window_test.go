package provider_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// A plan that was in time is carried out after it: nothing is sent, and the
// campaign is not forgotten for it.
func TestCampaignWindow_closesBeforeTheApply(t *testing.T) {
	for name, late := range map[string]bool{"late": true, "the control": false} {
		t.Run(name, func(t *testing.T) {
			of := members{"a": 2, "b": 2}
			w := campaignOf(t, of, nil)
			config := w.config(of, object{"not_after": w.clock.Now().Add(time.Hour).Format(time.RFC3339)})
			w.mustApply(config)

			p := w.plan(with(config, object{"triggers": object{"round": "2"}}))
			p.problems.errors().expect(t, "error of the plan")

			if late {
				w.clock.Advance(2 * time.Hour)
			}

			null := tftypes.NewValue(w.resourceType(), nil)
			got := w.change(w.state, null, null, p.private, w.identity)

			if !late {
				got.errors().expect(t, "error of the removal")
				return
			}

			got.expect(t, "problem of the removal", at("not_after", "the campaign in the state stays there", "1 hour later"))

			if w.attribute("status") != "complete" || w.sim.posts() != 2 {
				t.Errorf("the state has status %q, %d POSTs", w.attribute("status"), w.sim.posts())
			}

			// What the failed one has left behind stops no destroy.
			planned, applied := w.destroy()
			planned.errors().expect(t, "error of the plan of a destroy")
			applied.errors().expect(t, "error of the destroy")
		})
	}
}

// The apply runs where it is earlier than it was for the plan, as on another
// machine: not_before is in the future again. A first apply is an error, and a
// later one leaves out what it may not send.
func TestCampaignWindow_hasNotBegunAgain(t *testing.T) {
	for _, later := range []bool{false, true} {
		for _, planned := range []bool{true, false} { // once more, as Terraform does right before the apply
			t.Run(fmt.Sprintf("in a later run %t, planned again %t", later, planned), func(t *testing.T) {
				of := members{"a": 2, "b": 2, "c": 2}
				w := campaignOf(t, of, nil)

				if later {
					w, _ = half(t, nil)
				}

				sent := w.sim.sends()
				config := w.config(of, object{"not_before": w.clock.Now().Add(-time.Hour).Format(time.RFC3339)})
				early := at("not_before", "earlier than not_before", "Plan and apply again in that time")

				p := w.plan(config)
				p.problems.errors().expect(t, "error of the plan")
				w.clock.Advance(-2 * time.Hour)

				var got problems

				if planned {
					before := p.state
					p = w.planOnce(w.state, w.value(config), w.private, w.identity)
					w.checkConsistent(before, p.state)
					got = p.problems
				}

				if len(got.errors()) == 0 {
					got = slices.Concat(got, w.change(w.state, p.state, w.value(config), p.private, w.identity))
				}

				if later && !planned {
					early = at("", "0 messages sent by this run, 2 left", "This message was not sent", "earlier than not_before")
				}

				got.expect(t, "problem", early)

				if isError := len(got.errors()) > 0; isError != (!later || !planned) {
					t.Errorf("an error: %t", isError)
				}

				if w.sim.sends() != sent || w.state.IsNull() == later || later && len(w.left()) != 2 {
					t.Fatalf("%d messages, %d before", w.sim.sends(), sent)
				}

				w.clock.Advance(2 * time.Hour)
				w.mustApply(config)
				w.wantOnce(people(of))
			})
		}
	}
}
