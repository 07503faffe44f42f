package provider_test

import (
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
