package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A person says of a message of two campaigns, rightly, that it was not sent.
// The first campaign then sends it, and the apply of the second one finds that
// only in its own refresh: the answer says nothing of that.
func TestCampaign_anAnswerSaysNothingOfWhatIsFoundAfterIt(t *testing.T) {
	const head = "external_userid,sender"

	row := func(i int) string { return customerOf("a", i) + ",a" }

	for name, c := range map[string]struct {
		rows   []string // of the second campaign
		lag    time.Duration
		stored bool // an apply before has stored what was found
	}{
		"some of them":           {rows: []string{head, row(0), row(1)}},
		"more of them":           {rows: []string{head, row(0), row(1), row(2), row(3)}},
		"others, too":            {rows: []string{head, row(2), row(3)}},
		"the list shows nothing": {rows: []string{head, row(0), row(1)}, lag: time.Hour},
		"it was stored before":   {rows: []string{head, row(0), row(1)}, stored: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := campaignOf(t, members{"a": 4}, object{"journal_dir": t.TempDir() + "/journal", "request_timeout": "1s"})
			w.sim.SetListLag(c.lag)
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})

			first := w.config(members{"a": 4}, object{"recipients_file": w.file("first.csv", head, row(0), row(1), row(2))})
			w.apply(first)

			one := w.lifecycle
			w.restart(time.Minute)
			w.lifecycle = w.process(t).message()

			second := w.config(members{"a": 4}, object{"recipients_file": w.file("second.csv", c.rows...)})
			w.apply(second)

			two := w.lifecycle
			answer := object{w.delivered("a")["msgid"]: "not_sent"}

			w.lifecycle = one
			w.restart(time.Minute)
			w.mustApply(with(first, object{"resolve": object{w.delivered("a")["msgid"]: "not_sent"}}))

			if got := w.statuses(); got != "a=created" || w.sim.sends() != 1 {
				t.Fatalf("the first: %s, %d messages", got, w.sim.sends())
			}

			msgid := w.delivered("a")["msgid"]
			w.lifecycle = two

			if c.stored {
				w.restart(time.Minute)
				w.refresh()
				w.apply(second)
			}

			// The same answer again says no more.
			for range 2 {
				w.restart(time.Minute)
				w.refresh()
				w.apply(with(second, object{"resolve": answer}))
			}

			if w.sim.sends() != 1 {
				t.Fatalf("%s, %d messages, want 1", w.statuses(), w.sim.sends())
			}

			w.refresh().warnings().expect(t, "warning", at("status", "It may be "+msgid, "Since then "+msgid+" was found"))

			// The control: an answer that has seen it is taken.
			w.restart(time.Minute)
			w.refresh()
			w.apply(with(second, object{"resolve": object{w.delivered("a")["msgid"]: "not_sent"}}))

			if w.sim.sends() != 2 {
				t.Errorf("%s, %d messages, want 2", w.statuses(), w.sim.sends())
			}
		})
	}
}
