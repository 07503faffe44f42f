package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// changedContent are the attributes that customers read and that differ from
// what was sent last.
func changedContent(wanted draft.Draft, f frozen) []string {
	var changed []string

	for _, p := range draft.Parts() {
		if (p.Name == "text" || p.Name == "attachments") && p.Compare(wanted, f.parts) == draft.Differs {
			changed = append(changed, p.Name)
		}
	}

	return changed
}

// mayEdit is the error of an edit of the content while messages are left, where
// the journal was not there when the others were sent: a run that was killed
// may have sent some of those that are left with the old content, and nobody
// could see it.
func (p *providerData) mayEdit(name string, state campaignModel, messages []*campaign.Message) diag.Diagnostics {
	var (
		diags       diag.Diagnostics
		msgids, ops []string
	)

	for _, m := range having(messages, campaign.Created) {
		msgids = append(msgids, m.MsgID)
	}

	for _, m := range having(messages, campaign.Unknown) {
		if m.Record.Lost != nil {
			ops = append(ops, m.Record.Lost.Op) // none without a journal
		}
	}

	if p == nil || p.keepsJournal() && p.client.HasSeenCampaign(state.CampaignID.ValueString(), msgids, ops) {
		return diags
	}

	diags.AddAttributeError(path.Root(name), summaryOldContent,
		name+" has changed while messages are left, and there is no journal, or it was not there when the others were sent. A run that was killed may have sent some of those that are left with the old content, and nobody could see it. Nothing is sent. Take the edit back and send what is left as it is; or apply where the journal was kept.")

	return diags
}

// warnEdit is for an edit of the content while messages are left: those get the
// new one.
func (l *later) warnEdit(name string) {
	if refused := l.provider.mayEdit(name, l.state, l.messages); refused.HasError() {
		l.diags.Append(refused...)
		return
	}

	sent := 0

	for _, m := range l.messages {
		if m.IsSent() {
			sent++
		}
	}

	l.diags.AddAttributeWarning(path.Root(name), summaryOldContent,
		fmt.Sprintf("%s has changed while messages are left. With the old content, which stays: %s. With the new one: %s.", name, wording.Counted(sent, "message"), wording.Counted(len(l.todo), "message")))
}

// warnContent says that an edit of the content sends nothing.
func (l *later) warnContent(f frozen) {
	for _, name := range []string{"text", "attachments"} {
		if l.wanted.content.Unknown[name] {
			return
		}
	}

	l.wanted.content.TakeHashes(l.wanted.hashes, l.state.content())
	l.wanted.content.ReadFiles()

	for _, name := range changedContent(l.wanted.content, f) {
		text := name + " differs from what was sent. That sends nothing, and the plan keeps what was sent. " + summaryReplayHint

		switch {
		case !l.isLeft():
		case l.provider.mayEdit(name, l.state, l.messages).HasError():
			text = name + " differs from what was sent. No message is sent by this plan. Those that are left cannot be sent with it, since there is no journal, or it was not there when the others were sent: take the edit back before you let them out."
		default:
			text = name + " differs from what was sent. No message is sent by this plan; those that are left get the new one when they are sent."
		}

		l.diags.AddAttributeWarning(path.Root(name), summaryCampaignContent, text)
	}
}
