package provider

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

var (
	_ action.ActionWithConfigure      = (*massMessageRemindAction)(nil)
	_ action.ActionWithValidateConfig = (*massMessageRemindAction)(nil)
)

type massMessageRemindAction struct {
	massMessageAction
}

func newMassMessageRemindAction() action.Action { return &massMessageRemindAction{} }

func (a *massMessageRemindAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_mass_message_remind"
}

func (a *massMessageRemindAction) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = massMessageActionSchema(fmt.Sprintf(
		"Notifies every member who has not yet sent a mass message once more (提醒成员群发). WeCom allows %d reminders for a message in 24 hours. An action keeps no memory: it reminds each time that it runs.", wecom.MaxReminders))
}

// Invoke makes one reminder of each message at most.
func (a *massMessageRemindAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	a.invoke(ctx, req, resp, "Nobody was reminded", several{
		do: a.remind, undone: notReminded, failed: summaryRemind,
	})
}

const (
	summaryRemind = "Unable to Remind Members"
	notReminded   = "nobody reminded"
)

// remind is never repeated after an unknown outcome, since each reminder costs
// one of three.
func (a *massMessageRemindAction) remind(ctx context.Context, message namedMessage, report reporter) verdict {
	msgid := message.msgid

	report("Reminding the members who have not sent message %s.", msgid)

	err := a.provider.client.RemindMassMessage(ctx, msgid)
	if err == nil {
		report("WeCom has taken the reminder for message %s: it counts as one of %d in 24 hours.", msgid, wecom.MaxReminders)
		return verdict{word: "reminded"}
	}

	if usedUp, ok := errors.AsType[*wecom.RemindersUsedUpError](err); ok {
		return verdict{word: notReminded, more: usedUp.Error(), err: err, diags: diag.Diagnostics{a.failure(summaryRemind, remindersUsedUp(msgid, usedUp.Latest), err)}}
	}

	if unknown, ok := errors.AsType[*wecom.UnknownOutcomeError](err); ok {
		return verdict{word: "not known", more: unknown.Unwrap().Error(), err: err, diags: diag.Diagnostics{diag.NewErrorDiagnostic(summaryRemind, fmt.Sprintf(
			"It is not known whether WeCom has taken the reminder for message %s: %s.\n\nIt was not repeated, since it may have used up one of %d in 24 hours. The members' WeCom shows whether it came. Running the action again makes another one.",
			msgid, unknown.Unwrap(), wecom.MaxReminders))}}
	}

	return verdict{word: notReminded, more: err.Error(), err: err, diags: diag.Diagnostics{
		a.failure(summaryRemind, fmt.Sprintf("Nobody was reminded of message %s.", msgid), err),
	}}
}

// remindersUsedUp says all that can be known of the time of the next one. The
// bound holds whether the 24 hours roll or are those of a day.
func remindersUsedUp(msgid string, latest time.Time) string {
	return fmt.Sprintf("Nobody was reminded of message %s: it has had its %d reminders in 24 hours.\n\nThe next one is possible at %s at the latest, maybe earlier: 24 hours after the first of the %d, and WeCom does not tell when that was. This action keeps no memory, so it does not know either.",
		msgid, wecom.MaxReminders, latest.UTC().Format(time.RFC3339), wecom.MaxReminders)
}
