package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A campaign that has lost its state takes up what the one before it was about
// to send. From then on the two are one for the journal, also where it has sent
// nothing with that content itself, and whatever it sends later.
func TestCampaign_whatWasTakenUpStaysOfTheCampaign(t *testing.T) {
	for _, wave := range []bool{false, true} {
		of := members{"a": 2, "b": 2, "c": 2, "d": 2}
		w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal", "request_timeout": "1s"})
		w.sim.SetListLag(100 * time.Hour)

		old := 0
		change := object{}

		if wave {
			w.mustApply(w.config(of, object{"text": object{"content": "从前"}}))
			w.restart(time.Hour)

			old, change = len(w.sim.Messages()), object{"triggers": object{"wave": "1"}}
		}

		stop := func(sent int) {
			w.sim.ClearFaults()
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: sent, Count: 1, Errcode: 48002})
		}

		// The first is created, and nobody knows it; then the app loses its
		// right.
		stop(1)
		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
		w.apply(w.config(of, change))

		w.lifecycle = w.process(t).message()
		w.clock.Advance(time.Hour)
		stop(0)
		w.apply(w.config(of, change))

		if len(w.sim.Messages()) != old+1 {
			t.Fatalf("wave %t: %d messages, want %d: %s", wave, len(w.sim.Messages()), old+1, w.statuses())
		}

		w.restart(time.Hour)
		stop(1)
		w.apply(w.config(of, with(change, object{"text": object{"content": "再见"}})))

		if len(w.sim.Messages()) != old+2 {
			t.Fatalf("wave %t: the edit: %d messages, want %d: %s", wave, len(w.sim.Messages()), old+2, w.statuses())
		}

		w.lifecycle = w.process(t).message()
		w.clock.Advance(time.Hour)
		w.sim.ClearFaults()
		w.apply(w.config(of, change))

		// The control: those who have neither get it.
		if len(w.sim.Messages()) != old+4 {
			t.Errorf("wave %t: %d messages, want %d: %s", wave, len(w.sim.Messages()), old+4, w.statuses())
		}

		most := 1
		if wave {
			most = 2
		}

		for id, n := range w.received() {
			if n > most {
				t.Errorf("wave %t: %s is in %d messages", wave, id, n)
			}
		}
	}
}
