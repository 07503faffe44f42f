package provider

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/hashicorp/go-uuid"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

const summaryCreateCampaign = "Unable to Create Campaign"

// Create sends a campaign for the first time.
//
// As of a message, an error means that nothing was sent: Terraform would create
// it again. Once a message has left, or was found, there is a state that says
// what is known, and warnings.
func (r *campaignResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan campaignModel

	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)

	if resp.Diagnostics.HasError() {
		return
	}

	timeout, diags := plan.Timeouts.Create(ctx, defaultCampaignTimeout)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(r.provider.mustHaveCredentials(nothingSent)...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(r.provider.plannedCompany(plan.CorpID.ValueString())...)

	wanted := plan.wanted()
	wanted.content.ReadFiles()

	order, problems := wanted.content.Order(plan.content())
	resp.Diagnostics.Append(diagnosticsOf(problems)...)
	resp.Diagnostics.Append(r.provider.sameCompany(r.provider.wishes.companyOf(wanted.content, r.provider.client.CorpID()))...)
	resp.Diagnostics.Append(r.provider.campaignInWindow("Nothing was sent", wanted.window)...)

	if resp.Diagnostics.HasError() {
		return
	}

	cut, problems := cutOf(wanted.source)
	resp.Diagnostics.Append(diagnosticsOf(problems.Errors())...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(cut.mustBe(plan)...)
	resp.Diagnostics.Append(cut.mustHaveSomebody()...)
	resp.Diagnostics.Append(r.provider.gateCampaign(cut.people.Len()-cut.people.Excluded, cut.line())...)
	resp.Diagnostics.Append(r.provider.gateAllowedCampaign(cut, cut.parts)...)
	resp.Diagnostics.Append(r.provider.gateApproved(wanted.approvalOfCampaign(plan.RecipientsSHA256, plan.Triggers, nil))...)

	id, err := uuid.GenerateUUID()
	if err != nil {
		resp.Diagnostics.AddError(summaryCreateCampaign, "Nothing was sent: the campaign cannot be given a random name: "+err.Error())
	}

	if resp.Diagnostics.HasError() {
		return
	}

	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	repeats, claims, isWave := r.provider.repeats(wanted.content, plan.Triggers)

	frozen := frozenOf(wanted, r.provider.client.Origin())
	frozen.replaces = slices.Sorted(maps.Keys(claims))
	plan.CampaignID, plan.Sent = types.StringValue(id), frozen.value()

	messages := cut.messages()
	campaign.Rollout(messages, frozen.firstContent)
	campaign.Hold(messages, wanted.rollout, nil)

	run := r.provider.campaignRun(ctx, plan, order, wanted.content.Digests())
	run.CheckInterval, run.CheckSince = r.provider.lookBack(time.Time{})
	run.Repeats, run.Claims, run.IsWave = repeats, claims, isWave
	run.Earlier = r.provider.wishes.earlierWords(wecom.SentOf(order.Message()).Words)

	result := run.Do(ctx, messages, cut.turnsOf(messages, nil))

	isSent := slices.ContainsFunc(messages, (*campaign.Message).IsSent)

	// Whether anything may have left decides between an error and a state.
	// Without an error there is one: those whose turn it was are excluded, and
	// so done.
	if diags := r.provider.runErrors(summaryCreateCampaign, result, messages); !isSent && diags.HasError() {
		resp.Diagnostics.Append(diags...)
		return
	}

	plan.recordRun(messages, result, run)
	plan.CorpID = stringOrNull(r.provider.client.CorpID())
	plan.closeOpen(cut, wanted.content)

	if isSent && plan.CreatedAt.IsNull() {
		plan.CreatedAt = timeOrNull(r.provider.now())
	}

	resp.Diagnostics.Append(warnings(r.provider.runErrors(summaryStopped, result, messages))...)
	resp.Diagnostics.Append(r.provider.runWarnings(result)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// closeOpen fills in what the plan did not know: a value that stayed unknown
// would be an error of the framework, and so a second send.
func (m *campaignModel) closeOpen(cut campaignCut, sent draft.Draft) {
	m.RecipientsSHA256 = types.StringValue(cut.people.SHA256())
	m.Audience = types.StringValue(cut.line())
	m.Attachments = withHashes(m.Attachments, sent)
}

// mustBe is the error of a file that is not what the plan has seen.
func (c campaignCut) mustBe(plan campaignModel) diag.Diagnostics {
	var diags diag.Diagnostics

	if planned := plan.RecipientsSHA256.ValueString(); planned != "" && planned != c.people.SHA256() {
		diags.AddAttributeError(path.Root("recipients_file"), "File changed since the plan",
			"recipients_file: "+c.source.File+" names other recipients, or other members for them, than when this was planned. Nothing was sent. Plan again.")
	}

	return diags
}
