package provider

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// order is a draft that may be sent: without a problem, wholly known, with all
// its files, and as it was planned. Only an order has a message to deliver.
type order struct {
	draft draft
}

// order checks that a draft may be sent. planned is what the plan has seen of
// it.
func (c draft) order(planned draft) (order, diag.Diagnostics) {
	diags := c.mustBeReady()
	diags.Append(c.mustHaveFiles()...)
	diags.Append(c.changedFiles(planned)...)

	if diags.HasError() {
		return order{}, diags
	}

	return order{draft: c}, diags
}

// message is what is delivered.
func (o order) message() *wecom.MassMessage { return &o.draft.Message }

// mustBeReady is everything that forbids a send.
func (c draft) mustBeReady() diag.Diagnostics {
	diags := c.errors()

	for _, name := range slices.Sorted(maps.Keys(c.Unknown)) {
		diags.AddAttributeError(path.Root(name), "Unknown value", name+" is not known at apply. Nothing was sent.")
	}

	return diags
}

// mustHaveFiles are the errors of files that a send needs and that are gone.
func (c draft) mustHaveFiles() diag.Diagnostics {
	var diags diag.Diagnostics

	for _, g := range c.gone {
		diags.AddAttributeError(g.p, "File not found",
			g.p.String()+": "+g.name+" does not exist. A file that the same apply writes must be named through an attribute of the resource that writes it which is known only after that (its id, for example), so that it is read then.")
	}

	return diags
}

// changedFiles are the errors of files that are not what the plan has seen.
func (c draft) changedFiles(planned draft) diag.Diagnostics {
	var diags diag.Diagnostics

	if planned.RecipientsSHA256 != "" && planned.RecipientsSHA256 != c.RecipientsSHA256 {
		diags.AddAttributeError(path.Root("recipients_file"), "File changed since the plan",
			c.RecipientsFile+" names other recipients than when this was planned. Nothing was sent. Plan again.")
	}

	for i, a := range c.Message.Attachments {
		upload, _, name := uploadOf(a)
		if upload == nil || i >= len(planned.Message.Attachments) {
			continue
		}

		if before, _, _ := uploadOf(planned.Message.Attachments[i]); before != nil && before.SHA256 != "" && before.SHA256 != upload.SHA256 {
			diags.AddAttributeError(path.Root("attachments").AtListIndex(i).AtName(a.MsgType).AtName(name), "File changed since the plan",
				upload.Path+" has another content than when this was planned. Nothing was sent. Plan again.")
		}
	}

	return diags
}
