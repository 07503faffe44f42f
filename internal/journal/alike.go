package journal

import "slices"

// Alike are the operations under other keys that WeCom's list shows as it shows
// the one whose digest is listed, because they differ in their triggers, or in
// their people, and that may have sent something: the msgids of those that are
// known, and of the others what is known. An import into a block that says the
// same is none of them: it has the content asImport. Of the same key one is
// that was replaced, where another one came after. It reads the directory.
func (j *Journal) Alike(key, listed, asImport string) (msgids []string, open []Entry, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := j.refresh(); err != nil {
		return nil, nil, err
	}

	for _, op := range j.memory.operations {
		// What was told without an intent has no digest.
		if op.key == key && !j.memory.isBefore(op) || op.isOver() || op.lookup.Listed != listed && op.lookup.Listed != "" {
			continue
		}

		if op.words != "" && op.content == asImport {
			continue
		}

		for _, h := range op.holds {
			// One that somebody has imported into this block, too: as an import
			// it has other people than the block says.
			if h.isResult() || !j.memory.isHeldAs(h.msgid, key) {
				msgids = append(msgids, h.msgid)
			}
		}

		if len(op.holds) == 0 && !op.startedAt.IsZero() {
			open = append(open, op.entry())
		}
	}

	return msgids, open, nil
}

// isHeldAs reports whether anybody says that a message is that of a key, and
// nothing that was said since puts it in doubt.
func (m *memory) isHeldAs(msgid, key string) bool {
	return !m.isDoubted(key, msgid) && slices.ContainsFunc(m.byMsgID[msgid], func(op *operation) bool { return op.key == key && !op.obscure })
}

// isBefore reports whether an operation of which nobody knows what became of it
// was replaced on purpose, and its key asked for once more since.
func (m *memory) isBefore(op *operation) bool {
	return op.isOpen() && m.isReplaced(nameOf(op.id)) && slices.ContainsFunc(m.byKey[op.key], func(other *operation) bool {
		return other.startedAt.After(op.startedAt) && !other.isOver() && !m.isReplaced(nameOf(other.id))
	})
}
