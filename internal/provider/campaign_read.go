package provider

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// Read looks again for messages of unknown status, and makes no call of any
// other. What the journal does not know of the campaign it enters there. It
// never removes the campaign from the state: that would send it again.
func (r *campaignResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state campaignModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	if resp.Diagnostics.HasError() {
		return
	}

	if state.Status.ValueString() == statusUnknown {
		resp.Diagnostics.Append(r.provider.healCampaign(ctx, &state)...)
		resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	}

	r.provider.enterCampaignInJournal(state)
	resp.Diagnostics.Append(r.provider.seeCampaign(state)...)
}

// healCampaign looks for the messages of unknown status. Whatever fails is only
// a warning: the state stays as true as it was.
func (p *providerData) healCampaign(ctx context.Context, state *campaignModel) diag.Diagnostics {
	var diags diag.Diagnostics

	messages, _ := state.messages()

	switch {
	case !p.hasCredentials():
		diags.AddAttributeWarning(path.Root("status"), summaryStillUnknown, "The provider has no credentials, so it could not look.\n\n"+unknownText(having(messages, campaign.Unknown)))
		return diags
	case p.otherCompany(state.CorpID.ValueString()):
		p.warnCompany(&diags, state.CorpID.ValueString())
		return diags
	}

	timeout, timeoutDiags := state.Timeouts.Read(ctx, defaultReadTimeout)
	diags.Append(warnings(timeoutDiags)...)

	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	found, leftOut := p.findMessages(ctx, *state, messages)
	state.setNumbers(messages)

	if len(found) > 0 {
		diags.AddAttributeWarning(path.Root("messages"), summaryFound,
			fmt.Sprintf("%s: %s. Each was sent once, and nothing is sent now.%s", wording.Counted(len(found), "message"), named(found), lackText(leftOut)))
	}

	if lost := having(messages, campaign.Unknown); len(lost) > 0 {
		diags.AddAttributeWarning(path.Root("status"), summaryStillUnknown, unknownText(lost))
	}

	return diags
}

// findMessages looks for each message of unknown status. leftOut of the people
// of those that are found did not get them by the journal, beside those who
// were excluded.
func (p *providerData) findMessages(ctx context.Context, state campaignModel, messages []*campaign.Message) (found []*campaign.Message, leftOut int) {
	claims := setOf(state.frozen().replaces)
	for _, m := range having(messages, campaign.Created) {
		claims[m.MsgID] = true
	}

	keys := p.campaignKeys(state, p.companyIn(state.CorpID))
	people := state.peopleAsSent()

	for _, m := range having(messages, campaign.Unknown) {
		lost := m.Record.Lost
		if lost == nil || lost.Sent.Words == "" || ctx.Err() != nil {
			continue
		}

		trace := lost.Trace.WithClaims(claims)

		find := p.client.FindEarlier
		if lost.Beside {
			find = p.client.FindBeside
		}

		sent := people(m, lost.Sent)

		finding, told, err := find(ctx, sent, trace, campaign.KeysOf(m, keys))
		if lost.Beside && told.MsgID != "" {
			m.MayBe(told.MsgID)
		}

		// Another one of this state may have it by a wrong answer. Only the
		// right one tells.
		if finding.Proven == nil || claims[finding.Proven.MsgID] {
			m.Problem = stillUnknown(m.Problem, err)
			continue
		}

		m.Status, m.MsgID, m.SentAt, m.Problem = campaign.Created, finding.Proven.MsgID, finding.Proven.CreateTime, ""
		m.Record = campaign.Record{Parts: m.Record.Parts, People: m.Record.People, Excluded: m.Record.Excluded, Failed: len(finding.FailList)}
		claims[m.MsgID] = true

		if finding.FailList == nil {
			m.Record.Failed = told.Failed
		}

		if told.Recipients > 0 {
			excluded := m.Record.Excluded
			reached := cmp.Or(p.client.Reached(ctx, told, sent), told.Recipients)
			m.Record.People, m.Record.Excluded = reached, max(0, m.Recipients-reached)
			leftOut += max(0, m.Record.Excluded-excluded)
		}

		found = append(found, m)
	}

	return found, leftOut
}

// stillUnknown adds why the last look has failed.
func stillUnknown(problem string, err error) string {
	const again = " The last look failed: "

	problem, _, _ = strings.Cut(problem, again)
	if err != nil {
		problem += again + wecom.Kept(err) + "."
	}

	return problem
}

// peopleAsSent gives the ids back to a message, if the files still have just
// them. It reads the files once, when the first message asks.
func (m campaignModel) peopleAsSent() func(*campaign.Message, wecom.Sent) wecom.Sent {
	var parts map[string]audience.Part

	return func(one *campaign.Message, sent wecom.Sent) wecom.Sent {
		if parts == nil {
			parts = map[string]audience.Part{}

			if !m.RecipientsFile.IsNull() {
				cut, _ := cutOf(m.wanted().sourceOf(m.frozen()))
				parts = cut.partsByKey()
			}
		}

		part := parts[strings.ToLower(one.Key)]
		sent = sent.WithRecipients(part.IDs())

		return sent.CutFor(campaign.Turn{Message: one, Part: part}.CutFor())
	}
}
