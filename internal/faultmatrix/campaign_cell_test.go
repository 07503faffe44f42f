package faultmatrix

import (
	"fmt"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// campaignCell is a cell of the matrix of campaigns: the point breaks one
// message of a campaign, and then it is applied again until nothing is left.
type campaignCell struct {
	cell

	place int // how many messages go before it
	kind  string
	// unlooked is true where nothing looks before a send: the control.
	unlooked bool
}

func (c campaignCell) String() string {
	return fmt.Sprintf("%s, %s at message %d", c.cell, c.kind, c.place+1)
}

// campaignPlaces are the first, a middle and the last message.
func campaignPlaces() []int { return []int{0, 1, len(campaignSenders()) - 1} }

// campaignCells are every point at the first, a middle and the last message:
// with the state that the run leaves, with a journal and without, and where the
// state is lost with the run. What WeCom's list does meanwhile comes in turns,
// for those that a journal helps. Messages to groups have the shared points.
func campaignCells() []campaignCell {
	var all []campaignCell

	works := lists()[:1]
	slow := slices.DeleteFunc(lists(), func(l list) bool { return l.always || l.renames })

	for number, p := range points() {
		for _, place := range campaignPlaces() {
			add := func(n next, j journaled, some []list) {
				c := campaignCell{cell: cell{p, some[(number+place)%len(some)], lenient, n, j}, place: place, kind: wecom.ChatTypeSingle}
				if !c.makesSense() {
					c.list = works[0]
				}

				all = append(all, c)

				if number < len(sharedPoints()) {
					c.kind = wecom.ChatTypeGroup
					all = append(all, c)
				}
			}

			add(resumed, journalOff, works)
			add(resumed, journalOn, slow)
			add(killed, journalOff, works)
			add(killed, journalOn, slow)
			add(inPost, journalOn, slow)
		}
	}

	return all
}

// makesSense leaves out what the point cannot meet.
func (c campaignCell) makesSense() bool {
	return c.cell.makesSense() && (c.point.tcp == nil || c.list.readable)
}

// beginsTheRun tells whether the point breaks what comes before the first send
// of a run, so that the message must be that.
func (c campaignCell) beginsTheRun() bool {
	for _, fault := range c.point.faults {
		if fault.Endpoint != sendEndpoint {
			return true
		}
	}

	return c.point.cancel != "" && c.point.cancel != sendEndpoint && !c.point.afterSend
}
