package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Where the state is lost beside a value of triggers that was never used, what
// the journal knows of earlier waves is a question, as what WeCom's list shows
// is: once for all waves.
func TestCampaign_theStateIsLostBesideANewValue(t *testing.T) {
	for name, c := range map[string]struct {
		block     object
		noJournal bool
		lost      bool   // one message of the first wave, and all that is known of it
		change    object // beside the new value
		asked     int
		lag       time.Duration
	}{
		"the journal knows":                 {asked: 3, lag: 100 * time.Hour},
		"of one nobody knows":               {asked: 3, lag: 100 * time.Hour, lost: true},
		"so does WeCom's list":              {asked: 3},
		"control: nobody does":              {noJournal: true, lag: 100 * time.Hour},
		"control: nobody looks":             {block: object{"duplicate_check_interval": "0s"}, lag: 100 * time.Hour},
		"control: it says something else":   {change: object{"text": object{"content": "再见"}}, lag: 100 * time.Hour},
		"it was edited to other people too": {change: object{"exclude_files": []string{"excluded"}}, asked: 3, lag: 100 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			of := members{"a": 2, "b": 2, "c": 2}

			block := with(object{"journal_dir": t.TempDir() + "/journal"}, c.block)
			if c.noJournal {
				delete(block, "journal_dir")
			}

			w := campaignOf(t, of, block)
			w.sim.SetListLag(c.lag)

			if c.lost {
				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 2, Count: 1, DropAt: wecomsim.AfterEffect})
				w.apply(w.config(of, nil))
				w.restart(time.Hour)
			} else {
				for _, first := range []object{{}, wave("1")} {
					w.mustApply(w.config(of, first))
					w.restart(time.Hour)
				}
			}

			before := w.sim.sends()

			change := with(wave("2"), c.change)
			if c.change["exclude_files"] != nil {
				change["exclude_files"] = []string{w.file("excluded.csv", "external_userid", customerOf("a", 0))}
			}

			w.lifecycle = w.process(t).message()
			w.apply(w.config(of, change))

			sent, answers := w.sim.sends()-before, object{}

			for key := range of {
				got := w.delivered(key)
				if got["status"] != "unknown" {
					continue
				}

				answers[got["msgid"]] = "not_sent"

				for _, m := range w.sim.Messages() {
					if !c.lost && m.Sender == key && !strings.Contains(got["record"], m.MsgID) {
						t.Errorf("%s does not name %s: %s", key, m.MsgID, got["record"])
					}
				}
			}

			if len(answers) != c.asked || sent != 3-c.asked {
				t.Fatalf("asked about %d, want %d; sent %d: %s", len(answers), c.asked, sent, w.statuses())
			}

			// It stays a question until it is answered.
			w.restart(time.Minute)
			w.refresh()
			w.apply(w.config(of, change))

			if got := w.sim.sends() - before; got != sent {
				t.Errorf("sent %d without an answer", got)
			}

			w.restart(time.Minute)
			w.mustApply(w.config(of, with(change, object{"resolve": answers})))

			if got := w.sim.sends() - before; got != 3 || w.attribute("status") != "complete" {
				t.Errorf("sent %d, want 3: %s", got, w.statuses())
			}

			// The next wave has the state, and asks nobody.
			w.restart(time.Hour)
			w.mustApply(w.config(of, with(change, wave("3"))))

			if got := w.sim.sends() - before; got != 6 || w.attribute("status") != "complete" {
				t.Errorf("then sent %d, want 6: %s", got, w.statuses())
			}

			// Nor does one that goes back, where a journal knows the first.
			if c.noJournal || c.block != nil || c.change != nil {
				return
			}

			w.restart(time.Hour)
			w.apply(w.config(of, nil))

			if got := w.sim.sends() - before; got != 9 || w.attribute("status") != "complete" {
				t.Errorf("back sent %d, want 9: %s", got, w.statuses())
			}
		})
	}
}
