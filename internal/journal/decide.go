package journal

import (
	"slices"
	"time"
)

// Decision is what a Create does. The zero value is none. Of several that the
// operations of a message call for, the one further down counts.
type Decision int

const (
	_ Decision = iota
	// Send goes on: nothing stands against it.
	Send
	// LookAgain sends nothing yet: since the look, others have told of equal
	// content. Look begins anew.
	LookAgain
	// LookUp sends nothing: what became of the operation of a run that has
	// ended is not known. Its message is to be looked up.
	LookUp
	// RefusePartly sends nothing, and is an error: a state held the message as
	// this one, as after an import, and nobody knows that it went to the same
	// people.
	RefusePartly
	// RefuseFollowed sends nothing, and is an error: another wave of its
	// campaign has come after it, and nobody says whether this is the one
	// before that, or one after it.
	RefuseFollowed
	// RefuseBeside sends nothing, and is an error: with other triggers it was
	// sent as the same part of a campaign, to the same people, and nobody says
	// that this one comes after that.
	RefuseBeside
	// RefuseOld sends nothing, and is an error: the message was sent 7 days ago
	// or earlier, and no line of these days tells that a state held it.
	RefuseOld
	// Record sends nothing: the message was sent, and is to be recorded with
	// Resolve.
	Record
	// RefuseRunning sends nothing, and is an error: another run, which lives,
	// is sending the message, or one of equal content.
	RefuseRunning
	// RefuseObscure sends nothing, and is an error: what stands there of the
	// message or its content is not understood, as of a later version.
	RefuseObscure
	// RefuseSameRun sends nothing, and is an error: this run has the same
	// message in another block.
	RefuseSameRun
)

// String is for logs and tests.
func (d Decision) String() string {
	names := [...]string{"none", "send", "look again", "look up", "refuse: partly", "refuse: followed", "refuse: beside", "refuse: old", "record", "refuse: running", "refuse: obscure", "refuse: same run"}
	if d < 0 || int(d) >= len(names) {
		return "none"
	}

	return names[d]
}

// Recordable is how long after its send, and after a line that tells that a
// state held it, a message is recorded instead of sent.
const Recordable = 7 * 24 * time.Hour

// Query asks for a message.
type Query struct {
	Key     string
	Content string
	// CampaignID is that of its campaign, if it is of one that is to be sent
	// now, and Part its place there.
	CampaignID, Part string
	// NotDuplicates are msgids that do not count.
	NotDuplicates []string
	// Says is the digest of what it says beside its triggers. With it what says
	// the same with other triggers counts, too, and with Cut, the digest of its
	// people, also what other waves have sent.
	Says, Cut string
	// Words is the digest of what WeCom's list must show alike. Empty asks for
	// none of those of which only that is known.
	Words string
	// Replaces are msgids of messages that this one replaces on purpose. They
	// do not count, nor do those that they have replaced.
	Replaces []string
	// ReplacesLost is the key of one that it replaces, and of which nobody
	// knows what became of it. What that was to replace counts as Replaces.
	ReplacesLost string
}

// Verdict is a decision, and the operation that calls for it, if one does.
type Verdict struct {
	Decision Decision
	Entry    Entry

	told     time.Time // of a message: when a line last told that it is this one
	isOthers bool      // only a state says so, and WeCom has answered another block with it
}

// outranks orders the verdicts of several operations; the later one decides
// between equals. Of two messages it is the one that was named last: a person
// may have named a wrong one before.
func (v Verdict) outranks(other Verdict) bool {
	switch {
	case v.Decision != other.Decision:
		return v.Decision > other.Decision
	case v.isOthers != other.isOthers:
		return other.isOthers
	case !v.told.Equal(other.told):
		return v.told.After(other.told)
	case v.Entry.MsgID == other.Entry.MsgID && v.Entry.Lookup.NotBefore != other.Entry.Lookup.NotBefore:
		// Of one message, what tells how it is found.
		return v.Entry.Lookup.NotBefore > other.Entry.Lookup.NotBefore
	}

	return v.Entry.SentAt.After(other.Entry.SentAt) || v.Entry.StartedAt.After(other.Entry.StartedAt)
}

// importedSince is the message that somebody has imported into such a block
// after a person had named another one, which is to be recorded. Nil where
// there is none.
func (m *memory) importedSince(named Verdict, q Query, now time.Time) *Entry {
	if named.Decision != Record || named.Entry.NamedAt.IsZero() {
		return nil
	}

	last := Verdict{Decision: RefusePartly, told: named.told}
	replaced := m.replacedBy(q, "")

	for _, op := range m.byKey[q.Key] {
		if v := m.judge(op, q, replaced, now); v.Decision == RefusePartly && v.Entry.MsgID != named.Entry.MsgID && v.told.After(last.told) {
			last = v
		}
	}

	if last.Entry.MsgID == "" {
		return nil
	}

	return &last.Entry
}

