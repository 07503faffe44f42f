package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ModifyPlan decides what a plan does with a message. It is the only place
// that does. It depends neither on credentials nor on the network.
//
// A message that is not yet sent is sent. For one that was, every attribute
// is compared with what was sent, and then either a new message replaces it,
// or nothing is sent and the plan keeps to what the state says.
func (r *massMessageResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		r.warnDestroy(&resp.Diagnostics)
		return
	}

	var config, plan massMessageModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)

	if resp.Diagnostics.HasError() {
		return
	}

	wanted := config.toAPI()
	wanted.readFiles()

	// Validate has told the rest. What is left here became known later.
	resp.Diagnostics.Append(wanted.errors()...)

	if resp.Diagnostics.HasError() {
		return
	}

	if req.State.Raw.IsNull() {
		resp.Diagnostics.Append(wanted.mustHaveFiles()...)
		resp.Diagnostics.Append(r.gate(wanted)...)
		wanted.describe(&plan)

		warnSend(&resp.Diagnostics, plan.Audience)
		resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)

		return
	}

	var state massMessageModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	if resp.Diagnostics.HasError() {
		return
	}

	var d decision
	if readPrivate[bool](ctx, req.Private, privateImported) {
		d = decideImported(config, state, wanted)
	} else {
		d = decide(config, state, wanted)
	}

	resp.RequiresReplace = d.replacePaths
	resp.Diagnostics.Append(d.diags...)

	if len(d.replacePaths) > 0 {
		resp.Diagnostics.Append(wanted.mustHaveFiles()...)
		resp.Diagnostics.Append(r.gate(wanted)...)
		wanted.describe(&plan)

		warnReplace(&resp.Diagnostics, state, plan.Audience)
	} else {
		resp.Diagnostics.Append(wanted.warnGone()...)
		plan = d.keepSent(plan, state, wanted)

		if adopts(config, state) {
			plan.planAdoption()
		}
	}

	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

// decision is what becomes of a message that was sent.
type decision struct {
	// replacePaths are the attributes whose change sends a new message; empty
	// when nothing is sent.
	replacePaths path.Paths
	// diags tell what the plan does not carry out, and why. They are for a plan
	// that sends nothing.
	diags diag.Diagnostics
	// record is true for an imported message: what WeCom does not tell of it is
	// taken from the configuration.
	record bool
}

// decide compares a configuration with what was sent, by the table in
// docs/resources/mass_message.md, "Sending again".
func decide(config, state massMessageModel, wanted converted) decision {
	var (
		d        decision
		sent     = state.asSent()
		resendOn = resendPolicy(config, state)
	)

	wanted.borrowHashes(sent)

	switch compareTriggers(config.Triggers, state.Triggers) {
	case differs:
		d.replacePaths.Append(path.Root("triggers"))
	case notKnown:
		d.warnUnknown("triggers")
	}

	for _, p := range massMessageParts() {
		switch p.compare(wanted, sent) {
		case differs:
			if p.sendsAgain(resendOn) {
				d.replacePaths.Append(path.Root(p.attribute(wanted)), path.Root("recipients_sha256"))
			} else {
				d.warnAsSent(p, wanted, sent, state.Audience, resendOn)
			}
		case notKnown:
			d.warnUnknown(p.attribute(wanted))
		}
	}

	if len(d.replacePaths) > 0 {
		d.diags = nil
	}

	return d
}

// resendPolicy is resend_on as the plan will have it; while it is unknown the
// recorded one stays in force.
func resendPolicy(config, state massMessageModel) string {
	switch {
	case config.ResendOn.IsUnknown():
		return state.ResendOn.ValueString()
	case config.ResendOn.IsNull():
		return resendOnContent
	default:
		return config.ResendOn.ValueString()
	}
}

// keepSent makes the plan of a message that is not sent again. Terraform
// accepts the prior value in the place of a configured one, as long as both
// are there; where one of them is null the configured one is recorded, and the
// computed attributes still say what was sent.
func (d decision) keepSent(plan, state massMessageModel, wanted converted) massMessageModel {
	plan.MsgID = state.MsgID
	plan.FailList = state.FailList
	plan.Status = state.Status
	plan.CreatedAt = state.CreatedAt
	plan.Audience = state.Audience
	plan.ReplacesMsgID = state.ReplacesMsgID
	plan.RecipientsSHA256 = state.RecipientsSHA256
	plan.RecipientsCount = state.RecipientsCount

	if d.record {
		wanted.describe(&plan)
		return plan
	}

	plan.ChatType = keepPrior(plan.ChatType, state.ChatType)
	plan.ExternalUserID = keepPrior(plan.ExternalUserID, state.ExternalUserID)
	plan.ChatIDList = keepPrior(plan.ChatIDList, state.ChatIDList)
	plan.RecipientsFile = keepPrior(plan.RecipientsFile, state.RecipientsFile)
	plan.TagFilter = keepPrior(plan.TagFilter, state.TagFilter)
	plan.Sender = keepPrior(plan.Sender, state.Sender)
	plan.AllowSelect = keepPrior(plan.AllowSelect, state.AllowSelect)
	plan.Text = keepPrior(plan.Text, state.Text)
	plan.Attachments = keepPrior(wanted.withHashes(plan.Attachments), state.Attachments)
	plan.Triggers = keepPrior(plan.Triggers, state.Triggers)

	return plan
}

func keepPrior[T attr.Value](planned, prior T) T {
	if planned.IsNull() || prior.IsNull() {
		return planned
	}

	return prior
}

// compareTriggers compares two maps of triggers. An empty map is no map.
func compareTriggers(config, state types.Map) comparison {
	if config.IsUnknown() {
		return notKnown
	}

	if len(config.Elements()) != len(state.Elements()) {
		return differs
	}

	result := same

	for key, v := range config.Elements() {
		prior, ok := state.Elements()[key]

		switch {
		case !ok:
			return differs
		case v.IsUnknown():
			result = notKnown
		case !v.Equal(prior):
			return differs
		}
	}

	return result
}
