package wecom

import (
	"context"
	"slices"
	"sync"
)

// siblings knows the messages of equal content that this process sends, so
// that none of them is taken for another.
//
// Sends of equal content may run side by side. A lookup runs alone: it holds
// back those that come, and begins when those that are under way have ended.
type siblings struct {
	mu       sync.Mutex
	families map[string]*family // by Sent.Words
	// claimed are all msgids that a message of this process is known by.
	claimed map[string]bool
}

// family is the messages of the same words.
type family struct {
	changed    chan struct{} // closed at every change, and made anew
	sending    []*Sent       // their POST is under way
	waiting    int           // lookups that wait for them
	looking    bool          // a lookup is under way
	unresolved []*Sent       // sent, with an unknown outcome
	members    []member
}

// member is a message with a known msgid.
type member struct {
	msgid string
	sent  *Sent
}

func newSiblings() *siblings {
	return &siblings{families: map[string]*family{}, claimed: map[string]bool{}}
}

// SiblingError says that a message was not sent, because an earlier one of
// this run with the same content may have reached the same people, and what
// became of it is not known.
type SiblingError struct{}

func (SiblingError) Error() string {
	return "a message with the same content for some of the same recipients was sent a moment ago by this run, and its outcome is not known"
}

// beginSend waits for the lookups of equal content, and enters the send. It
// refuses a message that could not be told from one whose outcome this process
// could not find out.
func (s *siblings) beginSend(ctx context.Context, m *Sent) error {
	return s.whenReady(ctx, m.Words, func(f *family) (bool, error) {
		if f.looking || f.waiting > 0 {
			return false, nil
		}

		if slices.ContainsFunc(f.unresolved, func(other *Sent) bool { return m.canBeConfused(other) }) {
			return false, SiblingError{}
		}

		f.sending = append(f.sending, m)

		return true, nil
	})
}

// endSend leaves the send with its outcome.
func (s *siblings) endSend(m *Sent, out Outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()

	f := s.family(m.Words)
	f.sending = without(f.sending, m)

	switch out.Kind {
	case Accepted:
		s.claim(f, out.MsgID, m)
	case Unknown:
		f.unresolved = append(f.unresolved, m)
	case Refused:
	}

	f.tell()
}

// beginLookup waits until no send of equal content is under way, and keeps new
// ones out until endLookup.
func (s *siblings) beginLookup(ctx context.Context, m *Sent) error {
	s.mu.Lock()
	s.family(m.Words).waiting++
	s.mu.Unlock()

	err := s.whenReady(ctx, m.Words, func(f *family) (bool, error) {
		if f.looking || len(f.sending) > 0 {
			return false, nil
		}

		f.looking = true

		return true, nil
	})

	s.mu.Lock()
	defer s.mu.Unlock()

	f := s.family(m.Words)
	f.waiting--
	f.tell()

	return err
}

// endLookup lets sends in again. With a msgid, the message has found its name.
func (s *siblings) endLookup(m *Sent, msgid string) {
	s.mu.Lock()
	defer s.mu.Unlock()

	f := s.family(m.Words)
	f.looking = false

	if msgid != "" {
		s.claim(f, msgid, m)
		f.unresolved = without(f.unresolved, m)
	}

	f.tell()
}

// settle waits until every send of equal content that is now under way has its
// outcome.
func (s *siblings) settle(ctx context.Context, m *Sent) error {
	if err := s.beginLookup(ctx, m); err != nil {
		return err
	}

	s.endLookup(m, "")

	return nil
}

// whenReady calls enter, under the lock, at every change of the family until it
// is true or fails, or ctx ends.
func (s *siblings) whenReady(ctx context.Context, words string, enter func(*family) (bool, error)) error {
	for {
		s.mu.Lock()

		f := s.family(words)
		entered, err := enter(f)
		changed := f.changed

		s.mu.Unlock()

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

func (s *siblings) isClaimed(msgid string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()

	return s.claimed[msgid]
}

// rivals are the messages of equal content, besides m, whose outcome is not
// known: not yet, or not at all.
func (s *siblings) rivals(m *Sent) []*Sent {
	s.mu.Lock()
	defer s.mu.Unlock()

	f := s.family(m.Words)

	return without(slices.Concat(f.unresolved, f.sending), m)
}

// confusable are the msgids of members that m could be taken for.
func (s *siblings) confusable(m *Sent) []string {
	s.mu.Lock()
	defer s.mu.Unlock()

	var msgids []string

	for _, other := range s.family(m.Words).members {
		if m.canBeConfused(other.sent) {
			msgids = append(msgids, other.msgid)
		}
	}

	return msgids
}

func (s *siblings) claim(f *family, msgid string, m *Sent) {
	s.claimed[msgid] = true
	f.members = append(f.members, member{msgid: msgid, sent: m})
}

// family is called with the lock held.
func (s *siblings) family(words string) *family {
	f, ok := s.families[words]
	if !ok {
		f = &family{changed: make(chan struct{})}
		s.families[words] = f
	}

	return f
}

func (f *family) tell() {
	close(f.changed)
	f.changed = make(chan struct{})
}

// adopt gives a message the name that a person has found.
func (s *siblings) adopt(m *Sent, msgid string) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.claim(s.family(m.Words), msgid, m)
}
