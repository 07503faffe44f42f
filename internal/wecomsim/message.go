package wecomsim

import (
	"crypto/sha256"
	"time"
)

// Message is an accepted mass message.
type Message struct {
	MsgID string `json:"msgid"`
	// App is the name of the app that created it, empty for a message from Add.
	App string `json:"app,omitempty"`
	// CreateType is 0 for an enterprise message and 1 for a member's own.
	CreateType int `json:"create_type"`
	// Creator is a userid. It is empty for a message created by API, as WeCom
	// does not return it.
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

	number  int               // counts all messages of the server, gaps included
	content [sha256.Size]byte // see nameContent
	tally   tally
}

// Task is one member's part of a message.
type Task struct {
	UserID string `json:"userid"`
	// Status is 0 not sent, 2 sent.
	Status int `json:"status"`
	// SendTime is zero while the task is not sent.
	SendTime time.Time `json:"send_time,omitzero"`
	// Recipients are the customers or groups. They are empty for a group
	// message without chat ids until the owner confirms.
	Recipients []Recipient `json:"recipients"`
}

// Recipient is a customer or a group in a task; one of the ids is set.
type Recipient struct {
	ExternalUserID string `json:"external_userid,omitempty"`
	ChatID         string `json:"chat_id,omitempty"`
	// Status is 0 not sent, 1 sent, 2 not a friend, 3 has received too many
	// messages.
	Status int `json:"status"`
	// SendTime is set when Status is 1.
	SendTime time.Time `json:"send_time,omitzero"`
}

// Statuses of tasks and recipients (get_groupmsg_task,
// get_groupmsg_send_result).
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

	request.sender = c.directory.spelling(request.sender)

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

	if refused := busy(c.server.store(message)); refused != nil {
		return nil, refused
	}

	return createAnswer{c.success(), message.FailList, message.MsgID}, nil
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
