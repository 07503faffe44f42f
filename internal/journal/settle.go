package journal

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrHeld says that this run holds the message already, in another block.
var ErrHeld = errors.New("this run holds the message already")

// ErrSending says that a run which lives may still make the POST of a message:
// what a person says of it comes too early.
var ErrSending = errors.New("another run is sending this message now: apply again when it has ended")

// ErrTaken says that another run has recorded a message for another block while
// this one was asked about it.
var ErrTaken = errors.New("another run has just recorded it for another block: apply again when that has ended")

// Resolution is what a message has turned out to be, without a POST of this
// run.
type Resolution struct {
	// Op is the operation that it is the outcome of. Empty if there is none: a
	// message was found that no journal tells of. With NotSent also the name of
	// a campaign's attempt: the answer is for the people of Key.
	Op string
	// Key and Content are those of the message, and Says is as in an Intent.
	Key, Content, Says string
	Place
	// MsgID is the message, and SentAt when it was created, if known.
	MsgID  string
	SentAt time.Time
	// Recipients is how many people it went to, where that is known, and Failed
	// how many of them WeCom cannot reach.
	Recipients, Failed int
	// Named is true where a person has named MsgID.
	Named bool
	// NotSent is what stands instead of a msgid: a person says that the
	// operation has sent nothing.
	NotSent bool
}

// Resolve tells that this run records a message which an earlier one has sent,
// or which was found, or that an operation has sent nothing. This run will not
// send its key.
//
// [ErrHeld], [ErrSending] and [ErrTaken] say that nothing is to be recorded.
// Any other error says that the line could not be written: then a later run may
// not know of it.
func (j *Journal) Resolve(r Resolution) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := checkDigests(r.Key, r.Content); err != nil {
		return err
	}

	if err := checkGiven(r.Says, r.Part, r.Cut); err != nil {
		return err
	}

	if r.MsgID != "" && j.memory.isHeldHere(r.MsgID) {
		return ErrHeld
	}

	if r.Named || r.NotSent {
		unlock, err := j.lockAnswers()
		if err != nil {
			return err
		}
		defer unlock()

		if err := j.checkAnswer(r); err != nil {
			return err
		}
	}

	l := line{
		Kind: kindResolved, Op: r.Op, Key: r.Key, Content: r.Content, Says: saysBeside(r.Says, r.Content), Place: r.Place,
		MsgID: r.MsgID, SentAt: r.SentAt, NotSent: r.NotSent, Named: r.Named, Recipients: r.Recipients, Failed: r.Failed,
	}

	if l.Op == "" {
		l.Op = j.newOp()
	}

	if op := j.memory.operations[l.Op]; op != nil && (op.key != l.Key || op.content != l.Content) || !l.isWhole() {
		return fmt.Errorf("%q cannot be resolved so", r.Op)
	}

	return j.tell(l)
}

// Holding is a message as a state holds it. The journal may not know it, as
// that of a run without a journal, of another machine or of an import.
type Holding struct {
	// Key and Content are those of the message.
	Key, Content string
	// Words is the digest of what WeCom's list must show alike, where the state
	// does not know all that Key and Content are made of.
	Words string
	// MsgID is the message. Empty if it is not known what became of it: then
	// the fields of Intent tell how to find it.
	MsgID string
	// SentAt is when it was created, or was to be, if known.
	SentAt time.Time
	// ReplacedBy is the key of the message that is to replace it on purpose, or
	// NotKnown.
	ReplacedBy string
	// Intent is as that of a send. But for Says it may be left out where there
	// is a MsgID.
	Intent

	op string // the operation, where the lines know it
}

// NotKnown stands for the key of a message of which not all is known yet.
const NotKnown = "not known"

// Enter tells later runs of messages that the journal does not know and a state
// holds. It reads the directory, and writes once for each. An error says that
// the lines could not be written.
func (j *Journal) Enter(all ...Holding) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	// What others have entered since stands there twice then, and says no more.
	if !j.loaded {
		if err := j.refresh(); err != nil {
			return err
		}
	}

	entered := slices.DeleteFunc(slices.Clone(all), func(h Holding) bool {
		// One that was replaced, and is in a state all the same, counts again.
		return j.memory.has(h) && !j.memory.isReplaced(h.MsgID) && !j.memory.isFollowed(h.MsgID) && j.memory.outcomeOf(h) == nil
	})

	for _, h := range all {
		if h.MsgID == "" && h.CampaignID == "" {
			entered = append(entered, j.memory.returned(h.Key)...)
		}
	}

	return j.hold(entered)
}

// Return tells later runs that a state has a message again of which nobody
// knows what became of it, by its key: whatever was to replace it is not wished
// for any more. It writes nothing where nobody has wished for that.
func (j *Journal) Return(key string) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	return j.hold(j.memory.returned(key))
}

// Remove tells later runs, and this one, of messages that are about to be
// removed from the state that holds them. It writes nothing of what this run
// has sent or recorded, nor a second time of an operation that it knows and
// whose outcome it does not: that would want an answer of its own. What comes
// in the place of such a one stands there as its own word. An error says that
// the lines could not be written.
func (j *Journal) Remove(all ...Holding) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	// What cannot be read is not known, and so written again.
	readable := j.loaded || j.refresh() == nil

	var lines []Holding

	for _, h := range all {
		switch {
		case h.MsgID != "" && !j.memory.isHeldHere(h.MsgID), h.MsgID == "" && !(readable && j.memory.has(h)):
			lines = append(lines, h)
		case h.MsgID == "" && h.ReplacedBy != "" && h.ReplacedBy != NotKnown:
			// Also that of a campaign that this one was before its state was
			// lost: it has taken up one message of that, which tells of all.
			before := j.memory.campaignsBeside([]string{h.CampaignID})

			for _, op := range j.memory.byKey[h.Key] {
				if op.isOpen() && (h.CampaignID == "" || slices.ContainsFunc(before, op.isOfCampaign)) {
					lines = append(lines, op.holding(h.ReplacedBy))
				}
			}
		}
	}

	return j.hold(lines)
}

func (j *Journal) hold(all []Holding) error {
	lines := make([]line, 0, len(all))
	named := map[string]bool{}

	for _, h := range all {
		if err := checkDigests(h.Key, h.Content); err != nil {
			return err
		}

		if err := checkGiven(h.Says, h.Words, h.People, h.Part, h.Cut, h.Lookup.Listed, h.Lookup.Words); err != nil {
			return err
		}

		l := line{
			Kind: kindHeld, Op: cmp.Or(h.op, j.newOp()), Key: h.Key, Content: h.Content, Says: saysBeside(h.Says, h.Content), Words: h.Words, Place: h.Place, MsgID: h.MsgID, SentAt: h.SentAt,
			ReplacedBy: h.ReplacedBy, Recipients: h.Recipients, People: h.People, Who: h.Who,
		}

		if h.MsgID == "" {
			l.Lookup = &h.Lookup
		}

		if op := j.memory.outcomeOf(h); op != nil && !named[op.id] {
			l.Op, named[op.id] = op.id, true
		}

		lines = append(lines, l)
	}

	if len(lines) == 0 {
		return nil
	}

	return j.tell(lines...)
}
