package journal

import "slices"

// Asked is the operation that a message is by WeCom's own word, so that its
// people are those who were asked for. Of what a state or a person has told
// nobody knows that; ok is then false, as where the journal cannot be read. It
// reads the directory, where this run has not yet.
func (j *Journal) Asked(msgid string) (e Entry, ok bool) {
	return j.ofMessage(msgid, func(_ *operation, h hold) bool { return h.isResult() })
}

// AskedByState is the operation that a message is by the word of a state, with
// the people that it has asked for. A person may have named it there, so it may
// have gone to others.
func (j *Journal) AskedByState(msgid string) (e Entry, ok bool) {
	return j.ofMessage(msgid, func(op *operation, h hold) bool {
		return h.run == "" && op.words == ""
	})
}

func (j *Journal) ofMessage(msgid string, is func(op *operation, h hold) bool) (e Entry, ok bool) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if !j.loaded && j.refresh() != nil {
		return Entry{}, false
	}

	for _, op := range j.memory.byMsgID[msgid] {
		isOf := func(h hold) bool { return h.msgid == msgid && is(op, h) }

		if !op.obscure && slices.ContainsFunc(op.holds, isOf) {
			return op.entry(), true
		}
	}

	return Entry{}, false
}
