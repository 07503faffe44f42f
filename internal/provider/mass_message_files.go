package provider

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// goneFile is a file that a configuration names and that is not there.
type goneFile struct {
	p    path.Path
	name string
}

const summaryGone = "A file of a sent message is gone"

// readFiles reads the files that the message names.
func (c *converted) readFiles() {
	c.readRecipientsFile()
	c.readMedia()
}

// isGone tells whether the file of a top-level attribute is not there.
func (c converted) isGone(name string) bool {
	return slices.ContainsFunc(c.gone, func(g goneFile) bool { return rootName(g.p) == name })
}

// mustHaveFiles are the errors of files that a send needs and that are gone.
func (c converted) mustHaveFiles() diag.Diagnostics {
	var diags diag.Diagnostics

	for _, g := range c.gone {
		diags.AddAttributeError(g.p, "File not found",
			g.p.String()+": "+g.name+" does not exist. A file that the same apply writes must be named through an attribute of the resource that writes it which is known only after that (its id, for example), so that it is read then.")
	}

	return diags
}

// warnGone tells that files of a sent message are gone, which changes nothing.
func (c converted) warnGone() diag.Diagnostics {
	var diags diag.Diagnostics

	for _, g := range c.gone {
		diags.AddAttributeWarning(g.p, summaryGone, g.p.String()+": "+g.name+" does not exist any more. The message was sent, so the file is not needed; what the state recorded of it stays.")
	}

	return diags
}

// digestRecipients names the recipients by their hash and their number, where
// the message names them.
func (c *converted) digestRecipients() {
	ids := c.Message.ExternalUserID
	if c.Message.ChatType == wecom.ChatTypeGroup {
		ids = c.Message.ChatIDList
	}

	if len(ids) > 0 {
		c.RecipientsSHA256, c.RecipientsCount = wecom.RecipientsDigest(ids), len(ids)
	}
}

// unknownRecipients tells whether who receives the message is not known yet.
func (c converted) unknownRecipients() bool {
	return c.Unknown["external_userid"] || c.Unknown["chat_id_list"] || c.Unknown["recipients_file"] || c.Unknown["chat_type"]
}

// describe puts into a plan or state what the message is: computed attributes
// that are known as soon as the configuration is.
func (c converted) describe(m *massMessageModel) {
	m.Audience = c.audienceLine()
	m.Attachments = c.withHashes(m.Attachments)

	switch {
	case c.unknownRecipients():
		m.RecipientsSHA256, m.RecipientsCount = types.StringUnknown(), types.Int64Unknown()
	case c.RecipientsSHA256 == "":
		m.RecipientsSHA256, m.RecipientsCount = types.StringNull(), types.Int64Null()
	default:
		m.RecipientsSHA256, m.RecipientsCount = types.StringValue(c.RecipientsSHA256), types.Int64Value(int64(c.RecipientsCount))
	}
}

// changedFiles are the errors of files that are not what the plan has seen.
func (c converted) changedFiles(plan massMessageModel) diag.Diagnostics {
	var diags diag.Diagnostics

	if given(plan.RecipientsSHA256) && plan.RecipientsSHA256.ValueString() != c.RecipientsSHA256 {
		diags.AddAttributeError(path.Root("recipients_file"), "File changed since the plan",
			c.RecipientsFile+" names other recipients than when this was planned. Nothing was sent. Plan again.")
	}

	planned := plan.toAPI().Message.Attachments

	for i, a := range c.Message.Attachments {
		upload, _, name := uploadOf(a)
		if upload == nil || i >= len(planned) {
			continue
		}

		if before, _, _ := uploadOf(planned[i]); before != nil && before.SHA256 != "" && before.SHA256 != upload.SHA256 {
			diags.AddAttributeError(path.Root("attachments").AtListIndex(i).AtName(a.MsgType).AtName(name), "File changed since the plan",
				upload.Path+" has another content than when this was planned. Nothing was sent. Plan again.")
		}
	}

	return diags
}
