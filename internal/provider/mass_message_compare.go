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
	equal    func(a, b wecom.MassMessage) bool
}

// massMessageParts are the parts in the order of the official page.
func massMessageParts() []part {
	return []part{
		{name: "chat_type", equal: func(a, b wecom.MassMessage) bool { return a.ChatType == b.ChatType }},
		{name: "external_userid", audience: true, equal: func(a, b wecom.MassMessage) bool {
			return sameSet(a.ExternalUserID, b.ExternalUserID)
		}},
		{name: "chat_id_list", audience: true, equal: func(a, b wecom.MassMessage) bool {
			return sameSet(a.ChatIDList, b.ChatIDList)
		}},
		{name: "tag_filter", audience: true, equal: func(a, b wecom.MassMessage) bool {
			return sameSet(tagSets(a.TagFilter), tagSets(b.TagFilter))
		}},
		{name: "sender", equal: func(a, b wecom.MassMessage) bool { return a.Sender == b.Sender }},
		{name: "allow_select", equal: func(a, b wecom.MassMessage) bool {
			return isTrue(a.AllowSelect) == isTrue(b.AllowSelect)
		}},
		{name: "text", equal: func(a, b wecom.MassMessage) bool { return reflect.DeepEqual(a.Text, b.Text) }},
		{name: "attachments", equal: func(a, b wecom.MassMessage) bool {
			return reflect.DeepEqual(a.Attachments, b.Attachments)
		}},
	}
}

func (p part) compare(wanted, sent converted) comparison {
	switch {
	case wanted.Unknown[p.name]:
		return notKnown
	case p.equal(wanted.Message, sent.Message):
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
