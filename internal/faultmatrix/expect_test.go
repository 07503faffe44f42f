package faultmatrix

import "time"

// expect gives what must be seen after each of the three steps of a cell: the
// apply that breaks, one after the point has passed, and one when the list
// works, too.
func (c cell) expect() []seen {
	if c.next != resumed {
		return c.expectKilled()
	}

	first := seen{status: none}

	switch {
	case c.check == strict && !c.list.readable: // refused before the send
	case c.point.answer == refuses:
	case c.point.answer == accepts:
		first = seen{1, created}
	case c.point.effect && c.proves() && !c.point.blind && !c.point.late:
		first = seen{1, created} // adopted
	case c.point.effect:
		first = seen{1, unknown}
	default:
		first = seen{0, unknown}
	}

	second := first

	switch {
	case first.status == none && (c.check != strict || c.list.readable):
		second = seen{1, created} // sent now
	case first.status == unknown && first.messages == 1 && c.proves() && !c.point.misdated && !c.point.late:
		second = seen{1, created} // healed
	}

	third := second

	switch {
	case second.status == none:
		third = seen{1, created}
	case second.status == unknown && c.list.always && c.point.file: // never proven
	case second.status == unknown && second.messages == 1 && !c.timeUnknown() && !c.point.misdated && !c.point.late:
		third = seen{1, created}
	}

	return []seen{first, second, third}
}

// shows tells whether the list can prove what was sent a moment ago.
func (c cell) shows() bool { return c.list.readable && c.list.fresh }

// timeUnknown: one answer has told WeCom's time, and our clock says another
// one. Then nothing is proven later.
func (c cell) timeUnknown() bool {
	return (c.point.misled || c.point.skew.Abs() > time.Hour) && c.list.name == "absent"
}

// proves tells whether the list can also prove that it is the message.
func (c cell) proves() bool { return c.shows() && !(c.list.renames && c.point.file) }

// expectKilled: the state of the first apply is lost, so it counts as none.
func (c cell) expectKilled() []seen {
	first := seen{0, none}
	if c.point.effect {
		first.messages = 1
	}

	second := c.afterLoss(first.messages)

	third := second
	if second.status == none && second.messages == 0 {
		third = seen{1, created}
	}

	return []seen{first, second, third}
}

// afterLoss is what an apply comes to that has neither state nor journal.
func (c cell) afterLoss(messages int) seen {
	switch {
	case c.mayRepeat():
		return seen{messages + 1, created}
	case c.check == strict && !c.list.readable:
		return seen{messages, none} // refused: the list cannot be read
	case messages == 0:
		return seen{1, created}
	default:
		return seen{messages, none} // refused: it is there already
	}
}

// mayRepeat names the only cells in which a message may be sent twice: there is
// no journal, or it is lost as well as the state, and the check is off, or the
// list does not show the message, or it cannot be read and that is only a
// warning.
func (c cell) mayRepeat() bool {
	if c.next == resumed || c.journal == journalOn {
		return false
	}

	switch c.check {
	case off:
		return true
	case lenient:
		return !c.shows()
	default:
		return c.list.readable && !c.list.fresh
	}
}
