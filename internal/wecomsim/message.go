package wecomsim

import (
	"fmt"
	"slices"
	"time"
)

// Message is an accepted mass message.
type Message struct {
	MsgID string `json:"msgid"`
	// App is the name of the app that created it, empty for a message from Add.
	App string `json:"app,omitempty"`
	// CreateType is 0 for an enterprise message and 1 for a member's own.
	CreateType int `json:"create_type"`
	// Creator is a userid. It is empty for a message created by API, as WeCom does not return it.
	Creator    string    `json:"creator,omitempty"`
	CreateTime time.Time `json:"create_time"`

	ChatType       string       `json:"chat_type"`
	ExternalUserID []string     `json:"external_userid,omitempty"`
	ChatIDList     []string     `json:"chat_id_list,omitempty"`
	TagFilter      [][]string   `json:"tag_filter,omitempty"`
	Sender         string       `json:"sender,omitempty"`
	AllowSelect    bool         `json:"allow_select"`
	Text           string       `json:"text"`
	Attachments    []Attachment `json:"attachments,omitempty"`
	// Body is the body of the request, byte for byte.
	Body []byte `json:"body,omitempty"`

	// FailList is what the answer to the creation listed.
	FailList []string `json:"fail_list"`
	// Tasks say which member sends to whom.
	Tasks []Task `json:"tasks"`
	// Reminders are the times of remind_groupmsg_send.
	Reminders []time.Time `json:"reminders,omitempty"`
	// CancelTime is zero while the message is not cancelled.
	CancelTime time.Time `json:"cancel_time,omitzero"`
}

// Task is one member's part of a message.
type Task struct {
	UserID string `json:"userid"`
	// Status is 0 not sent, 2 sent.
	Status int `json:"status"`
	// SendTime is zero while the task is not sent.
	SendTime time.Time `json:"send_time,omitzero"`
	// Recipients are the customers or groups. They are empty for a group message without chat ids
	// until the owner confirms.
	Recipients []Recipient `json:"recipients"`
}

// Recipient is a customer or a group in a task; one of the ids is set.
type Recipient struct {
	ExternalUserID string `json:"external_userid,omitempty"`
	ChatID         string `json:"chat_id,omitempty"`
	// Status is 0 not sent, 1 sent, 2 not a friend, 3 has received too many messages.
	Status int `json:"status"`
	// SendTime is set when Status is 1.
	SendTime time.Time `json:"send_time,omitzero"`
}

// Statuses of tasks and recipients (get_groupmsg_task, get_groupmsg_send_result).
const (
	taskSent           = 2
	recipientSent      = 1
	recipientNotFriend = 2
	recipientOverQuota = 3
)

type createAnswer struct {
	verdict
	FailList []string `json:"fail_list"`
	MsgID    string   `json:"msgid"`
}

// addMsgTemplate answers add_msg_template (page 96366).
func addMsgTemplate(c *call) (any, *refusal) {
	request, refused := c.readMessageRequest()
	if refused == nil {
		refused = request.check()
	}
	if refused == nil {
		refused = c.checkReferences(request)
	}
	if refused != nil {
		return nil, refused
	}
	audience, refused := c.directory.audience(c.app, request)
	if refused != nil {
		return nil, refused
	}
	message := &Message{
		App: c.app.Name, CreateTime: c.now, ChatType: request.chatType,
		ExternalUserID: request.externalUserID, ChatIDList: request.chatIDList, TagFilter: request.tagFilter,
		Sender: request.sender, AllowSelect: request.allowSelect, Text: request.text,
		Attachments: request.attachments, Body: c.body, FailList: audience.failList, Tasks: audience.tasks,
	}
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	if refused := c.server.dropOverQuota(message); refused != nil {
		return nil, refused
	}
	c.server.store(message)
	return createAnswer{success(), message.FailList, message.MsgID}, nil
}

// checkReferences checks ids that must exist at WeCom: media and mini programs.
func (c *call) checkReferences(request *messageRequest) *refusal {
	for i, attachment := range request.attachments {
		if refused := c.checkMedia(attachment, attachment.at(i)); refused != nil {
			return refused
		}
		linked := c.directory.miniPrograms
		if m := attachment.MiniProgram; m != nil && len(linked) > 0 && !linked[m.AppID] {
			return refuse(codeAppIDNotLinked, "%s.appid", attachment.at(i))
		}
	}
	return nil
}

// store gives the message its id. It is called with mu held.
func (s *Server) store(message *Message) {
	if message.MsgID == "" {
		message.MsgID = "msgSIM" + randomText(s.random, 24)
	}
	s.messages = append(s.messages, message)
	s.messageByID[message.MsgID] = message
	s.announce()
}

// Messages gives the accepted messages in the order of creation.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Message, 0, len(s.messages))
	for _, message := range s.messages {
		all = append(all, message.copy())
	}
	return all
}

// Message gives one message by its id.
func (s *Server) Message(msgid string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	message := s.messageByID[msgid]
	if message == nil {
		return Message{}, false
	}
	return message.copy(), true
}

// copy shares what never changes and copies what Confirm changes.
func (m *Message) copy() Message {
	shown := *m
	shown.Reminders = slices.Clone(m.Reminders)
	shown.Tasks = slices.Clone(m.Tasks)
	for i := range shown.Tasks {
		shown.Tasks[i].Recipients = slices.Clone(shown.Tasks[i].Recipients)
	}
	return shown
}

// Add puts a message there that was not created by this API, such as one of the admin console or a
// member's own (CreateType 1), and gives its id. An empty MsgID is filled in, a zero CreateTime is
// now, an empty ChatType is single.
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
	s.store(&added)
	return added.MsgID
}

// Forget removes a message as if WeCom no longer knew it.
func (s *Server) Forget(msgid string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.messageByID[msgid] == nil {
		return fmt.Errorf("no message %q", msgid)
	}
	delete(s.messageByID, msgid)
	s.messages = slices.DeleteFunc(s.messages, func(m *Message) bool { return m.MsgID == msgid })
	s.announce()
	return nil
}
