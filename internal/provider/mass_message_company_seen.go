package provider

import (
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// abroad knows which messages and campaigns the state of this run has from
// another company. A plan that creates a tainted one is not told what it
// replaces, and under create_before_destroy nothing asks before the send. The
// refresh of the same plan has seen it.
type abroad struct {
	mu     sync.Mutex
	sentIn map[string]string // company by [likeness]
}

// see enters what a refresh has read, if the credentials are of another
// company.
func (p *providerData) see(likeness, sentIn string) {
	if p == nil || likeness == "" || !p.otherCompany(sentIn) {
		return
	}

	p.abroad.mu.Lock()
	defer p.abroad.mu.Unlock()

	if p.abroad.sentIn == nil {
		p.abroad.sentIn = map[string]string{}
	}

	p.abroad.sentIn[likeness] = sentIn
}

// notAbroad is the error of creating what the state has from another company.
func (p *providerData) notAbroad(likeness string) diag.Diagnostics {
	var diags diag.Diagnostics

	if p == nil {
		return diags
	}

	p.abroad.mu.Lock()
	defer p.abroad.mu.Unlock()

	if sentIn := p.abroad.sentIn[likeness]; sentIn != "" {
		diags.AddAttributeError(path.Root("corp_id"), summaryCompany,
			fmt.Sprintf("The state has it, tainted or under another name, as sent in %s, and the credentials are those of %s. Nothing is sent. Use the credentials of %s; for %s use a state of its own. To forget it, destroy it with -refresh=false.",
				sentIn, p.client.CorpID(), sentIn, p.client.CorpID()))
	}

	return diags
}

// likenessOfCampaign is that of a campaign: to the same people.
func likenessOfCampaign(recipientsSHA256 types.String) string {
	if recipientsSHA256.ValueString() == "" {
		return ""
	}

	return "campaign to " + recipientsSHA256.ValueString()
}
