package provider

import (
	"maps"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// enterCampaignInJournal tells later runs of the messages of a campaign that a
// refresh has seen and the journal does not know, as of single ones.
func (p *providerData) enterCampaignInJournal(state campaignModel) {
	if p.hasCredentials() {
		messages, _ := state.messages()
		_ = p.client.EnterInJournal(p.heldMessages(state, messages, state.peopleAsSent(), wish{})...)
	}
}

// heldMessages are the messages of a campaign as the state has them, that may
// have left. With a wish they are to be replaced.
func (p *providerData) heldMessages(state campaignModel, messages []*campaign.Message, people func(*campaign.Message, wecom.Sent) wecom.Sent, wished wish) []wecom.Held {
	var (
		all    []wecom.Held
		corpID = p.companyIn(state.CorpID)
		keys   = p.campaignKeys(state, corpID)
		frozen = state.frozen()
	)

	for _, m := range messages {
		if lost := m.Record.Lost; !m.IsSent() || m.Status == campaign.Unknown && lost != nil && lost.Unsent {
			continue
		}

		held := wecom.Held{Keys: campaign.KeysOf(m, keys), SentAt: m.SentAt, Trace: wecom.Trace{Unprovable: true}}

		switch lost := m.Record.Lost; {
		case m.Status == campaign.Created:
			held.MsgID, held.Sent.Count = m.MsgID, m.Record.People
		case lost != nil:
			held.Sent, held.Trace = people(m, lost.Sent), lost.TraceToTell()
		}

		// WeCom does not tell of an import all that was sent.
		if frozen.unknown {
			message := state.content().Message
			message.ChatType = frozen.chatType
			held.Sent, held.Partly = wecom.SentOf(&message), true
		}

		if wished.Parts != nil {
			held.ReplacedBy = p.replacedBy(m, wished, corpID)
		}

		all = append(all, held)
	}

	return all
}

// replacedBy is the key of the message that is to replace one on purpose, to
// the same people; journal.NotKnown where not all of it is known.
func (p *providerData) replacedBy(m *campaign.Message, wished wish, corpID string) string {
	if wished.Triggers == nil || m.Record.Parts == nil {
		return journal.NotKnown
	}

	parts := maps.Clone(m.Record.Parts)

	for _, name := range []string{"chat_type", "text", "attachments"} {
		delete(parts, name)

		if digest, known := wished.Parts[name]; known {
			parts[name] = digest
		}
	}

	if isPartly(parts) {
		return journal.NotKnown
	}

	return parts.JournalKeys(p.client.Origin(), corpID, *wished.Triggers).Key
}
