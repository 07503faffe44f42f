package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// audienceLine says in a line who receives the message, for the plan's
// reader. It is unknown as long as anything that decides it is.
func (c draft) audienceLine() types.String {
	if c.unknownRecipients() || c.Unknown["tag_filter"] || c.Unknown["sender"] || len(c.gone) > 0 {
		return types.StringUnknown()
	}

	return types.StringValue(audienceText(c.Message))
}

func audienceText(m wecom.MassMessage) string {
	switch {
	case m.ChatType == wecom.ChatTypeGroup && len(m.ChatIDList) > 0:
		return counted(len(m.ChatIDList), "customer group")
	case m.ChatType == wecom.ChatTypeGroup:
		return fmt.Sprintf("groups that %s picks", m.Sender)
	case len(m.ExternalUserID) > 0:
		return counted(len(m.ExternalUserID), "customer")
	case m.TagFilter != nil && m.Sender != "":
		return fmt.Sprintf("customers of %s with tags in %s", m.Sender, counted(len(m.TagFilter.GroupList), "group"))
	case m.TagFilter != nil:
		return fmt.Sprintf("customers with tags in %s", counted(len(m.TagFilter.GroupList), "group"))
	default:
		return fmt.Sprintf("all customers of %s", m.Sender)
	}
}
