package provider

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/heldlist"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// adopts reports whether a plan takes a message over that a person has found.
// Under another company nothing is taken over.
func (p *providerData) adopts(config, state massMessageModel, diags *diag.Diagnostics) bool {
	if state.Status.ValueString() != statusUnknown || config.AdoptMsgID.IsNull() {
		return false
	}

	if p.otherCompany(state.CorpID.ValueString()) {
		p.warnCompany(diags, state.CorpID.ValueString())
		return false
	}

	// Nothing would be sent, so it stops nothing.
	if wrong := adoptProblem(config.AdoptMsgID.ValueString()); wrong != "" && given(config.AdoptMsgID) {
		diags.AddAttributeWarning(path.Root("adopt_msgid"), "Invalid msgid", "adopt_msgid: "+wrong+" Nothing is taken over.")
		return false
	}

	if msgid := config.AdoptMsgID.ValueString(); p != nil && msgid != "" && p.owners.want(msgid, state.Trace.ValueString()) {
		diags.AddAttributeError(path.Root("adopt_msgid"), summaryTwoOwners, twoOwners(msgid))
	}

	return true
}

// adoptProblem says what is wrong with a msgid to take over, or "". No other
// resource has it, so none is an example.
func adoptProblem(msgid string) string {
	if strings.TrimSpace(msgid) == "" {
		return "It is empty. It takes the msgid of the message of unknown status, as the admin console shows it; null is none."
	}

	return msgidProblem(msgid)
}

// adoptedInstead is the error of an edit that sends, beside the answer that the
// message is there: the edit would forget what a person has just found. One
// that has stayed of an adoption is refused as well. The apply plans a create
// once more and knows nothing of the message that it replaces, so whatever
// passes here has to pass there.
func adoptedInstead(config, state massMessageModel) diag.Diagnostics {
	switch {
	case config.AdoptMsgID.IsNull():
		return nil
	case state.Status.ValueString() == statusUnknown:
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("adopt_msgid"), "Two changes that must be applied one after the other",
			"adopt_msgid says that the message of unknown status is there, and this plan would send another one instead of it. Nothing is sent. First take the change that sends back, and apply, so that the message is recorded; or, if it is not there, take adopt_msgid out.")}
	default:
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("adopt_msgid"), summaryNothingToAdopt,
			"adopt_msgid: it says that a message is there already, and this plan would send another one. The message in the state is recorded and needs it no more. Nothing is sent. If another one is meant, take adopt_msgid out.")}
	}
}

// adoptsAnother is the warning where a message is recorded already, and
// adopt_msgid names another one: nobody follows that.
func (m massMessageModel) adoptsAnother(state massMessageModel) diag.Diagnostics {
	recorded := state.MsgID.ValueString()
	if state.Status.ValueString() == statusUnknown || recorded == "" || !given(m.AdoptMsgID) || m.AdoptMsgID.ValueString() == recorded {
		return nil
	}

	return diag.Diagnostics{diag.NewAttributeWarningDiagnostic(path.Root("adopt_msgid"), summaryNothingToAdopt,
		fmt.Sprintf("adopt_msgid names %s, and this resource is recorded as %s: by WeCom's answer, since that was found to be it, or by what a person has said in another run. So nothing is taken over. Take adopt_msgid out. If the recorded one is not this message, take the resource out of the state (a removed block with destroy = false, or terraform state rm), and import the right one.", m.AdoptMsgID.ValueString(), recorded))}
}

const summaryNothingToAdopt = "Nothing to adopt"

// nothingToAdopt is the error of a create beside adopt_msgid: whoever writes it
// takes a message to be there already. It may be the create of a tainted
// message, too, of which the provider does not hear.
func nothingToAdopt(config massMessageModel) diag.Diagnostics {
	if config.AdoptMsgID.IsNull() {
		return nil
	}

	id := "msg..." // not known yet
	if given(config.AdoptMsgID) {
		id = config.AdoptMsgID.ValueString()
	}

	if msgidProblem(id) != "" {
		return nil // has an error of its own
	}

	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("adopt_msgid"), summaryNothingToAdopt,
		fmt.Sprintf("adopt_msgid: it says that a message is there already, and this plan would send a new one. Nothing is sent. "+
			"Where the state has no message here, take adopt_msgid out and import the one in WeCom; an import sends nothing: its id for import is %s. "+
			"Where the state has it, and it is tainted, untaint it: of one of unknown status the apply then records it. If a new one is meant, take adopt_msgid out.", id))}
}

// planAdoption puts into the plan what the adoption will change.
func (m *massMessageModel) planAdoption() {
	m.MsgID = types.StringUnknown()
	m.Status = types.StringUnknown()
	m.FailList = heldlist.Unknown()
	m.CreatedAt = types.StringUnknown()
	m.CorpID = types.StringUnknown()
	m.Trace = types.StringUnknown()
}

