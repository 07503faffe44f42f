package journal

import (
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
	forgotten  map[string][]forgetting // by msgid
	changes    int                     // lines added
	unread     int                     // lines that say nothing
}

// operation is one intent and what came of it.
type operation struct {
	id         string
	run        string  // which had the intent; empty if only others tell of it
	source     *source // whose lock tells whether that run lives
	key        string
	content    string
	campaignID string
	startedAt  time.Time
	recipients int
	people     string
	who        string
	lookup     Lookup
	outcome    Outcome // empty before the result
	errCode    int
	withdrawn  bool
	notSent    bool
	obscure    bool
	holds      []hold
	changed    int // memory.changes at its last line
}

// hold is the word of a run that an operation is a message.
type hold struct {
	msgid  string
	run    string
	sentAt time.Time // zero if the run did not say
	source *source   // of the line
}

// forgetting takes back holds of a message.
type forgetting struct {
	run     string
	source  *source
	holders []string
}

func newMemory(run string) *memory {
	return &memory{
		own:        &source{run: run},
		operations: map[string]*operation{}, byKey: map[string][]*operation{}, byContent: map[string][]*operation{},
		forgotten: map[string][]forgetting{},
	}
}

// read adds a line of a file as it stands there.
func (m *memory) read(raw []byte, s *source) {
	raw = bare(raw)
	if len(raw) == 0 {
		return
	}

	l, ok := parse(raw)
	if !ok {
		m.unread++
		return
	}

	if l.Run == "" {
		l.Run = s.run
	}

	m.add(l, s)
}

// add adds a line that stands in a file.
func (m *memory) add(l line, s *source) {
	m.changes++

	if l.Kind == kindForgotten {
		m.forgotten[l.MsgID] = append(m.forgotten[l.MsgID], forgetting{run: l.Run, source: s, holders: l.Holders})
		return
	}

	op := m.operation(&l, s)
	op.changed = m.changes

	// Of a line that stands twice, that in the file of its run tells its lock.
	if l.Kind != kindResolved && (op.run == "" || s.run == l.Run) {
		op.run, op.source = l.Run, s
	}

	switch l.Kind {
	case kindIntent:
		op.startedAt, op.campaignID = l.Time, l.CampaignID
		op.recipients, op.people, op.who = l.Recipients, l.People, l.Who

		if l.Lookup != nil {
			op.lookup = *l.Lookup
		}
	case kindResult:
		op.end(l.Outcome, l.ErrCode)
	case kindWithdrawn:
		op.withdrawn = true
	case kindResolved:
		op.notSent = op.notSent || l.NotSent
	case kindObscure:
		op.obscure = true
	}

	if l.MsgID != "" {
		op.hold(hold{msgid: l.MsgID, run: l.Run, sentAt: l.SentAt, source: s})
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

	op = &operation{id: l.Op, source: s, key: l.Key, content: l.Content, campaignID: l.CampaignID, startedAt: l.Time}
	m.operations[op.id] = op

	if op.key != "" {
		m.byKey[op.key] = append(m.byKey[op.key], op)
	}

	if op.content != "" {
		m.byContent[op.content] = append(m.byContent[op.content], op)
	}

	return op
}

// end takes a result. Of two, which no run writes, the one that says less
// against a message counts.
func (op *operation) end(outcome Outcome, errCode int) {
	rank := []Outcome{"", OutcomeRefused, OutcomeUnknown, OutcomeCreated}
	if slices.Index(rank, outcome) > slices.Index(rank, op.outcome) {
		op.outcome, op.errCode = outcome, errCode
	}
}

func (op *operation) hold(h hold) {
	if !slices.Contains(op.holds, h) {
		op.holds = append(op.holds, h)
	}
}

// isOver reports whether an operation has sent nothing.
func (op *operation) isOver() bool {
	return !op.obscure && len(op.holds) == 0 && (op.withdrawn || op.notSent || op.outcome == OutcomeRefused)
}

// isOf reports whether a run sends the message of an operation, has sent or
// holds it.
func (op *operation) isOf(run string) bool {
	return op.run == run && !op.isOver() || slices.ContainsFunc(op.holds, func(h hold) bool { return h.run == run })
}

// stands reports whether what a run told of a message still counts, and whether
// it is this run that has taken it back, which counts for later ones only. A
// run that lives may still take it up again.
func (m *memory) stands(h hold) (stands, forgottenHere bool) {
	stands = true

	for _, f := range m.forgotten[h.msgid] {
		switch {
		case !slices.Contains(f.holders, h.run):
		case f.run == m.own.run:
			forgottenHere = true
		case f.source.state != living:
			stands = false
		}
	}

	return stands, forgottenHere
}

// holders are the runs that tell of a message, and those of them that live.
func (m *memory) holders(msgid string) (runs, live []string) {
	for _, op := range m.operations {
		for _, h := range op.holds {
			if h.msgid != msgid {
				continue
			}

			runs = append(runs, h.run)

			if h.source.state == living {
				live = append(live, h.run)
			}
		}
	}

	slices.Sort(runs)

	return slices.Compact(runs), live
}
