package draft

import "github.com/wecom-community/terraform-provider-wecom/internal/wecom"

// Comparison is how a part of a configuration relates to what was sent.
type Comparison int

// How a part relates to what was sent.
const (
	Same Comparison = iota
	Differs
	NotKnown
)

// Part is one attribute of a message that WeCom gets to see.
type Part struct {
	Name string
	// Audience is true for who receives the message, false for what it says.
	Audience bool

	// words is true for what customers read, and where they read it.
	words bool
	// recipientsOf is the chat type whose recipients this part names; empty if
	// it names none.
	recipientsOf string
	// digest names the value: equal values have equal digests, and so have two
	// ways to write the same. It is what the state keeps of a sent message.
	digest func(Draft) string
	// same compares two digests, where equality is too strict.
	same func(a, b string) bool
	// set is the value of an audience, whose order does not count, and
	// digestSet names such a set.
	set       func(wecom.MassMessage) []string
	digestSet func([]string) string
}

// Parts are the parts in the order of the official page. Recipients are named
// by their hash, so it does not matter whether they stand in a list or in a
// file.
func Parts() []Part {
	return []Part{
		{Name: "chat_type", words: true, digest: func(d Draft) string { return d.Message.ChatType }},
		{
			Name: "external_userid", Audience: true, recipientsOf: wecom.ChatTypeSingle, digest: func(d Draft) string {
				if d.Message.ChatType != wecom.ChatTypeSingle {
					return "" // WeCom does not use it
				}

				return d.RecipientsSHA256
			},
			set: func(m wecom.MassMessage) []string { return m.ExternalUserID }, digestSet: wecom.RecipientsDigest,
		},
		{
			Name: "chat_id_list", Audience: true, recipientsOf: wecom.ChatTypeGroup, digest: func(d Draft) string {
				if d.Message.ChatType != wecom.ChatTypeGroup {
					return "" // WeCom does not use it
				}

				return d.RecipientsSHA256
			},
			set: func(m wecom.MassMessage) []string { return m.ChatIDList }, digestSet: wecom.RecipientsDigest,
		},
		{
			Name: "tag_filter", Audience: true, digest: func(d Draft) string {
				if d.namesCustomers() {
					return "" // WeCom does not use it
				}

				return setDigest(tagSets(d.Message.TagFilter))
			},
			set: func(m wecom.MassMessage) []string { return tagSets(m.TagFilter) }, digestSet: setDigest,
		},
		{Name: "sender", same: wecom.SameMember, digest: func(d Draft) string { return d.Message.Sender }},
		{Name: "allow_select", digest: func(d Draft) string {
			if d.Message.AllowSelect != nil && *d.Message.AllowSelect {
				return "true"
			}

			return "false"
		}},
		{Name: "text", words: true, digest: func(d Draft) string {
			if d.Text() == "" {
				return ""
			}

			return DigestOf(wecom.ComparableText(d.Text()))
		}},
		{Name: "attachments", words: true, digest: func(d Draft) string {
			if len(d.Message.Attachments) == 0 {
				return ""
			}

			return DigestOf(comparableAttachments(d.Message.Attachments))
		}},
	}
}

// IsRecipients reports whether this part names the recipients of this message,
// so that a file may be given instead of it.
func (p Part) IsRecipients(d Draft) bool {
	return p.recipientsOf != "" && p.recipientsOf == d.Message.ChatType
}

// Attribute is the attribute that the configuration uses for this part.
func (p Part) Attribute(d Draft) string {
	// A path that is empty is still the attribute that was written.
	if p.IsRecipients(d) && (d.RecipientsFile != "" || d.inDoubt("recipients_file")) {
		return "recipients_file"
	}

	return p.Name
}

// known reports whether the value of this part can be named.
func (p Part) known(d Draft) bool {
	switch {
	case d.Unknown[p.Name], d.Unknown["chat_type"] && p.recipientsOf != "":
		return false
	case p.IsRecipients(d):
		return !d.Unknown["recipients_file"] && !d.lacks("recipients_file")
	case p.Name == "attachments":
		return !d.lacks("attachments")
	default:
		return true
	}
}

// Compare compares a configuration with what was sent. What nobody knows of the
// sent message, and what a file that is gone or broken cannot say any more, is
// the same: nothing is sent for it.
func (p Part) Compare(wanted Draft, sent Digests) Comparison {
	digest, recorded := sent[p.Name]
	listed, isListed := sent[ListedName(p.Name)]
	now := p.digest(wanted)

	switch {
	case wanted.Unknown[p.Name], p.IsRecipients(wanted) && wanted.Unknown["recipients_file"]:
		return NotKnown
	case p.IsRecipients(wanted) && wanted.lacks("recipients_file"), !recorded:
		return Same
	case p.Name == "external_userid" && wanted.Message.ChatType != sent["chat_type"]:
		return Same // the comparison of chat_type says it
	case p.equal(now, digest), isListed && p.equal(now, listed):
		return Same
	default:
		return Differs
	}
}

func (p Part) equal(a, b string) bool { return a == b || p.same != nil && p.same(a, b) }

// SetChange counts what an edit of an audience adds to the message and removes
// from it. It is not known where before is not what was sent: of ids from a
// file, and of what a later edit has forced into the state, there is only the
// number.
func (p Part) SetChange(before, after wecom.MassMessage, sent Digests) (added, removed int, known bool) {
	old := p.set(before)

	digest := ""
	if len(old) > 0 {
		digest = p.digestSet(old)
	}

	if digest != sent[p.Name] {
		return 0, 0, false
	}

	added, removed = SetDifference(p.set(after), old)

	return added, removed, true
}
