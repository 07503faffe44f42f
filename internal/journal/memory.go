package journal

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"time"
)

// memory is what the lines say together. It comes to the same in whatever order
// they are added, and however often.
type memory struct {
	own        *source // this run, which lives
	operations map[string]*operation
	byKey      map[string][]*operation
	byContent  map[string][]*operation
	byMsgID    map[string][]*operation
	byWords    map[string][]*operation
	bySays     map[string][]*operation
	byPart     map[string][]*operation
	wishes     map[string][]wish // by the key that was to replace a message
	replaced   map[string][]wish // by the message: each time that it was to be, or was
	followed   map[string][]wish // by the message: each that was sent after it
	left       map[string][]wish // by the key that a block had next: what it has left open
	leftAs     map[string][]wish // by the name of that
	images     map[string][]line // by the digest of a picture: its URLs
	changes    int               // lines added
	asked      map[string]int    // by campaign: changes when this run first asked for it
	damage     damage
}

// hold is the word of a run that an operation is a message.
type hold struct {
	msgid  string
	run    string    // empty if it was only in a state
	sentAt time.Time // zero if the run did not say
	heldAt time.Time // when a run last told that a state held it; else zero
	// again is true where a run has found it or a state has it: it counts from
	// that line on, also if it was replaced before.
	again  bool
	named  bool      // by a person
	told   time.Time // the time of the line
	toldBy string    // its run
}

// isResult reports whether WeCom has answered an operation with the message.
func (h hold) isResult() bool { return h.run != "" && !h.again }

// wish is what a run has told of a message that was to be replaced, or is held.
type wish struct {
	msgid string // or nameOf an operation that has none
	run   string
	at    time.Time
	by    *operation // which does; nil where it is only to be
}

func newMemory(run string) *memory {
	return &memory{
		own:        &source{run: run},
		operations: map[string]*operation{},
		byKey:      map[string][]*operation{}, byContent: map[string][]*operation{}, byMsgID: map[string][]*operation{},
		byWords: map[string][]*operation{}, bySays: map[string][]*operation{}, byPart: map[string][]*operation{}, wishes: map[string][]wish{}, replaced: map[string][]wish{}, followed: map[string][]wish{}, left: map[string][]wish{}, leftAs: map[string][]wish{}, asked: map[string]int{}, images: map[string][]line{},
		damage: newDamage(),
	}
}

// read adds a line of a file as it stands there.
func (m *memory) read(raw []byte, s *source) {
	isEnded := bytes.HasSuffix(raw, []byte("\n"))

	// A crash leaves zeros at the end only: nothing is written after them.
	if isEnded && bytes.IndexByte(raw, 0) >= 0 {
		m.damage.add(s)
	}

	raw, isMarked := bytes.CutSuffix(bare(raw), []byte(tornMark))
	if len(raw) == 0 {
		return
	}

	l, how := parse(raw)

	switch how {
	case legible:
	case torn:
		// What a write that failed has left, or a crash: its message was not
		// sent. Who has cut it off otherwise, nobody knows.
		if isEnded && !isMarked {
			m.damage.add(s)
		}

		return
	case damaged:
		m.damage.add(s)
		return
	case silent:
		return
	}

	if l.Run == "" {
		l.Run = s.run
	}

	m.add(l, s)
}

// add adds a line that stands in a file.
func (m *memory) add(l line, s *source) {
	if l.Kind == kindImage {
		m.addImage(l)
		return
	}

	m.changes++

	op := m.operation(&l, s)
	op.changed = m.changes
	m.say(op, l.Says)

	// Of a line that stands twice, that in the file of its run tells its lock.
	if l.Kind != kindResolved && l.Kind != kindHeld && l.Kind != kindTaken && (op.run == "" || s.run == l.Run) {
		op.run, op.source = l.Run, s
	}

	switch l.Kind {
	case kindIntent:
		if op.begun == 0 {
			op.begun = m.changes

			if l.Part != "" {
				m.byPart[l.Part] = append(m.byPart[l.Part], op)
			}
		}

		op.startedAt, op.place = l.Time, l.Place
		op.recipients, op.people, op.who, op.replaces = l.Recipients, l.People, l.Who, l.Replaces

		for _, msgid := range l.Replaces {
			m.replaced[msgid] = append(m.replaced[msgid], wish{msgid: msgid, run: l.Run, at: l.Time})
		}

		op.after = slices.Concat(l.Replaces, l.After)
		for _, msgid := range op.after {
			m.followed[msgid] = append(m.followed[msgid], wish{msgid: msgid, run: l.Run, at: l.Time, by: op})
		}
	case kindResult:
		op.end(l.Outcome, l.ErrCode)
		op.failed = max(op.failed, l.Failed)
		op.who = cmp.Or(l.Who, op.who)

		if l.Time.After(op.endedAt) {
			op.endedAt = l.Time
		}
	case kindWithdrawn:
		op.withdrawn = true
	case kindResolved:
		op.notSent = op.notSent || l.NotSent

		op.reached, op.failed = max(op.reached, l.Recipients), max(op.failed, l.Failed)

		// Of one that no intent has begun, this is all that there is.
		if op.place.CampaignID == "" || op.place.Part == "" {
			op.place = l.Place
		}

		// A campaign that was created again has it as well.
		if l.CampaignID != "" {
			op.also = append(op.also, l.CampaignID)
		}
	case kindHeld:
		op.held = true

		// An intent says more than a state does.
		if op.begun == 0 {
			op.startedAt, op.place = l.SentAt, l.Place
			op.recipients, op.people, op.who = l.Recipients, l.People, l.Who
		}

		m.addHeld(op, &l)
	case kindTaken:
		op.also = append(op.also, l.CampaignID)
	case kindObscure:
		op.obscure = true
	case kindImage:
	}

	if l.Lookup != nil {
		op.lookup = *l.Lookup
	}

	if l.MsgID != "" {
		m.hold(op, holdOf(l))
	}
}

