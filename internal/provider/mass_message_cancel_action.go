package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/diag"

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

// Invoke stops the message, or one after the other.
func (a *massMessageCancelAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	a.invoke(ctx, req, resp, "Nothing was stopped", several{
		do: a.cancel, undone: notStopped, failed: summaryCancel, remarks: "Some messages were not stopped, or not counted",
	})
}

const (
	summaryCancel = "Unable to Stop Mass Message"
	notStopped    = "NOT stopped"
)

// cancel stops a message, and then counts. A count that cannot be made is a
// warning: the message is stopped all the same.
func (a *massMessageCancelAction) cancel(ctx context.Context, message namedMessage, report reporter) verdict {
	msgid := message.msgid

	report("Stopping message %s for the members who have not sent it.", msgid)

	outcome, err := a.provider.client.CancelMassMessage(ctx, msgid)
	if err != nil {
		return a.cancelFailure(msgid, err)
	}

	word, done := "stopped", fmt.Sprintf("WeCom has stopped message %s", msgid)

	switch outcome {
	case wecom.CancelNotKnown:
		return verdict{word: "not known to WeCom", more: "nothing was stopped; see that the msgid is right", diags: diag.Diagnostics{diag.NewAttributeWarningDiagnostic(message.at, "Nothing to stop: WeCom does not know the message", fmt.Sprintf(
			"cancel_groupmsg_send: errcode 41047 for msgid %q. If WeCom has forgotten an old message, nothing is left to do. If the msgid is mistyped or of another company, the message that is meant was NOT stopped: correct it and run the action again.", msgid))}}
	case wecom.CancelledBefore:
		word, done = "stopped already", fmt.Sprintf("Message %s was stopped already", msgid)
	case wecom.CancelledNowOrBefore:
		word, done = "stopped now or before", fmt.Sprintf("Message %s was stopped by this run or before (WeCom's first answer was lost)", msgid)
	}

	count := newCancelCount()

	if err := a.provider.client.MassMessageResults(ctx, msgid, count.member, count.recipient); err != nil {
		return verdict{word: word, more: "not counted: " + err.Error(), diags: diag.Diagnostics{notCounted(ctx, done, err)}}
	}

	report("%s: %s", done, count)

	return verdict{word: word, more: strings.TrimSuffix(count.String(), noRecall)}
}

// cancelFailure distinguishes a message that was not stopped from one of which
// that is not known.
func (a *massMessageCancelAction) cancelFailure(msgid string, err error) verdict {
	if unknown, ok := errors.AsType[*wecom.UnknownOutcomeError](err); ok {
		return verdict{word: "not known", more: unknown.Unwrap().Error(), err: err, diags: diag.Diagnostics{diag.NewErrorDiagnostic(summaryCancel, fmt.Sprintf(
			"It is not known whether message %s is stopped: %s.\n\nRunning the action again does no harm, and tells.", msgid, unknown.Unwrap()))}}
	}

	return verdict{word: notStopped, more: err.Error(), err: err, diags: diag.Diagnostics{
		a.failure(summaryCancel, fmt.Sprintf("Message %s was NOT stopped: the members can go on sending it.", msgid), err),
	}}
}

// notCounted is a warning, since the message is stopped all the same. Where the
// run was stopped it is an error: such a run must not look complete.
func notCounted(ctx context.Context, done string, err error) diag.Diagnostic {
	const summary = "The message is stopped, but not counted"

	if ctx.Err() != nil {
		return diag.NewErrorDiagnostic(summary, done+". The run was stopped before it was counted how many members had sent it. Running the action again counts.")
	}

	return diag.NewWarningDiagnostic(summary, fmt.Sprintf(
		"%s. How many members had sent it could not be read: %s\n\nRunning the action again counts once more.", done, err))
}
