package journal

import "time"

// Told is a message that a run tells of.
type Told struct {
	MsgID  string
	SentAt time.Time
	// Replaced is true of one that was replaced on purpose.
	Replaced bool
	// Partly is true of one of which only the words are known.
	Partly bool
	// Retriggered is true of one that has other triggers.
	Retriggered bool
	// Who is that of its operation, where WeCom has answered that.
	Who string
	// Place is where it stands in a campaign.
	Place Place
	// Content is that under which it is told of.
	Content string
	// Imported is when a line first told of it as imported into a block, by
	// what an import into that has for Content. Nil where WeCom has answered an
	// operation with it.
	Imported map[string]time.Time
}

// alike are the messages that say the same, the operations of others of which
// it is not known what became of them, and those of which only a person has
// said it.
func (m *memory) alike(q Query) (told []Told, unknown, named []Entry) {
	at := map[string]int{} // by msgid
	replaced := m.replacedBy(q, "")
	others := m.others(q, replaced)

	tell := func(op *operation, partly, retriggered bool) {
		for _, h := range op.holds {
			i, isTold := at[h.msgid]
			if !isTold {
				i, at[h.msgid] = len(told), len(told)
				told = append(told, Told{
					MsgID: h.msgid, SentAt: op.entryOf(h, time.Time{}).SentAt, Replaced: replaced[h.msgid], Partly: partly, Retriggered: retriggered, Place: op.place,
					Content: op.content, Imported: m.imported(h.msgid),
				})
			}

			// Whom a person or a state has named it for may not have it. Who
			// has asked for it counts, in whatever order the files were read.
			if h.isResult() && told[i].Who == "" && told[i].Content == op.content {
				told[i].Who, told[i].Place = op.who, op.place
			}
		}
	}

	for _, op := range m.byContent[q.Content] {
		tell(op, false, false)
	}

	for _, op := range m.byWords[q.Words] {
		tell(op, op.content != q.Content, false)
	}

	for _, op := range others {
		tell(op, false, op.content != q.Content)

		if op.isOpen() {
			unknown = append(unknown, op.entry())
		}

		named = append(named, m.namedAs(op)...)
	}

	return told, unknown, named
}

// namedAs are the messages that a person has said an operation to be.
func (m *memory) namedAs(op *operation) (named []Entry) {
	if op.run == "" {
		return nil
	}

	for _, h := range op.holds {
		if e := op.entryOf(h, time.Time{}); h.named && !m.namedAt(op.key, h.msgid).IsZero() {
			e.NamedAt = h.told
			named = append(named, e)
		}
	}

	return named
}

// imported is when a line first told of a message of which only the words are
// known, by what it had for Content.
func (m *memory) imported(msgid string) map[string]time.Time {
	first := map[string]time.Time{}

	for _, op := range m.byMsgID[msgid] {
		for _, h := range op.holds {
			switch before, ok := first[op.content]; {
			case h.msgid != msgid:
			case h.isResult():
				return nil
			case op.words != "" && (!ok || h.told.Before(before)):
				first[op.content] = h.told
			}
		}
	}

	return first
}
