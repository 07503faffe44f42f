package draft

import "github.com/wecom-community/terraform-provider-wecom/internal/wecom"

// The kinds of audience: what says who receives a message.
const (
	KindNamed          = "named"            // customers or groups, by their ids
	KindTagged         = "tagged"           // customers with tags
	KindTaggedOfSender = "tagged_of_sender" // those of one member
	KindOfSender       = "of_sender"        // all customers of one member
	KindPicked         = "picked_by_sender" // the groups that one member picks
)

// AudienceKind is what says who receives the message, as soon as it can be
// told. An attribute that is written and not known yet counts: a plan that was
// made for named customers must not be carried out for everybody, because their
// list has turned out to be null.
func (d Draft) AudienceKind() (kind string, known bool) {
	written := func(name string, given bool) bool { return given || d.Unknown[name] }

	m := d.Message
	file := written("recipients_file", d.RecipientsFile != "")
	customers := written("external_userid", len(m.ExternalUserID) > 0)
	groups := written("chat_id_list", len(m.ChatIDList) > 0)
	tags := written("tag_filter", m.TagFilter != nil)
	sender := written("sender", m.Sender != "")

	switch {
	case file, customers && m.ChatType != wecom.ChatTypeGroup, groups && m.ChatType != wecom.ChatTypeSingle:
		return KindNamed, true
	case m.ChatType == wecom.ChatTypeGroup:
		return KindPicked, true
	case tags && sender:
		return KindTaggedOfSender, true
	case tags:
		return KindTagged, true
	case m.ChatType == wecom.ChatTypeSingle:
		return KindOfSender, true
	default:
		return "", false
	}
}
