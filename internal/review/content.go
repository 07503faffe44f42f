package review

import (
	"net/url"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Content is what customers read, once for all messages that say it.
type Content struct {
	Addresses []string `json:"addresses"`
	// Member is the userid of who says it; empty where there are several, or
	// nobody knows.
	Member string `json:"member,omitempty"`
	Group  bool   `json:"group,omitempty"`
	Text   string `json:"text"`
	// NotKnown are the attributes of it that are not known before the apply.
	NotKnown []string `json:"not_known,omitempty"`
	// Hidden is true where the configuration marks the content as sensitive. It
	// is left out.
	Hidden      bool         `json:"hidden,omitempty"`
	Attachments []Attachment `json:"attachments"`
	// SentText is what the message says that this one replaces; nil where it
	// replaces none.
	SentText *string `json:"sent_text,omitempty"`

	key string
}

// Attachment is one of a content, under WeCom's names.
type Attachment struct {
	MsgType string `json:"msgtype"`
	Title   string `json:"title,omitempty"`
	Desc    string `json:"desc,omitempty"`
	URL     string `json:"url,omitempty"`
	PicURL  string `json:"picurl,omitempty"`
	AppID   string `json:"appid,omitempty"`
	Page    string `json:"page,omitempty"`
	// File is the name of its file, and Size its size in bytes, where it has
	// one that is there.
	File string `json:"file,omitempty"`
	Size int64  `json:"size,omitempty"`
	// Media is true where it is a media id that stands in the configuration.
	Media bool `json:"media,omitempty"`

	picture string // its file as a data URI, where the page shows it
}

// contentOf is what a message says.
func (b *builder) contentOf(v, before values, hidden bool, files []File) Content {
	c := Content{Member: v.Sender, Group: v.isGroup(), Hidden: hidden, Attachments: []Attachment{}}

	d := v.draft()
	digests := d.Digests()
	c.key = draft.DigestOf([]string{digests["chat_type"], digests["text"], digests["attachments"], before.MsgID})

	if hidden {
		return c
	}

	c.Text = d.Text()

	if before.Text != nil && before.Text.Content != c.Text {
		sent := wecom.TextToSend(before.Text.Content)
		c.SentText = &sent
	}

	for i, a := range v.Attachments {
		c.Attachments = append(c.Attachments, b.attachmentOf(i, a, files))
	}

	return c
}

func (b *builder) attachmentOf(i int, a attachment, files []File) Attachment {
	shown := Attachment{MsgType: a.MsgType, Media: a.source == "" && a.MsgType != wecom.MsgTypeLink}

	switch {
	case a.Link != nil:
		shown.Title, shown.Desc, shown.URL, shown.PicURL = a.Link.Title, a.Link.Desc, a.Link.URL, a.Link.PicURL
	case a.Miniprogram != nil:
		shown.Title, shown.AppID, shown.Page = a.Miniprogram.Title, a.Miniprogram.AppID, a.Miniprogram.Page
	case a.Image != nil:
		shown.PicURL = a.Image.PicURL
		shown.Media = shown.Media && a.Image.PicURL == ""
	}

	for _, f := range files {
		if f.Attribute == fileAttribute(i, a) {
			shown.File, shown.Size = nameOf(f.Path), f.Size
			shown.picture = b.picture(a, f)
		}
	}

	return shown
}

// usesOf is how much of each documented limit a message uses. Of a campaign,
// the recipients are cut into messages that keep to theirs.
func usesOf(v values, files []File) []Use {
	var uses []Use

	count := func(attribute string, used, limit int) {
		uses = append(uses, Use{Attribute: attribute, Used: used, Limit: limit})
	}
	bytes := func(attribute, text string, limit int) {
		uses = append(uses, Use{Attribute: attribute, Used: len(wecom.TextToSend(text)), Limit: limit, Bytes: true})
	}

	if v.RecipientsCount != nil && v.Messages == nil {
		if v.isGroup() {
			count("chat_id_list", *v.RecipientsCount, wecom.MaxChatIDs)
		} else {
			count("external_userid", *v.RecipientsCount, wecom.MaxExternalUserIDs)
		}
	}

	if v.TagFilter != nil {
		for _, group := range v.TagFilter.GroupList {
			count("tag_filter.group_list.tag_list", len(group.TagList), wecom.MaxTagsPerGroup)
		}
	}

	if v.Text != nil {
		bytes("text.content", v.Text.Content, wecom.MaxTextBytes)
	}

	if len(v.Attachments) > 0 {
		count("attachments", len(v.Attachments), wecom.MaxAttachments)
	}

	for i, a := range v.Attachments {
		at := attributeOf(i, a)

		switch {
		case a.Link != nil:
			bytes(at+".title", a.Link.Title, wecom.MaxLinkTitleBytes)
			bytes(at+".desc", a.Link.Desc, wecom.MaxLinkDescBytes)
			bytes(at+".url", a.Link.URL, wecom.MaxLinkURLBytes)
			bytes(at+".picurl", a.Link.PicURL, wecom.MaxLinkURLBytes)
		case a.Miniprogram != nil:
			bytes(at+".title", a.Miniprogram.Title, wecom.MaxMiniprogramTitleBytes)
		}

		for _, f := range files {
			if slot := a.Media(); slot != nil && f.Attribute == fileAttribute(i, a) && f.Size > 0 {
				uses = append(uses, Use{Attribute: f.Attribute, Used: int(f.Size), Limit: int(slot.Kind.MaxBytes()), Bytes: true})
			}
		}
	}

	return slices.DeleteFunc(uses, func(u Use) bool { return u.Used == 0 })
}

// hostsOf are the hosts that a content leads to or takes a picture from: in its
// text, too, where a phone makes links of addresses.
func hostsOf(v values) []string {
	var hosts []string

	add := func(text string) {
		u, err := url.Parse(text)

		switch {
		case err == nil && u.Hostname() != "":
			hosts = append(hosts, strings.ToLower(u.Hostname()))
		case text != "":
			hosts = append(hosts, text) // no gate lets it through
		}
	}

	for _, address := range addressesIn(v.draft().Text()) {
		add(address)
	}

	for _, a := range v.Attachments {
		switch {
		case a.Link != nil:
			add(a.Link.URL)
			add(a.Link.PicURL)
		case a.Image != nil:
			add(a.Image.PicURL)
		}
	}

	slices.Sort(hosts)

	return slices.Compact(hosts)
}
