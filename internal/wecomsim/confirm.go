package wecomsim

import (
	"fmt"
	"time"
)

// Confirm lets the member confirm the task, which sends the message to the recipients. In a group
// message without chat ids the owner picks all groups.
// It fails when there is no such message or task, or when the task was sent before or cancelled.
func (s *Server) Confirm(msgid, userid string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	message := s.messageByID[msgid]
	if message == nil {
		return fmt.Errorf("no message %q", msgid)
	}
	task := message.task(userid)
	if task == nil {
		return fmt.Errorf("message %q has no task for member %q", msgid, userid)
	}
	if task.Status == taskSent {
		return fmt.Errorf("member %q has already sent message %q", userid, msgid)
	}
	if !message.CancelTime.IsZero() {
		return fmt.Errorf("message %q was cancelled", msgid)
	}
	now := s.Now()
	task.Status, task.SendTime = taskSent, now
	if message.ChatType == chatTypeGroup && len(message.ChatIDList) == 0 {
		for _, group := range s.directory.owned[userid] {
			task.Recipients = append(task.Recipients, Recipient{ChatID: group.ChatID})
		}
	}
	for i := range task.Recipients {
		s.deliver(&task.Recipients[i], userid, now)
	}
	s.announce()
	return nil
}

func (s *Server) deliver(recipient *Recipient, userid string, now time.Time) {
	if customer := s.directory.customers[recipient.ExternalUserID]; customer != nil {
		if follow := customer.follow(userid); follow == nil || follow.NotFriend {
			recipient.Status = recipientNotFriend
			return
		}
	}
	id := recipient.ExternalUserID + recipient.ChatID
	if s.overQuota(id, now) {
		recipient.Status = recipientOverQuota
		return
	}
	s.received[id] = append(s.received[id], now)
	recipient.Status, recipient.SendTime = recipientSent, now
}

// task is the member's part, nil when the member has none.
func (m *Message) task(userid string) *Task {
	for i := range m.Tasks {
		if m.Tasks[i].UserID == userid {
			return &m.Tasks[i]
		}
	}
	return nil
}
