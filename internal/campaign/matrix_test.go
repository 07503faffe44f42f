package campaign_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// Every fault of a send, and a kill before and after its effect, at the first,
// a middle and the last message, with a journal and without: then it is applied
// again, with a person's answers, until nothing is left. Everybody is in one
// accepted message, and what the state counts is true.
func TestRun_matrix(t *testing.T) {
	const timeout = 2 * time.Second

	kill := []wecomtest.SendFault{{Name: "killed before the effect"}, {Name: "killed after the effect", Accepted: 1}}

	for _, fault := range append(wecomtest.SendFaults(timeout), kill...) {
		for skip, place := range []string{"first", "middle", "last"} {
			for _, journal := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s, at the %s message, journal %t", fault.Name, place, journal), func(t *testing.T) {
					t.Parallel()

					w := worldOf(t, []int{2, 2, 2})
					if journal {
						w.dir = filepath.Join(t.TempDir(), "journal")
					}

					killAt := 0
					if fault.Group == "" {
						killAt = skip + 1
					}

					for _, one := range fault.Faults {
						one.Skip = skip
						w.sim.Arm(one)
					}

					w.run(100, killAt, fault.Accepted > 0, nil)
					w.sim.ClearFaults()
					w.untilComplete()
				})
			}
		}
	}
}

// untilComplete applies again, each time some minutes later.
func (w *world) untilComplete() {
	w.t.Helper()

	for round := 0; w.status() != "complete"; round++ {
		if round == 5 {
			w.t.Fatalf("it never ends: %s", w.status())
		}

		// An effect may come late.
		time.Sleep(10 * time.Millisecond)
		w.clock.Advance(15 * time.Minute)

		var answers map[string]string
		if round > 1 {
			answers = w.truth()
		}

		w.run(100, 0, false, answers)
	}

	if twice := w.twice(); len(twice) > 0 || len(w.received()) != len(w.people()) {
		w.t.Errorf("twice: %v; %d of %d have it", twice, len(w.received()), len(w.people()))
	}

	sent := map[string]int{}
	for _, m := range w.sim.Messages() {
		sent[m.MsgID] = len(m.ExternalUserID)
	}

	for _, m := range w.messages() {
		if m.Status != campaign.Created || sent[m.MsgID] != m.Record.People {
			w.t.Errorf("%s is %s as %s to %d; WeCom has %d", m.Key, m.Status, m.MsgID, m.Record.People, sent[m.MsgID])
		}
	}
}
