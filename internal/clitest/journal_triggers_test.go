package clitest_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// turn is an apply of a configuration.
type turn struct {
	body string
	// fault strikes the next send.
	fault wecomsim.Fault
	// sends is how many messages WeCom has after it.
	sends int
	// stops is true of one that is an error.
	stops bool
}

// A change of triggers is a word about the message that the block had, and
// about no other. It ends when it is taken back, and what a block has gone
// through before is its own.
func TestAccJournal_whoseWordAChangeOfTriggersIs(t *testing.T) {
	var (
		lost    = wecomsim.Fault{DropAt: wecomsim.BeforeEffect}
		refused = wecomsim.Fault{Errcode: 41048}
		it      = func(args string) string { return message("it", "一", args) }
		beside  = it("") + message("other", "一", week("1"))
	)

	for name, turns := range map[string][]turn{
		"taken back, and then another block": {
			{body: it(""), sends: 1},
			{body: it(week("1")), fault: refused, sends: 1, stops: true},
			{body: it(""), sends: 1},
			{body: beside, sends: 1, stops: true},
		},
		"taken back where nobody knows what became of it, and then another block": {
			{body: it(""), fault: lost},
			{body: it(week("1")), fault: refused, stops: true},
			{body: it("")},
			{body: beside, stops: true},
		},
		"the same, and applied once more in between": {
			{body: it(""), fault: lost},
			{body: it(week("1")), fault: refused, stops: true},
			{body: it("")},
			{body: it("")},
			{body: beside, stops: true},
		},
		"taken back, and then wished again": { // the control
			{body: it(""), fault: lost},
			{body: it(week("1")), fault: refused, stops: true},
			{body: it("")},
			{body: it(week("1")), sends: 1},
		},
		"not taken back": { // the control
			{body: it(""), sends: 1},
			{body: it(week("1")), fault: refused, sends: 1, stops: true},
			{body: it(week("1")), sends: 2},
		},
		"back, and then a value that was never used": {
			{body: it(week("0")), fault: lost},
			{body: it(week("1")), fault: lost},
			{body: it(week("0"))},
			{body: it(week("2")), sends: 1},
		},
		"back from one that was sent, and then a value that was never used": {
			{body: it(week("0")), fault: lost},
			{body: it(week("1")), sends: 1},
			{body: it(week("0")), sends: 1},
			{body: it(week("2")), sends: 2},
		},
		"back, and then another block": {
			{body: it(week("0")), fault: lost},
			{body: it(week("1")), fault: lost},
			{body: it(week("0"))},
			{body: it(week("0")) + message("other", "一", week("2")), stops: true},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, _ := withJournal(t)
			w.unseen()

			for i, turn := range turns {
				if turn.fault.DropAt != "" || turn.fault.Errcode != 0 {
					turn.fault.Endpoint, turn.fault.Count = send, 1
					w.sim.Arm(turn.fault)
				}

				w.write(turn.body)

				if got := w.apply(); (got.code != 0) != turn.stops || w.sends() != turn.sends {
					t.Fatalf("turn %d: exit code %d, %d messages, want an error %t and %d\n%s", i+1, got.code, w.sends(), turn.stops, turn.sends, got.output)
				}
			}
		})
	}
}
