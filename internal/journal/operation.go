package journal

import (
	"slices"
	"time"
)

// operation is one intent and what came of it.
type operation struct {
	id         string
	run        string  // which had the intent; empty if only others tell of it
	source     *source // whose lock tells whether that run lives
	key        string
	content    string
	says       string // without its triggers
	place      Place
	also       []string // other campaigns that have recorded it, or taken it up
	startedAt  time.Time
	recipients int
	failed     int // of the recipients
	reached    int // whom a person has named it for; counts before recipients
	people     string
	who        string
	lookup     Lookup
	outcome    Outcome // empty before the result
	endedAt    time.Time
	errCode    int
	withdrawn  bool
	notSent    bool
	held       bool   // a state has held it
	again      []wish // each time that a state was seen to hold it without a msgid
	words      string
	obscure    bool
	replaces   []string
	after      []string // replaces, and what a person has told it from
	holds      []hold
	changed    int // memory.changes at its last line
	begun      int // and at its intent
}

// end takes a result. Of two, which no run writes, the one that says less
// against a message counts.
func (op *operation) end(outcome Outcome, errCode int) {
	rank := []Outcome{"", OutcomeRefused, OutcomeUnknown, OutcomeCreated}
	if slices.Index(rank, outcome) > slices.Index(rank, op.outcome) {
		op.outcome, op.errCode = outcome, errCode
	}
}

// isOver reports whether an operation has sent nothing.
func (op *operation) isOver() bool {
	return !op.obscure && len(op.holds) == 0 && (op.withdrawn || op.notSent || op.outcome == OutcomeRefused)
}

// isOpen reports whether nobody knows what became of an operation.
func (op *operation) isOpen() bool { return !op.obscure && !op.isOver() && len(op.holds) == 0 }

// isSending reports whether a run that lives may still make the POST of an
// operation, or has not heard yet how it ended.
func (op *operation) isSending() bool {
	return op.isOpen() && op.source.state == living && !op.held && op.outcome == ""
}

// isOf reports whether a run sends the message of an operation, has sent or
// holds it.
func (op *operation) isOf(run string) bool {
	return op.run == run && !op.isOver() || slices.ContainsFunc(op.holds, func(h hold) bool { return h.run == run })
}

func holdOf(l line) hold {
	h := hold{
		msgid: l.MsgID, run: l.Run, sentAt: l.SentAt, named: l.Named, told: l.Time, toldBy: l.Run,
		again: l.Kind == kindResolved || l.Kind == kindHeld && l.ReplacedBy == "",
	}
	if l.Kind == kindHeld {
		h.run, h.heldAt = "", l.Time
	}

	return h
}
