package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

var (
	_ action.ActionWithConfigure      = (*massMessageCancelAction)(nil)
	_ action.ActionWithValidateConfig = (*massMessageCancelAction)(nil)
)

type massMessageCancelAction struct {
	massMessageAction
}

func newMassMessageCancelAction() action.Action { return &massMessageCancelAction{} }

func (a *massMessageCancelAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_mass_message_cancel"
}

func (a *massMessageCancelAction) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = massMessageActionSchema("Stops a mass message for the members who have not sent it yet (停止企业群发), and tells how many that were. What was sent cannot be recalled. Running it again is harmless: a message that is stopped already is a success that says so. An action keeps no memory.")
}

// Invoke stops the message, and then counts. A count that cannot be made is a
// warning: the message is stopped all the same.
func (a *massMessageCancelAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	const summary = "Unable to Stop Mass Message"

	msgid, diags := a.ready(ctx, req, "Nothing was stopped")
	resp.Diagnostics.Append(diags...)

	if resp.Diagnostics.HasError() {
		return
	}

	progress(resp, "Stopping message %s for the members who have not sent it.", msgid)

	outcome, err := a.provider.client.CancelMassMessage(ctx, msgid)
	if err != nil {
		resp.Diagnostics.Append(a.failure(summary, fmt.Sprintf("WeCom has not confirmed that message %s is stopped. Running the action again does no harm.", msgid), err))
		return
	}

	switch outcome {
	case wecom.CancelNotKnown:
		resp.Diagnostics.AddAttributeWarning(path.Root("msgid"), "Nothing to stop: WeCom does not know the message", fmt.Sprintf(
			"cancel_groupmsg_send: errcode 41047 for msgid %q. If WeCom has forgotten an old message, nothing is left to do. If the msgid is mistyped or of another company, the message that is meant was NOT stopped: correct it and run the action again.", msgid))

		return
	case wecom.CancelledBefore:
		progress(resp, "Message %s was stopped already. Counting what it had reached.", msgid)
	default:
		progress(resp, "WeCom has stopped message %s. Counting what it had reached.", msgid)
	}

	count := newCancelCount()

	if err := a.provider.client.MassMessageResults(ctx, msgid, count.member, count.recipient); err != nil {
		resp.Diagnostics.AddWarning("The message is stopped, but not counted", fmt.Sprintf(
			"Message %s is stopped. How many members had sent it could not be read: %s\n\nRunning the action again counts once more.", msgid, err))

		return
	}

	progress(resp, "Message %s: %s", msgid, count)
}
