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
)

// massMessageAction is what the actions on a message that was sent have in
// common: the one attribute, and the credentials that they need.
type massMessageAction struct {
	provider *providerData
}

type massMessageActionModel struct {
	MsgID types.String `tfsdk:"msgid"`
}

func massMessageActionSchema(description string) schema.Schema {
	return schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"msgid": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "WeCom's id of the message, such as `wecom_mass_message.example.msgid`. It is null while the `status` of the message is `unknown`; and `replaces_msgid` is null for a message whose content was edited. The action then fails without a call.",
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
	var diags diag.Diagnostics

	if m.MsgID.IsNull() || m.MsgID.IsUnknown() {
		return diags
	}

	if problem := msgidProblem(m.MsgID.ValueString()); problem != "" {
		diags.AddAttributeError(path.Root("msgid"), "Invalid msgid", problem)
	}

	return diags
}

// ready returns the msgid, or says why no call can be made. The lead says what
// was not done then.
func (a *massMessageAction) ready(ctx context.Context, req action.InvokeRequest, lead string) (msgid string, diags diag.Diagnostics) {
	var config massMessageActionModel

	diags.Append(req.Config.Get(ctx, &config)...)

	if diags.HasError() {
		return "", diags
	}

	diags.Append(config.check()...)

	switch {
	case ctx.Err() != nil:
		diags.AddError("The run was stopped", lead+": the run was stopped before the action began.")
	case !a.provider.hasCredentials():
		diags.Append(a.provider.mustHaveCredentials(lead + ".")...)
	case config.MsgID.ValueString() == "" && !diags.HasError():
		diags.AddAttributeError(path.Root("msgid"), "No msgid",
			lead+": msgid is null. The msgid of a message is so while its status is \"unknown\", that is, as long as nobody knows whether WeCom took it: refresh, or do what the warning on its status says, and run the action again. "+
				"replaces_msgid is null for every message that does not repeat the same text and attachments, so also after an edit: the msgid of the message before the edit is in the plan (before), or in a terraform_data that keeps it.")
	}

	return config.MsgID.ValueString(), diags
}

// failure is the diagnostic of a call that did not end well.
func (a *massMessageAction) failure(summary, lead string, err error) diag.Diagnostic {
	if _, refused := errors.AsType[*wecom.APIError](err); !refused && errors.Is(err, context.Canceled) {
		return diag.NewErrorDiagnostic(summary, lead+" The run was stopped before WeCom was asked for it.")
	}

	return a.provider.callError(summary, lead, err)
}

func sendProgress(resp *action.InvokeResponse, format string, args ...any) {
	resp.SendProgress(action.InvokeProgressEvent{Message: fmt.Sprintf(format, args...)})
}
