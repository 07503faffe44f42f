package journal

import (
	"errors"
	"fmt"
	"slices"
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
	CampaignID   string
	// MsgID is the message, and SentAt when it was created, if known.
	MsgID  string
	SentAt time.Time
	// NotSent is what stands instead of a msgid: a person says that the
	// operation has sent nothing.
	NotSent bool
}

// Resolve tells that this run records a message which an earlier one has sent,
// or which was found, or that an operation has sent nothing. The message counts
// again, also if it was forgotten, and this run will not send its key.
//
// [ErrHeld] says that nothing is to be recorded. Any other error says that the
// line could not be written: then a later run may not know that the message
// counts again.
func (j *Journal) Resolve(r Resolution) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := checkDigests(r.Key, r.Content); err != nil {
		return err
	}

	if runs, _ := j.memory.holders(r.MsgID); r.MsgID != "" && slices.Contains(runs, j.run) {
		return ErrHeld
	}

	l := line{
		Kind: kindResolved, Op: r.Op, Key: r.Key, Content: r.Content, CampaignID: r.CampaignID,
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

// Forget tells later runs that a message counts no more: it was deleted from
// the state. It writes nothing of a message that nobody tells of, nor of one
// that this run has sent or recorded, and takes nothing back of what another
// run tells that lives. An error says that it could not be read what there is,
// or not be written.
func (j *Journal) Forget(msgid string) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := j.refresh(); err != nil {
		return err
	}

	holders, live := j.memory.holders(msgid)
	if slices.Contains(holders, j.run) {
		return nil
	}

	// Another provider block may have recorded it meanwhile, as of a rename.
	holders = slices.DeleteFunc(holders, func(run string) bool { return slices.Contains(live, run) })
	if len(holders) == 0 {
		return nil
	}

	return j.tell(line{Kind: kindForgotten, MsgID: msgid, Holders: holders})
}