// decide is the table "Create does", for a run that has its own operation, self
// (empty before it has), and has looked when there were since changes.
func (m *memory) decide(q Query, self string, since int, now time.Time) Verdict {
	best := Verdict{Decision: Send}
	replaced := m.replacedBy(q, self)

	for _, op := range m.byKey[q.Key] {
		if op.id == self || m.isOfAnother(op, q, replaced) {
			continue
		}

		if v := m.judge(op, q, replaced, now); v.outranks(best) {
			best = v
		}
	}

	if best.Decision == Send {
		best = m.judgeWaves(q, replaced, now)
	}

	if op := m.runsBeside(q); op != nil {
		if v := (Verdict{Decision: RefuseRunning, Entry: op.entry()}); v.outranks(best) {
			best = v
		}
	}

	for _, op := range m.others(q, replaced) {
		if v := m.judgeAlike(op, since); v.outranks(best) {
			best = v
		}
	}

	return best
}

// runsBeside is an operation of a campaign that another run has begun, and that
// run lives, or was there since this one has asked for the campaign: it may
// have sent any of the messages that are left, with whatever content. So it may
// have the same message of a campaign that is this one under another name.
func (m *memory) runsBeside(q Query) *operation {
	if q.CampaignID == "" {
		return nil
	}

	var related map[string]bool

	for _, op := range m.operations {
		if op.run == "" || op.run == m.own.run || op.isOver() {
			continue
		}

		asked, ok := m.asked[q.CampaignID]
		if op.source.state != living && (!ok || op.begun <= asked) {
			continue
		}

		if op.place.CampaignID == q.CampaignID {
			return op
		}

		if q.Part == "" || op.place.Part != q.Part || op.content == q.Content {
			continue
		}

		if related == nil {
			related = map[string]bool{}
			for _, id := range m.campaignsBeside(append(m.campaignsOf([]string{q.Content}), q.CampaignID)) {
				related[id] = true
			}
		}

		if related[op.place.CampaignID] {
			return op
		}
	}

	return nil
}

// judge says what an operation of the same key calls for.
func (m *memory) judge(op *operation, q Query, replaced map[string]bool, now time.Time) Verdict {
	switch {
	case op.isOf(m.own.run) && !m.isNamed(op, q):
		return Verdict{Decision: RefuseSameRun, Entry: op.entry()}
	case op.obscure:
		return Verdict{Decision: RefuseObscure, Entry: op.entry()}
	case op.isOver():
		return Verdict{Decision: Send}
	case len(op.holds) > 0:
		return m.judgeHolds(op, q, replaced, now)
	case op.isSending():
		return Verdict{Decision: RefuseRunning, Entry: op.entry()}
	case replaced[nameOf(op.id)]:
		return Verdict{Decision: Send}
	case q.Part != "" && m.isOfAnEarlierWave(op, nameOf(op.id)):
		return Verdict{Decision: RefuseFollowed, Entry: op.entry()}
	default:
		return Verdict{Decision: LookUp, Entry: op.entry()}
	}
}

func (m *memory) judgeHolds(op *operation, q Query, replaced map[string]bool, now time.Time) Verdict {
	best := Verdict{Decision: Send}

	for _, h := range op.holds {
		if replaced[h.msgid] || slices.Contains(q.NotDuplicates, h.msgid) {
			continue
		}

		v := Verdict{Decision: Record, Entry: op.entryOf(h, now), told: h.told}

		// What a state or a record tells of it later only repeats that word.
		v.Entry.NamedAt = m.namedAt(op.key, h.msgid)
		if !v.Entry.NamedAt.IsZero() {
			v.told = v.Entry.NamedAt
		}

		v.isOthers = !h.isResult() && m.isAnsweredElsewhere(h.msgid, op.key)

		switch {
		case op.words != "":
			v.Decision = RefusePartly
		case q.Part != "" && m.isOfAnEarlierWave(op, h.msgid):
			v.Decision = RefuseFollowed
		case v.Entry.IsOld:
			v.Decision = RefuseOld
		}

		if v.outranks(best) {
			best = v
		}
	}

	return best
}

// isAnsweredElsewhere reports whether WeCom has answered an operation of
// another key with a message.
func (m *memory) isAnsweredElsewhere(msgid, key string) bool {
	return slices.ContainsFunc(m.byMsgID[msgid], func(op *operation) bool {
		return op.key != key && slices.ContainsFunc(op.holds, func(h hold) bool { return h.msgid == msgid && h.isResult() })
	})
}

// judgeAlike says what an operation of [memory.others] calls for. Who gets it
// does not count while its run lives and has no result: that passes soon. What
// the look has shown to the caller is for the caller to judge, by who gets it.
func (m *memory) judgeAlike(op *operation, since int) Verdict {
	switch {
	case op.obscure:
		return Verdict{Decision: RefuseObscure, Entry: op.entry()}
	case op.isOver():
	case op.isSending():
		return Verdict{Decision: RefuseRunning, Entry: op.entry()}
	case op.changed > since:
		return Verdict{Decision: LookAgain, Entry: op.entry()}
	}

	return Verdict{Decision: Send}
}
