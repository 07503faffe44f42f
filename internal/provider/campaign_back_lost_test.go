package provider_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Triggers that go back send the whole campaign again, also where nobody knew
// what had become of a message of the earlier wave when that was replaced. What
// of it only WeCom's list shows by now is for a person, where no journal tells
// whose it is, and is never recorded as one of this wave.
func TestCampaign_triggersGoBackToAWaveThatWasLost(t *testing.T) {
	for name, c := range map[string]struct {
		first, between object
		lost           wecomsim.Point
		skip, all      int // before the lost one; all that are lost
		journal        bool
		fault          *wecomsim.Fault // of the wave in between
		between2       int             // sent by it
		unknown        int             // afterwards
	}{
		"taken out, it had left":                   {between: wave("1"), lost: wecomsim.AfterEffect, journal: true, between2: 3},
		"taken out, it had not":                    {between: wave("1"), lost: wecomsim.BeforeEffect, journal: true, between2: 3},
		"put back, it had left":                    {first: wave("1"), between: wave("2"), lost: wecomsim.AfterEffect, journal: true, between2: 3},
		"put back, it had not":                     {first: wave("1"), between: wave("2"), lost: wecomsim.BeforeEffect, journal: true, between2: 3},
		"over a wave that was held":                {first: wave("1"), between: with(wave("2"), object{"rollout": 34}), lost: wecomsim.AfterEffect, skip: 2, journal: true, between2: 2},
		"over a wave of which nothing is sent":     {between: wave("2"), lost: wecomsim.AfterEffect, journal: true, fault: &wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.BeforeEffect}, between2: 0},
		"all are lost, in either wave":             {first: wave("1"), between: wave("2"), lost: wecomsim.BeforeEffect, all: 3, journal: true, fault: &wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.BeforeEffect}},
		"no journal, all are lost, in either wave": {between: wave("1"), lost: wecomsim.AfterEffect, all: 3, fault: &wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.BeforeEffect}, unknown: 3},
		"no journal, it had left":                  {between: wave("1"), lost: wecomsim.AfterEffect, between2: 3, unknown: 1},
		"no journal, it had not":                   {between: wave("1"), lost: wecomsim.BeforeEffect, between2: 3},
	} {
		t.Run(name, func(t *testing.T) {
			block := object{}
			if c.journal {
				block["journal_dir"] = t.TempDir() + "/journal"
			}

			of, first := members{"a": 2, "b": 2, "c": 2}, with(object{}, c.first)
			w := campaignOf(t, of, block)

			// WeCom's list is late.
			w.sim.SetListLag(100 * time.Hour)
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: c.skip, Count: max(1, c.all), DropAt: c.lost})

			for range 3 {
				w.apply(w.config(of, first))
				w.restart(time.Minute)
			}

			if !strings.Contains(w.statuses(), "unknown") {
				t.Fatalf("nothing is unknown: %s", w.statuses())
			}

			before := w.sim.sends()

			var earlier []string
			for _, m := range w.sim.Messages() {
				earlier = append(earlier, m.MsgID)
			}

			w.restart(time.Hour)

			if c.fault != nil {
				w.sim.Arm(*c.fault)
			}

			w.apply(w.config(of, c.between))

			if c.all > 0 {
				w.restart(time.Minute)
				w.apply(w.config(of, c.between))
				w.restart(time.Minute)
				w.apply(w.config(of, c.between))
			}

			w.sim.ClearFaults()

			if got := w.sim.sends() - before; got != c.between2 {
				t.Fatalf("the wave in between has sent %d, want %d: %s", got, c.between2, w.statuses())
			}

			before = w.sim.sends()
			w.sim.SetListLag(0)
			w.restart(time.Hour)
			w.apply(w.config(of, first))

			if got := w.sim.sends() - before; got != 3-c.unknown || strings.Count(w.statuses(), "unknown") != c.unknown {
				t.Errorf("%d messages, want %d: %s", got, 3-c.unknown, w.statuses())
			}

			answers := object{}

			for key := range of {
				got := w.delivered(key)
				if slices.Contains(earlier, got["msgid"]) {
					t.Errorf("%s is recorded as %s of an earlier wave", key, got["msgid"])
				}

				if got["status"] == "unknown" {
					answers[got["msgid"]] = "not_sent"
				}
			}

			// An answer sends what is left, and nothing is sent twice: also
			// where the state is lost then.
			w.restart(time.Minute)
			w.mustApply(w.config(of, with(first, object{"resolve": answers})))

			if c.journal {
				w.loseState(w.config(of, first))
			}

			if got := w.sim.sends() - before; got != 3 || w.attribute("status") != "complete" {
				t.Errorf("in the end %d messages, want 3: %s", got, w.statuses())
			}
		})
	}
}

func wave(n string) object { return object{"triggers": object{"wave": n}} }

