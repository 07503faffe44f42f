package wecomsim

import (
	"fmt"
	"slices"
	"time"
)

// Paging of get_groupmsg_list_v2 (path 96355): over the maximum the default counts.
const (
	maxListLimit     = 100
	defaultListLimit = 50
)

type listAnswer struct {
	verdict
	NextCursor   string       `json:"next_cursor"`
	GroupMsgList []listRecord `json:"group_msg_list"`
}

// listRecord has no recipients, sender, tag filter or state: WeCom does not return them.
type listRecord struct {
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

// groupMsgList answers get_groupmsg_list_v2 (path 96355). Newest messages come first; the page does
// not say in which order they come.
func groupMsgList(c *call) (any, *refusal) {
	body := c.readObject()
	chatType := body.str("chat_type")
	start, hasStart := body.integer("start_time")
	end, hasEnd := body.integer("end_time")
	creator := body.str("creator")
	filterType, hasFilter := body.integer("filter_type")
	if !hasFilter {
		filterType = filterBoth
	}
	key := fmt.Sprintf("list,%s,%d,%d,%s,%d", chatType, start, end, creator, filterType)
	p := readPage(body, key, defaultListLimit, maxListLimit, defaultListLimit)
	body.noteUnknown()
	window := time.Duration(end-start) * time.Second
	switch {
	case body.reader.refused != nil:
		return nil, body.reader.refused
	case chatType != chatTypeSingle && chatType != chatTypeGroup:
		return nil, refuse(codeBadParameter, "chat_type should be single or group")
	case !hasStart || !hasEnd:
		return nil, refuse(codeBadParameter, "start_time and end_time are required")
	case end < start || start < 0 || end > 1<<33:
		return nil, refuse(codeBadParameter, "end_time is before start_time, or one is out of range")
	case window > c.server.settings.listWindow:
		return nil, refuse(codeBadParameter, "start_time and end_time are over one month apart")
	case filterType < filterEnterprise || filterType > filterBoth:
		return nil, refuse(codeBadParameter, "filter_type should be 0, 1 or 2")
	}
	lag, messages := c.server.listed()
	found := []listRecord{}
	for _, message := range slices.Backward(messages) {
		created := message.CreateTime.Unix()
		if message.ChatType != chatType || created < start || created > end ||
			creator != "" && message.Creator != creator ||
			filterType != filterBoth && int64(message.CreateType) != filterType ||
			message.CreateTime.Add(lag).After(c.now) {
			continue
		}
		found = append(found, message.listed())
	}
	from, to, next := p.cut(len(found))
	return listAnswer{success(), next, found[from:to]}, nil
}

// listed is the list's lag and all messages.
func (s *Server) listed() (time.Duration, []*Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.listLag, slices.Clone(s.messages.all)
}

// Values of filter_type.
const (
	filterEnterprise = 0
	filterBoth       = 2
)

func (m *Message) listed() listRecord {
	record := listRecord{
		MsgID: m.MsgID, Creator: m.Creator, CreateTime: m.CreateTime.Unix(), CreateType: m.CreateType,
	}
	if m.Text != "" {
		record.Text = &listText{m.Text}
	}
	for _, attachment := range m.Attachments {
		record.Attachments = append(record.Attachments, attachment.listed())
	}
	return record
}
