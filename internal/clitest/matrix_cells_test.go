package clitest_test

import (
	"fmt"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// What becomes of the journal: it is switched off, or kept, or thrown away
// after the first apply.
const (
	journalOff  = "journal off"
	journalOn   = "journal on"
	journalLost = "journal lost"
)

func journals() []string { return []string{journalOff, journalOn, journalLost} }

// matrixCell is a fault, a behaviour of the list, what comes next, and what
// becomes of the journal.
type matrixCell struct {
	point   wecomtest.SendFault
	mode    listMode
	next    next
	journal string
}

func (c matrixCell) String() string {
	return fmt.Sprintf("%s/%s/%s/%s", c.point.Name, c.mode.name, c.next.name, c.journal)
}

// want is how many messages there are in the end. Two are right where the docs
// name the case: the state is gone, and neither the journal nor WeCom's list
// tells of the message.
func (c matrixCell) want() (messages int, named bool) {
	p := c.point
	isSent := p.Accepted == 1 || c.next.first && p.Outcome == wecomtest.Refused

	switch {
	case c.next.givesUpState && isSent && !c.mode.shows && c.isForgotten():
		return 2, true
	// A refusal is proven not to have sent, so the next apply sends.
	case c.next.applies && p.Outcome == wecomtest.Refused:
		return 1, false
	// A person who makes Terraform forget a message asks for it again. The
	// journal remembers that nobody knows what became of it.
	case c.next.givesUpState && c.isForgotten():
		return 1, false
	default:
		return p.Accepted, false
	}
}

// isForgotten reports whether no journal knows what the state knew. One that
// was lost has heard of it again by then from a state that is destroyed.
func (c matrixCell) isForgotten() bool {
	return c.journal == journalOff || c.journal == journalLost && c.next.silently
}

func matrixCells() []matrixCell {
	var all []matrixCell

	for _, p := range points() {
		for _, mode := range listModes() {
			for _, n := range nexts() {
				for _, journal := range journals() {
					all = append(all, matrixCell{p, mode, n, journal})
				}
			}
		}
	}

	return all
}

// coveredBy names the cell that shows what this one would, or is empty. A cell
// is left out where the journal or the list cannot matter.
func (c matrixCell) coveredBy() string {
	by := c
	if (by.next.silently || by.next.first) && !by.point.Stands {
		by.next = nexts()[2] // a state is given up in the same way after each fault
	}

	if !by.asksJournal() {
		by.journal = journalOff
	}

	by = by.withPlainerList()

	if by.String() == c.String() {
		return ""
	}

	return by.String()
}

// asksJournal reports whether the journal can matter:
//
//   - A run looks into it before it sends, so not where the first one has sent
//     and the state knows it. What the first run has written is read in the
//     cells that lose the state.
//   - Where it is lost, it knows what the state has told it since. One fault for
//     each outcome shows that.
func (c matrixCell) asksJournal() bool {
	switch {
	case c.journal == journalLost:
		return c.next.givesUpState && c.point.Stands
	case c.next.givesUpState:
		return true
	default:
		return c.next.applies && c.point.Outcome == wecomtest.Refused
	}
}

// withPlainerList is the cell that shows the same of the list:
//
//   - A refused send is looked for nowhere, and nothing of it is in any list.
//   - What a run knows is in the state, so only a run that has lost the state
//     looks into the list.
//   - Where nothing was created, a list that lags shows what one that works does.
//   - How a list fails does not depend on how the send has failed, but on
//     whether the message is there, and when: one fault for each.
func (c matrixCell) withPlainerList() matrixCell {
	unknown := c.point.Outcome == wecomtest.Unknown

	switch {
	case c.mode.name == listModes()[0].name:
	case !unknown && !(c.point.Accepted == 1 && c.next.givesUpState),
		unknown && c.mode.lags && c.point.Accepted == 0 && !c.point.Stands:
		c.mode = listModes()[0]
	case c.mode.fails && !c.point.Stands && !c.point.Late:
		c.point = standIn(c.point)
	}

	return c
}

// standIn is the fault that stands for all of its outcome.
func standIn(p wecomtest.SendFault) wecomtest.SendFault {
	for _, other := range points() {
		if other.Stands && other.Outcome == p.Outcome && other.Accepted == p.Accepted {
			return other
		}
	}

	panic("no fault stands for " + p.Name)
}
