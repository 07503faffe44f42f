package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// ModifyPlan decides what a plan does with a message. It is the only place
// that does. It needs neither credentials nor the network.
//
// A message that is not yet sent is sent. For one that was, every attribute
// is compared with what was sent, and then either a new message replaces it,
// or nothing is sent and the plan keeps to what the state says.
func (r *massMessageResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		r.planDestroy(ctx, req, resp)
		return
	}

	var config, plan massMessageModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)

	if resp.Diagnostics.HasError() {
		return
	}

	if readPrivate[bool](ctx, req.Private, privateKeeps) && req.State.Raw.IsNull() {
		refuseForced(&resp.Diagnostics, "message")
		return
	}

	wanted, hashes := config.draftAndHashes()
	if !hashes.None() {
		resp.Diagnostics.Append(takeHashes(ctx, req, &wanted, hashes)...)
	}

	wanted.ReadFiles()

	if req.State.Raw.IsNull() {
		resp.Diagnostics.Append(ignoredUntilNow(readPrivate[wish](ctx, req.Private, privateWish), wanted)...)
		resp.Diagnostics.Append(nothingToAdopt(config)...)

		// That of the message which is replaced, in the second plan of that.
		sentIn := readPrivate[string](ctx, req.Private, privateCompany)
		if sentIn == "" {
			resp.Diagnostics.Append(r.provider.notAbroad(likeness(wanted.Digests(), config.Triggers))...)
		}

		resp.Diagnostics.Append(r.provider.planSend(config, wanted, sentIn)...)
		writePrivate(ctx, resp.Private, privateWindow, config.window())
		plan.setComputed(wanted)

		plan.CorpID = r.provider.company()

		if wanted.SaysForWhom() {
			warnSend(&resp.Diagnostics, plan.Audience)
		}

		resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)

		return
	}

	var state massMessageModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	if resp.Diagnostics.HasError() {
		return
	}

	// As that of a destroy that has failed, and of an earlier plan.
	writePrivate(ctx, resp.Private, privateDestroy, false)
	writePrivate(ctx, resp.Private, privateKeeps, false)

	// The plan of a replacement comes twice. The second time there is no prior
	// state, but this, and the wish.
	writePrivate(ctx, resp.Private, privateCompany, state.CorpID.ValueString())

	imported := state.wasImported(ctx, req.Private)

	var d decision
	if imported {
		d = r.provider.decideImported(config, state, wanted)
	} else {
		d = decide(config, state, wanted)
	}

	resp.RequiresReplace = d.replacePaths
	resp.Diagnostics.Append(d.diags...)

	if len(d.replacePaths) == 0 {
		rememberWish(ctx, resp.Private, nil)
		writePrivate(ctx, resp.Private, privateWindow, nil)
		writePrivate(ctx, resp.Private, privateKeeps, true)
		r.planInPlace(ctx, req, resp, d, inPlace{config: config, plan: plan, state: state, wanted: wanted, imported: imported})

		return
	}

	resp.Diagnostics.Append(adoptedInstead(config, state)...)
	wanted.ReadKept()

	resp.Diagnostics.Append(r.provider.planSend(config, wanted, state.CorpID.ValueString())...)
	writePrivate(ctx, resp.Private, privateWindow, config.window())
	plan.setComputed(wanted)

	plan.CorpID = r.provider.company()

	wished := wishFor(config, state, wanted)
	wished.CorpID = plan.CorpID.ValueString()
	rememberWish(ctx, resp.Private, &wished)

	if wanted.SaysForWhom() {
		warnReplace(&resp.Diagnostics, config, state, wanted, plan.Audience)
	}

	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

func (r *massMessageResource) planDestroy(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	rememberDestroy(ctx, resp.Private)

	var state massMessageModel
	if req.State.Get(ctx, &state).HasError() {
		return
	}

	resp.Diagnostics.Append(r.provider.seeMessage(state)...)
	r.provider.warnDestroy(&resp.Diagnostics)
}

// ignoredUntilNow is the error of a replacement that would send something else
// than its first plan has said. ignore_changes puts what was sent into the
// configuration of the first plan, and a new message has nothing to ignore.
// What the second plan warns of, an engine does not show.
func ignoredUntilNow(wished wish, wanted draft.Draft) diag.Diagnostics {
	var diags diag.Diagnostics

	now := wanted.Digests()

	for _, p := range draft.Parts() {
		before, known := wished.Parts[p.Name]
		if after, ok := now[p.Name]; known && ok && before != after {
			name := p.Attribute(wanted)
			diags.AddAttributeError(path.Root(name), "A new message ignores no changes",
				fmt.Sprintf("%s: ignore_changes keeps what was sent, but this plan replaces the message, and the new one would be sent as the configuration is written, which differs. Nothing is sent. Write %s as it was sent, or take it out of ignore_changes; then plan again, and read who receives what.", name, name))
		}
	}

	return diags
}

// takeHashes takes the hashes of a configuration, and compares them with those
// of the message that was sent, if there is one.
func takeHashes(ctx context.Context, req resource.ModifyPlanRequest, wanted *draft.Draft, hashes draft.WrittenHashes) diag.Diagnostics {
	var (
		state massMessageModel
		sent  draft.Draft
		diags diag.Diagnostics
	)

	if !req.State.Raw.IsNull() {
		diags = req.State.Get(ctx, &state)
		sent = state.recorded()
	}

	wanted.TakeHashes(hashes, sent)

	return diags
}

// planSend is everything that forbids to plan a send, and what is odd about its
// files or ignored by WeCom. A message that is replaced was sent in a company,
// where that is known.
func (p *providerData) planSend(config massMessageModel, wanted draft.Draft, sentIn string) diag.Diagnostics {
	diags := diagnosticsOf(wanted.AllProblems())
	if len(wanted.Problems.Errors()) > 0 {
		return diags
	}

	diags.Append(p.gate(wanted)...)
	diags.Append(p.gateAllowed(config, wanted)...)
	diags.Append(p.gateApproved(approvalOf(wanted, config.Triggers))...)
	diags.Append(p.inWindow("Nothing is sent", config.window())...)
	diags.Append(p.sameCompany(sentIn)...)

	return diags
}
