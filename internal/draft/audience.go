package draft

import (
	"fmt"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// Audience says in a line who receives the message. It is not known as long as
// anything that decides it is not.
func (d Draft) Audience() (line string, known bool) {
	if d.UnknownRecipients() || d.Unknown["tag_filter"] || d.Unknown["sender"] || d.LacksFiles() {
		return "", false
	}

	return AudienceOf(d.Message), true
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
