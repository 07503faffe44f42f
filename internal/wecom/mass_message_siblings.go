package wecom

import (
	"context"
	"slices"
	"sync"
)

// siblings knows the messages of equal content that this process sends, so
// that none of them is taken for another.
//
// Sends of equal content may run side by side. A lookup runs alone: it begins
// when no such send is under way, and holds back those that come.
type siblings struct {
	mu       sync.Mutex
	families map[string]*family
	// claimed are all msgids that a message of this process is known by.
	claimed map[string]bool
}

// family is the messages of one content.
type family struct {
	sending    int
	looking    bool
	changed    chan struct{} // closed at every change, and made anew
	unresolved []*MassMessage
	members    []member
}

// member is a message with a known msgid.
type member struct {
	msgid   string
	message *MassMessage
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

// beginSend waits for a lookup of equal content to end, and enters the send.
// It refuses a message that could not be told from one whose outcome this
// process could not find out.
func (s *siblings) beginSend(ctx context.Context, key string, m *MassMessage) error {
	for {
		s.mu.Lock()

		f := s.family(key)

		if !f.looking {
			defer s.mu.Unlock()

			for _, other := range f.unresolved {
				if canBeConfused(m, other) {
					return SiblingError{}
				}
			}

			f.sending++

			return nil
		}

		changed := f.changed
		s.mu.Unlock()

		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// endSend leaves the send with its outcome.
func (s *siblings) endSend(key string, m *MassMessage, out Outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()

	f := s.family(key)
	f.sending--

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
// ones out.
func (s *siblings) beginLookup(ctx context.Context, key string) error {
	for {
		s.mu.Lock()

		f := s.family(key)

		if !f.looking && f.sending == 0 {
			defer s.mu.Unlock()

			f.looking = true

			return nil
		}

		changed := f.changed
		s.mu.Unlock()

		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// endLookup lets sends in again. With a msgid, the message has found its name.
func (s *siblings) endLookup(key string, m *MassMessage, msgid string) {
	s.mu.Lock()
	defer s.mu.Unlock()

	f := s.family(key)
	f.looking = false

	if msgid != "" {
		s.claim(f, msgid, m)
		f.unresolved = slices.DeleteFunc(f.unresolved, func(other *MassMessage) bool { return other == m })
	}

	f.tell()
}

func (s *siblings) isClaimed(msgid string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()

	return s.claimed[msgid]
}

// others are the messages of equal content, besides m, whose outcome is not
// known.
func (s *siblings) others(key string, m *MassMessage) []*MassMessage {
	s.mu.Lock()
	defer s.mu.Unlock()

	var found []*MassMessage

	for _, other := range s.family(key).unresolved {
		if other != m {
			found = append(found, other)
		}
	}

	return found
}

// confusable are the msgids of members that m could be taken for.
func (s *siblings) confusable(key string, m *MassMessage) []string {
	s.mu.Lock()
	defer s.mu.Unlock()

	var msgids []string

	for _, other := range s.family(key).members {
		if canBeConfused(m, other.message) {
			msgids = append(msgids, other.msgid)
		}
	}

	return msgids
}

func (s *siblings) claim(f *family, msgid string, m *MassMessage) {
	s.claimed[msgid] = true
	f.members = append(f.members, member{msgid: msgid, message: m})
}

// family is called with the lock held.
func (s *siblings) family(key string) *family {
	f, ok := s.families[key]
	if !ok {
		f = &family{changed: make(chan struct{})}
		s.families[key] = f
	}

	return f
}

func (f *family) tell() {
	close(f.changed)
	f.changed = make(chan struct{})
}
