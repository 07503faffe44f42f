package provider

import (
	"reflect"
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
	equal    func(a, b converted) bool
}

// massMessageParts are the parts in the order of the official page. Recipients
// are compared by their hash, so it does not matter whether they stand in a
// list or in a file.
func massMessageParts() []part {
	recipients := func(chatType string) func(a, b converted) bool {
		return func(a, b converted) bool {
			if a.Message.ChatType != chatType {
				// WeCom ignores a list of the other kind, but it was sent.
				return chatType == wecom.ChatTypeSingle || sameSet(a.Message.ChatIDList, b.Message.ChatIDList)
			}

			return a.RecipientsSHA256 == b.RecipientsSHA256
		}
	}

	return []part{
		{name: "chat_type", equal: func(a, b converted) bool { return a.Message.ChatType == b.Message.ChatType }},
		{name: "external_userid", audience: true, equal: recipients(wecom.ChatTypeSingle)},
		{name: "chat_id_list", audience: true, equal: recipients(wecom.ChatTypeGroup)},
		{name: "tag_filter", audience: true, equal: func(a, b converted) bool {
			return sameSet(tagSets(a.Message.TagFilter), tagSets(b.Message.TagFilter))
		}},
		{name: "sender", equal: func(a, b converted) bool { return a.Message.Sender == b.Message.Sender }},
		{name: "allow_select", equal: func(a, b converted) bool {
			return isTrue(a.Message.AllowSelect) == isTrue(b.Message.AllowSelect)
		}},
		{name: "text", equal: func(a, b converted) bool { return reflect.DeepEqual(a.Message.Text, b.Message.Text) }},
		{name: "attachments", equal: func(a, b converted) bool {
			return reflect.DeepEqual(comparableAttachments(a.Message.Attachments), comparableAttachments(b.Message.Attachments))
		}},
	}
}

// isRecipients tells whether a file may stand in the place of this attribute of
// this message.
func (p part) isRecipients(chatType string) bool {
	return (p.name == "external_userid" && chatType == wecom.ChatTypeSingle) || (p.name == "chat_id_list" && chatType == wecom.ChatTypeGroup)
}

// attribute is the attribute that the configuration uses for this part.
func (p part) attribute(c converted) string {
	if c.RecipientsFile != "" && p.isRecipients(c.Message.ChatType) {
		return "recipients_file"
	}

	return p.name
}

func (p part) compare(wanted, sent converted) comparison {
	switch {
	case wanted.Unknown[p.name], p.isRecipients(wanted.Message.ChatType) && wanted.Unknown["recipients_file"]:
		return notKnown
	case p.isRecipients(wanted.Message.ChatType) && wanted.isGone("recipients_file"):
		return same // nobody can tell any more, and nothing is sent
	case p.equal(wanted, sent):
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

func isTrue(b *bool) bool { return b != nil && *b }

// sameSet tells whether two lists hold the same strings, in any order and
// however often.
func sameSet(a, b []string) bool {
	added, removed := setDifference(a, b)
	return added == 0 && removed == 0
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
