package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// edited has sent one text to half of four people, and another one to the rest.
// WeCom's list shows nothing of it.
func edited(t *testing.T, change object) *campaignWorld {
	t.Helper()

	of := members{"a": 1, "b": 1, "c": 1, "d": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	w.sim.SetListLag(1000 * time.Hour)

	w.mustApply(w.config(of, with(with(saying("一"), object{"rollout": 50}), change)))
	w.restart(time.Minute)
	w.mustApply(w.config(of, with(saying("二"), change)))
	w.restart(time.Minute)

	if w.sim.sends() != 4 || w.attribute("status") != "complete" {
		t.Fatalf("%d messages, %s", w.sim.sends(), w.statuses())
	}

	return w
}

func saying(text string) object { return object{"text": object{"content": text}} }

// What a campaign has said before an edit counts for its waves like what it
// says now. A wave that comes on purpose sends to everybody, one that was
// refused and taken back to nobody. Where nobody says which wave it is, a
// person does.
func TestCampaign_wavesOfAnEditedOne(t *testing.T) {
	type step struct {
		change object
		// lost is true where the state was lost before it. fault strikes it.
		lost    bool
		fault   *wecomsim.Fault
		sends   int // messages by then
		unknown int // of unknown status
	}

	var (
		none  = saying("二")
		other = func(text, n string) object { return with(saying(text), wave(n)) }
		every = &wecomsim.Fault{Errcode: 48002}
		third = &wecomsim.Fault{Skip: 2, Errcode: 48002}
	)

	for name, c := range map[string]struct {
		first object
		steps []step
	}{
		"lost":                         {steps: []step{{change: none, lost: true, sends: 4}}},
		"a wave":                       {steps: []step{{change: other("二", "2"), sends: 8}, {change: none, sends: 12}}},
		"a wave that stops":            {steps: []step{{change: other("三", "2"), fault: third, sends: 6}, {change: other("三", "2"), sends: 8}, {change: none, fault: third, sends: 10}, {change: none, sends: 12}}},
		"a wave that is refused":       {steps: []step{{change: other("二", "2"), fault: every, sends: 4}, {change: other("二", "2"), sends: 8}}},
		"refused, and taken back":      {steps: []step{{change: other("二", "2"), fault: every, sends: 4}, {change: none, sends: 4}, {change: other("二", "2"), sends: 8}}},
		"refused, and put back":        {first: wave("1"), steps: []step{{change: other("二", "2"), fault: every, sends: 4}, {change: other("二", "1"), sends: 4}}},
		"another text, and taken back": {steps: []step{{change: other("三", "2"), fault: every, sends: 4}, {change: none, sends: 4}}},
		"lost after a wave":            {steps: []step{{change: other("三", "2"), sends: 8}, {change: none, lost: true, sends: 8, unknown: 4}}},
		"lost after a wave, at first":  {steps: []step{{change: other("三", "2"), sends: 8}, {change: saying("一"), lost: true, sends: 8, unknown: 4}}},
		"lost after one of the same":   {steps: []step{{change: other("二", "2"), sends: 8}, {change: none, lost: true, sends: 8, unknown: 4}}},
		"lost after one that stopped":  {steps: []step{{change: other("三", "2"), fault: third, sends: 6}, {change: none, lost: true, sends: 6, unknown: 4}}},
		"lost, and another wave":       {steps: []step{{change: other("二", "2"), lost: true, sends: 4, unknown: 4}, {change: other("二", "2"), lost: true, sends: 4, unknown: 4}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := edited(t, c.first)
			of := members{"a": 1, "b": 1, "c": 1, "d": 1}
			last := object{}

			for i, s := range c.steps {
				if s.lost {
					w.lifecycle = w.process(t).message()
				}

				if s.fault != nil {
					s.fault.Endpoint = "add_msg_template"
					w.sim.Arm(*s.fault)
				}

				last = s.change
				w.apply(w.config(of, last))
				w.sim.ClearFaults()

				if got := strings.Count(w.statuses(), "unknown"); w.sim.sends() != s.sends || got != s.unknown {
					t.Fatalf("step %d: %d messages, %d unknown; want %d, %d: %s", i+1, w.sim.sends(), got, s.sends, s.unknown, w.statuses())
				}

				w.restart(time.Minute)
			}

			// A person says that it is to be sent, and it is, once.
			answers, sends := object{}, w.sim.sends()

			for key := range of {
				got := w.delivered(key)
				if got["status"] == "unknown" {
					answers[got["msgid"]] = "not_sent"

					if !strings.Contains(got["problem"], w.sim.Messages()[0].MsgID[:3]) {
						t.Errorf("%s names no message: %s", key, got["problem"])
					}
				}
			}

			if len(answers) == 0 {
				return
			}

			w.mustApply(w.config(of, with(last, object{"resolve": answers})))

			if got := w.sim.sends() - sends; got != len(answers) || w.attribute("status") != "complete" {
				t.Errorf("%d messages upon %d answers: %s", got, len(answers), w.statuses())
			}
		})
	}
}

// Nobody knows what became of a message with the first text. The others are
// sent with another one, and then a wave is to come: it comes to everybody.
func TestCampaign_aWaveAfterAnEditAndALostOne(t *testing.T) {
	of := members{"a": 1, "b": 1, "c": 1, "d": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal", "request_timeout": "1s"})
	w.sim.SetListLag(1000 * time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, DropAt: wecomsim.BeforeEffect})
	w.apply(w.config(of, with(saying("一"), object{"rollout": 50})))
	w.restart(time.Hour)
	w.apply(w.config(of, saying("二")))
	w.restart(time.Hour)

	if w.sim.sends() != 3 || strings.Count(w.statuses(), "unknown") != 1 {
		t.Fatalf("%d messages, %s", w.sim.sends(), w.statuses())
	}

	for _, sends := range []int{5, 7} {
		if sends == 5 {
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 2, Errcode: 48002})
		}

		w.apply(w.config(of, with(saying("二"), wave("2"))))
		w.sim.ClearFaults()

		if w.sim.sends() != sends || strings.Contains(w.statuses(), "unknown") {
			t.Errorf("%d messages, want %d: %s", w.sim.sends(), sends, w.statuses())
		}

		w.restart(time.Hour)
	}
}

// A person has answered for one message alone that the wave is to be sent. When
// the state is lost and the earlier value comes back, nobody can tell either of
// the others which wave that is.
func TestCampaign_aWaveThatWasAnsweredForOne(t *testing.T) {
	of := members{"a": 1, "b": 1, "c": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	w.sim.SetListLag(1000 * time.Hour)
	w.mustApply(w.config(of, nil))

	w.lifecycle = w.process(t).message()
	w.clock.Advance(time.Minute)
	w.apply(w.config(of, wave("2")))

	attempt := w.delivered("a")["msgid"]
	w.restart(time.Minute)
	w.apply(w.config(of, with(wave("2"), object{"resolve": object{attempt: "not_sent"}})))

	if w.sim.sends() != 4 || strings.Count(w.statuses(), "unknown") != 2 {
		t.Fatalf("%d messages, %s", w.sim.sends(), w.statuses())
	}

	w.lifecycle = w.process(t).message()
	w.clock.Advance(time.Minute)
	w.apply(w.config(of, nil))

	if w.sim.sends() != 4 || strings.Count(w.statuses(), "unknown") != 3 {
		t.Errorf("%d messages, %s", w.sim.sends(), w.statuses())
	}
}
