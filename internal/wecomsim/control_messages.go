package wecomsim

import (
	"errors"
	"fmt"
	"net/http"
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
	// ByStatus counts recipients by send status.
	ByStatus map[int]int `json:"by_status"`
}

// messageJSON is a message with everything; the raw body is text.
type messageJSON struct {
	Message
	Body string `json:"body"`
}

func (m *Message) summary() messageSummary {
	summary := messageSummary{
		MsgID: m.MsgID, App: m.App, ChatType: m.ChatType, CreateTime: m.CreateTime, CreateType: m.CreateType,
		Sender: m.Sender, Text: m.Text, Attachments: m.Attachments, Cancelled: !m.CancelTime.IsZero(),
		Failed: len(m.FailList), Members: len(m.Tasks), ByStatus: map[int]int{},
	}
	for _, task := range m.Tasks {
		if task.Status == taskSent {
			summary.MembersSent++
		}
		summary.Recipients += len(task.Recipients)
		for _, recipient := range task.Recipients {
			summary.ByStatus[recipient.Status]++
		}
	}
	return summary
}

func controlMessages(s *Server, r *http.Request) (any, error) {
	chatType := r.URL.Query().Get("chat_type")
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []messageSummary{}
	for _, message := range s.messages {
		if chatType == "" || message.ChatType == chatType {
			found = append(found, message.summary())
		}
	}
	return map[string]any{"messages": found}, nil
}

func controlMessage(s *Server, r *http.Request) (any, error) {
	message, known := s.Message(r.PathValue("msgid"))
	if !known {
		return nil, notFound(errors.New("no such message"))
	}
	return messageJSON{message, string(message.Body)}, nil
}

func controlForget(s *Server, r *http.Request) (any, error) {
	if err := s.Forget(r.PathValue("msgid")); err != nil {
		return nil, notFound(err)
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
	message, known := s.Message(msgid)
	if !known {
		return nil, notFound(errors.New("no such message"))
	}
	members := []string{request.UserID}
	if request.UserID == "" {
		members = nil
		for _, task := range message.Tasks {
			if task.Status != taskSent {
				members = append(members, task.UserID)
			}
		}
	}
	for _, userid := range members {
		if err := s.Confirm(msgid, userid); err != nil {
			return nil, statusError{http.StatusConflict, err.Error()}
		}
	}
	return controlMessage(s, r)
}

// maxWait bounds how long a caller can hold a connection of the control API.
const maxWait = 5 * time.Minute

// controlWait waits in real time, not in the server's.
func controlWait(s *Server, r *http.Request) (any, error) {
	query := r.URL.Query()
	wanted, err := optionalInt(query, "messages", 1)
	if err != nil {
		return nil, err
	}
	timeout, err := optionalDuration(query.Get("timeout"))
	if err != nil {
		return nil, err
	}
	timer := time.NewTimer(min(valueOr(timeout, 10*time.Second), maxWait))
	defer timer.Stop()
	for {
		count, changed := s.messageCount()
		if count >= wanted {
			return map[string]int{"messages": count}, nil
		}
		select {
		case <-changed:
		case <-timer.C:
			return nil, statusError{http.StatusGatewayTimeout, fmt.Sprintf("%d messages, not %d", count, wanted)}
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
}

// messageCount gives the number of messages and a channel that is closed when it may have changed.
func (s *Server) messageCount() (int, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.messages), s.changed
}
