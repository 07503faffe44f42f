package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// ModifyPlan decides what a plan does with a campaign. It is the only place
// that does, and the review sheet: who receives what, in numbers. It needs
// neither credentials nor the network.
func (r *campaignResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		r.planDestroy(ctx, req, resp)
		return
	}

	var config, plan campaignModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)

	if resp.Diagnostics.HasError() {
		return
	}

	if readPrivate[bool](ctx, req.Private, privateKeeps) && req.State.Raw.IsNull() {
		refuseForced(&resp.Diagnostics, "campaign")
		return
	}

	wanted := config.wanted()

	if req.State.Raw.IsNull() {
		sentIn := readPrivate[string](ctx, req.Private, privateCompany)
		resp.Diagnostics.Append(r.provider.planFirst(&plan, wanted, sentIn)...)
		writePrivate(ctx, resp.Private, privateWindow, wanted.window)
		resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)

		return
	}

	var state campaignModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	if resp.Diagnostics.HasError() {
		return
	}

	writePrivate(ctx, resp.Private, privateDestroy, false)
	writePrivate(ctx, resp.Private, privateKeeps, false)
	writePrivate(ctx, resp.Private, privateCompany, state.CorpID.ValueString())

	triggers := compareTriggers(config.Triggers, state.Triggers)
	if triggers == draft.Differs && !state.wasImported() {
		r.planReplacement(ctx, resp, plan, state, wanted)
		return
	}

	rememberWish(ctx, resp.Private, nil)
	writePrivate(ctx, resp.Private, privateWindow, nil)
	writePrivate(ctx, resp.Private, privateKeeps, true)

	l := later{provider: r.provider, config: config, plan: plan, state: state, wanted: wanted}
	if triggers == draft.NotKnown && !state.wasImported() {
		l.notKnown = append(l.notKnown, "triggers")
	}

	resp.Diagnostics.Append(l.decide()...)
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &l.plan)...)

	// What is known when this is applied would make another plan of it.
	if changed := changedAttributes(req.State.Raw, resp.Plan.Raw); len(l.notKnown) > 0 && len(changed) > 0 {
		resp.Diagnostics.Append(unknownBeside(l.notKnown, changed, false)...)
	}
}

// planReplacement plans to send the whole campaign again, because its triggers
// have changed.
func (r *campaignResource) planReplacement(ctx context.Context, resp *resource.ModifyPlanResponse, plan, state campaignModel, wanted campaignWanted) {
	resp.RequiresReplace.Append(path.Root("triggers"))

	messages, _ := state.messages()

	resp.Diagnostics.AddAttributeWarning(path.Root("triggers"), summaryReplaceCampaign, "triggers have changed, so the whole campaign is sent again. Where nobody can tell a message from one of an earlier wave, as under create_before_destroy, it is unknown instead, and an answer in resolve sends it. "+staysText(messages))
	resp.Diagnostics.Append(r.provider.planFirst(&plan, wanted, state.CorpID.ValueString())...)
	writePrivate(ctx, resp.Private, privateWindow, wanted.window)

	wished := wish{Parts: wanted.content.Digests(), CorpID: plan.CorpID.ValueString()}
	if digest, known := triggersDigest(plan.Triggers); known {
		wished.Triggers = &digest
	}

	rememberWish(ctx, resp.Private, &wished)
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

func (r *campaignResource) planDestroy(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	rememberDestroy(ctx, resp.Private)

	var state campaignModel
	if req.State.Get(ctx, &state).HasError() {
		return
	}

	resp.Diagnostics.Append(r.provider.seeCampaign(state)...)

	messages, _ := state.messages()
	resp.Diagnostics.AddWarning(summaryDestroyCampaign, "Terraform only forgets the campaign. "+staysText(messages))
}

// openComputed leaves open what a run decides.
func (m *campaignModel) openComputed() {
	// Where all were excluded whose turn it was, nothing was sent yet.
	if m.CreatedAt.IsNull() {
		m.CreatedAt = types.StringUnknown()
	}

	m.Status = types.StringUnknown()
	m.ExcludedCount = types.Int64Unknown()
	m.SentCount = types.Int64Unknown()
	m.FailedCount = types.Int64Unknown()
	m.Sent = types.MapUnknown(types.StringType)
}
