package journal

import (
	"cmp"
	"slices"
)

// Asked is the operation that a message is by WeCom's own word, so that its
// people are those who were asked for. Of what a state or a person has told
// nobody knows that; ok is then false, as where the journal cannot be read. It
// reads the directory, where this run has not yet.
func (j *Journal) Asked(msgid string) (e Entry, ok bool) {
	of := j.ofMessage(msgid, hold.isResult)
	if len(of) == 0 {
		return Entry{}, false
	}

	// The first that knows its people, in whatever order the files were read.
	return slices.MinFunc(of, func(a, b Entry) int {
		return cmp.Or(-cmp.Compare(min(1, len(a.Who)), min(1, len(b.Who))), a.StartedAt.Compare(b.StartedAt), cmp.Compare(a.Op, b.Op))
	}), true
}

// Claiming are all operations that a message is by anybody's word: WeCom's, a
// state's or a person's. Also what another run has told a moment ago counts.
func (j *Journal) Claiming(msgid string) []Entry {
	j.mu.Lock()
	_ = j.refresh() // what cannot be read tells nothing
	j.mu.Unlock()

	return j.ofMessage(msgid, func(hold) bool { return true })
}

func (j *Journal) ofMessage(msgid string, is func(h hold) bool) []Entry {
	j.mu.Lock()
	defer j.mu.Unlock()

	if !j.loaded && j.refresh() != nil {
		return nil
	}

	var all []Entry

	for _, op := range j.memory.byMsgID[msgid] {
		isOf := func(h hold) bool { return h.msgid == msgid && is(h) }

		if !op.obscure && slices.ContainsFunc(op.holds, isOf) {
			e := op.entry()
			e.NamedAt, e.Doubted = j.memory.namedAt(op.key, msgid), j.memory.isDoubted(op.key, msgid)
			all = append(all, e)
		}
	}

	return all
}
