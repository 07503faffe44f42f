package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// gateAllowedCampaign refuses messages of a campaign to anybody whom
// allowed_recipients_file does not name. Those who are excluded get nothing,
// and need not stand there.
func (p *providerData) gateAllowedCampaign(cut campaignCut, parts []audience.Part) diag.Diagnostics {
	var diags diag.Diagnostics

	if p == nil || p.allowed == nil {
		return diags
	}

	people := cut.people
	if people == nil {
		people = &audience.Audience{}
	}

	strangers, wrong := people.Strangers(parts, p.allowedFile, cut.source.Kind)
	if wrong != "" {
		diags.Append(noAllowedRecipients(wrong))
		return diags
	}

	if len(strangers) > 0 {
		asked := 0
		for _, part := range parts {
			asked += part.Recipients - part.Excluded
		}

		diags.AddAttributeError(path.Root("recipients_file"), summaryNotAllowed,
			fmt.Sprintf("recipients_file: %s of %s not in %s (allowed_recipients_file): %s. Nothing is sent. Take them out of the campaign, as by exclude_files, or write them into that file.",
				wording.Grouped(len(strangers)), numberAre(asked, len(strangers)), p.allowedFile, firstFew(strangers)))
	}

	return diags
}

// gateAllowedLeft does so for those of a campaign in the state that are sent
// now. Where the people cannot be read, nothing is sent.
func (p *providerData) gateAllowedLeft(cut campaignCut, due []*campaign.Message, answers map[string]string) diag.Diagnostics {
	var parts []audience.Part

	for _, turn := range cut.turnsOf(due, answers) {
		if !turn.OnlyAnswered && (turn.IsLeft() || turn.Answer == campaign.NotSent) {
			parts = append(parts, turn.Part)
		}
	}

	if len(parts) == 0 {
		return nil
	}

	return p.gateAllowedCampaign(cut, parts)
}

// gateAllowed does so at plan.
func (l *later) gateAllowed(f frozen, due []*campaign.Message) diag.Diagnostics {
	if l.provider == nil || l.provider.allowed == nil {
		return nil
	}

	cut, _ := l.now(f)

	return l.provider.gateAllowedLeft(cut, due, l.wanted.answers)
}

// firstFew names the first few ids.
func firstFew(ids []string) string {
	const most = 3

	shown := make([]string, 0, most)
	for _, id := range ids[:min(len(ids), most)] {
		shown = append(shown, draft.CustomerID.Shown(id))
	}

	text := strings.Join(shown, ", ")
	if more := len(ids) - most; more > 0 {
		text += fmt.Sprintf(", and %s more", wording.Grouped(more))
	}

	return text
}
