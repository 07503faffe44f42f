package wecomsim

import (
	"net/http"
	"strings"
	"time"
)

// States of a recipient, of which the first four are send statuses.
const (
	recipientStateNotSent   = "not_sent"
	recipientStateSent      = "sent"
	recipientStateNotFriend = "not_friend"
	recipientStateOverQuota = "over_quota"
	recipientStateFailed    = "failed" // in fail_list: no task was made
)

// recipientRow is one customer or group and how it stands with a message.
type recipientRow struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// UserID is the member who sends, or would have to send.
	UserID     string    `json:"userid,omitempty"`
	MemberName string    `json:"member_name,omitempty"`
	State      string    `json:"state"`
	SendTime   time.Time `json:"send_time,omitzero"`
	// Why says why this member sends, or why nobody can.
	Why string `json:"why"`
}

// Reasons of a recipientRow.
const (
	whySender           = "sender"             // the message names the member
	whyLastTalked       = "last_talked"        // the member last talked to the customer
	whyOwner            = "owner"              // the member owns the group
	whyUnknown          = "unknown"            // nobody has this id
	whyNotFollowed      = "not_followed"       // no customer of the sender
	whyMemberCannot     = "member_cannot"      // the member who last talked cannot get a task of this app
	whyNotOwner         = "not_owner"          // the group belongs to another member
	whyNotCustomerGroup = "not_customer_group" // the group has no customer in it
	whyQuotaAtCreate    = "over_quota_at_creation"
)

// controlRecipients lists those of one ?state=, ?userid= and ?q= (part of a
// name, or an id).
func controlRecipients(s *Server, r *http.Request) (any, error) {
	message := s.current(r.PathValue("msgid"))
	if message == nil {
		return nil, errNoMessage()
	}

	query := r.URL.Query()

	window, err := readWindow(query)
	if err != nil {
		return nil, err
	}

	state, userid, word := query.Get("state"), query.Get("userid"), strings.TrimSpace(query.Get("q"))
	d := s.currentDirectory()
	matching := []recipientRow{}

	add := func(row recipientRow) {
		row.Name = d.recipientName(row.ID)

		row.MemberName = d.memberName(row.UserID)
		if (state == "" || row.State == state) && (userid == "" || row.UserID == userid) &&
			(word == "" || row.ID == word || strings.Contains(row.Name, word)) {
			matching = append(matching, row)
		}
	}
	for _, id := range message.FailList {
		add(d.failedRow(message, id))
	}

	for _, task := range message.Tasks {
		for _, recipient := range task.Recipients {
			add(recipientRow{
				ID: recipient.id(), UserID: task.UserID, State: recipient.state(), SendTime: recipient.SendTime,
				Why: message.whyMember(),
			})
		}
	}

	return map[string]any{"total": len(matching), "recipients": cutWindow(matching, window)}, nil
}

func (r Recipient) state() string {
	switch r.Status {
	case recipientSent:
		return recipientStateSent
	case recipientNotFriend:
		return recipientStateNotFriend
	case recipientOverQuota:
		return recipientStateOverQuota
	}

	return recipientStateNotSent
}

func (m *Message) whyMember() string {
	switch {
	case m.ChatType == chatTypeGroup:
		return whyOwner
	case m.Sender != "":
		return whySender
	}

	return whyLastTalked
}

func (d *directory) recipientName(id string) string {
	if customer := d.customers[id]; customer != nil {
		return customer.Name
	}

	if group := d.groups[id]; group != nil {
		return group.Name
	}

	return ""
}

// failedRow finds out why an id is in fail_list, from the same facts as when
// the message was created.
func (d *directory) failedRow(m *Message, id string) recipientRow {
	row := recipientRow{ID: id, State: recipientStateFailed, UserID: m.Sender, Why: whyQuotaAtCreate}
	if m.ChatType == chatTypeGroup {
		group := d.groups[id]
		switch {
		case group == nil:
			row.Why = whyUnknown
		case group.Owner != m.Sender:
			row.Why, row.UserID = whyNotOwner, group.Owner
		case group.NotCustomerGroup:
			row.Why = whyNotCustomerGroup
		}

		return row
	}

	customer := d.customers[id]
	switch {
	case customer == nil:
		row.Why = whyUnknown
	case m.Sender != "" && customer.follow(m.Sender) == nil:
		row.Why = whyNotFollowed
	case m.Sender == "":
		follow, app := customer.lastTalked(), d.app(m.App)
		if follow == nil {
			row.Why = whyMemberCannot
			return row
		}

		row.UserID = follow.UserID
		if app != nil && d.checkSender(app, follow.UserID) != nil {
			row.Why = whyMemberCannot
		}
	}

	return row
}

// app finds an app by its name, nil when there is none.
func (d *directory) app(name string) *App {
	for i := range d.company.Apps {
		if d.company.Apps[i].Name == name {
			return &d.company.Apps[i]
		}
	}

	for i := range d.company.Suites {
		if d.company.Suites[i].App.Name == name {
			return &d.company.Suites[i].App
		}
	}

	return nil
}
