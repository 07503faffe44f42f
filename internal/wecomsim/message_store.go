package wecomsim

import (
	"fmt"
	"slices"
)

// messageStore holds the accepted messages in the order of creation. A message
// in it is never changed, only replaced, so that a reader needs the lock only
// for the pointer.
type messageStore struct {
	all   []*Message
	index map[string]int // into all, by msgid
	last  int            // number of the message that came last
	walks []*listWalk    // since a message came or went, oldest first
}

func newMessageStore() *messageStore {
	return &messageStore{index: map[string]int{}}
}

// get is nil for an unknown msgid.
func (m *messageStore) get(msgid string) *Message {
	if at, known := m.index[msgid]; known {
		return m.all[at]
	}

	return nil
}

func (m *messageStore) append(message *Message) {
	m.index[message.MsgID] = len(m.all)
	m.all = append(m.all, message)
	m.last = message.number
	m.walks = nil
}

// replace keeps the walks: what a list asks of a message never changes.
func (m *messageStore) replace(message *Message) {
	m.all[m.index[message.MsgID]] = message
}

func (m *messageStore) remove(msgid string) {
	at := m.index[msgid]
	delete(m.index, msgid)

	m.all = slices.Delete(m.all, at, at+1)
	for i := at; i < len(m.all); i++ {
		m.index[m.all[i].MsgID] = i
	}

	m.walks = nil
}

// store gives the message its id and keeps it. It is called with mu held.
func (s *Server) store(message *Message) error {
	if message.MsgID == "" {
		message.MsgID = "msgSIM" + randomText(s.msgids, 24)
	}

	message.number = s.messages.last + 1
	message.nameContent()
	message.count()

	if err := s.save(message.fact(kindMessage)); err != nil {
		return err
	}

	s.messages.append(message)
	s.announce()

	return nil
}

// change keeps a changed copy instead of the message. It is called with mu
// held.
func (s *Server) change(changed *Message) error {
	changed.count()

	if err := s.save(changed.fact(kindMessage)); err != nil {
		return err
	}

	s.messages.replace(changed)
	s.announce()

	return nil
}

// Messages gives the accepted messages in the order of creation.
func (s *Server) Messages() []Message {
	snapshot := s.snapshot()

	all := make([]Message, 0, len(snapshot))
	for _, message := range snapshot {
		all = append(all, message.copy())
	}

	return all
}

// snapshot is the current messages. They must not be changed.
func (s *Server) snapshot() []*Message {
	s.mu.Lock()
	defer s.mu.Unlock()

	return slices.Clone(s.messages.all)
}

// Message gives one message by its id.
func (s *Server) Message(msgid string) (Message, bool) {
	message := s.current(msgid)
	if message == nil {
		return Message{}, false
	}

	return message.copy(), true
}

// current is the message as it is now, nil for an unknown msgid. It must not be
// changed.
func (s *Server) current(msgid string) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()

	return s.messages.get(msgid)
}

// copy shares what never changes and copies what confirming changes.
func (m *Message) copy() Message {
	shown := *m
	shown.Reminders = slices.Clone(m.Reminders)

	shown.Tasks = slices.Clone(m.Tasks)
	for i := range shown.Tasks {
		shown.Tasks[i].Recipients = slices.Clone(shown.Tasks[i].Recipients)
	}

	return shown
}

// Add adds a message that was not created by this API, such as one from the
// admin console or a member's own (CreateType 1), and returns its id. An empty
// MsgID is filled in, a zero CreateTime is now, an empty ChatType is single. It
// panics when a storage cannot be written.
func (s *Server) Add(message Message) string {
	s.mu.Lock()
	defer s.mu.Unlock()

	added := message.copy()
	if added.CreateTime.IsZero() {
		added.CreateTime = s.Now()
	}

	if added.ChatType == "" {
		added.ChatType = chatTypeSingle
	}

	if err := s.store(&added); err != nil {
		panic(err)
	}

	return added.MsgID
}

// Forget removes a message as if WeCom no longer knew it. What its recipients
// have received still counts for their quota.
func (s *Server) Forget(msgid string) error {
	s.mu.Lock()
	defer s.mu.Unlock()

	message := s.messages.get(msgid)
	if message == nil {
		return fmt.Errorf("no message %q", msgid)
	}

	gone := message.fact(kindMessage)

	gone.value = nil
	if err := s.save(gone, message.fact(kindForgotten)); err != nil {
		return err
	}

	s.messages.remove(msgid)
	s.announce()

	return nil
}
