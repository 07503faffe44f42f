package journal

import "slices"

// Asked is the operation that a message is by WeCom's own word, so that its
// people are those who were asked for. Of what a state or a person has told
// nobody knows that; ok is then false, as where the journal cannot be read. It
// reads the directory, where this run has not yet.
func (j *Journal) Asked(msgid string) (e Entry, ok bool) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if !j.loaded && j.refresh() != nil {
		return Entry{}, false
	}

	for _, op := range j.memory.byMsgID[msgid] {
		isResult := func(h hold) bool { return h.msgid == msgid && h.run != "" && !h.again }

		if !op.obscure && slices.ContainsFunc(op.holds, isResult) {
			return op.entry(), true
		}
	}

	return Entry{}, false
}
