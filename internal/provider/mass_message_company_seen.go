package provider

import (
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// abroad knows which messages and campaigns the state of this run has from
// another company, and which ones its plan creates. A plan that creates a
// tainted one, or one under another name, is not told what that replaces, and
// what is created first nothing asks before the send. But the refresh of the
// same plan, and the plan that takes the old one out, see it: before or after,
// since Terraform goes through resources at once.
type abroad struct {
	mu      sync.Mutex
	sentIn  map[string]string // company by [likeness]
	created map[string]bool   // by [likeness]
}

// see enters what a refresh has read, or a plan takes out of the state, if the
// credentials are of another company. It is an error beside a plan that creates
// it.
func (p *providerData) see(likeness, sentIn string) diag.Diagnostics {
	if p == nil || likeness == "" || !p.otherCompany(sentIn) {
		return nil
	}

	p.abroad.mu.Lock()
	defer p.abroad.mu.Unlock()

	if p.abroad.sentIn == nil {
		p.abroad.sentIn = map[string]string{}
	}

	p.abroad.sentIn[likeness] = sentIn

	return p.isAbroad(likeness)
}

// notAbroad is the error of creating what the state has from another company.
func (p *providerData) notAbroad(likeness string) diag.Diagnostics {
	if p == nil || likeness == "" {
		return nil
	}

	p.abroad.mu.Lock()
	defer p.abroad.mu.Unlock()

	if p.abroad.created == nil {
		p.abroad.created = map[string]bool{}
	}

	p.abroad.created[likeness] = true

	return p.isAbroad(likeness)
}

// isAbroad is the error of what is both.
func (p *providerData) isAbroad(likeness string) diag.Diagnostics {
	var diags diag.Diagnostics

	if sentIn := p.abroad.sentIn[likeness]; sentIn != "" && p.abroad.created[likeness] {
		diags.AddAttributeError(path.Root("corp_id"), summaryCompany,
			fmt.Sprintf("The state has it, tainted or under another name, as sent in %s, and the credentials are those of %s. Nothing is sent. Use the credentials of %s; for %s use a state of its own. To forget it, destroy it with -refresh=false.",
				sentIn, p.client.CorpID(), sentIn, p.client.CorpID()))
	}

	return diags
}

// seeMessage is see for a message of the state.
func (p *providerData) seeMessage(state massMessageModel) diag.Diagnostics {
	return p.see(likeness(state.sentDigests().AsListed(), state.Triggers), state.CorpID.ValueString())
}

// seeCampaign is see for a campaign of the state.
func (p *providerData) seeCampaign(state campaignModel) diag.Diagnostics {
	return p.see(likenessOfCampaign(state.RecipientsSHA256), state.CorpID.ValueString())
}

// likenessOfCampaign is that of a campaign: to the same people.
func likenessOfCampaign(recipientsSHA256 types.String) string {
	if recipientsSHA256.ValueString() == "" {
		return ""
	}

	return "campaign to " + recipientsSHA256.ValueString()
}
