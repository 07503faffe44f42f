package wecomsim

import "fmt"

// Attachment is one attachment of a message; the field that MsgType names is
// set.
type Attachment struct {
	MsgType     string       `json:"msgtype"`
	Image       *Image       `json:"image,omitempty"`
	Link        *Link        `json:"link,omitempty"`
	MiniProgram *MiniProgram `json:"miniprogram,omitempty"`
	Video       *Media       `json:"video,omitempty"`
	File        *Media       `json:"file,omitempty"`
}

// Image is a picture; MediaID wins over PicURL.
type Image struct {
	MediaID string `json:"media_id,omitempty"`
	PicURL  string `json:"pic_url,omitempty"`
}

// Link is a link card.
type Link struct {
	Title  string `json:"title"`
	PicURL string `json:"picurl,omitempty"`
	Desc   string `json:"desc,omitempty"`
	URL    string `json:"url"`
}

// MiniProgram is a mini program card.
type MiniProgram struct {
	Title      string `json:"title"`
	PicMediaID string `json:"pic_media_id"`
	AppID      string `json:"appid"`
	Page       string `json:"page"`
}

// Media is a video or a file.
type Media struct {
	MediaID string `json:"media_id"`
}

// messageRequest is the body of add_msg_template.
type messageRequest struct {
	chatType       string
	externalUserID []string
	chatIDList     []string
	tagFilter      [][]string // without empty groups
	sender         string
	allowSelect    bool
	text           string
	hasText        bool // also an empty one
	attachments    []Attachment
}

// readMessageRequest reads the body. Rules that need no knowledge of the
// company are checked in message_rules.go; this only checks types.
func (c *call) readMessageRequest() (*messageRequest, *refusal) {
	body := c.readObject()

	request := &messageRequest{
		chatType:       body.str("chat_type"),
		externalUserID: body.strs("external_userid"),
		chatIDList:     body.strs("chat_id_list"),
		sender:         body.str("sender"),
		allowSelect:    body.boolean("allow_select"),
	}
	if request.chatType == "" {
		request.chatType = chatTypeSingle
	}

	filter := body.child("tag_filter")
	for _, group := range filter.children("group_list") {
		if tags := group.strs("tag_list"); len(tags) > 0 {
			request.tagFilter = append(request.tagFilter, tags)
		}

		group.noteUnknown()
	}

	filter.noteUnknown()

	if _, given := body.fields["tag_filter"]; given && len(request.tagFilter) == 0 {
		c.note("empty tag_filter")
	}

	text := body.child("text")
	request.text, request.hasText = text.text("content"), text.fields != nil
	text.noteUnknown()

	for _, item := range body.children("attachments") {
		request.attachments = append(request.attachments, readAttachment(item))
	}

	if len(request.attachments) == 0 {
		request.attachments = readOldForm(body)
	}

	body.noteUnknown()

	return request, body.reader.refused
}

// readOldForm reads the fields that stood beside text before attachments
// existed (2021). Of several the first counts:
// "如果三者同时填，则按image、link、miniprogram的优先顺序取参".
func readOldForm(body object) []Attachment {
	var found []Attachment

	for _, kind := range []string{"image", "link", "miniprogram"} {
		part := body.child(kind)
		if part.isEmpty() {
			continue
		}

		if len(found) > 0 {
			body.reader.call.note("old form, without effect: " + kind)
			continue
		}

		body.reader.call.note("old form: " + kind)
		a := Attachment{MsgType: kind}
		a.fill(kind, part)
		part.noteUnknown()

		found = append(found, a)
	}

	return found
}

// readAttachment reads one item. An object beside the one that msgtype names
// must be empty: "each attachment must agree with its msgtype" (page 96366).
// SDKs send such empty objects.
func readAttachment(item object) Attachment {
	a := Attachment{MsgType: item.str("msgtype")}
	for _, kind := range []string{"image", "link", "miniprogram", "video", "file"} {
		if _, given := item.fields[kind]; !given {
			continue
		}

		part := item.child(kind)
		switch {
		case kind == a.MsgType:
			a.fill(kind, part)
		case part.isEmpty():
			item.reader.call.note("empty object beside msgtype: " + item.path + kind)
		default:
			item.reader.refuse(codeBadParameter, "%s%s does not belong to msgtype %s", item.path, kind, a.MsgType)
		}

		part.noteUnknown()
	}

	item.noteUnknown()

	return a
}

func (a *Attachment) fill(kind string, part object) {
	switch kind {
	case "image":
		a.Image = &Image{MediaID: part.str("media_id"), PicURL: part.str("pic_url")}
	case "link":
		a.Link = &Link{
			Title: part.text("title"), PicURL: part.text("picurl"), Desc: part.text("desc"), URL: part.text("url"),
		}
	case "miniprogram":
		a.MiniProgram = &MiniProgram{
			Title: part.text("title"), PicMediaID: part.str("pic_media_id"),
			AppID: part.str("appid"), Page: part.text("page"),
		}
	case "video":
		a.Video = &Media{MediaID: part.str("media_id")}
	case "file":
		a.File = &Media{MediaID: part.str("media_id")}
	}
}

// isEmpty says whether all fields are null or "".
func (o object) isEmpty() bool {
	for name, raw := range o.fields {
		o.read[name] = true

		if text := string(raw); text != "null" && text != `""` {
			return false
		}
	}

	return true
}

// listed gives the attachment as get_groupmsg_list_v2 shows it: an image has
// either media_id or pic_url, media_id is preferred (path 96355).
func (a Attachment) listed() Attachment {
	if a.Image != nil && a.Image.MediaID != "" {
		a.Image = &Image{MediaID: a.Image.MediaID}
	}

	return a
}

func (a Attachment) at(i int) string { return fmt.Sprintf("attachments[%d].%s", i, a.MsgType) }
