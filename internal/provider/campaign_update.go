package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
)

const summaryUpdateCampaign = "The campaign is not sent as a whole"

// Update sends what is left, and takes answers. An error of it taints nothing,
// so it has both: the state with all that is done, and errors.
func (r *campaignResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state campaignModel

	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	if resp.Diagnostics.HasError() {
		return
	}

	_, open := plan.messages()
	if len(open) == 0 {
		resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)

		return
	}

	timeout, diags := plan.Timeouts.Update(ctx, defaultCampaignTimeout)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(r.provider.mustHaveCredentials(nothingSent)...)

	if resp.Diagnostics.HasError() {
		return
	}

	// A saved plan may be applied with the credentials of another company.
	resp.Diagnostics.Append(r.provider.sameCompany(state.CorpID.ValueString()).Errors()...)

	if resp.Diagnostics.HasError() {
		return
	}

	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	resp.Diagnostics.Append(r.goOn(ctx, &plan, state, open)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// goOn sends those of the messages that the plan has opened, and makes the new
// state of the plan. Where nothing may be done at all, that is the old one.
func (r *campaignResource) goOn(ctx context.Context, plan *campaignModel, state campaignModel, open map[string]bool) diag.Diagnostics {
	wanted, frozen := plan.wanted(), state.frozen()
	messages, _ := state.messages()

	campaign.Rollout(messages, frozen.firstContent)
	campaign.Hold(messages, wanted.rollout, nil)

	due := slices.DeleteFunc(slices.Clone(messages), func(m *campaign.Message) bool { return !open[m.Key] })

	plan.Sent = state.Sent

	diags := r.readyToGoOn(plan, state, due)
	if diags.HasError() {
		*plan = state
		return diags
	}

	cut, problems := cutOf(wanted.sourceOf(frozen))
	if errors := problems.Errors(); len(errors) > 0 {
		diags.AddAttributeError(path.Root("recipients_file"), summaryNotReadable, unreadableText(errors))
	}

	refused := r.provider.gateAllowedLeft(cut, due, wanted.answers)
	if wanted.sends(due) {
		refused.Append(r.provider.gateCampaignLeft(cut, messages, wanted.again(due), state.Audience.ValueString())...)
	}

	if refused.HasError() {
		*plan = state
		return append(diags, refused...)
	}

	wanted.content.ReadFiles()

	order, _ := wanted.content.Order(plan.content()) // it was ready
	parts := wanted.content.Digests()

	run := r.provider.campaignRun(ctx, *plan, order, parts)
	run.CheckInterval, run.CheckSince = r.provider.lookBack(state.createdAt())
	run.Claims = setOf(frozen.replaces)
	run.Earlier = frozen.words
	// Nothing else could tell what a run that was killed has sent.
	run.CheckStrictly = run.CheckStrictly || !r.provider.keepsJournal()

	turns := cut.turnsOf(due, wanted.answers)

	// Of one whose outcome is not known, those of the attempt got nothing.
	for _, turn := range turns {
		if !turn.OnlyAnswered && turn.Status != campaign.Unknown {
			turn.Record.Excluded = turn.Part.Excluded
		}
	}

	result := run.Do(ctx, messages, turns)
	plan.recordRun(messages, result, run)

	diags.Append(r.provider.runErrors(summaryUpdateCampaign, result, messages)...)
	diags.Append(differsErrors(cut, messages)...)
	diags.Append(r.provider.runWarnings(result)...)

	return diags
}

// readyToGoOn are the errors of what is about to be sent. Answers alone need no
// content.
func (r *campaignResource) readyToGoOn(plan *campaignModel, state campaignModel, due []*campaign.Message) diag.Diagnostics {
	wanted := plan.wanted()
	if !wanted.sends(due) {
		return nil
	}

	wanted.content.ReadFiles()

	_, problems := wanted.content.Order(plan.content())
	diags := diagnosticsOf(problems)

	// The plan may have been made where there was another journal.
	if changed := changedContent(wanted.content, state.frozen()); len(changed) > 0 {
		messages, _ := state.messages()
		diags.Append(r.provider.mayEdit(changed[0], state, messages)...)
	}

	diags.Append(r.provider.gateApproved(wanted.approvalOfCampaign(plan.RecipientsSHA256, plan.Triggers, due))...)

	return diags
}

// differsErrors names the messages that are left because their people are not
// those of the first send.
func differsErrors(cut campaignCut, messages []*campaign.Message) diag.Diagnostics {
	var diags diag.Diagnostics

	if len(cut.parts) == 0 {
		return diags // the file could not be read, and that is said
	}

	left := slices.DeleteFunc(slices.Clone(messages), func(m *campaign.Message) bool { return m.Status != campaign.Pending && m.Status != campaign.Refused })
	if _, other := cut.sortOut(left); len(other) > 0 {
		diags.AddAttributeError(path.Root("recipients_file"), summaryDiffers, differsText(other))
	}

	return diags
}
