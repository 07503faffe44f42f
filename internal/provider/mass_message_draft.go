package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// draft is a configuration as a request, as far as it is known.
type draft struct {
	Message wecom.MassMessage
	// Unknown are the top-level attributes that are not wholly known.
	Unknown map[string]bool
	// RecipientsFile is the path that stands for a list of recipients; empty if
	// none does. Its ids are in the message once readFiles has read it.
	RecipientsFile string
	// RecipientsSHA256 and RecipientsCount name the recipients; empty where
	// WeCom decides who they are.
	RecipientsSHA256 string
	RecipientsCount  int
	// gone are files that are not there.
	gone []goneFile
	// Diags are all problems of what is known: errors, and warnings about what
	// WeCom will ignore.
	Diags diag.Diagnostics
}

// draft converts and checks in one pass. It is the only gate between what a
// person wrote and what is sent: validate, plan and Create all go through it.
// What is unknown is left out and listed; it is never judged.
func (m massMessageModel) draft() draft {
	c := newChecker()

	message := wecom.MassMessage{
		ChatType:       c.chatType(m.ChatType),
		ExternalUserID: c.recipientIDs(path.Root("external_userid"), m.ExternalUserID.List, wecom.MaxExternalUserIDs, "customer"),
		ChatIDList:     c.recipientIDs(path.Root("chat_id_list"), m.ChatIDList.List, wecom.MaxChatIDs, "customer group"),
		TagFilter:      c.tagFilter(m.TagFilter),
		Sender:         c.sender(m.Sender),
		AllowSelect:    c.allowSelect(m.AllowSelect),
		Text:           c.text(m.Text),
		Attachments:    c.attachments(m.Attachments),
	}

	file := c.pathValue(path.Root("recipients_file"), m.RecipientsFile)

	c.audienceRules(m, message.ChatType)
	c.contentRules(message)
	c.resendOn(m.ResendOn)

	result := draft{Message: message, Unknown: c.unknown, RecipientsFile: file, Diags: c.diags}
	result.digestRecipients()

	return result
}

// recorded is what a plan or a state says of a message. Of recipients from a
// file it has the hash and the number.
func (m massMessageModel) recorded() draft {
	sent := m.draft()

	if m.RecipientsSHA256.ValueString() != "" {
		sent.RecipientsSHA256 = m.RecipientsSHA256.ValueString()
		sent.RecipientsCount = int(m.RecipientsCount.ValueInt64())
	}

	return sent
}

// errors are the diagnostics that forbid a send.
func (c draft) errors() diag.Diagnostics { return c.Diags.Errors() }
