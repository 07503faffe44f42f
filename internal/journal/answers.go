package journal

import (
	"path/filepath"
	"slices"
)

// answersLock is held by a run while it checks and writes what a person says:
// two that record one message at a time must see each other.
const answersLock = "answers" + lockSuffix

func (j *Journal) lockAnswers() (unlock func(), err error) {
	err = j.create()
	if err != nil {
		return nil, j.cannot("written", err)
	}

	lock, err := lockRun(filepath.Join(j.dir, answersLock), j.lockWait)
	if err != nil {
		return nil, j.cannot("written", err)
	}

	return func() { _ = lock.Close() }, nil
}

// Answered is the key for which a person has said of an attempt that it has
// sent nothing, see [Resolution.Op]; ok is false where nobody has. It reads no
// files.
func (j *Journal) Answered(attempt string) (key string, ok bool) {
	j.mu.Lock()
	defer j.mu.Unlock()

	op := j.memory.operations[attempt]
	if op == nil || !op.notSent {
		return "", false
	}

	return op.key, true
}

// checkAnswer says whether what a person says comes too early, by what all runs
// have written so far.
func (j *Journal) checkAnswer(r Resolution) error {
	if err := j.refresh(); err != nil {
		return err
	}

	op := j.memory.operations[r.Op]
	if op != nil && op.isSending() || slices.ContainsFunc(j.memory.byKey[r.Key], (*operation).isSending) {
		return ErrSending
	}

	for _, other := range j.memory.byMsgID[r.MsgID] {
		isNew := func(h hold) bool { return h.msgid == r.MsgID && h.run != "" && j.isNew(h) }

		if other.key != r.Key && slices.ContainsFunc(other.holds, isNew) {
			return ErrTaken
		}
	}

	return nil
}

// isNew reports whether another run has told of a message that lives, or has
// told it since this one began: whoever has asked before it was told knows
// nothing of it.
func (j *Journal) isNew(h hold) bool {
	source := j.sources[h.toldBy+dataSuffix]

	return h.toldBy != j.run && (source != nil && source.state == living || h.told.After(j.begunAt))
}
