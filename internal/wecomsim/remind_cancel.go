package wecomsim

import (
	"slices"
	"time"
)

// remind_groupmsg_send (path 97618): 3 per message within 24 hours. The page does not say whether the
// hours roll; here they do, which is the stricter reading for a client that counts.
const (
	maxReminders   = 3
	reminderWindow = 24 * time.Hour
)

// remindGroupMsg answers remind_groupmsg_send. What it answers for a cancelled message is not
// documented; here 41093.
func remindGroupMsg(c *call) (any, *refusal) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	message, refused := c.messageOfBody()
	if refused != nil {
		return nil, refused
	}
	if !message.CancelTime.IsZero() {
		return nil, refuse(codeCancelled, "")
	}
	recent := 0
	for _, at := range message.Reminders {
		if c.now.Sub(at) < reminderWindow {
			recent++
		}
	}
	if recent >= maxReminders {
		return nil, refuse(codeRemindedTooOften, "")
	}
	message.Reminders = append(slices.Clone(message.Reminders), c.now)
	c.server.announce()
	return success(), nil
}

// cancelGroupMsg answers cancel_groupmsg_send (path 97619): members who have not sent can no more.
// What was sent stays sent, and no status shows a cancelled task: none is documented.
func cancelGroupMsg(c *call) (any, *refusal) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	message, refused := c.messageOfBody()
	if refused != nil {
		return nil, refused
	}
	if !message.CancelTime.IsZero() {
		if c.server.settings.cancelTwice {
			return success(), nil
		}
		return nil, refuse(codeCancelled, "")
	}
	message.CancelTime = c.now
	c.server.announce()
	return success(), nil
}

// messageOfBody finds the message of a body that has only a msgid. It is called with mu held.
func (c *call) messageOfBody() (*Message, *refusal) {
	body := c.readObject()
	msgid := body.str("msgid")
	body.noteUnknown()
	if body.reader.refused != nil {
		return nil, body.reader.refused
	}
	if msgid == "" {
		return nil, refuse(codeMsgIDMissing, "")
	}
	message := c.server.messageByID[msgid]
	if message == nil {
		return nil, refuse(codeMsgIDInvalid, "")
	}
	return message, nil
}
