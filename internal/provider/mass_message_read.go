package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// defaultReadTimeout is timeouts.read where it is left out: of a message with a
// thousand members WeCom lists the recipients in a thousand calls.
const defaultReadTimeout = 5 * time.Minute

// Read makes no call for a message that WeCom accepted. It never removes the
// message from state, whatever WeCom may have forgotten: removing it would
// send it again.
func (r *massMessageResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state massMessageModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	if resp.Diagnostics.HasError() {
		return
	}

	if state.takeFromPrivate(ctx, req.Private) {
		resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	}

	if state.Status.ValueString() == statusUnknown {
		resp.Diagnostics.Append(r.provider.heal(ctx, &state, req.Private)...)
		resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	}

	r.provider.warnRehearsed(&resp.Diagnostics, state)
	r.provider.enterInJournal(ctx, &resp.Diagnostics, state, req.Private)
	r.provider.enterOwner(&resp.Diagnostics, state)
	resp.Diagnostics.Append(r.provider.seeMessage(state)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state.MsgID)...)
}

// heal looks again for a message whose answer was lost. Whatever fails is only
// a warning: the state stays as true as it was.
func (p *providerData) heal(ctx context.Context, state *massMessageModel, private privateReader) diag.Diagnostics {
	var diags diag.Diagnostics

	lost, ok := state.lost(ctx, private)

	switch {
	case !p.hasCredentials():
		diags.AddAttributeWarning(path.Root("status"), summaryStillUnknown,
			"The provider has no credentials, so it could not look for it.\n\n"+whatToDoWhenUnknown(nil))

		return diags
	case !ok:
		diags.AddAttributeWarning(path.Root("status"), summaryStillUnknown,
			"The state does not say when the message was sent, so it could not be looked for.\n\n"+whatToDoWhenUnknown(nil))

		return diags
	case p.otherCompany(state.CorpID.ValueString()):
		p.warnCompany(&diags, state.CorpID.ValueString())

		return diags
	}

	// What another server has is no proof.
	if sentTo, isElsewhere := p.elsewhere(*state); isElsewhere {
		diags.AddAttributeWarning(path.Root("status"), summaryStillUnknown,
			fmt.Sprintf("It was sent to %s, and base_url is %s now, so it was not looked for. Plan with that base_url. If that address is gone, and this one leads to the same WeCom, look in the admin console, and write adopt_msgid.", sentTo, p.client.Origin()))

		return diags
	}

	timeout, timeoutDiags := state.Timeouts.Read(ctx, defaultReadTimeout)
	diags.Append(warnings(timeoutDiags)...)

	ctx, cancel := context.WithTimeoutCause(ctx, timeout, &wecom.OverError{Bound: "timeouts.read", Lasts: timeout})
	defer cancel()

	// What a person has written since the send counts as well.
	lost.Trace.Exclude = append(lost.Trace.Exclude, newChecker().notDuplicateOf(state.NotDuplicateOf)...)

	finding, told, err := p.client.FindEarlier(ctx, lost.withRecipients(*state), lost.Trace, p.keysInState(*state))
	if finding.Proven != nil {
		state.recordFound(finding.Proven, finding.FailList, p.client.CorpID())
		diags.AddAttributeWarning(path.Root("msgid"), summaryFound,
			fmt.Sprintf("No verdict came back for its send, and its status was unknown. %s The provider sent it once, and nothing is sent now.%s", howFound(told, state.MsgID.ValueString()), notInRecord(finding.FailList, lost.Sent.Sender)))
		warnOddRecords(&diags, finding.Illegible)

		return diags
	}

	reason := "WeCom's list does not prove what became of it."

	switch {
	case ctx.Err() != nil:
		reason = fmt.Sprintf("The look did not end within %s. A longer timeouts.read lets it go on.", timeout)
	case err != nil:
		reason = "It could not be looked for: " + err.Error()
	}

	diags.AddAttributeWarning(path.Root("status"), summaryStillUnknown, reason+"\n\n"+whatToDoWhenUnknown(finding.Candidates))

	return diags
}

// howFound says who knows a message of unknown status.
func howFound(told journal.Entry, msgid string) string {
	if told.MsgID == "" {
		return fmt.Sprintf("Now it was found as %s in WeCom's list.", msgid)
	}

	return fmt.Sprintf("The journal says that it is %s: it was sent or found in another run, or a person has named it. Who could not be reached is not known, so fail_list is null.", msgid)
}

// warnings makes warnings of errors, where nothing may stop a refresh, or taint
// what was sent.
func warnings(diags diag.Diagnostics) diag.Diagnostics {
	var all diag.Diagnostics

	for _, d := range diags {
		if at, ok := d.(diag.DiagnosticWithPath); ok {
			all.AddAttributeWarning(at.Path(), d.Summary(), d.Detail())
		} else {
			all.AddWarning(d.Summary(), d.Detail())
		}
	}

	return all
}

// recordFound records a message of unknown status that was found.
func (m *massMessageModel) recordFound(record *wecom.Record, failList []string, corpID string) {
	if !given(m.Sent) {
		m.Sent = digestsValue(m.sentDigests())
	}

	m.setAccepted(record.MsgID, failList, record.CreateTime)

	if corpID != "" {
		m.CorpID = types.StringValue(corpID)
	}
}

// notInRecord says whom a message that was found cannot reach, and how that is
// known. WeCom has not said it of itself.
func notInRecord(failList []string, sender string) string {
	if len(failList) == 0 {
		return ""
	}

	reason := "WeCom, asked for each of them, knows nobody who has them as a customer"
	if sender != "" {
		reason = "WeCom's list of the customers of " + sender + " does not have them"
	}

	return fmt.Sprintf(" It does not name %s of those asked for: %s. %s, so it could not reach them. They are in fail_list.",
		wording.Counted(len(failList), "recipient"), wording.ShownIDs(failList), reason)
}
