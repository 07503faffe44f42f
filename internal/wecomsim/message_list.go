package wecomsim

import (
	"fmt"
	"time"
)

// Paging of get_groupmsg_list_v2 (path 96355): over the maximum the default
// counts.
const (
	maxListLimit     = 100
	defaultListLimit = 50
)

type listAnswer struct {
	verdict
	NextCursor   string    `json:"next_cursor"`
	GroupMsgList []listRow `json:"group_msg_list"`
}

// listRow has no recipients, sender, tag filter or state: WeCom does not
// return them.
type listRow struct {
	MsgID       string       `json:"msgid"`
	Creator     string       `json:"creator,omitempty"`
	CreateTime  int64        `json:"create_time"`
	CreateType  int          `json:"create_type"`
	Text        *listText    `json:"text,omitempty"`
	Attachments []Attachment `json:"attachments,omitempty"`
}

type listText struct {
	Content string `json:"content"`
}

// groupMsgList answers get_groupmsg_list_v2 (path 96355).
func groupMsgList(c *call) (any, *refusal) {
	found, next, refused := c.findMessages()
	if refused != nil {
		return nil, refused
	}

	rows := make([]listRow, 0, len(found))
	for _, message := range found {
		rows = append(rows, message.listed(c.server.settings.ownMediaIDs))
	}

	return listAnswer{c.success(), next, rows}, nil
}

// messageQuery is the body of the lists of sent messages, without its page.
type messageQuery struct {
	chatType   string
	start, end int64
	creator    string
	filterType int64
}

// findMessages reads the body and gives a page of what matches, newest first;
// the page does not say in which order they come.
func (c *call) findMessages() (found []*Message, next string, refused *refusal) {
	body := c.readObject()
	start, hasStart := body.integer("start_time")
	end, hasEnd := body.integer("end_time")

	q := messageQuery{chatType: body.str("chat_type"), start: start, end: end, creator: c.directory.spelling(body.str("creator")), filterType: filterBoth}
	if filterType, given := body.integer("filter_type"); given {
		q.filterType = filterType
	}

	p := readPageRequest(body, fmt.Sprintf("list,%+v", q), defaultListLimit, maxListLimit, defaultListLimit)
	body.noteUnknown()

	window := time.Duration(end-start) * time.Second
	switch {
	case body.reader.refused != nil:
		return nil, "", body.reader.refused
	case q.chatType != chatTypeSingle && q.chatType != chatTypeGroup:
		return nil, "", refuse(codeBadParameter, "chat_type should be single or group")
	case !hasStart || !hasEnd:
		return nil, "", refuse(codeBadParameter, "start_time and end_time are required")
	case end < start || start < 0 || end > 1<<33:
		return nil, "", refuse(codeBadParameter, "end_time is before start_time, or one is out of range")
	case window > c.server.settings.listWindow:
		return nil, "", refuse(codeBadParameter, "start_time and end_time are over one month apart")
	case q.filterType < filterEnterprise || q.filterType > filterBoth:
		return nil, "", refuse(codeBadParameter, "filter_type should be 0, 1 or 2")
	}

	found, next = c.server.pageOfMessages(q, p, c.now)

	return found, next, nil
}

// pageOfMessages looks no further than one message after the page, and not
// again at those before it. A cursor counts messages, so a new one moves the
// pages after it.
func (s *Server) pageOfMessages(q messageQuery, p pageRequest, now time.Time) (found []*Message, next string) {
	s.mu.Lock()
	defer s.mu.Unlock()

	walk := s.messages.walk(q, s.listLag, now)
	walk.extend(s.messages.all, p.start+p.limit+1, now)
	from, to, next := p.cut(len(walk.found))

	for _, at := range walk.found[from:to] {
		found = append(found, s.messages.all[at])
	}

	return found, next
}

func (q messageQuery) matches(m *Message) bool {
	created := m.CreateTime.Unix()

	return m.ChatType == q.chatType && created >= q.start && created <= q.end &&
		(q.creator == "" || m.Creator == q.creator) &&
		(q.filterType == filterBoth || int64(m.CreateType) == q.filterType)
}

// Values of filter_type.
const (
	filterEnterprise = 0
	filterBoth       = 2
)

// listed is the message as a list shows it, with WeCom's own media ids or those
// that were sent.
func (m *Message) listed(ownMediaIDs bool) listRow {
	row := listRow{
		MsgID: m.MsgID, Creator: m.Creator, CreateTime: m.CreateTime.Unix(), CreateType: m.CreateType,
	}
	if m.Text != "" {
		row.Text = &listText{m.Text}
	}

	for _, attachment := range m.Attachments {
		attachment = attachment.listed()
		if ownMediaIDs {
			attachment = attachment.withOwnMediaID()
		}

		row.Attachments = append(row.Attachments, attachment)
	}

	return row
}
