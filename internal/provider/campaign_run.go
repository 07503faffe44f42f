package provider

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/go-uuid"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// campaignRun is a run of a campaign that is planned so.
func (p *providerData) campaignRun(ctx context.Context, plan campaignModel, order draft.Order, parts draft.Digests) *campaign.Run {
	return &campaign.Run{
		Client:        p.client,
		Clock:         p.clock,
		Content:       *order.Message(),
		Parts:         parts,
		Keys:          p.campaignKeys(plan, p.client.CorpID()),
		CampaignID:    plan.CampaignID.ValueString(),
		Rollout:       plan.wanted().rollout,
		Window:        plan.window(),
		CheckStrictly: p.duplicateCheckStrictly,
		MayRepeat:     len(plan.Triggers.Elements()) > 0,
		Gone:          setOf(p.wishes.removedThisRun()),
		Removed:       p.wishes.lostThisRun(),
		NewAttempt:    newAttempt,
		Progress: func(number, of int, m *campaign.Message) {
			tflog.Info(ctx, "WeCom campaign", map[string]any{"message": number, "of": of, "recipients": m.Recipients, "status": string(m.Status)})
		},
	}
}

// lookBack is how far back to look before the sends of a campaign: to the time
// of its first send, or as far as one query of WeCom's list goes.
// duplicate_check_interval can only widen it, and 0 switches it off.
func (p *providerData) lookBack(firstSend time.Time) (interval time.Duration, since time.Time) {
	switch {
	case p.duplicateCheck == 0:
		return 0, time.Time{}
	case firstSend.IsZero():
		return max(p.duplicateCheck, wecom.MaxCheckInterval), time.Time{}
	}

	// An hour for clocks that differ. That time may be WeCom's.
	since = firstSend.Add(-time.Hour)

	return max(p.duplicateCheck, p.clock.Now().Sub(since)), since
}

// campaignKeys name the messages of a campaign in the journal, under the
// address that it was first sent to.
func (p *providerData) campaignKeys(m campaignModel, corpID string) func(draft.Digests, *campaign.Message) wecom.JournalKeys {
	campaignID, origin := m.CampaignID.ValueString(), cmp.Or(m.frozen().origin, p.client.Origin())

	return func(parts draft.Digests, of *campaign.Message) wecom.JournalKeys {
		keys := journalKeysAt(origin, corpID, parts, m.Triggers)
		if keys.Key != "" {
			keys.CampaignID, keys.Part, keys.Cut = campaignID, campaign.PartOf(of.Key), campaign.CutOf(cmp.Or(parts["external_userid"], parts["chat_id_list"]))
		}

		return keys
	}
}

// newAttempt names a POST whose outcome is not known. Without randomness the
// name is only less unique; an error here would come after the send.
func newAttempt() string {
	id, _ := uuid.GenerateUUID()

	return localIDPrefix + id
}

// repeats are the messages that a campaign repeats on purpose, by
// [campaign.PartOf], and whether it is a wave upon another one at all.
func (p *providerData) repeats(content draft.Draft, triggers types.Map) (byPart map[string]string, claims map[string]bool, isWave bool) {
	wished := p.wishes.of(content, triggers)
	byPart, claims = map[string]string{}, map[string]bool{}

	for _, msgid := range wished.MsgIDs {
		claims[msgid] = true

		if old, ok := p.wishes.forgottenAs(msgid); ok && old.part != "" {
			byPart[old.part] = msgid
		}
	}

	return byPart, claims, wished.OfCampaign
}

// turnsOf gives messages their people. Those that the cut does not have are
// only answered, and so are all where nothing could be read.
func (c campaignCut) turnsOf(messages []*campaign.Message, answers map[string]string) []campaign.Turn {
	parts := c.partsByKey()
	turns := make([]campaign.Turn, 0, len(messages))

	for _, m := range messages {
		part, ok := parts[strings.ToLower(m.Key)]
		turn := campaign.Turn{Message: m, Part: part}
		turn.OnlyAnswered = !ok || part.SHA256 != m.RecipientsSHA256

		if m.Status == campaign.Unknown {
			turn.Answer = answers[m.MsgID]
		}

		turns = append(turns, turn)
	}

	return turns
}

// recordRun puts into the model what a run has done.
func (m *campaignModel) recordRun(messages []*campaign.Message, result campaign.Result, run *campaign.Run) {
	f, parts := m.frozen(), run.Parts

	// Also where it is not known whether anything was sent.
	if words := wecom.SentOf(&run.Content).Words; !slices.Contains(f.words, words) {
		f.words = append(f.words, words)
	}

	if len(result.Sent) > 0 {
		maps.Copy(f.parts, draft.Digests{"text": parts["text"], "attachments": parts["attachments"]})
	}

	m.Sent = f.value()
	m.setNumbers(messages)
}
