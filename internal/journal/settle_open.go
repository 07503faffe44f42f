package journal

import (
	"slices"
	"time"
)

// lateHandling is how long after a call was given up WeCom may still create the
// message of it.
const lateHandling = 10 * time.Minute

// outcomeOf is the operation that a message of a state is the outcome of, where
// no line tells what became of it: the disk was full when its run had sent, or
// the run was killed between the answer and its line. It is nil where that is
// not certain: of two operations that may have sent it, of a run that may be
// sending still, of a message that was there before, that another line tells
// of, or that was created at a time when the operation cannot have done so.
func (m *memory) outcomeOf(h Holding) *operation {
	if h.MsgID == "" || h.Words != "" || slices.ContainsFunc(m.byMsgID[h.MsgID], func(op *operation) bool { return op.isMoreThan(h) }) {
		return nil
	}

	var open *operation

	for _, op := range m.byKey[h.Key] {
		if !op.isOpen() {
			continue
		}

		if open != nil || op.run == "" || op.source.state == living || !op.lookup.canFind(h) {
			return nil
		}

		open = op
	}

	return open
}

// canFind reports whether a message was created when one of this lookup can
// have been.
func (l *Lookup) canFind(h Holding) bool {
	if l.NotBefore == 0 || slices.Contains(l.Known, h.MsgID) {
		return false
	}

	from := time.Unix(l.NotBefore, 0)

	return !h.SentAt.Before(from) && !h.SentAt.After(from.Add(l.RequestTimeout+lateHandling))
}

// isMoreThan reports whether an operation tells more of a message than a state
// that holds it.
func (op *operation) isMoreThan(h Holding) bool {
	return op.run != "" || op.key != h.Key || op.words != "" ||
		slices.ContainsFunc(op.holds, func(one hold) bool { return one.run != "" })
}
