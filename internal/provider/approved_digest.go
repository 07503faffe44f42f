package provider

import (
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// approvedDigests are the digests of approved_digest; nil where there is no
// gate. As with the other gates an empty value in the provider block is one
// that lets nothing through, and what is not known yet is known when it is
// applied.
func (m providerModel) approvedDigests() map[string]bool {
	if configured := m.ApprovedDigest; !configured.IsNull() {
		if configured.IsUnknown() {
			return nil
		}

		return draft.Approvals(configured.ValueString())
	}

	if text := os.Getenv(envApprovedDigest); text != "" {
		return draft.Approvals(text)
	}

	return nil
}

// gateApproved refuses a send that nobody has approved. One of which not
// everything is known at plan is judged before it leaves.
func (p *providerData) gateApproved(digest string, known bool) diag.Diagnostics {
	var diags diag.Diagnostics

	if p == nil || p.approved == nil || !known || p.approved[digest] {
		return diags
	}

	diags.AddAttributeError(path.Root("audience"), "Send that is not approved",
		fmt.Sprintf("The digest of this send is not among the %s of approved_digest (or %s): %s. Nothing is sent. Whoever approves it reviews the plan (wecomctl review) and adds this digest. It changes with what the message says, its files, who receives it, rollout, triggers and answers of \"not_sent\".", wording.Grouped(len(p.approved)), envApprovedDigest, digest))

	return diags
}

// approvalOf names the send of a message.
func approvalOf(wanted draft.Draft, triggers types.Map) (digest string, known bool) {
	named, known := triggersDigest(triggers)
	if !known {
		return "", false
	}

	return wanted.Digests().Approval(named)
}

// approvalOfCampaign names the sends of a campaign, as far as it is let out.
// due are those that are sent now of one in the state.
func (w campaignWanted) approvalOfCampaign(recipientsSHA256 types.String, triggers types.Map, due []*campaign.Message) (digest string, known bool) {
	var notSent []string

	for _, m := range due {
		if m.Status == campaign.Unknown && w.answers[m.MsgID] == campaign.NotSent {
			notSent = append(notSent, m.MsgID)
		}
	}

	named, known := triggersDigest(triggers)
	if !known || w.content.Unknown["rollout"] {
		return "", false
	}

	return w.content.Digests().CampaignApproval(recipientsSHA256.ValueString(), w.rollout, named, notSent)
}
