package provider

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// text reads the text as it is written. An empty content counts as not given,
// and so does one of which nothing can be seen, see [draft.New].
func (c *checker) text(v types.Object) *wecom.Text {
	p := problem.Root("text")
	if !c.known(p, v) {
		return nil
	}

	content := c.textValue(p.AtName("content"), v.Attributes()["content"], wecom.MaxTextBytes)
	if content == "" {
		return nil
	}

	return &wecom.Text{Content: content}
}

// attachments reads the attachments. An empty list counts as not given.
func (c *checker) attachments(list types.List) []wecom.Attachment {
	p := problem.Root("attachments")
	if !c.known(p, list) {
		return nil
	}

	elements := list.Elements()
	if len(elements) > wecom.MaxAttachments {
		c.errorf(p, "Too many attachments", "%s; the limit is %d, %d too many.",
			wording.Counted(len(elements), "attachment"), wecom.MaxAttachments, len(elements)-wecom.MaxAttachments)
	}

	var all []wecom.Attachment
	for i, element := range elements {
		all = append(all, c.attachment(p.AtListIndex(i), element.(types.Object)))
	}

	return all
}

func attachmentKinds() []string {
	return []string{wecom.MsgTypeImage, wecom.MsgTypeLink, wecom.MsgTypeMiniprogram, wecom.MsgTypeVideo, wecom.MsgTypeFile}
}

func (c *checker) attachment(p problem.Path, v types.Object) wecom.Attachment {
	if v.IsNull() {
		c.neverf(p, "Missing value", "the attachment is null.")
		return wecom.Attachment{}
	}

	if !c.known(p, v) {
		return wecom.Attachment{}
	}

	parts := v.Attributes()

	a := wecom.Attachment{
		Image:       c.image(p.AtName(wecom.MsgTypeImage), parts[wecom.MsgTypeImage].(types.Object)),
		Link:        c.link(p.AtName(wecom.MsgTypeLink), parts[wecom.MsgTypeLink].(types.Object)),
		Miniprogram: c.miniprogram(p.AtName(wecom.MsgTypeMiniprogram), parts[wecom.MsgTypeMiniprogram].(types.Object)),
		Video:       c.video(p.AtName(wecom.MsgTypeVideo), parts[wecom.MsgTypeVideo].(types.Object)),
		File:        c.file(p.AtName(wecom.MsgTypeFile), parts[wecom.MsgTypeFile].(types.Object)),
	}

	msgtype := parts["msgtype"].(types.String)
	if msgtype.IsNull() {
		c.neverf(p.AtName("msgtype"), "Missing value", "it is required: one of %s.", strings.Join(attachmentKinds(), ", "))
		return a
	}

	if !c.known(p.AtName("msgtype"), msgtype) {
		return a
	}

	a.MsgType = msgtype.ValueString()
	c.onlyItsOwnObject(p, a.MsgType, parts)

	return a
}

// onlyItsOwnObject checks that the object that msgtype names is there, and no
// other.
func (c *checker) onlyItsOwnObject(p problem.Path, msgtype string, parts map[string]attr.Value) {
	object, ok := parts[msgtype].(types.Object)
	if !ok {
		c.neverf(p.AtName("msgtype"), "Invalid msgtype", "%q is none of %s.", msgtype, strings.Join(attachmentKinds(), ", "))
		return
	}

	if object.IsNull() {
		c.neverf(p.AtName(msgtype), "Missing value", "msgtype is %q, so the object %s is required.", msgtype, msgtype)
	}

	for _, other := range attachmentKinds() {
		if other != msgtype && given(parts[other]) {
			c.neverf(p.AtName(other), "Object of another msgtype", "msgtype is %q, so only the object %s may be given. Use an attachment of its own for %s.", msgtype, msgtype, other)
		}
	}
}

func (c *checker) image(p problem.Path, v types.Object) *wecom.Image {
	if !c.known(p, v) {
		return nil
	}

	parts := v.Attributes()
	image := &wecom.Image{PicURL: c.urlValue(p.AtName("pic_url"), parts["pic_url"])}
	image.MediaID, image.Upload = c.media(p, parts, "media_id", "source")

	noMedia := parts["media_id"].IsNull() && parts["source"].IsNull()
	noURL := parts["pic_url"].IsNull() || (!parts["pic_url"].IsUnknown() && image.PicURL == "")

	if noMedia && noURL {
		c.missing(p, parts["pic_url"], "an image needs media_id or pic_url (or source, instead of media_id).")
	}

	if (given(parts["media_id"]) || given(parts["source"])) && image.PicURL != "" {
		c.warnIgnored(p.AtName("pic_url"), "WeCom uses media_id, or the file in its place, where pic_url is given as well. pic_url is sent as given.")
	}

	return image
}

