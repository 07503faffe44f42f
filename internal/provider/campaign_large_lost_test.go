package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The answer to a message is lost, and then the state; somebody is excluded
// when the campaign is created again. The journal does not tell whom a message
// to more than 500 customers went to: until a person says what became of it,
// its member's customers get nothing, also without a look before the send.
func TestCampaign_aLostMessageToManyAndALostState(t *testing.T) {
	for _, each := range []int{3, 501} {
		for _, interval := range []string{"0s", "30m"} {
			for _, later := range []time.Duration{time.Minute, time.Hour} {
				of := members{"a": each, "b": each}
				w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal", "duplicate_check_interval": interval})
				w.sim.SetListLag(5 * time.Minute)
				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
				w.apply(w.config(of, object{}))
				w.sim.ClearFaults()
				w.sim.SetListLag(0)

				key, _ := w.lost()
				out := w.file("out.csv", "external_userid", customerOf(key, 0))

				w.restart(later)

				for range 2 {
					w.loseState(w.config(of, object{"exclude_files": []string{out}}))
				}

				// Before, it may be an error that says how long to wait.
				if later == time.Hour && w.delivered(key)["status"] != "unknown" {
					t.Errorf("%d each, %s: %s", each, interval, w.statuses())
				}

				for id, n := range w.received() {
					if n > 1 {
						t.Fatalf("%d each, %s, after %s: %s is in %d messages", each, interval, later, id, n)
					}
				}
			}
		}
	}
}
