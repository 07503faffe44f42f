package provider

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// massMessageAction is what the actions on messages that were sent have in
// common: how messages are named, and the credentials that they need.
type massMessageAction struct {
	provider *providerData
}

type massMessageActionModel struct {
	MsgID  types.String `tfsdk:"msgid"`
	MsgIDs types.List   `tfsdk:"msgids"`
}

func massMessageActionSchema(description string) schema.Schema {
	return schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"msgid": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "WeCom's id of the message, such as `wecom_mass_message.example.msgid`. Give it or `msgids`. It is null while the `status` of the message is `unknown`; and `replaces_msgid` is null for a message whose content was edited. The action then fails without a call.",
			},
			"msgids": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: fmt.Sprintf("WeCom's ids of several messages, 1 to %s, such as those of a campaign in parts, instead of `msgid`. WeCom is asked for one after the other. One that fails, or whose msgid is null or the local name of a message of unknown status (`unknown-...`), does not hold up the others; the action ends with a table of what became of each, and with an error if any failed. One that is listed twice counts once.", wording.Grouped(mostMsgIDs)),
			},
		},
	}
}

// Configure takes what the provider block has made.
func (a *massMessageAction) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.provider = configuredBy(req.ProviderData, &resp.Diagnostics)
}

// ValidateConfig judges what can be known of the msgid before the action runs.
func (a *massMessageAction) ValidateConfig(ctx context.Context, req action.ValidateConfigRequest, resp *action.ValidateConfigResponse) {
	var config massMessageActionModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(config.check()...)
}

func (m massMessageActionModel) check() diag.Diagnostics {
	return checkMsgIDs(m.MsgID, withoutLocalNames(m.MsgIDs))
}

// ready returns the messages, or says why no call can be made. The lead says
// what was not done then.
func (a *massMessageAction) ready(ctx context.Context, req action.InvokeRequest, lead string) (named []namedMessage, diags diag.Diagnostics) {
	var config massMessageActionModel

	diags.Append(req.Config.Get(ctx, &config)...)

	if diags.HasError() {
		return nil, diags
	}

	diags.Append(config.check()...)

	switch {
	case ctx.Err() != nil:
		diags.AddError("The run was stopped", lead+": the run was stopped before the action began.")
	case !a.provider.hasCredentials():
		diags.Append(a.provider.mustHaveCredentials(lead + ".")...)
	case config.MsgID.ValueString() == "" && config.MsgIDs.IsNull() && !diags.HasError():
		diags.AddAttributeError(path.Root("msgid"), "No msgid",
			lead+": msgid is null, and so is msgids. The msgid of a message is so while its status is \"unknown\", that is, as long as nobody knows whether WeCom took it: refresh, or do what the warning on its status says, and run the action again. "+
				"replaces_msgid is null for every message that does not repeat the same text and attachments, so also after an edit: the msgid of the message before the edit is in the plan (before), or in a terraform_data that keeps it.")
	}

	if config.MsgIDs.IsNull() {
		return []namedMessage{{at: path.Root("msgid"), msgid: config.MsgID.ValueString()}}, diags
	}

	return namedMessages(withoutLocalNames(config.MsgIDs)), diags
}

// verdict is what became of one message.
type verdict struct {
	// word is the outcome in a word or two, by which many are counted.
	word string
	// more is what a table says beside it.
	more string
	// diags are those of an action on this message alone.
	diags diag.Diagnostics
	// err is why it failed, nil if it did not.
	err error
}

// failure is the diagnostic of a call that did not end well.
func (a *massMessageAction) failure(summary, lead string, err error) diag.Diagnostic {
	if _, refused := errors.AsType[*wecom.APIError](err); !refused && errors.Is(err, context.Canceled) {
		return diag.NewErrorDiagnostic(summary, lead+" The run was stopped before WeCom was asked for it.")
	}

	return a.provider.callError(summary, lead, err)
}

// reporter tells what an action does while it runs.
type reporter func(format string, args ...any)

func reportTo(resp *action.InvokeResponse) reporter {
	return func(format string, args ...any) {
		resp.SendProgress(action.InvokeProgressEvent{Message: fmt.Sprintf(format, args...)})
	}
}
