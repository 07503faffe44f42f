package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// planFirst plans a campaign that was not sent.
func (p *providerData) planFirst(plan *campaignModel, wanted campaignWanted, sentIn string) diag.Diagnostics {
	wanted.content.TakeHashes(wanted.hashes, draft.Draft{})
	wanted.content.ReadFiles()

	diags := diagnosticsOf(wanted.content.AllProblems())
	diags.Append(p.sameCompany(sentIn)...)
	diags.Append(p.campaignInWindow("Nothing is sent", wanted.window)...)

	plan.openComputed()
	plan.CampaignID, plan.CreatedAt = types.StringUnknown(), types.StringUnknown()
	plan.Attachments = withHashes(plan.Attachments, wanted.content)
	plan.CorpID = p.company()
	plan.Messages = types.MapUnknown(campaignMessageType())
	plan.RecipientsCount, plan.RecipientsSHA256, plan.Audience = types.Int64Unknown(), types.StringUnknown(), types.StringUnknown()

	if wanted.unknownAudience() {
		diags.AddAttributeWarning(path.Root("audience"), summarySendCampaign, "Who receives it is not known yet, so this plan cannot be reviewed for that. It cannot be taken back once members have confirmed it.")
		diags.Append(p.gateAllowedCampaign(campaignCut{source: wanted.source}, nil)...)

		return diags
	}

	if len(wanted.content.Problems.Errors()) > 0 {
		return diags
	}

	cut, problems := cutOf(wanted.source)
	diags.Append(diagnosticsOf(problems)...)

	if len(problems.Errors()) > 0 {
		return diags
	}

	diags.Append(cut.mustHaveSomebody()...)
	diags.Append(p.gateCampaign(cut.people.Len()-cut.people.Excluded, cut.line())...)
	diags.Append(p.gateAllowedCampaign(cut, cut.parts)...)

	messages, open := cut.messages(), map[string]bool{}
	for _, m := range messages {
		open[m.Key] = true
	}

	plan.Messages = messagesValue(messages, open)
	plan.RecipientsCount = types.Int64Value(int64(cut.people.Len()))
	plan.RecipientsSHA256 = types.StringValue(cut.people.SHA256())
	plan.Audience = types.StringValue(cut.line())
	diags.Append(p.gateApproved(wanted.approvalOfCampaign(plan.RecipientsSHA256, plan.Triggers, nil))...)

	if sentIn == "" {
		diags.Append(p.notAbroad(likenessOfCampaign(plan.RecipientsSHA256))...)
	}

	if !diags.HasError() {
		summary, text := cut.review(wanted)
		diags.AddAttributeWarning(path.Root("audience"), summary, text+wanted.notReviewed())
		diags.Append(cut.warnings()...)
	}

	return diags
}

// mustHaveSomebody refuses a campaign to nobody. Of one that has been sent to
// others it only means that the rest is done.
func (c campaignCut) mustHaveSomebody() diag.Diagnostics {
	var problems problem.List

	if c.people.Len() == c.people.Excluded {
		problems.Errorf(problem.Root("exclude_files"), draft.EmptyAudience, "all %s are excluded.", wording.Grouped(c.people.Len()))
	}

	return diagnosticsOf(problems)
}

// campaignCut is an audience, cut into messages.
type campaignCut struct {
	source audience.Source
	people *audience.Audience
	parts  []audience.Part
}

// cutOf reads the files of an audience and cuts it.
func cutOf(source audience.Source) (campaignCut, problem.List) {
	people, problems := audience.Read(source)
	cut := campaignCut{source: source, people: people}

	if len(problems.Errors()) > 0 {
		return cut, problems
	}

	cut.parts = people.Cut(source.Kind)

	return cut, problems
}

// messages are the messages of a campaign that was not sent.
func (c campaignCut) messages() []*campaign.Message {
	all := make([]*campaign.Message, len(c.parts))
	for i, p := range c.parts {
		all[i] = &campaign.Message{Key: p.Key, Recipients: p.Recipients, RecipientsSHA256: p.SHA256, Status: campaign.Pending}
		all[i].Record.Excluded = p.Excluded
	}

	return all
}
