package provider

import (
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// content is what a state says of text and attachments.
func (m campaignModel) content() draft.Draft {
	return massMessageModel{Text: m.Text, Attachments: m.Attachments}.content()
}

// createdAt is the time of the first send; zero if nothing was sent.
func (m campaignModel) createdAt() time.Time {
	t, _ := time.Parse(time.RFC3339, m.CreatedAt.ValueString())

	return t
}

// now is the time of this machine.
func (p *providerData) now() time.Time {
	if p == nil {
		return time.Now()
	}

	return p.clock.Now()
}

// keepsJournal reports whether a send of this run is kept in a journal.
func (p *providerData) keepsJournal() bool {
	return p != nil && p.client.HasJournal() && p.client.CorpID() != ""
}
