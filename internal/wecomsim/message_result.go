package wecomsim

// Paging of get_groupmsg_task and get_groupmsg_send_result (path 93338): over
// the maximum the default counts.
const (
	maxResultLimit     = 1000
	defaultResultLimit = 500
)

type taskAnswer struct {
	verdict
	NextCursor string    `json:"next_cursor"`
	TaskList   []taskRow `json:"task_list"`
}

type taskRow struct {
	UserID   string `json:"userid"`
	Status   int    `json:"status"`
	SendTime int64  `json:"send_time,omitempty"`
}

// groupMsgTask answers get_groupmsg_task. An app sees the tasks of members in
// its visible range.
func groupMsgTask(c *call) (any, *refusal) {
	body := c.readObject()
	msgid := body.str("msgid")
	p := readPageRequest(body, "task,"+msgid, defaultResultLimit, maxResultLimit, defaultResultLimit)
	body.noteUnknown()

	if body.reader.refused != nil {
		return nil, body.reader.refused
	}

	c.server.mu.Lock()
	defer c.server.mu.Unlock()

	message, refused := c.dispatched(msgid)
	if refused != nil {
		return nil, refused
	}

	found := []taskRow{}

	for _, task := range message.Tasks {
		if !c.app.sees(task.UserID) {
			continue
		}

		row := taskRow{UserID: task.UserID, Status: task.Status}
		if task.Status != 0 {
			row.SendTime = task.SendTime.Unix()
		}

		found = append(found, row)
	}

	from, to, next := p.cut(len(found))

	return taskAnswer{c.success(), next, found[from:to]}, nil
}

type resultAnswer struct {
	verdict
	NextCursor string      `json:"next_cursor"`
	SendList   []resultRow `json:"send_list"`
}

type resultRow struct {
	ExternalUserID string `json:"external_userid,omitempty"`
	ChatID         string `json:"chat_id,omitempty"`
	UserID         string `json:"userid"`
	Status         int    `json:"status"`
	SendTime       int64  `json:"send_time,omitempty"`
}

// groupMsgSendResult answers get_groupmsg_send_result. In group mode only
// groups that were sent to are listed. A member without a task gets an empty
// list; the page does not say.
func groupMsgSendResult(c *call) (any, *refusal) {
	body := c.readObject()
	msgid, userid := body.str("msgid"), c.directory.spelling(body.str("userid"))
	p := readPageRequest(body, "result,"+msgid+","+userid, defaultResultLimit, maxResultLimit, defaultResultLimit)
	body.noteUnknown()

	if body.reader.refused != nil {
		return nil, body.reader.refused
	}

	c.server.mu.Lock()
	defer c.server.mu.Unlock()

	message, refused := c.dispatched(msgid)
	switch {
	case refused != nil:
		return nil, refused
	case userid == "" || len(userid) > maxUserIDBytes:
		return nil, refuse(codeBadUserID, "")
	case c.directory.members[userid] == nil:
		return nil, refuse(codeNoSuchUser, "%s", userid)
	case !c.app.sees(userid):
		return nil, refuse(codeOutOfRange, "%s", userid)
	}

	found := []resultRow{}
	if task := message.task(userid); task != nil {
		found = task.results()
	}

	from, to, next := p.cut(len(found))

	return resultAnswer{c.success(), next, found[from:to]}, nil
}

func (t *Task) results() []resultRow {
	found := make([]resultRow, 0, len(t.Recipients))
	for _, recipient := range t.Recipients {
		if recipient.ChatID != "" && recipient.Status != recipientSent {
			continue
		}

		row := resultRow{
			ExternalUserID: recipient.ExternalUserID, ChatID: recipient.ChatID,
			UserID: t.UserID, Status: recipient.Status,
		}
		if recipient.Status == recipientSent {
			row.SendTime = recipient.SendTime.Unix()
		}

		found = append(found, row)
	}

	return found
}

// dispatched finds the message of a query. It is called with mu held.
func (c *call) dispatched(msgid string) (*Message, *refusal) {
	if msgid == "" {
		return nil, refuse(codeMsgIDMissing, "")
	}

	message := c.server.messages.get(msgid)
	if message == nil {
		return nil, refuse(codeMsgIDInvalid, "")
	}

	if c.now.Before(message.CreateTime.Add(c.server.dispatchDelay)) {
		return nil, refuse(codeDispatching, "")
	}

	return message, nil
}
