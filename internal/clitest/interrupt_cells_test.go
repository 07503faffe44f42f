package clitest_test

import "fmt"

// interruptCell is an interrupt, the call that it comes in, and what the next
// apply can know.
type interruptCell struct {
	in      interrupt
	ph      phase
	after   string
	journal string
}

func (c interruptCell) String() string {
	return fmt.Sprintf("%s/%s/%s/%s", c.in.name, c.ph.endpoint, c.after, c.journal)
}

func interruptCells() []interruptCell {
	var all []interruptCell

	for _, in := range interrupts() {
		for _, ph := range phases() {
			for _, after := range []string{"check on", "list lags", "check off"} {
				for _, journal := range journals() {
					all = append(all, interruptCell{in, ph, after, journal})
				}
			}
		}
	}

	return all
}

// isCovered reports whether the same cell without a journal shows what this one
// would: only a killed run loses what it has sent, and before the send nothing
// is in the journal, whatever the next apply can see.
func (c interruptCell) isCovered() bool {
	switch {
	case c.journal == journalOff:
		return false
	case !c.in.kills:
		return true
	case !c.ph.effect:
		return c.journal == journalLost || c.after != "check off"
	default:
		return false
	}
}

// forgets reports whether nothing tells the next apply that the message was
// sent: the process was killed, the journal is not there, and WeCom's list was
// not asked or does not show it yet.
func (c interruptCell) forgets() bool {
	return c.in.kills && c.ph.effect && c.after != "check on" && c.journal != journalOn
}
