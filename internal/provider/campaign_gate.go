package provider

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// gateCampaign refuses a campaign with more recipients than max_recipients
// lets through. It counts as a whole.
func (p *providerData) gateCampaign(recipients int, audience string) diag.Diagnostics {
	var diags diag.Diagnostics

	if p != nil && p.maxRecipients > 0 && recipients > p.maxRecipients {
		diags.AddAttributeError(path.Root("audience"), "More recipients than allowed",
			fmt.Sprintf("The campaign is for %s, and %s of them get it; max_recipients allows %s for a campaign as a whole, %s fewer. Nothing is sent.", audience, wording.Grouped(recipients), wording.Grouped(p.maxRecipients), wording.Grouped(recipients-p.maxRecipients)))
	}

	return diags
}

// gateCampaignLeft judges so a campaign that is in the state, before more of it
// is sent. Where the people cannot be read, nothing is sent.
func (p *providerData) gateCampaignLeft(cut campaignCut, messages, again []*campaign.Message, audience string) diag.Diagnostics {
	if len(cut.parts) == 0 {
		return nil
	}

	return p.gateCampaign(cut.reach(messages, again), audience)
}

// reach is how many people a campaign has in all: those of the messages that
// were sent, or may have been, and of those that are left, or are sent again,
// all whom nothing excludes by now.
func (c campaignCut) reach(messages, again []*campaign.Message) int {
	parts, people := c.partsByKey(), 0

	for _, m := range messages {
		excluded := m.Record.Excluded

		if part, ok := parts[strings.ToLower(m.Key)]; ok && (m.IsLeft() || slices.Contains(again, m)) && part.SHA256 == m.RecipientsSHA256 {
			excluded = part.Excluded
		}

		people += m.Recipients - excluded
	}

	return people
}

// gateCampaign judges the campaign so at plan.
func (l *later) gateCampaign(f frozen) diag.Diagnostics {
	cut, _ := l.now(f)

	return l.provider.gateCampaignLeft(cut, l.messages, l.again, l.state.Audience.ValueString())
}
