package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Delete forgets the campaign, and says in numbers what stays.
func (r *campaignResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state campaignModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	wished := readPrivate[wish](ctx, req.Private, privateWish)

	isDestroy := readPrivate[bool](ctx, req.Private, privateDestroy)

	switch {
	case r.provider == nil:
	case wished.Parts != nil:
		resp.Diagnostics.Append(r.provider.mayReplaceCampaign(state, wished)...)
	case !isDestroy: // tainted, see the Delete of a message
		resp.Diagnostics.Append(r.provider.sameCompany(state.CorpID.ValueString()).Errors()...)
	}

	// Also of a campaign that is tainted, or replaced without a wish: the new
	// one could not be sent any more.
	resp.Diagnostics.Append(r.provider.campaignInWindow("Nothing is sent, and the campaign in the state stays there", readPrivate[wecom.SendWindow](ctx, req.Private, privateWindow))...)

	if resp.Diagnostics.HasError() {
		return
	}

	messages, _ := state.messages()

	if r.provider != nil {
		people := state.peopleAsSent()
		r.provider.mustKnowRemoved(&resp.Diagnostics, "campaign", "sent", r.provider.client.RemoveInJournal(r.provider.heldMessages(state, messages, people, wished)...))

		if resp.Diagnostics.HasError() {
			return
		}

		r.provider.wishes.addCampaign(forgottenOf(state, messages, people), state.frozen(), wished)
	}

	if isDestroy {
		resp.Diagnostics.AddWarning(summaryDestroyCampaign, "The campaign was removed from the state. "+staysText(messages))
	} else {
		resp.Diagnostics.AddWarning(fmt.Sprintf("This run has removed the campaign %s from the state, to create another one", state.CampaignID.ValueString()), staysText(messages))
	}
}

// forgottenOf are the messages of a campaign that leave the state.
func forgottenOf(state campaignModel, messages []*campaign.Message, people func(*campaign.Message, wecom.Sent) wecom.Sent) []forgotten {
	var all []forgotten

	for _, m := range messages {
		old := forgotten{corpID: state.CorpID.ValueString(), parts: m.Record.Parts, part: campaign.PartOf(m.Key), others: m.Record.NotDuplicates}

		switch {
		case m.Status == campaign.Created:
			old.msgid = m.MsgID
		case m.Status == campaign.Unknown && m.Record.Lost != nil:
			sent := people(m, m.Record.Lost.Sent)
			old.lost = &sent
		default:
			continue
		}

		all = append(all, old)
	}

	return all
}

// mayReplaceCampaign is what forbids to forget a campaign that is replaced.
func (p *providerData) mayReplaceCampaign(state campaignModel, wished wish) diag.Diagnostics {
	return p.mayReplace(massMessageModel{CorpID: state.CorpID}, wished)
}
