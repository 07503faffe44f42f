package journal

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// Replace tells later runs which messages the one of a key is to replace beside
// those that the lines name: such as earlier ones were to replace and have not,
// and what was sent under that very key, and replaced since without anybody
// knowing what became of it. It writes nothing of a message that the lines do
// not know, and only once.
func (j *Journal) Replace(byKey map[string][]string) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := j.refresh(); err != nil {
		return err
	}

	var all []Holding

	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		told := j.memory.replacedBy(Query{Key: key}, "")

		for _, msgid := range byKey[key] {
			op, h := j.memory.sentAs(msgid)
			if told[msgid] || op == nil {
				continue
			}

			all = append(all, Holding{
				Key: op.key, Content: op.content, Words: op.words, MsgID: msgid, SentAt: op.entryOf(h, j.now()).SentAt, ReplacedBy: key,
				Intent: Intent{Place: op.place, Says: op.says, Recipients: op.recipients, People: op.people, Who: op.who},
			})
		}

		for _, op := range j.memory.byKey[key] {
			if name := nameOf(op.id); op.isOpen() && j.memory.isReplaced(name) && !told[name] {
				all = append(all, op.holding(key))
			}
		}
	}

	return j.hold(all)
}

// Name is how the lines name an entry among messages that are replaced.
func (e Entry) Name() string { return cmp.Or(e.MsgID, nameOf(e.Op)) }

// nameOf is how the lines name an operation without a msgid among messages that
// are replaced. No msgid has a space.
func nameOf(op string) string { return "op " + op }

// named are messages, and operations as the lines name them.
func (m *memory) named(ids []string) []string {
	names := make([]string, 0, len(ids))

	for _, id := range ids {
		if m.operations[id] != nil {
			id = nameOf(id)
		}

		names = append(names, id)
	}

	return names
}

// operationsOf are those of a message, or of an operation by its name.
func (m *memory) operationsOf(name string) []*operation {
	if id, isOp := strings.CutPrefix(name, nameOf("")); isOp && m.operations[id] != nil {
		return []*operation{m.operations[id]}
	}

	return m.byMsgID[name]
}

// holding is an operation of which nobody knows what became of it, as the state
// that is to replace it has it.
func (op *operation) holding(replacedBy string) Holding {
	return Holding{
		Key: op.key, Content: op.content, SentAt: op.startedAt, ReplacedBy: replacedBy, op: op.id,
		Intent: Intent{Place: op.place, Says: op.says, Recipients: op.recipients, People: op.people, Who: op.who, Lookup: op.lookup},
	}
}

// replacedName is what a line of a state says is to be replaced. Of a message
// that stands alone and has no msgid it says nothing: whoever goes back to what
// that has said may have wished to take back an edit. A campaign is replaced by
// its triggers alone, which wish for nothing else than to send again.
func (l *line) replacedName() string {
	if l.MsgID == "" && l.CampaignID != "" {
		return nameOf(l.Op)
	}

	return l.MsgID
}

// replacedBy are the messages that one replaces, or was to replace: in this
// run, or by another operation of its key. Where that has sent, what it has
// sent counts; where it was refused, or never came to it, the wish still
// stands. So do not count what they have replaced in their turn, one after the
// other.
func (m *memory) replacedBy(q Query, self string) map[string]bool {
	replaced := map[string]bool{}

	for _, msgid := range m.toReplace(q, self) {
		m.addReplaced(replaced, msgid)
	}

	return replaced
}

// before are the operations of a key that the next one replaces, and of which
// nobody knows what became of them.
func (m *memory) before(q Query) []Entry {
	var (
		all      []Entry
		replaced = m.replacedBy(q, "")
	)

	for _, op := range m.byKey[q.Key] {
		if op.isOpen() && replaced[nameOf(op.id)] {
			all = append(all, op.entry())
		}
	}

	return all
}

// toReplace are the messages that one replaces, or was to replace, itself. Of
// the one whose outcome is not known only what it was sent to replace counts:
// another block may have wished just now for the same key, as where two trade
// places.
func (m *memory) toReplace(q Query, self string) []string {
	msgids := slices.Concat(q.Replaces, m.wished(q.Key, self))

	if q.ReplacesLost == "" {
		return msgids
	}

	for _, op := range m.byKey[q.ReplacesLost] {
		msgids = append(msgids, m.replacedOf(op)...)
	}

	return msgids
}

// wished are the messages that a key was to replace by an earlier word, as far
// as that was not taken back: whoever holds one of them again counts on it.
func (m *memory) wished(key, self string) []string {
	var msgids []string

	for _, w := range m.wishes[key] {
		if !m.isHeldAgain(w.msgid, w.run, w.at) {
			msgids = append(msgids, w.msgid)
		}
	}

	for _, op := range m.byKey[key] {
		if op.id != self {
			msgids = append(msgids, m.replacedOf(op)...)
		}
	}

	return msgids
}

// addReplaced adds what one replaces, and what that has replaced in its turn,
// or a wave of a campaign has come after. A message that stands alone comes
// after one of another block, which nobody replaces.
func (m *memory) addReplaced(all map[string]bool, msgid string) {
	if all[msgid] {
		return
	}

	all[msgid] = true

	for _, op := range m.operationsOf(msgid) {
		older := op.replaces
		if op.place.CampaignID != "" {
			older = op.after
		}

		for _, name := range m.notHeldSince(op, older) {
			m.addReplaced(all, name)
		}
	}
}

// replacedOf are the messages that an operation has replaced, but for those
// that somebody holds again.
func (m *memory) replacedOf(op *operation) []string { return m.notHeldSince(op, op.replaces) }

func (m *memory) notHeldSince(op *operation, names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return m.isHeldAgain(name, op.run, op.startedAt)
	})
}

// isReplaced reports whether a message was replaced, or was to be, and nobody
// has been seen to hold it since.
func (m *memory) isReplaced(msgid string) bool {
	return slices.ContainsFunc(m.replaced[msgid], func(w wish) bool { return !m.isHeldAgain(msgid, w.run, w.at) })
}

// returned are the operations of a key that stand alone, and of which nobody
// knows what became of them, where a word of somebody is to be taken back by
// their being held again.
func (m *memory) returned(key string) []Holding {
	var all []Holding

	for _, op := range m.byKey[key] {
		name := nameOf(op.id)
		stands := func(w wish) bool { return !m.isHeldAgain(name, w.run, w.at) }

		if op.isOpen() && op.place.CampaignID == "" && slices.ContainsFunc(slices.Concat(m.replaced[name], m.followed[name], m.leftAs[name]), stands) {
			all = append(all, op.holding(""))
		}
	}

	return all
}

// isHeldAgain reports whether a message was recorded, or seen in a state, after
// it was replaced; or in the run that has replaced it, which is by another
// block: then it is not the replaced message any more.
func (m *memory) isHeldAgain(msgid, run string, at time.Time) bool {
	if id, isOp := strings.CutPrefix(msgid, nameOf("")); isOp {
		op := m.operations[id]

		return op != nil && slices.ContainsFunc(op.again, func(w wish) bool { return w.run == run || w.at.After(at) })
	}

	return slices.ContainsFunc(m.byMsgID[msgid], func(op *operation) bool {
		return slices.ContainsFunc(op.holds, func(h hold) bool {
			return h.msgid == msgid && h.again && (h.toldBy == run || h.told.After(at))
		})
	})
}
