package journal

import (
	"cmp"
	"slices"
	"time"
)

// Entry is an operation as the lines tell of it.
type Entry struct {
	Op      string
	Run     string // which had the intent, else the one that tells of it
	Key     string
	Content string
	Says    string // as in an Intent
	Place
	StartedAt  time.Time // of the intent, by the clock of its machine
	Recipients int
	Failed     int // of them, as far as WeCom has said
	People     string
	Who        string
	Lookup     Lookup
	Outcome    Outcome // empty without a result
	ErrCode    int
	EndedAt    time.Time // of the result: then it was no longer looked for
	// MsgID is the message that the operation is, and SentAt when it was
	// created. Empty if it is none that counts.
	MsgID  string
	SentAt time.Time
	// NamedAt is when a person has named it. Zero where that is not by a
	// person's word.
	NamedAt time.Time
	// Doubted is true, in what [Journal.Claiming] tells, of one that a person
	// has named where somebody has since named or imported another one for the
	// same block: one of the two words is wrong.
	Doubted bool
	// Sending is true where a run that lives may still make the POST.
	Sending bool
	// IsOld is true of a message that is older than [Recordable], and that no
	// state was seen to hold since.
	IsOld bool
	// OtherWave is true, in what [Journal.OfCampaign] tells, of a message after
	// which another wave has come, and of one of a campaign that says the same
	// with other triggers.
	OtherWave bool
	// Later are, of one of another wave, and of a message that [RefuseFollowed]
	// or [RefuseBeside] is about, those that came after it, or stand beside it.
	Later []string
	// Open are, where [RefuseBeside] is about them, operations of which nobody
	// knows what became of them.
	Open []string
}

func (op *operation) entry() Entry {
	return Entry{
		Op: op.id, Run: op.run, Key: op.key, Content: op.content, Says: op.says, Place: op.place,
		StartedAt: op.startedAt, Recipients: cmp.Or(op.reached, op.recipients), Failed: op.failed, People: op.people, Who: op.who, Lookup: op.lookup, Outcome: op.outcome, ErrCode: op.errCode, EndedAt: op.endedAt,
		Sending: op.isSending(),
	}
}

// namedAt is when a person last said that a key has a message. Zero where
// nobody has, or WeCom has answered it with that.
func (m *memory) namedAt(key, msgid string) (at time.Time) {
	for _, op := range m.byMsgID[msgid] {
		for _, h := range op.holds {
			switch {
			case h.msgid != msgid || op.key != key:
			case h.isResult():
				return time.Time{}
			case h.named && h.told.After(at):
				at = h.told
			}
		}
	}

	return at
}

// isDoubted reports whether somebody has named or imported another message for
// a key since a person has named this one for it.
func (m *memory) isDoubted(key, msgid string) bool {
	at := m.namedAt(key, msgid)
	if at.IsZero() {
		return false
	}

	return slices.ContainsFunc(m.byKey[key], func(op *operation) bool {
		return slices.ContainsFunc(op.holds, func(h hold) bool {
			return h.msgid != msgid && h.told.After(at) && (h.named || op.words != "")
		})
	})
}

// entryOf is the operation as the message that a run holds.
func (op *operation) entryOf(h hold, now time.Time) Entry {
	e := op.entry()
	e.MsgID, e.SentAt = h.msgid, h.sentAt

	if e.Run == "" {
		e.Run = h.run
	}

	if e.SentAt.IsZero() {
		e.SentAt = op.startedAt
	}

	// A time in the future is that of a clock that was wrong.
	e.IsOld = now.Sub(e.SentAt) >= Recordable && now.Sub(h.heldAt) >= Recordable

	return e
}