// keepUnknown takes back what planAdoption has left open.
func (m *massMessageModel) keepUnknown(state massMessageModel) {
	m.MsgID, m.Status, m.FailList, m.CreatedAt = state.MsgID, state.Status, state.FailList, state.CreatedAt
	m.CorpID, m.Trace = state.CorpID, state.Trace
}

// adopt checks that the named message exists and can be this one, and records
// it. An error here taints nothing and sends nothing.
func (p *providerData) adopt(ctx context.Context, plan *massMessageModel, state massMessageModel, private privateReader) diag.Diagnostics {
	diags := p.mustHaveCredentials(nothingSent)
	if diags.HasError() {
		return diags
	}

	// A saved plan may be applied with the credentials of another company.
	if p.otherCompany(state.CorpID.ValueString()) {
		p.warnCompany(&diags, state.CorpID.ValueString())
		return diags
	}

	timeout, timeoutDiags := plan.Timeouts.Read(ctx, defaultReadTimeout)
	diags.Append(timeoutDiags...)

	if diags.HasError() {
		return diags
	}

	ctx, cancel := context.WithTimeoutCause(ctx, timeout, &wecom.OverError{Bound: "timeouts.read", Lasts: timeout})
	defer cancel()

	// What a plan did not know.
	if diags.Append(plan.namesItself(state)...); diags.HasError() {
		return diags
	}

	lost, _ := state.lost(ctx, private)
	msgid := plan.AdoptMsgID.ValueString()

	if err := p.client.JournalForbids(); err != nil {
		diags.AddAttributeError(path.Root("adopt_msgid"), summaryNotAdopted,
			fmt.Sprintf("%s was not taken over, and nothing was sent: %s.", msgid, err))

		return diags
	}

	sent := lost.withRecipients(state)

	if wrong := p.isOfAnother(ctx, msgid, sent, p.keysInState(state)); wrong != "" {
		diags.AddAttributeError(path.Root("adopt_msgid"), summaryNotAdopted,
			fmt.Sprintf("%s was not taken over, and nothing was sent: %s", msgid, wrong))

		return diags
	}

	trace := p.client.StillClaimed(ctx, sent, lost.Trace, p.keysInState(state))

	adoption, err := p.client.AdoptMassMessage(ctx, sent, trace, msgid)
	if err != nil {
		diags.AddAttributeError(path.Root("adopt_msgid"), summaryNotAdopted,
			fmt.Sprintf("%s was not taken over, and nothing was sent: %s.", msgid, err))

		return diags
	}

	if sentIn := state.CorpID.ValueString(); sentIn != "" && p.client.CorpID() == "" {
		adoption.Remarks = append(adoption.Remarks, fmt.Sprintf("It was sent in %s, and access_token does not tell its company: see that it is the same.", sentIn))
	}

	if sentTo, isElsewhere := p.elsewhere(state); isElsewhere {
		adoption.Remarks = append(adoption.Remarks, fmt.Sprintf("It was sent to %s, and was looked for at %s: see that both are the same WeCom.", sentTo, p.client.Origin()))
	}

	p.resolveInJournal(&diags, state, msgid, adoption.Record.CreateTime)

	if diags.HasError() {
		return diags
	}

	plan.recordFound(&adoption.Record, adoption.FailList, p.client.CorpID())

	if len(adoption.Remarks) > 0 {
		text := fmt.Sprintf("Message %s is recorded, as adopt_msgid says. %s", msgid, strings.Join(adoption.Remarks, " "))
		if len(adoption.FailList) > 0 {
			text += " They are in fail_list: " + wording.ShownIDs(adoption.FailList) + "."
		}

		diags.AddAttributeWarning(path.Root("adopt_msgid"), summaryAdoptedAsTold, text)
	}

	return diags
}

// isOfAnother says that the journal has a message as that of another block, or
// "".
func (p *providerData) isOfAnother(ctx context.Context, msgid string, sent wecom.Sent, keys wecom.JournalKeys) string {
	const is = "by the journal it is another message, with other words, recipients or triggers. "

	if e, ok := p.client.BelongsTo(msgid); ok && e.Key != keys.Key {
		return is + fmt.Sprintf("WeCom has given that msgid to a send of %s.", wecom.BeganAt(e).UTC().Format(time.RFC3339))
	}

	e, ok := p.client.IsClaimedAs(msgid, keys)
	if !ok || p.client.IsClaimedWrongly(ctx, sent, keys, msgid) {
		return ""
	}

	return is + fmt.Sprintf("A state has it, or had it, as that of a send of %s; or a person has said so. If it is this one, and not that: take this resource out of the state (a removed block with destroy = false, or terraform state rm), take adopt_msgid out, and import %s here.",
		wecom.BeganAt(e).UTC().Format(time.RFC3339), msgid)
}
