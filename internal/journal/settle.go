package journal

import (
	"errors"
	"fmt"
	"time"
)

// ErrHeld says that this run holds the message already, in another block.
var ErrHeld = errors.New("this run holds the message already")

// Resolution is what a message has turned out to be, without a POST of this
// run.
type Resolution struct {
	// Op is the operation that it is the outcome of. Empty if there is none: a
	// message was found that no journal tells of.
	Op string
	// Key and Content are those of the message.
	Key, Content string
	// CampaignID and Part are as those of an Intent.
	CampaignID, Part string
	// MsgID is the message, and SentAt when it was created, if known.
	MsgID  string
	SentAt time.Time
	// NotSent is what stands instead of a msgid: a person says that the
	// operation has sent nothing.
	NotSent bool
}

// Resolve tells that this run records a message which an earlier one has sent,
// or which was found, or that an operation has sent nothing. This run will not
// send its key.
//
// [ErrHeld] says that nothing is to be recorded. Any other error says that the
// line could not be written: then a later run may not know of it.
func (j *Journal) Resolve(r Resolution) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := checkDigests(r.Key, r.Content); err != nil {
		return err
	}

	if r.MsgID != "" && j.memory.isHeldHere(r.MsgID) {
		return ErrHeld
	}

	l := line{
		Kind: kindResolved, Op: r.Op, Key: r.Key, Content: r.Content, CampaignID: r.CampaignID, Part: r.Part,
		MsgID: r.MsgID, SentAt: r.SentAt, NotSent: r.NotSent,
	}

	if l.Op == "" {
		l.Op = j.newOp()
	}

	if op := j.memory.operations[l.Op]; op != nil && (op.key != l.Key || op.content != l.Content) || !l.isWhole() {
		return fmt.Errorf("%q cannot be resolved so", r.Op)
	}

	return j.tell(l)
}

// Removal is a message that a state has held until now.
type Removal struct {
	// Key and Content are those of the message.
	Key, Content string
	// MsgID is the message. Empty if it is not known what became of it: then
	// the fields of Intent tell how to find it.
	MsgID string
	// SentAt is when it was created, or was to be, if known.
	SentAt time.Time
	// Intent is as that of a send. It may be left out where there is a MsgID.
	Intent
}

// Remove tells later runs, and this one, of a message that is about to be
// removed from the state that holds it. It is the word of that state: the
// journal may not know the message, as that of a run without a journal, of
// another machine or of an import. It writes nothing of what this run has sent
// or recorded. An error says that the line could not be written.
func (j *Journal) Remove(r Removal) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := checkDigests(r.Key, r.Content); err != nil {
		return err
	}

	if r.MsgID != "" && j.memory.isHeldHere(r.MsgID) {
		return nil
	}

	l := line{
		Kind: kindRemoved, Op: j.newOp(), Key: r.Key, Content: r.Content, CampaignID: r.CampaignID, Part: r.Part, MsgID: r.MsgID, SentAt: r.SentAt,
		Recipients: r.Recipients, People: r.People, Who: r.Who,
	}

	if r.MsgID == "" {
		l.Lookup = &r.Lookup
	}

	return j.tell(l)
}
