package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// converted is a configuration as a request, as far as it is known.
type converted struct {
	Message wecom.MassMessage
	// Unknown are the top-level attributes that are not wholly known.
	Unknown map[string]bool
	// Diags are all problems of what is known: errors, and warnings about what
	// WeCom will ignore.
	Diags diag.Diagnostics
}

// toAPI converts and checks in one pass. It is the only gate between what a
// person wrote and what is sent: validate, plan and Create all go through it.
// What is unknown is left out and listed; it is never judged.
func (m massMessageModel) toAPI() converted {
	c := &checker{unknown: map[string]bool{}}

	message := wecom.MassMessage{
		ChatType:       c.chatType(m.ChatType),
		ExternalUserID: c.recipientIDs(path.Root("external_userid"), m.ExternalUserID, wecom.MaxExternalUserIDs, "customer"),
		ChatIDList:     c.recipientIDs(path.Root("chat_id_list"), m.ChatIDList, wecom.MaxChatIDs, "customer group"),
		TagFilter:      c.tagFilter(m.TagFilter),
		Sender:         c.sender(m.Sender),
		AllowSelect:    c.allowSelect(m.AllowSelect),
		Text:           c.text(m.Text),
		Attachments:    c.attachments(m.Attachments),
	}

	c.audienceRules(m, message.ChatType)
	c.contentRules(m, message)
	c.resendOn(m.ResendOn)

	return converted{Message: message, Unknown: c.unknown, Diags: c.diags}
}

// errors are the diagnostics that forbid a send.
func (c converted) errors() diag.Diagnostics { return c.Diags.Errors() }
