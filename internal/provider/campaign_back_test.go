package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Triggers that go back to an earlier value send the whole campaign again, also
// where the wave in between was not complete: the journal has the messages of
// the earlier wave under the same keys, and they are repeated on purpose.
func TestCampaign_triggersGoBack(t *testing.T) {
	for name, c := range map[string]struct {
		between object
		fault   *wecomsim.Fault
		sent    int // by the wave in between
	}{
		"complete":     {between: object{}, sent: 4},
		"held":         {between: object{"rollout": 25}, sent: 1},
		"stopped":      {between: object{}, fault: &wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002}, sent: 1},
		"refused once": {between: object{}, fault: &wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, Errcode: 41048}, sent: 3},
	} {
		t.Run(name, func(t *testing.T) {
			of := members{"a": 1, "b": 1, "c": 1, "d": 1}
			w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
			w.mustApply(w.config(of, nil))
			w.restart(time.Hour)

			if c.fault != nil {
				w.sim.Arm(*c.fault)
			}

			w.apply(w.config(of, with(c.between, object{"triggers": object{"wave": "2"}})))
			w.sim.ClearFaults()

			if got := w.sim.sends(); got != 4+c.sent {
				t.Fatalf("%d messages, want %d: %s", got, 4+c.sent, w.statuses())
			}

			// With a share of them first, it keeps to the share.
			for _, rollout := range []int{50, 100} {
				w.restart(time.Hour)
				w.mustApply(w.config(of, object{"rollout": rollout}))

				if got, want := w.sim.sends(), 4+c.sent+4*rollout/100; got != want {
					t.Errorf("%d percent: %d messages, want %d: %s", rollout, got, want, w.statuses())
				}

				// What is left of it then is left.
				w.loseState(w.config(of, object{"rollout": rollout}))

				if got, want := w.sim.sends(), 4+c.sent+4*rollout/100; got != want {
					t.Errorf("%d percent, after a lost state: %d messages, want %d: %s", rollout, got, want, w.statuses())
				}
			}

			// What the state loses now is recorded, and nothing is sent.
			sent := w.sim.sends()
			w.loseState(w.config(of, nil))

			if got := w.sim.sends(); got != sent {
				t.Errorf("after a lost state %d messages, want %d: %s", got, sent, w.statuses())
			}
		})
	}
}

// A wave that replaces one which had sent only a part, and whose own state is
// lost, goes on: what neither has sent repeats the message of the wave before
// both.
func TestCampaign_theStateOfAWaveOverAnIncompleteOneIsLost(t *testing.T) {
	of := members{"a": 1, "b": 1, "c": 1, "d": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	wave := func(number string, percent int) object {
		return w.config(of, object{"triggers": object{"wave": number}, "rollout": percent})
	}

	w.mustApply(w.config(of, nil))
	w.restart(time.Hour)
	w.mustApply(wave("2", 25))
	w.restart(time.Hour)
	w.mustApply(wave("3", 25))
	w.restart(time.Hour)
	w.mustApply(wave("4", 50))

	for _, percent := range []int{50, 75, 100} {
		w.loseState(wave("4", percent))

		if got, want := w.sim.sends(), 4+1+1+4*percent/100; got != want {
			t.Errorf("%d percent: %d messages, want %d: %s", percent, got, want, w.statuses())
		}
	}
}
