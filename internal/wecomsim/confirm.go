package wecomsim

import (
	"fmt"
	"slices"
	"time"
)

// Confirm lets the member confirm the task, which sends the message to the
// recipients. In a group message without chat ids the owner picks all groups.
// It fails when there is no such message or task, or when the task was sent
// before or cancelled.
func (s *Server) Confirm(msgid, userid string) error {
	s.mu.Lock()
	defer s.mu.Unlock()

	message := s.messages.get(msgid)
	if message == nil {
		return fmt.Errorf("no message %q", msgid)
	}

	return s.confirm(message, []string{userid})
}

// ConfirmAll lets all members confirm who have not yet. It fails when there is
// no such message or it was cancelled.
func (s *Server) ConfirmAll(msgid string) error {
	s.mu.Lock()
	defer s.mu.Unlock()

	message := s.messages.get(msgid)
	if message == nil {
		return fmt.Errorf("no message %q", msgid)
	}

	var pending []string

	for _, task := range message.Tasks {
		if task.Status != taskSent {
			pending = append(pending, task.UserID)
		}
	}

	if len(pending) == 0 {
		return nil
	}

	return s.confirm(message, pending)
}

// confirm is called with mu held.
func (s *Server) confirm(message *Message, userids []string) error {
	now := s.Now()
	confirmed := message.copy()

	var received []string

	for _, userid := range userids {
		task := confirmed.task(userid)
		switch {
		case task == nil:
			return fmt.Errorf("message %q has no task for member %q", message.MsgID, userid)
		case task.Status == taskSent:
			return fmt.Errorf("member %q has already sent message %q", userid, message.MsgID)
		case !message.CancelTime.IsZero():
			return fmt.Errorf("message %q was cancelled", message.MsgID)
		}

		task.Status, task.SendTime = taskSent, now

		if message.ChatType == chatTypeGroup && len(message.ChatIDList) == 0 {
			for _, group := range s.directory.owned[userid] {
				task.Recipients = append(task.Recipients, Recipient{ChatID: group.ChatID})
			}
		}

		for i := range task.Recipients {
			if s.deliver(&task.Recipients[i], userid, now) {
				received = append(received, task.Recipients[i].id())
			}
		}
	}

	if err := s.change(&confirmed); err != nil {
		return err
	}

	for _, id := range received {
		s.received[id] = append(s.received[id], now)
	}

	return nil
}

// deliver says whether the recipient has got the message.
func (s *Server) deliver(recipient *Recipient, userid string, now time.Time) bool {
	if customer := s.directory.customers[recipient.ExternalUserID]; customer != nil {
		if follow := customer.follow(userid); follow == nil || follow.NotFriend {
			recipient.Status = recipientNotFriend
			return false
		}
	}

	if s.overQuota(recipient.id(), now) {
		recipient.Status = recipientOverQuota
		return false
	}

	recipient.Status, recipient.SendTime = recipientSent, now

	return true
}

// id is the one that is set.
func (r Recipient) id() string { return r.ExternalUserID + r.ChatID }

// task is the member's part, nil when the member has none.
func (m *Message) task(userid string) *Task {
	at := slices.IndexFunc(m.Tasks, func(task Task) bool { return task.UserID == userid })
	if at < 0 {
		return nil
	}

	return &m.Tasks[at]
}
