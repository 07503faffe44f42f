package clitest_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// campaignCell is what goes wrong with one message of a campaign: a fault of
// its send, or an interrupt at a moment of it.
type campaignCell struct {
	fault     wecomtest.SendFault
	interrupt interrupt // none if it has no name
	moment    string
	place     int // how many messages go before it
	journal   string
	// number tells cells of a kind apart.
	number int
}

// Moments of an interrupt.
const (
	beforeEffect = "before the effect, which never comes"
	afterEffect  = "after the effect"
	betweenTwo   = "right after the answer"
)

func (c campaignCell) String() string {
	what := c.fault.Name
	if c.interrupt.name != "" {
		what = c.interrupt.name + " " + c.moment
	}

	return fmt.Sprintf("%s/message %d/%s", what, c.place+1, c.journal)
}

// faults are what the simulator does to the message.
func (c campaignCell) faults() []wecomsim.Fault {
	switch c.moment {
	case beforeEffect:
		return []wecomsim.Fault{{Endpoint: send, Skip: c.place, Count: 1, HangAt: wecomsim.BeforeEffect}}
	case afterEffect:
		return []wecomsim.Fault{{Endpoint: send, Skip: c.place, Count: 1, HangAt: wecomsim.AfterEffect}}
	case betweenTwo:
		return []wecomsim.Fault{{Endpoint: send, Skip: c.next(), Count: 1, DelayBefore: 700 * time.Millisecond, AbandonOnDisconnect: true}}
	}

	all := slices.Clone(c.fault.Faults)
	for i := range all {
		all[i].Skip = c.place
	}

	return all
}

// next is how many messages go before the one that comes after an interrupt
// between two. After the last there is nothing left to end.
func (c campaignCell) next() int { return min(c.place+1, len(campaignSenders())-1) }

// campaignCells are all: each fault and each interrupt at the first, a middle
// and the last message, with a journal and without.
func campaignCells() []campaignCell {
	var all []campaignCell

	for _, place := range []int{0, 1, len(campaignSenders()) - 1} {
		for _, journal := range []string{journalOn, journalOff} {
			for i, fault := range points() {
				all = append(all, campaignCell{fault: fault, place: place, journal: journal, number: i})
			}

			number := 0

			for _, in := range interrupts() {
				for _, moment := range []string{beforeEffect, afterEffect, betweenTwo} {
					all = append(all, campaignCell{interrupt: in, moment: moment, place: place, journal: journal, number: number})
					number++
				}
			}
		}
	}

	return all
}

// isLeftOut reports whether a run is without the cell. Package campaign runs
// each fault at each place, with a journal and without, at the client. Here CLI
// and provider are what is new, so each fault and each interrupt is at one
// place in turn, with a journal or without. With -short only the faults that
// stand for others are in, and the interrupts before an answer.
// CLI_CAMPAIGN_CELLS=all leaves nothing out, as in make full.
func (c campaignCell) isLeftOut() bool {
	if os.Getenv("CLI_CAMPAIGN_CELLS") == "all" {
		return false
	}

	turn := []campaignCell{
		{place: 0, journal: journalOn},
		{place: 1, journal: journalOff},
		{place: len(campaignSenders()) - 1, journal: journalOn},
		{place: 0, journal: journalOff},
		{place: 1, journal: journalOn},
		{place: len(campaignSenders()) - 1, journal: journalOff},
	}[c.number%6]

	if c.place != turn.place || c.journal != turn.journal {
		return true
	}

	return testing.Short() && !c.fault.Stands && c.moment != afterEffect
}

// Every fault and every interrupt has a cell that is run, and all together are
// at every place, with a journal and without.
func TestAccCampaignMatrix_whatIsLeftOut(t *testing.T) {
	kinds, places := map[string]bool{}, map[string]bool{}

	for _, c := range campaignCells() {
		what := c.fault.Name + c.interrupt.name + c.moment
		where := fmt.Sprint(c.place, c.journal)
		kinds[what] = kinds[what] || !c.isLeftOut()
		places[where] = places[where] || !c.isLeftOut()
	}

	for what, isRun := range kinds {
		if !isRun && !testing.Short() {
			t.Errorf("no cell of %s is run", what)
		}
	}

	for where, isRun := range places {
		if !isRun {
			t.Errorf("no cell is run at %s", where)
		}
	}
}