// say takes in what an operation says beside its triggers. Of one without any
// that is its content.
func (m *memory) say(op *operation, says string) {
	if says = cmp.Or(says, op.says, op.content); says == op.says {
		return
	}

	m.bySays[op.says] = slices.DeleteFunc(m.bySays[op.says], func(one *operation) bool { return one == op })
	op.says = says
	m.bySays[op.says] = append(m.bySays[op.says], op)
}

// addHeld takes in what only the word of a state has.
func (m *memory) addHeld(op *operation, l *line) {
	if l.Words != "" && op.words == "" {
		op.words = l.Words
		m.byWords[l.Words] = append(m.byWords[l.Words], op)
	}

	// A wave of a campaign may go back to the triggers of an earlier one.
	isItself := l.ReplacedBy == l.Key && l.CampaignID == ""

	switch name := l.replacedName(); {
	case l.ReplacedBy == "" && l.MsgID == "":
		op.again = append(op.again, wish{run: l.Run, at: l.Time})
	case l.ReplacedBy == "", l.ReplacedBy == NotKnown, isItself:
	case name == "":
		w := wish{msgid: nameOf(op.id), run: l.Run, at: l.Time}
		m.left[l.ReplacedBy] = append(m.left[l.ReplacedBy], w)
		m.leftAs[w.msgid] = append(m.leftAs[w.msgid], w)
	default:
		w := wish{msgid: name, run: l.Run, at: l.Time}
		m.wishes[l.ReplacedBy] = append(m.wishes[l.ReplacedBy], w)
		m.replaced[name] = append(m.replaced[name], w)
	}
}

// operation finds that of a line, or enters it. A line that contradicts the
// others of its operation is obscure, and then has one of its own.
func (m *memory) operation(l *line, s *source) *operation {
	op := m.operations[l.Op]
	if op != nil && l.Kind != kindObscure && op.key == l.Key && op.content == l.Content {
		return op
	}

	if op != nil || l.Kind == kindObscure {
		l.Kind, l.Op = kindObscure, fmt.Sprintf("obscure-%d", m.changes)
	}

	op = &operation{id: l.Op, source: s, key: l.Key, content: l.Content, place: Place{CampaignID: l.CampaignID}, startedAt: l.Time}
	m.operations[op.id] = op

	if op.key != "" {
		m.byKey[op.key] = append(m.byKey[op.key], op)
	}

	if op.content != "" {
		m.byContent[op.content] = append(m.byContent[op.content], op)
	}

	return op
}

func (m *memory) hold(op *operation, h hold) {
	if slices.Contains(op.holds, h) {
		return
	}

	op.holds = append(op.holds, h)

	if !slices.Contains(m.byMsgID[h.msgid], op) {
		m.byMsgID[h.msgid] = append(m.byMsgID[h.msgid], op)
	}
}

// isHeldHere reports whether this run has sent or recorded a message.
func (m *memory) isHeldHere(msgid string) bool {
	return slices.ContainsFunc(m.byMsgID[msgid], func(op *operation) bool {
		return slices.ContainsFunc(op.holds, func(h hold) bool { return h.msgid == msgid && h.run == m.own.run })
	})
}

// has reports whether the journal knows a message that a state holds: by its
// msgid, or as an operation of its key that may have sent it.
func (m *memory) has(h Holding) bool {
	return slices.ContainsFunc(m.byKey[h.Key], func(op *operation) bool {
		if h.MsgID == "" {
			return !op.isOver() && !op.obscure
		}

		return slices.ContainsFunc(op.holds, func(one hold) bool { return one.msgid == h.MsgID })
	})
}
