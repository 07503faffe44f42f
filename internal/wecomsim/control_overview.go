package wecomsim

import (
	"net/http"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
)

// overview is what a person wants to know about a message, without the single
// recipients.
type overview struct {
	messageSummary
	SenderName  string           `json:"sender_name,omitempty"`
	Chat        *chatOverview    `json:"chat,omitempty"`
	AllowSelect bool             `json:"allow_select"`
	TagFilter   [][]namedID      `json:"tag_filter,omitempty"`
	Tasks       []taskOverview   `json:"tasks"`
	Limits      []limitUse       `json:"limits"`
	Media       []mediumOverview `json:"media"`
	Reminders   []time.Time      `json:"reminders"`
	CancelTime  time.Time        `json:"cancel_time,omitzero"`
	Preview     *preview.Element `json:"preview,omitempty"`
}

// chatOverview is the first group that gets, or would get, the message.
type chatOverview struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Members int    `json:"members"`
}

// chatOf is nil for a message to customers.
func (d *directory) chatOf(m *Message) *chatOverview {
	if m.ChatType != chatTypeGroup {
		return nil
	}

	var ids []string

	for _, task := range m.Tasks {
		for _, recipient := range task.Recipients {
			ids = append(ids, recipient.ChatID)
		}
	}

	ids = append(ids, m.ChatIDList...)
	for _, group := range d.owned[m.Sender] {
		ids = append(ids, group.ChatID)
	}

	for _, id := range ids {
		if group := d.groups[id]; group != nil {
			return &chatOverview{ID: id, Name: group.Name, Members: len(group.Members)}
		}
	}

	return nil
}

type namedID struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type taskOverview struct {
	UserID     string       `json:"userid"`
	Name       string       `json:"name,omitempty"`
	Status     int          `json:"status"`
	SendTime   time.Time    `json:"send_time,omitzero"`
	Recipients int          `json:"recipients"`
	ByStatus   statusCounts `json:"by_status"`
}

// mediumOverview is what is known of an attachment's upload.
type mediumOverview struct {
	ID      string    `json:"id"`
	Known   bool      `json:"known"`
	Type    string    `json:"type,omitempty"`
	Name    string    `json:"name,omitempty"`
	Size    int       `json:"size"`
	Expires time.Time `json:"expires,omitzero"`
	Expired bool      `json:"expired"`
}

func controlOverview(s *Server, r *http.Request) (any, error) {
	message := s.current(r.PathValue("msgid"))
	if message == nil {
		return nil, errNoMessage()
	}

	d := s.currentDirectory()

	shown := overview{
		messageSummary: message.summary(), SenderName: d.memberName(message.Sender), AllowSelect: message.AllowSelect, Chat: d.chatOf(message),
		Tasks: []taskOverview{}, Limits: message.limits(), Media: []mediumOverview{},
		Reminders: append([]time.Time{}, message.Reminders...), CancelTime: message.CancelTime,
	}
	for _, group := range message.TagFilter {
		var tags []namedID
		for _, id := range group {
			tags = append(tags, namedID{id, d.tagName(id)})
		}

		shown.TagFilter = append(shown.TagFilter, tags)
	}

	for _, task := range message.Tasks {
		part := Message{Tasks: []Task{task}}
		part.count()
		shown.Tasks = append(shown.Tasks, taskOverview{
			UserID: task.UserID, Name: d.memberName(task.UserID), Status: task.Status, SendTime: task.SendTime,
			Recipients: part.tally.recipients, ByStatus: part.tally.statusCounts(),
		})
	}

	for _, attachment := range message.Attachments {
		if id := attachment.upload(); id != "" {
			shown.Media = append(shown.Media, s.mediumOverview(id))
		}
	}

	if language := r.URL.Query().Get("preview"); language != "" {
		made, err := shown.preview(language)
		if err != nil {
			return nil, err
		}

		shown.Preview = made
	}

	return shown, nil
}

// upload is the media id, or the URL of an image from uploadimg, of an
// attachment that has one.
func (a Attachment) upload() string {
	if a.Image != nil && a.Image.MediaID == "" {
		return a.Image.PicURL
	}

	id, _ := a.media()

	return id
}

func (s *Server) mediumOverview(id string) mediumOverview {
	medium, known := s.Medium(id)
	if !known {
		return mediumOverview{ID: id}
	}

	shown := mediumOverview{ID: id, Known: true, Type: medium.Type, Name: medium.Name, Size: len(medium.Content)}
	if !medium.permanent {
		shown.Expires = medium.CreateTime.Add(mediaLife)
		shown.Expired = !s.Now().Before(shown.Expires)
	}

	return shown
}

func (d *directory) memberName(userid string) string {
	if member := d.members[userid]; member != nil {
		return member.Name
	}

	return ""
}

func (d *directory) tagName(id string) string {
	for _, group := range d.company.TagGroups {
		for _, tag := range group.Tags {
			if tag.ID == id {
				return tag.Name
			}
		}
	}

	return ""
}
