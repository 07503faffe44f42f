package provider

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// goneFile is a file that a configuration names and that is not there.
type goneFile struct {
	p    path.Path
	name string
}

const summaryGone = "A file of a sent message is gone"

// readFiles reads the files that the message names.
func (c *draft) readFiles() {
	c.readRecipientsFile()
	c.readMedia()
}

// isGone tells whether the file of a top-level attribute is not there.
func (c draft) isGone(name string) bool {
	return slices.ContainsFunc(c.gone, func(g goneFile) bool { return rootName(g.p) == name })
}

// warnGone tells that files of a sent message are gone, which changes nothing.
func (c draft) warnGone() diag.Diagnostics {
	var diags diag.Diagnostics

	for _, g := range c.gone {
		diags.AddAttributeWarning(g.p, summaryGone, g.p.String()+": "+g.name+" does not exist any more. The message was sent, so the file is not needed; what the state recorded of it stays.")
	}

	return diags
}

// digestRecipients names the recipients by their hash and their number, where
// the message names them.
func (c *draft) digestRecipients() {
	ids := c.Message.ExternalUserID
	if c.Message.ChatType == wecom.ChatTypeGroup {
		ids = c.Message.ChatIDList
	}

	if len(ids) > 0 {
		c.RecipientsSHA256, c.RecipientsCount = wecom.RecipientsDigest(ids), len(ids)
	}
}

// unknownRecipients tells whether who receives the message is not known yet.
func (c draft) unknownRecipients() bool {
	return c.Unknown["external_userid"] || c.Unknown["chat_id_list"] || c.Unknown["recipients_file"] || c.Unknown["chat_type"]
}
