package journal

import "cmp"

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

	op, h := j.memory.sentAs(msgid)
	if op == nil || !h.isResult() {
		return Entry{}, false
	}

	return op.entry(), true
}

// Claiming are all operations that a message is by anybody's word: WeCom's, a
// state's or a person's. Also what another run has told a moment ago counts.
func (j *Journal) Claiming(msgid string) []Entry {
	j.mu.Lock()
	defer j.mu.Unlock()

	// What cannot be read tells nothing.
	if j.refresh() != nil && !j.loaded {
		return nil
	}

	var all []Entry

	for _, op := range j.memory.byMsgID[msgid] {
		if !op.obscure {
			e := op.entry()
			e.NamedAt, e.Doubted = j.memory.namedAt(op.key, msgid), j.memory.isDoubted(op.key, msgid)
			all = append(all, e)
		}
	}

	return all
}

// sentAs is the operation that tells most of a message, and its word: one that
// WeCom has answered comes first, then one that knows the people, and then the
// oldest, in whatever order the files were read. Nil where nobody tells of it.
func (m *memory) sentAs(msgid string) (best *operation, by hold) {
	rank := func(op *operation, h hold) int {
		switch {
		case h.isResult() && op.who != "":
			return 0
		case h.isResult():
			return 1
		case op.who != "":
			return 2
		default:
			return 3
		}
	}

	for _, op := range m.byMsgID[msgid] {
		for _, h := range op.holds {
			if h.msgid != msgid || op.obscure {
				continue
			}

			if best == nil || cmp.Or(rank(op, h)-rank(best, by), op.startedAt.Compare(best.startedAt), cmp.Compare(op.id, best.id)) < 0 {
				best, by = op, h
			}
		}
	}

	return best, by
}
