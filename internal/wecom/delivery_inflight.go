package wecom

import (
	"context"
	"slices"
	"sync"
)

// inflight knows the messages that this process sends, in groups of the same
// words, so that none of them is taken for another one of its group.
//
// A send is beginSend, the POST, endSend: its msgid is claimed then, or it is
// unresolved. A lookup is beginLookup, find, endLookup. A lookalike is an
// unresolved message that one record could be as well.
//
// Sends of one group may run side by side. A lookup runs alone: it holds back
// the sends that come, and begins when those that are under way have ended.
type inflight struct {
	mu     sync.Mutex
	groups map[string]*group // by Sent.Words
	// claimed are all msgids that a message of this process is known by.
	claimed map[string]bool
	// sent are those of them that this process has sent.
	sent map[string]bool
}

// group is the messages of the same words.
type group struct {
	changed    chan struct{} // closed at every change, and made anew
	sending    []*Sent       // their POST is under way
	waiting    int           // lookups that wait for them
	looking    bool          // a lookup is under way
	unresolved []*Sent       // sent, with an unknown outcome
	known      []entry
}

// entry is a message with a known msgid.
type entry struct {
	msgid string
	sent  *Sent
}

func newInflight() *inflight {
	return &inflight{groups: map[string]*group{}, claimed: map[string]bool{}, sent: map[string]bool{}}
}

// LookalikeError says that a message was not sent, because an earlier one of
// this run with the same content, as far as this run knows, may have reached
// the same people, and what became of it is not known.
type LookalikeError struct{}

func (LookalikeError) Error() string {
	return "a message with the same content, which may reach some of the same recipients, was sent a moment ago by this run, and its outcome is not known"
}

// beginSend waits for the lookups of equal content, and enters the send. It
// refuses a message that may be the same as one whose outcome this process
// could not find out.
func (in *inflight) beginSend(ctx context.Context, m *Sent) error {
	return in.whenReady(ctx, m.Words, func(g *group) (bool, error) {
		if g.looking || g.waiting > 0 {
			return false, nil
		}

		if slices.ContainsFunc(g.unresolved, func(other *Sent) bool { return m.canBeConfused(other) && !OtherFiles(m.attachments, other.attachments) }) {
			return false, LookalikeError{}
		}

		g.sending = append(g.sending, m)

		return true, nil
	})
}

// endSend leaves the send with its outcome. A msgid that another message has
// says nothing about this one: then it is unknown.
func (in *inflight) endSend(m *Sent, out Outcome) Outcome {
	in.mu.Lock()
	defer in.mu.Unlock()

	g := in.group(m.Words)
	g.sending = without(g.sending, m)

	if out.Kind == Accepted && in.claimed[out.MsgID] {
		out = out.isOf("another message of this run")
	}

	switch out.Kind {
	case Accepted:
		in.sent[out.MsgID] = true
		in.claim(g, out.MsgID, m)
	case Unknown:
		g.unresolved = append(g.unresolved, m)
	case Refused:
	}

	g.notify()

	return out
}

// leave takes back a send that was entered and whose POST was not made, or was
// refused.
func (in *inflight) leave(m *Sent) { in.endSend(m, refused(nil)) }

// beginLookup waits until no send of equal content is under way, and keeps new
// ones out until endLookup.
func (in *inflight) beginLookup(ctx context.Context, m *Sent) error {
	in.mu.Lock()
	in.group(m.Words).waiting++
	in.mu.Unlock()

	err := in.whenReady(ctx, m.Words, func(g *group) (bool, error) {
		if g.looking || len(g.sending) > 0 {
			return false, nil
		}

		g.looking = true

		return true, nil
	})

	in.mu.Lock()
	defer in.mu.Unlock()

	g := in.group(m.Words)
	g.waiting--
	g.notify()

	return err
}

// endLookup lets sends in again. A msgid is what the lookup has found.
func (in *inflight) endLookup(m *Sent, msgid string) {
	in.mu.Lock()
	defer in.mu.Unlock()

	g := in.group(m.Words)
	g.looking = false

	if msgid != "" {
		// What an earlier run has sent is found for m, too.
		if slices.Contains(g.unresolved, m) {
			in.sent[msgid] = true
		}

		in.claim(g, msgid, m)
		g.unresolved = without(g.unresolved, m)
	}

	g.notify()
}

// adopt records the msgid that a person has found for a message, unless another
// one has it.
func (in *inflight) adopt(m *Sent, msgid string) bool {
	in.mu.Lock()
	defer in.mu.Unlock()

	if in.claimed[msgid] {
		return false
	}

	in.claim(in.group(m.Words), msgid, m)

	return true
}

// settle waits until every send of equal content that is now under way has its
// outcome.
func (in *inflight) settle(ctx context.Context, m *Sent) error {
	if err := in.beginLookup(ctx, m); err != nil {
		return err
	}

	in.endLookup(m, "")

	return nil
}

// whenReady calls enter, under the lock, at every change of the group until it
// is true or fails, or ctx ends.
func (in *inflight) whenReady(ctx context.Context, words string, enter func(*group) (bool, error)) error {
	for {
		in.mu.Lock()

		g := in.group(words)
		entered, err := enter(g)
		changed := g.changed

		in.mu.Unlock()

		if entered || err != nil {
			return err
		}

		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func without(messages []*Sent, m *Sent) []*Sent {
	return slices.DeleteFunc(messages, func(other *Sent) bool { return other == m })
}

// hasSent reports whether this process has sent the message. What a person or
// an earlier run knows it by is none of this run's own.
func (in *inflight) hasSent(msgid string) bool {
	in.mu.Lock()
	defer in.mu.Unlock()

	return in.sent[msgid]
}

func (in *inflight) isClaimed(msgid string) bool {
	in.mu.Lock()
	defer in.mu.Unlock()

	return in.claimed[msgid]
}

// lookalikes are the messages of the same words, besides m, whose outcome is
// not known: not yet, or not at all.
func (in *inflight) lookalikes(m *Sent) []*Sent {
	in.mu.Lock()
	defer in.mu.Unlock()

	g := in.group(m.Words)

	return without(slices.Concat(g.unresolved, g.sending), m)
}

// confusable are the msgids of the known messages that m could be taken for.
func (in *inflight) confusable(m *Sent) []string {
	in.mu.Lock()
	defer in.mu.Unlock()

	var msgids []string

	for _, other := range in.group(m.Words).known {
		if m.canBeConfused(other.sent) {
			msgids = append(msgids, other.msgid)
		}
	}

	return msgids
}

func (in *inflight) claim(g *group, msgid string, m *Sent) {
	in.claimed[msgid] = true
	g.known = append(g.known, entry{msgid: msgid, sent: m})
}

// group is called with the lock held.
func (in *inflight) group(words string) *group {
	g, ok := in.groups[words]
	if !ok {
		g = &group{changed: make(chan struct{})}
		in.groups[words] = g
	}

	return g
}

func (g *group) notify() {
	close(g.changed)
	g.changed = make(chan struct{})
}
