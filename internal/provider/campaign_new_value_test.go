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

// A message that was held up because an earlier wave may have sent it was never
// sent itself. Whoever loses the state once more is asked the same, and may
// give the same answer.
func TestCampaign_theStateIsLostTwiceBesideANewValue(t *testing.T) {
	of := members{"a": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	w.sim.SetListLag(100 * time.Hour)

	w.mustApply(w.config(of, nil))
	msgid := w.delivered("a")["msgid"]

	for range 3 {
		w.restart(time.Hour)
		w.lifecycle = w.process(t).message()
		w.apply(w.config(of, wave("2")))

		got := w.delivered("a")
		if got["status"] != "unknown" || !strings.Contains(got["problem"], msgid) || !strings.Contains(got["record"], msgid) {
			t.Fatalf("it does not name %s: %v", msgid, got)
		}

		w.restart(time.Minute)
		w.refresh() // which tells the journal what the state holds
	}

	w.sim.SetListLag(0)
	w.restart(time.Minute)
	w.mustApply(w.config(of, with(wave("2"), object{"resolve": object{w.delivered("a")["msgid"]: msgid}})))

	if got := w.delivered("a"); got["msgid"] != msgid || w.sim.sends() != 1 {
		t.Errorf("%v, %d messages", got, w.sim.sends())
	}
}

// A wave has gone to somebody, its state is lost, and the people have moved to
// another message since. That is not called one that may be of an earlier wave.
func TestCampaign_peopleWhoHaveMovedHaveThisWave(t *testing.T) {
	const earlier, thisOne = "If that is of an earlier wave", "of this very wave"

	for name, row := range map[string]struct {
		begun    bool
		says, no string
	}{
		"the wave has begun":  {begun: true, says: thisOne, no: earlier},
		"control: it has not": {says: earlier, no: thisOne},
	} {
		t.Run(name, func(t *testing.T) {
			of := members{"a": 2, "b": 2}
			w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})

			if row.begun {
				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})
				w.apply(w.config(of, wave("2")))
				w.sim.ClearFaults()
			} else {
				w.mustApply(w.config(of, nil))
			}

			w.restart(time.Hour)
			w.lifecycle = w.process(t).message()

			moved := []string{"external_userid,sender"}
			for i := range 2 {
				moved = append(moved, customerOf("a", i)+",b", customerOf("b", i)+",a")
			}

			w.apply(w.config(of, with(wave("2"), object{"recipients_file": w.file("moved.csv", moved...)})))

			problems := w.delivered("a")["problem"] + w.delivered("b")["problem"]
			if !strings.Contains(problems, row.says) || strings.Contains(problems, row.no) {
				t.Errorf("%s: %s", w.statuses(), problems)
			}
		})
	}
}
