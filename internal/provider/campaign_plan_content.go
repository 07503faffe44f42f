package provider

import (
	"fmt"
	"slices"

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
		diags  diag.Diagnostics
		msgids []string
	)

	for _, m := range having(messages, campaign.Created) {
		msgids = append(msgids, m.MsgID)
	}

	unseen := slices.DeleteFunc(having(messages, campaign.Unknown), func(m *campaign.Message) bool {
		return m.Record.Lost == nil || p != nil && p.keepsJournal() && p.client.HasSeenOperation(m.Record.Lost.Op, m.Record.Lost.Candidates)
	})

	switch {
	case p == nil:
	case !p.keepsJournal(), !p.client.HasSeenCampaign(state.CampaignID.ValueString(), msgids):
		diags.AddAttributeError(path.Root(name), summaryOldContent,
			name+" has changed while messages are left, and there is no journal, or it was not there when the others were sent, or it cannot be read in full. A run that was killed may have sent some of those that are left with the old content, and nobody could see it. Nothing is sent. Take the edit back and send what is left as it is; or apply where the journal was kept.")
	case len(unseen) > 0:
		diags.AddAttributeError(path.Root(name), summaryOldContent,
			fmt.Sprintf("%s has changed while messages are left, and of %s nobody knows who has sent it: %s. A run that no journal saw may have sent others of those that are left, too, with the old content. Nothing is sent. Take the edit back and answer with resolve first, with a rollout that lets nothing else out: what goes out with the answer has the old content. When it is applied, edit again.", name, wording.Counted(len(unseen), "message"), named(unseen)))
	}

	return diags
}

// warnEdit is for an edit of the content while messages are left: those get the
// new one.
func (l *later) warnEdit(name string, due []*campaign.Message) {
	if refused := l.provider.mayEdit(name, l.state, l.messages); refused.HasError() {
		l.diags.Append(refused...)
		return
	}

	sent := 0

	for _, m := range l.messages {
		if m.IsSent() && !slices.Contains(due, m) {
			sent++
		}
	}

	l.diags.AddAttributeWarning(path.Root(name), summaryOldContent,
		fmt.Sprintf("%s has changed while messages are left. With the old content, which stays: %s. With the new one: %s.", name, wording.Counted(sent, "message"), wording.Counted(len(due), "message")))
}

// warnContent says that an edit of the content sends nothing.
func (l *later) warnContent(f frozen) {
	for _, name := range []string{"text", "attachments"} {
		if l.wanted.content.Unknown[name] {
			return
		}
	}

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
