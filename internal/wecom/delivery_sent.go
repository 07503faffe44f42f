package wecom

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Sent is the fingerprint of a message: digests and a few words that tell it
// from every other one, no text and no ids of customers. It is computed once
// for a delivery and runs through the engine instead of the message. It can be
// kept, and finds the message when what was configured then is gone.
type Sent struct {
	ChatType string `json:"chat_type"`
	Sender   string `json:"sender,omitempty"`
	// AllowSelect is true where the member may change the customers.
	AllowSelect bool `json:"allow_select,omitempty"`
	// Audience is how the message says who receives it.
	Audience Audience `json:"audience"`
	// Recipients is the [RecipientsDigest] of the customers or groups that the
	// message names, and Count how many they are.
	Recipients string `json:"recipients_sha256,omitempty"`
	Count      int    `json:"recipients_count,omitempty"`
	// Words is the digest of what WeCom's list must show alike: chat type,
	// text, and attachments without their media. Messages with different words
	// are never taken for each other.
	Words string `json:"words_sha256"`
	// Content is Words with the media.
	Content string `json:"content_sha256"`
	// Leading are the blanks and line ends before the texts, which Words leaves
	// out since WeCom may trim them; nil where there are none.
	Leading []string `json:"leading,omitempty"`

	// The rest is at hand only in the run that has it.

	ids         []string
	cutFor      []string // see CutFor
	attachments []Attachment
	// ofThisRun is true where the digests are of this build.
	ofThisRun bool
}

// Audience is how a message says who receives it.
type Audience string

// The ways to say who receives a message.
const (
	AudienceNamed   Audience = "named"     // customers or groups, by their ids
	AudienceTagged  Audience = "tagged"    // customers with tags
	AudienceMembers Audience = "of_sender" // all customers of the sender, or groups that the sender picks
)

// SentOf is what tells m from other messages. Media that are not uploaded yet
// are not in it.
func SentOf(m *MassMessage) Sent {
	s := Sent{
		ChatType:    m.ChatType,
		Sender:      m.Sender,
		AllowSelect: m.AllowSelect != nil && *m.AllowSelect,
		Audience:    AudienceMembers,
	}.withMedia(m)

	ids := m.ExternalUserID
	if m.ChatType == ChatTypeGroup {
		ids = m.ChatIDList
	}

	switch {
	case len(ids) > 0:
		s.Audience, s.Recipients = AudienceNamed, RecipientsDigest(ids)
		s.ids = distinct(ids)
		s.Count = len(s.ids)
	case m.ChatType == ChatTypeSingle && m.TagFilter != nil:
		s.Audience = AudienceTagged
	}

	return s
}

// withMedia takes in the media ids that m has by now: an upload gives it some.
func (s Sent) withMedia(m *MassMessage) Sent {
	text := ""
	if m.Text != nil {
		text = m.Text.Content
	}

	s.attachments, s.ofThisRun = m.Attachments, true
	s.Words, s.Content = contentDigests(m.ChatType, text, m.Attachments, asListed())
	s.Leading = leadingOf(text, m.Attachments)

	return s
}

// WithRecipients puts the ids back into a message of which only the digest was
// kept. Ids that are not those of the digest are not taken.
func (s Sent) WithRecipients(ids []string) Sent {
	if s.Audience == AudienceNamed && RecipientsDigest(ids) == s.Recipients {
		s.ids = distinct(ids)
		s.Count = len(s.ids)
	}

	return s
}

// WithRecipientsDigest names the recipients of a message whose ids are not at
// hand.
func (s Sent) WithRecipientsDigest(digest string, count int) Sent {
	s.Audience, s.Recipients, s.Count, s.ids = AudienceNamed, digest, count, nil

	return s
}

// CutFor says for whom a message of a campaign was cut: its people, and those
// who are excluded now.
func (s Sent) CutFor(ids []string) Sent {
	s.cutFor = ids

	return s
}

// whole is the message to all for whom it was cut.
func (s *Sent) whole() *Sent {
	if s.cutFor == nil {
		return s
	}

	all := s.WithRecipientsDigest(RecipientsDigest(s.cutFor), len(s.cutFor)).WithRecipients(s.cutFor)

	return &all
}

// contentForm is in which form contents are compared.
type contentForm struct {
	text func(string) string
	// covers is true where the URL of a link's cover belongs to its words.
	covers bool
}

// asListed compares with WeCom's list: texts without what nobody sees, and the
// cover of a link among the pictures. A picture that was uploaded twice has two
// URLs, so another URL does not make another message.
func asListed() contentForm { return contentForm{text: listedText} }

// asImported compares with a configuration, whose pictures count.
func asImported() contentForm { return contentForm{text: listedText, covers: true} }

// earlierForms are those of traces that earlier builds have written.
func earlierForms() []contentForm {
	return []contentForm{{text: earlierListedText}, {text: asWritten, covers: true}}
}

// contentDigests name what a message says, without and with its media.
func contentDigests(chatType, text string, attachments []Attachment, form contentForm) (words, content string) {
	bare := make([]Attachment, len(attachments))
	media := make([]string, len(attachments))

	for i, a := range attachments {
		bare[i] = Attachment{MsgType: a.MsgType}

		if a.Link != nil {
			bare[i].Link = &Link{Title: form.text(a.Link.Title), Desc: form.text(a.Link.Desc), URL: a.Link.URL}
		}

		switch {
		case a.Link != nil && form.covers:
			bare[i].Link.PicURL = a.Link.PicURL
		case a.Link != nil:
			media[i] = a.Link.PicURL
		case a.Miniprogram != nil:
			bare[i].Miniprogram = &Miniprogram{Title: form.text(a.Miniprogram.Title), AppID: a.Miniprogram.AppID, Page: a.Miniprogram.Page}
			media[i] = a.Miniprogram.PicMediaID
		case a.Image != nil && a.Image.MediaID == "":
			media[i] = a.Image.PicURL // WeCom uses and lists one of both
		case a.Image != nil:
			media[i] = a.Image.MediaID
		case a.Video != nil:
			media[i] = a.Video.MediaID
		case a.File != nil:
			media[i] = a.File.MediaID
		}
	}

	words = digestOf(chatType, form.text(text), bare)

	content = words
	if hasMedia(attachments, form) {
		content = digestOf(words, media)
	}

	return words, content
}

func hasMedia(attachments []Attachment, form contentForm) bool {
	for _, a := range attachments {
		if a.MsgType != MsgTypeLink || a.Link != nil && a.Link.PicURL != "" && !form.covers {
			return true
		}
	}

	return false
}

// digestOf is the SHA-256, in hexadecimal, of the values as a JSON list.
func digestOf(values ...any) string {
	// Strings and structs of strings cannot fail to encode.
	raw, _ := json.Marshal(values)
	sum := sha256.Sum256(raw)

	return hex.EncodeToString(sum[:])
}
