package wecomsim

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// messageSummary is a message without what can be long.
type messageSummary struct {
	MsgID       string       `json:"msgid"`
	App         string       `json:"app,omitempty"`
	ChatType    string       `json:"chat_type"`
	CreateTime  time.Time    `json:"create_time"`
	CreateType  int          `json:"create_type"`
	Sender      string       `json:"sender,omitempty"`
	Text        string       `json:"text"`
	Attachments []Attachment `json:"attachments,omitempty"`
	Cancelled   bool         `json:"cancelled"`
	Failed      int          `json:"failed"`
	Members     int          `json:"members"`
	MembersSent int          `json:"members_sent"`
	Recipients  int          `json:"recipients"`
	ByStatus    statusCounts `json:"by_status"`
}

// statusCounts counts recipients by send status.
type statusCounts struct {
	NotSent   int `json:"not_sent"`
	Sent      int `json:"sent"`
	NotFriend int `json:"not_friend"`
	OverQuota int `json:"over_quota"`
}

func (t tally) statusCounts() statusCounts {
	return statusCounts{
		NotSent: t.byStatus[0], Sent: t.byStatus[recipientSent],
		NotFriend: t.byStatus[recipientNotFriend], OverQuota: t.byStatus[recipientOverQuota],
	}
}

func (m *Message) summary() messageSummary {
	return messageSummary{
		MsgID: m.MsgID, App: m.App, ChatType: m.ChatType, CreateTime: m.CreateTime, CreateType: m.CreateType,
		Sender: m.Sender, Text: m.Text, Attachments: m.Attachments, Cancelled: !m.CancelTime.IsZero(),
		Failed: len(m.FailList), Members: len(m.Tasks), MembersSent: m.tally.sent,
		Recipients: m.tally.recipients, ByStatus: m.tally.statusCounts(),
	}
}

// States of a message that ?state= asks for.
const (
	statePending   = "pending"   // members can still send
	stateSent      = "sent"      // all members have sent
	stateCancelled = "cancelled" // with members who have not sent
	stateFailed    = "failed"    // fail_list is not empty
)

func (m *Message) isIn(state string) bool {
	open := m.tally.sent < len(m.Tasks)

	switch state {
	case statePending:
		return open && m.CancelTime.IsZero()
	case stateSent:
		return !open
	case stateCancelled:
		return !m.CancelTime.IsZero()
	case stateFailed:
		return len(m.FailList) > 0
	}

	return true
}

// contains looks for a word in what people read, in small letters, and for a
// whole id.
func (m *Message) contains(word string) bool {
	lower := strings.ToLower(word)

	has := func(text string) bool { return strings.Contains(strings.ToLower(text), lower) }
	if has(m.Text) || has(m.MsgID) || has(m.Sender) || has(m.App) || slices.Contains(m.FailList, word) {
		return true
	}

	for _, a := range m.Attachments {
		if a.Link != nil && (has(a.Link.Title) || has(a.Link.Desc) || has(a.Link.URL)) ||
			a.MiniProgram != nil && (has(a.MiniProgram.Title) || has(a.MiniProgram.AppID)) {
			return true
		}
	}

	for _, task := range m.Tasks {
		if task.UserID == word || slices.ContainsFunc(task.Recipients, func(r Recipient) bool { return r.id() == word }) {
			return true
		}
	}

	return false
}

// controlMessages lists the messages that match all of the query, oldest first
// unless ?order=newest.
func controlMessages(s *Server, r *http.Request) (any, error) {
	query := r.URL.Query()

	window, err := readWindow(query)
	if err != nil {
		return nil, err
	}

	matching := s.matching(query)
	if query.Get("order") == "newest" {
		slices.Reverse(matching)
	}

	found := []messageSummary{}
	for _, message := range cutWindow(matching, window) {
		found = append(found, message.summary())
	}

	return map[string]any{"total": len(matching), "messages": found}, nil
}

// matching are the messages with the ?chat_type=, ?state= and ?q= of the query,
// oldest first.
func (s *Server) matching(query url.Values) []*Message {
	chatType, state, word := query.Get("chat_type"), query.Get("state"), strings.TrimSpace(query.Get("q"))

	return slices.DeleteFunc(s.snapshot(), func(m *Message) bool {
		return chatType != "" && m.ChatType != chatType || !m.isIn(state) || word != "" && !m.contains(word)
	})
}

// messageJSON is a message with everything; the raw body is text.
type messageJSON struct {
	Message
	Body string `json:"body"`
}

func errNoMessage() error { return notFound(errors.New("no such message")) }

func controlMessage(s *Server, r *http.Request) (any, error) {
	message := s.current(r.PathValue("msgid"))
	if message == nil {
		return nil, errNoMessage()
	}

	return messageJSON{*message, string(message.Body)}, nil
}

func controlForget(s *Server, r *http.Request) (any, error) {
	if s.current(r.PathValue("msgid")) == nil {
		return nil, errNoMessage()
	}

	if err := s.Forget(r.PathValue("msgid")); err != nil {
		return nil, err
	}

	return done(), nil
}

func controlConfirm(s *Server, r *http.Request) (any, error) {
	var request struct {
		UserID string `json:"userid"`
	}
	if err := readControl(r, &request); err != nil {
		return nil, err
	}

	msgid := r.PathValue("msgid")

	return controlAct(s, r, func() error {
		if request.UserID == "" {
			return s.ConfirmAll(msgid)
		}

		return s.Confirm(msgid, request.UserID)
	})
}

func controlRemind(s *Server, r *http.Request) (any, error) {
	return controlAct(s, r, func() error { return s.Remind(r.PathValue("msgid")) })
}

func controlCancel(s *Server, r *http.Request) (any, error) {
	return controlAct(s, r, func() error { return s.Cancel(r.PathValue("msgid")) })
}

// controlAct answers with the changed message, or 409 when its state does not
// allow the action.
func controlAct(s *Server, r *http.Request, act func() error) (any, error) {
	msgid := r.PathValue("msgid")
	if s.current(msgid) == nil {
		return nil, errNoMessage()
	}

	if err := act(); err != nil {
		return nil, statusError{http.StatusConflict, err.Error()}
	}

	message := s.current(msgid)
	if message == nil {
		return nil, errNoMessage()
	}

	return message.summary(), nil
}
