package campaign_test

import (
	"fmt"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A refusal that concerns the people or the sender of one message says nothing
// of the others: they are sent, and it is tried again. Any other ends the run,
// and what is left stays as it is.
func TestRun_refusals(t *testing.T) {
	for code, isOfOne := range map[int]bool{
		40003: true, 40096: true, 41048: true, 60111: true, 84061: true, 84074: true, 84084: true, 86001: true, 90501: true,
		40001: false, // token, also a new one
		40014: false, // token, also a new one
		42001: false, // token, also a new one
		40007: false, // media
		40058: false, // content
		40063: false, // content
		41063: false, // content
		45009: false, // rate, after its wait
		45033: false, // rate, after its wait
		48002: false, // permission
		60011: false, // permission
		60020: false, // address
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			w := worldOf(t, []int{1, 1, 1})

			// A rate is refused again after the wait, and so is a new token.
			count := 1
			if !isOfOne {
				count = 2
			}

			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: count, Errcode: code})
			result := w.run(100, 0, false, nil)

			has := map[campaign.Status]int{}
			for _, m := range w.messages() {
				has[m.Status]++
			}

			want := map[campaign.Status]int{campaign.Created: 1, campaign.Pending: 2}
			if isOfOne {
				want = map[campaign.Status]int{campaign.Created: 2, campaign.Refused: 1}
			}

			if fmt.Sprint(has) != fmt.Sprint(want) || isOfOne != (result.Stopped == nil) || isOfOne != (len(result.Refusals) == 1) {
				t.Errorf("%v, want %v; stopped: %v, refused: %v", has, want, result.Stopped, result.Refusals)
			}

			w.sim.ClearFaults()
			w.run(100, 0, false, nil)

			if w.status() != "complete" || len(w.received()) != 3 || len(w.twice()) > 0 {
				t.Errorf("then %s, %v have it", w.status(), w.received())
			}
		})
	}
}
