package clitest_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// said is what a POST says, and to whom: two bodies that only differ in the
// order of their ids are one.
type said struct {
	corp, sender, text, people, tags, media string
	// group is true of a message to groups: people are theirs.
	group bool
}

// bodySaid reads a POST.
func bodySaid(corp string, body []byte) said {
	var sent struct {
		ChatType       string                   `json:"chat_type"`
		Sender         string                   `json:"sender"`
		ExternalUserID []string                 `json:"external_userid"`
		ChatIDList     []string                 `json:"chat_id_list"`
		Text           struct{ Content string } `json:"text"`
		Attachments    []struct {
			Image struct {
				MediaID string `json:"media_id"`
			} `json:"image"`
		} `json:"attachments"`
		TagFilter struct {
			GroupList []struct {
				TagList []string `json:"tag_list"`
			} `json:"group_list"`
		} `json:"tag_filter"`
	}

	_ = json.Unmarshal(body, &sent)

	s := said{corp: corp, sender: sent.Sender, text: sent.Text.Content, people: joined(append(sent.ExternalUserID, sent.ChatIDList...)), group: sent.ChatType == "group"}

	for _, attachment := range sent.Attachments {
		s.media += attachment.Image.MediaID
	}

	for _, group := range sent.TagFilter.GroupList {
		s.tags += joined(group.TagList)
	}

	return s
}

// joined is a set of ids.
func joined(ids []string) string {
	return strings.Join(slices.Compact(slices.Sorted(slices.Values(ids))), ",")
}

// audience is the ids again, nil where WeCom decides who they are.
func (s said) audience() []string {
	if s.people == "" {
		return nil
	}

	return strings.Split(s.people, ",")
}

// within tells whether the message has the content of another, and went to some
// of its people or to all of them, and to nobody else.
func (s said) within(other said) bool {
	if s.corp != other.corp || s.text != other.text || s.sender != other.sender || s.media != other.media || s.group != other.group || s.people == "" {
		return false
	}

	return !slices.ContainsFunc(s.audience(), func(id string) bool { return !slices.Contains(other.audience(), id) })
}

// soakMessage is a resource as the configuration has it.
type soakMessage struct {
	name string
	// block is the alias of the provider block, "" the default one.
	block string
	// after is the resource that comes first.
	after string

	sender, text string
	// people are the customers, in a file or not. Without them the tag says
	// who, and without a tag it is all customers of the sender.
	people []string
	file   bool
	tag    string
	// group is true where people are groups. Without them the sender picks.
	group bool

	// media is the media id of a picture below the text.
	media string

	triggers, resendOn string
	// more are further lines.
	more string
}

func (m soakMessage) said(corp string) said {
	return said{corp: corp, sender: m.sender, text: m.text, people: joined(m.people), tags: m.tag, media: m.media, group: m.group}
}

func (m soakMessage) fileName() string { return m.name + ".txt" }

// HCL is the resource as a person would write it.
func (m soakMessage) HCL() string {
	var b strings.Builder

	line := func(format string, args ...any) { fmt.Fprintf(&b, "  "+format+"\n", args...) }

	fmt.Fprintf(&b, "\nresource \"wecom_mass_message\" %q {\n", m.name)

	if m.block != "" {
		line("provider = wecom.%s", m.block)
	}

	if m.sender != "" {
		line("sender = %q", m.sender)
	}

	if m.group {
		line(`chat_type = "group"`)
	}

	switch {
	case len(m.people) > 0 && m.file:
		line("recipients_file = %q", m.fileName())
	case len(m.people) > 0 && m.group:
		line(`chat_id_list = ["%s"]`, strings.Join(m.people, `", "`))
	case len(m.people) > 0:
		line(`external_userid = ["%s"]`, strings.Join(m.people, `", "`))
	case m.tag != "":
		line("tag_filter = { group_list = [{ tag_list = [%q] }] }", m.tag)
	}

	line("text = { content = %q }", m.text)

	if m.media != "" {
		line(`attachments = [{ msgtype = "image", image = { media_id = %q } }]`, m.media)
	}

	if m.triggers != "" {
		line("triggers = { run = %q }", m.triggers)
	}

	if m.resendOn != "" {
		line("resend_on = %q", m.resendOn)
	}

	if m.after != "" {
		line("depends_on = [wecom_mass_message.%s]", m.after)
	}

	if m.more != "" {
		line("%s", m.more)
	}

	b.WriteString("}\n")

	return b.String()
}

func (m soakMessage) String() string {
	form := "list"

	switch {
	case len(m.people) > 0 && m.file:
		form = "file"
	case m.group && len(m.people) == 0:
		form = "groups of the sender"
	case m.tag != "":
		form = "tag " + m.tag
	case len(m.people) == 0:
		form = "all customers"
	}

	return fmt.Sprintf("%s%s = %q %s by %q to %s %v triggers %q resend_on %q after %q", m.name, m.block, m.text, m.media, m.sender, form, m.people, m.triggers, m.resendOn, m.after)
}
