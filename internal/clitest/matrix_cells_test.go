package clitest_test

import (
	"fmt"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// matrixCell is a fault, a behaviour of the list, and what comes next.
type matrixCell struct {
	point wecomtest.SendFault
	mode  listMode
	next  next
}

func (c matrixCell) String() string {
	return fmt.Sprintf("%s/%s/%s", c.point.Name, c.mode.name, c.next.name)
}

func matrixCells() []matrixCell {
	var all []matrixCell

	for _, p := range points() {
		for _, mode := range listModes() {
			for _, n := range nexts() {
				all = append(all, matrixCell{p, mode, n})
			}
		}
	}

	return all
}

// coveredBy names the cell that shows what this one would, or is empty. A cell
// is left out where the list cannot matter:
//
//   - A refused send is looked for nowhere, and nothing of it is in any list.
//   - What a run knows is in the state, so only a run that has lost the state
//     looks into the list.
//   - Where nothing was created, a list that lags shows what one that works does.
//   - How a list fails does not depend on how the send has failed, but on
//     whether the message is there, and when: one fault for each.
func (c matrixCell) coveredBy() string {
	with := func(change func(*matrixCell)) string {
		change(&c)
		return c.String()
	}

	works := func(c *matrixCell) { c.mode = listModes()[0] }
	unknown := c.point.Outcome == wecomtest.Unknown

	switch {
	case c.mode.name == listModes()[0].name:
		return ""
	case !unknown && !(c.point.Accepted == 1 && c.next.givesUpState):
		return with(works)
	case unknown && c.mode.lags && c.point.Accepted == 0 && !c.point.Stands:
		return with(works)
	case c.mode.fails && !c.point.Stands && !c.point.Late:
		return with(func(c *matrixCell) { c.point = standIn(c.point) })
	default:
		return ""
	}
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
