package draft

import (
	"fmt"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// Audience says in a line who receives the message. It is not known as long as
// anything that decides it is not: where the recipients are named, nothing else
// does.
func (d Draft) Audience() (line string, known bool) {
	switch {
	case d.UnknownRecipients(), d.LacksRecipients():
		return "", false
	case d.RecipientsCount == 0 && (d.Unknown["sender"] || d.Unknown["tag_filter"]):
		return "", false
	default:
		return AudienceOf(d.Message), true
	}
}

// SaysForWhom reports whether a plan can say whom it sends to, now or, where
// something is not known yet, later: what is written has no error, and neither
// has the file with the recipients.
func (d Draft) SaysForWhom() bool {
	return len(d.Problems.Errors()) == 0 && !d.LacksRecipients()
}

// AudienceOf says in a line who receives a message.
func AudienceOf(m wecom.MassMessage) string {
	switch {
	case m.ChatType == wecom.ChatTypeGroup && len(m.ChatIDList) > 0:
		return wording.Counted(len(m.ChatIDList), "customer group")
	case m.ChatType == wecom.ChatTypeGroup:
		return fmt.Sprintf("groups that %s picks", m.Sender)
	case len(m.ExternalUserID) > 0:
		return wording.Counted(len(m.ExternalUserID), "customer")
	case m.TagFilter != nil && m.Sender != "":
		return fmt.Sprintf("customers of %s with tags in %s", m.Sender, wording.Counted(len(m.TagFilter.GroupList), "group"))
	case m.TagFilter != nil:
		return fmt.Sprintf("customers with tags in %s", wording.Counted(len(m.TagFilter.GroupList), "group"))
	default:
		return fmt.Sprintf("all customers of %s", m.Sender)
	}
}
