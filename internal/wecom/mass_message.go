package wecom

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode"
)

// The kinds of a mass message.
const (
	ChatTypeSingle = "single" // to customers
	ChatTypeGroup  = "group"  // to customer groups
)

// The kinds of an attachment.
const (
	MsgTypeImage       = "image"
	MsgTypeLink        = "link"
	MsgTypeMiniprogram = "miniprogram"
	MsgTypeVideo       = "video"
	MsgTypeFile        = "file"
)

// MassMessage is the request of add_msg_template. Fields that are not given
// are left out of the body; chat_type always goes.
// Source: https://developer.work.weixin.qq.com/document/path/96366.
type MassMessage struct {
	ChatType       string       `json:"chat_type"`
	ExternalUserID []string     `json:"external_userid,omitempty"` // single only; at most MaxExternalUserIDs
	ChatIDList     []string     `json:"chat_id_list,omitempty"`    // group only; at most MaxChatIDs
	TagFilter      *TagFilter   `json:"tag_filter,omitempty"`      // single only; not used beside external_userid
	Sender         string       `json:"sender,omitempty"`          // required for group
	AllowSelect    *bool        `json:"allow_select,omitempty"`
	Text           *Text        `json:"text,omitempty"`
	Attachments    []Attachment `json:"attachments,omitempty"` // at most MaxAttachments
}

// TagFilter chooses customers by tags: or within a group, and between groups.
type TagFilter struct {
	GroupList []TagGroup `json:"group_list"`
}

// TagGroup is at most MaxTagsPerGroup tag ids.
type TagGroup struct {
	TagList []string `json:"tag_list"`
}

// Text is at most MaxTextBytes.
type Text struct {
	Content string `json:"content"`
}

// Attachment is one of five kinds; the object that MsgType names is set.
type Attachment struct {
	MsgType     string       `json:"msgtype"`
	Image       *Image       `json:"image,omitempty"`
	Link        *Link        `json:"link,omitempty"`
	Miniprogram *Miniprogram `json:"miniprogram,omitempty"`
	Video       *Video       `json:"video,omitempty"`
	File        *File        `json:"file,omitempty"`
}

// Image has a media_id, or a pic_url from media/uploadimg. With both, WeCom
// uses the media_id.
type Image struct {
	MediaID string  `json:"media_id,omitempty"`
	PicURL  string  `json:"pic_url,omitempty"`
	Upload  *Upload `json:"-"` // instead of MediaID
}

// Link is a card with a title and a URL.
type Link struct {
	Title  string `json:"title"`            // at most MaxLinkTitleBytes
	PicURL string `json:"picurl,omitempty"` // at most MaxLinkURLBytes
	Desc   string `json:"desc,omitempty"`   // at most MaxLinkDescBytes
	URL    string `json:"url"`              // at most MaxLinkURLBytes
}

// Miniprogram is a mini program card.
type Miniprogram struct {
	Title      string `json:"title"` // at most MaxMiniprogramTitleBytes
	PicMediaID string `json:"pic_media_id"`
	AppID      string `json:"appid"`
	Page       string `json:"page"`

	Upload *Upload `json:"-"` // instead of PicMediaID
}

// Video is a video from media/upload.
type Video struct {
	MediaID string  `json:"media_id"`
	Upload  *Upload `json:"-"` // instead of MediaID
}

// File is a file from media/upload.
type File struct {
	MediaID string  `json:"media_id"`
	Upload  *Upload `json:"-"` // instead of MediaID
}

// MediaSlot is the place of an attachment for a media id.
type MediaSlot struct {
	Kind   MediaKind
	Field  string  // media_id or pic_media_id
	ID     *string // in the attachment itself
	Upload *Upload // instead of an id; nil without one
}

// Media is the place for a media id, whatever the kind of the attachment; nil
// where it has none, as a link.
func (a Attachment) Media() *MediaSlot {
	switch {
	case a.Image != nil:
		return &MediaSlot{MediaImage, "media_id", &a.Image.MediaID, a.Image.Upload}
	case a.Miniprogram != nil:
		return &MediaSlot{MediaImage, "pic_media_id", &a.Miniprogram.PicMediaID, a.Miniprogram.Upload}
	case a.Video != nil:
		return &MediaSlot{MediaVideo, "media_id", &a.Video.MediaID, a.Video.Upload}
	case a.File != nil:
		return &MediaSlot{MediaFile, "media_id", &a.File.MediaID, a.File.Upload}
	default:
		return nil
	}
}

// Clone is a copy that shares nothing but uploads.
func (a Attachment) Clone() Attachment {
	return Attachment{
		MsgType: a.MsgType,
		Image:   copied(a.Image), Link: copied(a.Link), Miniprogram: copied(a.Miniprogram), Video: copied(a.Video), File: copied(a.File),
	}
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}

	c := *p

	return &c
}

// Encode returns the body of the request: JSON in which every character stands
// for itself. WeCom refuses \u escapes with 40033.
func (m *MassMessage) Encode() ([]byte, error) {
	var b bytes.Buffer

	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)

	if err := encoder.Encode(m); err != nil {
		return nil, err
	}

	body := plainLineSeparators(bytes.TrimSuffix(b.Bytes(), []byte("\n")))

	if hasForeignEscape(body) || bytes.ContainsFunc(body, unicode.IsControl) {
		return nil, errors.New("the message holds characters that cannot be sent: control characters, or bytes that are not UTF-8")
	}

	return body, nil
}

// plainLineSeparators undoes what encoding/json cannot be told to leave alone:
// it writes U+2028 and U+2029 as escapes even with SetEscapeHTML(false).
func plainLineSeparators(body []byte) []byte {
	if !bytes.Contains(body, []byte(`\u202`)) {
		return body
	}

	out := make([]byte, 0, len(body))

	for i := 0; i < len(body); {
		switch {
		case bytes.HasPrefix(body[i:], []byte(`\u2028`)):
			out = append(out, "\u2028"...)
			i += 6
		case bytes.HasPrefix(body[i:], []byte(`\u2029`)):
			out = append(out, "\u2029"...)
			i += 6
		case body[i] == '\\':
			// A two-character escape; its second half may be a backslash.
			out = append(out, body[i], body[i+1])
			i += 2
		default:
			out = append(out, body[i])
			i++
		}
	}

	return out
}

// hasForeignEscape finds an escape other than those of tab, line breaks, quotes
// and backslash: encoding/json writes one for every other control character,
// and instead of bytes that are not UTF-8.
func hasForeignEscape(body []byte) bool {
	for i := 0; i < len(body)-1; i++ {
		if body[i] != '\\' {
			continue
		}

		if !bytes.ContainsRune([]byte(`tnr"\`), rune(body[i+1])) {
			return true
		}

		i++
	}

	return false
}