// The wave is wished for once: where the state before it comes back, as from an
// older copy, what the journal does not know the outcome of is not sent again.
func TestCampaign_theSameWayBackTwice(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})

	w.sim.SetListLag(100 * time.Hour)
	w.mustApply(w.config(of, nil))
	w.restart(time.Hour)
	w.mustApply(w.config(of, wave("1")))

	older := *w.lifecycle

	w.restart(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
	w.apply(w.config(of, nil))
	w.restart(time.Minute)
	w.apply(w.config(of, nil))

	if w.sim.sends() != 6 || strings.Count(w.statuses(), "unknown") != 1 {
		t.Fatalf("%d messages, %s", w.sim.sends(), w.statuses())
	}

	w.restart(time.Hour)
	w.state, w.private = older.state, older.private
	w.apply(w.config(of, nil))

	if w.sim.sends() != 6 || strings.Count(w.statuses(), "unknown") != 1 {
		t.Errorf("%d messages, want 6: %s", w.sim.sends(), w.statuses())
	}
}

// Where the state is lost beside an earlier value of triggers, and another wave
// has come since, nobody can tell the earlier state from a new wave: a person
// is asked, once for all waves.
func TestCampaign_theStateIsLostBesideAnEarlierValue(t *testing.T) {
	for name, c := range map[string]struct {
		lag  time.Duration
		lost bool
	}{
		"WeCom's list shows the messages": {},
		"it does not":                     {lag: 100 * time.Hour},
		"one was lost":                    {lag: 100 * time.Hour, lost: true},
	} {
		t.Run(name, func(t *testing.T) {
			of := members{"a": 1, "b": 1, "c": 1}
			w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
			w.sim.SetListLag(c.lag)

			if c.lost {
				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 2, Count: 1, DropAt: wecomsim.BeforeEffect})
			}

			w.apply(w.config(of, nil))
			w.restart(time.Hour)
			w.apply(w.config(of, wave("1")))

			before := w.sim.sends()
			w.restart(time.Hour)
			w.lifecycle = w.process(t).message()
			w.apply(w.config(of, nil))

			answers := object{}

			for key := range of {
				if got := w.delivered(key); got["status"] == "unknown" {
					answers[got["msgid"]] = "not_sent"
				}
			}

			if w.sim.sends() != before || len(answers) != 3 {
				t.Fatalf("%d messages, %s", w.sim.sends()-before, w.statuses())
			}

			// A refresh does not take it for proof either.
			w.restart(time.Hour)
			w.refresh()

			if n := strings.Count(w.statuses(), "unknown"); n != 3 {
				t.Errorf("after a refresh %s", w.statuses())
			}

			w.mustApply(w.config(of, object{"resolve": answers}))

			if got := w.sim.sends() - before; got != 3 || w.attribute("status") != "complete" {
				t.Errorf("%d messages, want 3: %s", got, w.statuses())
			}
		})
	}
}

// Nothing has come after it where the wave was refused: taken back, it is what
// was sent.
func TestCampaign_aRefusedWaveIsTakenBack(t *testing.T) {
	of := members{"a": 1, "b": 1, "c": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	w.sim.SetListLag(100 * time.Hour)
	w.mustApply(w.config(of, nil))
	w.restart(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 48002})
	w.apply(w.config(of, wave("1")))
	w.sim.ClearFaults()

	if !w.state.IsNull() {
		t.Fatalf("there is a state: %s", w.statuses())
	}

	w.restart(time.Hour)
	w.mustApply(w.config(of, nil))

	if w.sim.sends() != 3 || w.attribute("status") != "complete" {
		t.Errorf("%d messages, %s", w.sim.sends(), w.statuses())
	}
}

// So it is of the messages that the wave since had not come to: they are of the
// earlier wave as the others are.
func TestCampaign_theStateIsLostBesideAnEarlierValueOverAnIncompleteWave(t *testing.T) {
	of := members{"a": 1, "b": 1, "c": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	w.sim.SetListLag(100 * time.Hour)
	w.mustApply(w.config(of, wave("1")))
	w.restart(time.Hour)
	w.apply(w.config(of, with(wave("2"), object{"rollout": 34})))

	if w.sim.sends() != 5 {
		t.Fatalf("%d messages, want 3 and 2: %s", w.sim.sends(), w.statuses())
	}

	w.restart(time.Hour)
	w.lifecycle = w.process(t).message()
	w.apply(w.config(of, wave("1")))

	answers := object{}

	for key := range of {
		if got := w.delivered(key); got["status"] == "unknown" {
			answers[got["msgid"]] = "not_sent"
		}
	}

	if w.sim.sends() != 5 || len(answers) != 3 {
		t.Fatalf("%d messages, %s", w.sim.sends(), w.statuses())
	}

	w.restart(time.Hour)
	w.mustApply(w.config(of, with(wave("1"), object{"resolve": answers})))

	if w.sim.sends() != 8 || w.attribute("status") != "complete" {
		t.Errorf("%d messages, want 8: %s", w.sim.sends(), w.statuses())
	}
}