func (c *checker) link(p problem.Path, v types.Object) *wecom.Link {
	if !c.known(p, v) {
		return nil
	}

	parts := v.Attributes()

	link := &wecom.Link{
		Title:  c.requiredText(p.AtName("title"), parts["title"], wecom.MaxLinkTitleBytes),
		PicURL: c.urlValue(p.AtName("picurl"), parts["picurl"]),
		Desc:   c.textValue(p.AtName("desc"), parts["desc"], wecom.MaxLinkDescBytes),
		URL:    c.urlValue(p.AtName("url"), parts["url"]),
	}

	if !parts["url"].IsUnknown() && link.URL == "" {
		c.missing(p.AtName("url"), parts["url"], "a link needs a url.")
	}

	return link
}

func (c *checker) miniprogram(p problem.Path, v types.Object) *wecom.Miniprogram {
	if !c.known(p, v) {
		return nil
	}

	parts := v.Attributes()
	card := &wecom.Miniprogram{
		Title: c.requiredText(p.AtName("title"), parts["title"], wecom.MaxMiniprogramTitleBytes),
		AppID: c.requiredID(p.AtName("appid"), parts["appid"], "it names the mini program"),
		Page:  c.requiredPage(p.AtName("page"), parts["page"]),
	}
	card.PicMediaID, card.Upload = c.requiredMedia(p, parts, "pic_media_id", "pic_source")

	return card
}

func (c *checker) video(p problem.Path, v types.Object) *wecom.Video {
	if !c.known(p, v) {
		return nil
	}

	id, upload := c.requiredMedia(p, v.Attributes(), "media_id", "source")

	return &wecom.Video{MediaID: id, Upload: upload}
}

func (c *checker) file(p problem.Path, v types.Object) *wecom.File {
	if !c.known(p, v) {
		return nil
	}

	id, upload := c.requiredMedia(p, v.Attributes(), "media_id", "source")

	return &wecom.File{MediaID: id, Upload: upload}
}

// requiredText reads a text in which there must be something to read.
func (c *checker) requiredText(p problem.Path, v attr.Value, limit int) string {
	text := c.textValue(p, v, limit)

	switch {
	case v.IsUnknown():
	case text == "":
		c.missing(p, v, "it is required and may not be empty.")
	case wecom.NothingToRead(text):
		c.errorf(p, "Missing value", "it is required, and %s.", nothingToRead(text))
	}

	return text
}

// missing is for a required value that is null, which nothing was ever sent
// with, or blank, which is a rule like any other.
func (c *checker) missing(p problem.Path, v attr.Value, why string) {
	if v.IsNull() {
		c.neverf(p, "Missing value", "%s", why)
		return
	}

	c.errorf(p, "Missing value", "%s", why)
}

// urlValue reads an optional URL; empty counts as not given.
func (c *checker) urlValue(p problem.Path, v attr.Value) string {
	if !c.known(p, v) {
		return ""
	}

	text := v.(types.String).ValueString()
	if text == "" {
		return ""
	}

	if wrong := draft.URLProblem(text); wrong != "" {
		c.errorf(p, "Invalid URL", "%s", wrong)
	} else if u, err := url.Parse(text); err == nil && u.User != nil {
		// It is not shown: it may hold a password.
		c.problems.Warnf(p, "URL with a user name", "it has a user name or a password before the host %s, and every customer gets it. Take out what stands before the @.", u.Host)
	}

	c.atMost(p, text, wecom.MaxLinkURLBytes)

	return text
}

// contentRules are the rules between text and attachments.
func (c *checker) contentRules(message wecom.MassMessage) {
	if c.unknown["text"] || c.unknown["attachments"] || len(message.Attachments) > 0 {
		return
	}

	const needs = "a message needs a text, or attachments, or both."

	switch text := message.Text; {
	case text == nil:
		c.errorf(problem.Root("text"), "Empty message", needs+" An empty content and an empty list count as not given.")
	case wecom.NothingToRead(text.Content):
		c.errorf(problem.Root("text"), "Empty message", needs+" The content counts as not given: %s.", nothingToRead(text.Content))
	}
}

// nothingToRead shows what a text has in it instead of something to read.
func nothingToRead(text string) string {
	return fmt.Sprintf("nothing can be seen in %s, which has only white space, control characters or characters without a width", strconv.QuoteToASCII(wording.Shortened(text)))
}
