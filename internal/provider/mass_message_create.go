package provider

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/heldlist"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// nothingSent is the lead of an error before which nothing has left.
const nothingSent = "Nothing was sent."

// defaultCreateTimeout is timeouts.create where it is left out.
const defaultCreateTimeout = 5 * time.Minute

// boundCreate is what an error calls that bound.
const boundCreate = "timeouts.create"

// Create sends the message.
//
// Terraform heals a failed Create by creating again, so an error means: nothing
// was sent. Everything that can fail comes first; the send is the last of it.
// After the send there is no error any more, only a state that says what is
// known, and warnings.
func (r *massMessageResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan massMessageModel

	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)

	if resp.Diagnostics.HasError() {
		return
	}

	wanted := plan.draft()
	wanted.ReadFiles()

	order, problems := wanted.Order(plan.recorded())
	resp.Diagnostics.Append(diagnosticsOf(problems)...)

	resp.Diagnostics.Append(r.provider.mustHaveCredentials(nothingSent)...)
	resp.Diagnostics.Append(r.provider.gate(wanted)...)
	resp.Diagnostics.Append(r.provider.gateAllowed(plan, wanted)...)
	resp.Diagnostics.Append(r.provider.gateApproved(approvalOf(wanted, plan.Triggers))...)

	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(r.provider.plannedCompany(plan.CorpID.ValueString())...)
		resp.Diagnostics.Append(r.provider.sameCompany(r.provider.wishes.companyOf(wanted, r.provider.client.CorpID()))...)
	}

	timeout, diags := plan.Timeouts.Create(ctx, defaultCreateTimeout)
	resp.Diagnostics.Append(diags...)

	if resp.Diagnostics.HasError() {
		return
	}

	ctx, cancel := context.WithTimeoutCause(ctx, timeout, &wecom.OverError{Bound: boundCreate, Lasts: timeout})
	defer cancel()

	notDuplicates := newChecker().notDuplicateOf(plan.NotDuplicateOf)
	wished := r.provider.wishes.of(wanted, plan.Triggers)
	receipt := r.provider.client.DeliverMassMessage(ctx, wecom.Delivery{
		Message:       order.Message(),
		CheckInterval: r.provider.duplicateCheck,
		CheckStrictly: r.provider.duplicateCheckStrictly,
		Repeats:       wished.mayRepeat(wanted.Digests(), plan.Triggers),
		ReplacesLost:  wished.Lost,
		NotDuplicates: slices.Concat(notDuplicates, r.provider.wishes.withOtherFiles(wanted)),
		Others:        r.provider.wishes.removedThisRun(),
		Removed:       r.provider.wishes.lostThisRun(),
		Journal:       r.provider.journalKeys(wanted.Digests(), plan.Triggers),
		Window:        plan.window(),
	})

	r.provider.warnJournal(&resp.Diagnostics, receipt.JournalFailed)
	warnJournalDamage(&resp.Diagnostics, receipt.JournalDamage)

	if receipt.Kind == wecom.Refused {
		resp.Diagnostics.Append(r.provider.refusal("Unable to Create Mass Message", receipt.Err, notDuplicates))
		return
	}

	old, removedNow := r.provider.wishes.forgottenAs(receipt.MsgID)
	if removedNow && receipt.Earlier != nil {
		receipt.FailList = old.failList
	}

	plan.setOutcome(receipt, wanted, wished, r.provider.client.Origin())
	plan.ReplacesMsgID = stringOrNull(wished.saysAgain())
	plan.CorpID = stringOrNull(r.provider.client.CorpID())

	resp.Diagnostics.Append(receiptWarnings(receipt, plan, removedNow)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, plan.MsgID)...)
}

// setOutcome fills every computed attribute: one that stayed unknown would be
// an error of the framework, and so a second send.
func (m *massMessageModel) setOutcome(receipt wecom.Receipt, sent draft.Draft, wished wish, origin string) {
	m.CreatedAt = timeOrNull(receipt.SentAt)
	m.setComputed(sent)

	m.Sent = sentValue(sent.Digests(), origin)
	m.Imported = types.BoolNull()

	if receipt.Kind == wecom.Accepted {
		m.setAccepted(receipt.MsgID, receipt.FailList, receipt.SentAt)
		return
	}

	m.Status = types.StringValue(statusUnknown)
	m.MsgID = types.StringNull()
	m.FailList = heldlist.Null()
	m.Trace = lostMessage{Sent: receipt.Sent, Trace: receipt.Trace, Repeats: wished.MsgIDs, As: wished.As}.value()
}

// setAccepted records a message whose msgid is known.
func (m *massMessageModel) setAccepted(msgid string, failList []string, createdAt time.Time) {
	m.Status = types.StringValue(statusCreated)
	m.MsgID = types.StringValue(msgid)
	m.FailList = heldlist.Of(failList)
	m.CreatedAt = timeOrNull(createdAt)
	m.Trace = types.StringNull()
}
