package provider

import (
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// comparison is how a part of a configuration relates to what was sent.
type comparison int

const (
	same comparison = iota
	differs
	notKnown
)

// part is one attribute of a message that WeCom gets to see.
type part struct {
	name string
	// audience is true for who receives the message, false for what it says.
	audience bool
	// digest names the value: equal values have equal digests, and so have two
	// ways to write the same. It is what the state keeps of a sent message.
	digest func(draft) string
}

// massMessageParts are the parts in the order of the official page. Recipients
// are named by their hash, so it does not matter whether they stand in a list
// or in a file.
func massMessageParts() []part {
	return []part{
		{name: "chat_type", digest: func(c draft) string { return c.Message.ChatType }},
		{name: "external_userid", audience: true, digest: func(c draft) string {
			if c.Message.ChatType != wecom.ChatTypeSingle {
				return "" // WeCom does not use it
			}

			return c.RecipientsSHA256
		}},
		{name: "chat_id_list", audience: true, digest: func(c draft) string {
			if c.Message.ChatType != wecom.ChatTypeGroup {
				return "" // WeCom does not use it
			}

			return c.RecipientsSHA256
		}},
		{name: "tag_filter", audience: true, digest: func(c draft) string {
			if c.namesCustomers() {
				return "" // WeCom does not use it
			}

			return setDigest(tagSets(c.Message.TagFilter))
		}},
		{name: "sender", digest: func(c draft) string { return c.Message.Sender }},
		{name: "allow_select", digest: func(c draft) string {
			if c.Message.AllowSelect != nil && *c.Message.AllowSelect {
				return "true"
			}

			return "false"
		}},
		{name: "text", digest: func(c draft) string {
			if textOf(c.Message) == "" {
				return ""
			}

			return digestOf(textOf(c.Message))
		}},
		{name: "attachments", digest: func(c draft) string {
			if len(c.Message.Attachments) == 0 {
				return ""
			}

			return digestOf(comparableAttachments(c.Message.Attachments))
		}},
	}
}

// namesCustomers tells whether customers are named by their ids, known or not.
func (c draft) namesCustomers() bool {
	return c.Message.ChatType == wecom.ChatTypeSingle &&
		(len(c.Message.ExternalUserID) > 0 || c.RecipientsFile != "" || c.Unknown["external_userid"] || c.Unknown["recipients_file"])
}

// isRecipients tells whether a file may stand in the place of this attribute of
// this message.
func (p part) isRecipients(chatType string) bool {
	return (p.name == "external_userid" && chatType == wecom.ChatTypeSingle) || (p.name == "chat_id_list" && chatType == wecom.ChatTypeGroup)
}

// attribute is the attribute that the configuration uses for this part.
func (p part) attribute(c draft) string {
	if c.RecipientsFile != "" && p.isRecipients(c.Message.ChatType) {
		return "recipients_file"
	}

	return p.name
}

// known tells whether the value of this part can be named.
func (p part) known(c draft) bool {
	switch {
	case c.Unknown[p.name], c.Unknown["chat_type"] && (p.name == "external_userid" || p.name == "chat_id_list"):
		return false
	case p.isRecipients(c.Message.ChatType):
		return !c.Unknown["recipients_file"] && !c.isGone("recipients_file")
	case p.name == "attachments":
		return !c.isGone("attachments")
	default:
		return true
	}
}

// compare compares a configuration with what was sent. What nobody knows of the
// sent message, and what a file that is gone does not tell any more, is the
// same: nothing is sent for it.
func (p part) compare(wanted draft, sent sentParts) comparison {
	digest, recorded := sent[p.name]
	listed, isListed := sent[listedName(p.name)]

	switch {
	case wanted.Unknown[p.name], p.isRecipients(wanted.Message.ChatType) && wanted.Unknown["recipients_file"]:
		return notKnown
	case p.isRecipients(wanted.Message.ChatType) && wanted.isGone("recipients_file"), !recorded:
		return same
	case p.name == "external_userid" && wanted.Message.ChatType != sent["chat_type"]:
		return same // chat_type tells it
	case p.digest(wanted) == digest, isListed && p.digest(wanted) == listed:
		return same
	default:
		return differs
	}
}

// sendsAgain tells whether a difference in this part makes a new message.
func (p part) sendsAgain(resendOn string) bool {
	switch resendOn {
	case resendOnChange:
		return true
	case resendOnTriggers:
		return false
	default:
		return !p.audience
	}
}

// setDifference counts the strings that only a has, and those that only b has.
func setDifference(a, b []string) (onlyA, onlyB int) {
	if slices.Equal(a, b) {
		return 0, 0
	}

	in := make(map[string]bool, len(b))
	for _, s := range b {
		in[s] = false
	}

	for _, s := range a {
		if seen, ok := in[s]; ok {
			if !seen {
				in[s] = true
			}
		} else {
			in[s] = true
			onlyA++
		}
	}

	for _, s := range b {
		if !in[s] {
			in[s] = true
			onlyB++
		}
	}

	return onlyA, onlyB
}

// tagSets writes each group of tags as one string, so that the order of tags
// in a group and of the groups does not count.
func tagSets(filter *wecom.TagFilter) []string {
	if filter == nil {
		return nil
	}

	sets := make([]string, 0, len(filter.GroupList))

	for _, group := range filter.GroupList {
		tags := slices.Clone(group.TagList)
		slices.Sort(tags)
		sets = append(sets, strings.Join(slices.Compact(tags), "\n"))
	}

	return sets
}
