package journal

import "slices"

// isOfAnother reports whether an operation is that of a second block with the
// same message: it was told from one that is there, too, and that this one is
// not told from. A campaign tells its waves apart, which follow each other.
func (m *memory) isOfAnother(op *operation, q Query, replaced map[string]bool) bool {
	if q.Part != "" {
		return false
	}

	isThere := func(name string) bool {
		return !replaced[name] && !slices.Contains(q.NotDuplicates, name) &&
			slices.ContainsFunc(m.byMsgID[name], func(first *operation) bool { return first.key == q.Key && !first.obscure })
	}

	// What a state says of it later says nothing of the other one.
	all := []*operation{op}
	for _, h := range op.holds {
		all = append(all, m.byMsgID[h.msgid]...)
	}

	return slices.ContainsFunc(all, func(one *operation) bool {
		return slices.ContainsFunc(one.after, func(name string) bool { return !slices.Contains(one.replaces, name) && isThere(name) })
	})
}

// isNamed reports whether a message that this run has recorded in another block
// is named as none of this one. What it has sent itself is the same message.
func (m *memory) isNamed(op *operation, q Query) bool {
	return op.run != m.own.run && !slices.ContainsFunc(op.holds, func(h hold) bool { return !slices.Contains(q.NotDuplicates, h.msgid) })
}
