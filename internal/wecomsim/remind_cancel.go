package wecomsim

import (
	"errors"
	"time"
)

// remind_groupmsg_send (path 97618): 3 per message within 24 hours. The page
// does not say whether the hours roll; here they do, which is the stricter
// reading for a client that counts.
const (
	maxReminders   = 3
	reminderWindow = 24 * time.Hour
)

// remindGroupMsg answers remind_groupmsg_send.
func remindGroupMsg(c *call) (any, *refusal) {
	msgid, refused := c.readMsgID()
	if refused == nil {
		refused = c.server.remind(msgid, c.now)
	}

	if refused != nil {
		return nil, refused
	}

	return c.success(), nil
}

// cancelGroupMsg answers cancel_groupmsg_send (path 97619): members who have
// not sent no longer can. What was sent stays sent, and no status shows a
// cancelled task: none is documented.
func cancelGroupMsg(c *call) (any, *refusal) {
	msgid, refused := c.readMsgID()
	if refused == nil {
		refused = c.server.cancel(msgid, c.now)
	}

	if refused != nil {
		return nil, refused
	}

	return c.success(), nil
}

// readMsgID reads a body that has only a msgid.
func (c *call) readMsgID() (string, *refusal) {
	body := c.readObject()
	msgid := body.str("msgid")
	body.noteUnknown()

	if body.reader.refused == nil && msgid == "" {
		return "", refuse(codeMsgIDMissing, "")
	}

	return msgid, body.reader.refused
}

// Remind does what remind_groupmsg_send does.
func (s *Server) Remind(msgid string) error {
	return s.remind(msgid, s.Now()).error()
}

// Cancel does what cancel_groupmsg_send does.
func (s *Server) Cancel(msgid string) error {
	return s.cancel(msgid, s.Now()).error()
}

// remind: what WeCom answers for a cancelled message is not documented; here
// 41093.
func (s *Server) remind(msgid string, now time.Time) *refusal {
	s.mu.Lock()
	defer s.mu.Unlock()

	message := s.messages.get(msgid)
	if message == nil {
		return refuse(codeMsgIDInvalid, "")
	}

	if !message.CancelTime.IsZero() {
		return refuse(codeCancelled, "")
	}

	recent := 0

	for _, at := range message.Reminders {
		if now.Sub(at) < reminderWindow {
			recent++
		}
	}

	if recent >= maxReminders {
		return refuse(codeRemindedTooOften, "")
	}

	reminded := message.copy()
	reminded.Reminders = append(reminded.Reminders, now)

	return busy(s.change(&reminded))
}

func (s *Server) cancel(msgid string, now time.Time) *refusal {
	s.mu.Lock()
	defer s.mu.Unlock()

	message := s.messages.get(msgid)
	switch {
	case message == nil:
		return refuse(codeMsgIDInvalid, "")
	case !message.CancelTime.IsZero() && s.settings.cancelTwice:
		return nil
	case !message.CancelTime.IsZero():
		return refuse(codeCancelled, "")
	}

	cancelled := message.copy()
	cancelled.CancelTime = now

	return busy(s.change(&cancelled))
}

// busy is the answer when a storage cannot be written: nothing was done.
func busy(err error) *refusal {
	if err == nil {
		return nil
	}

	return refuse(codeBusy, "%v", err)
}

// error is for callers who know no errcodes.
func (r *refusal) error() error {
	if r == nil {
		return nil
	}

	return errors.New(r.text())
}
