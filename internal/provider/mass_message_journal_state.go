package provider

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// enterInJournal tells later runs of a message that a refresh has seen and the
// journal does not know: it was sent without one, or imported. So it is known
// before anything removes it from the state.
func (p *providerData) enterInJournal(ctx context.Context, diags *diag.Diagnostics, state massMessageModel, private privateReader) {
	if p.hasCredentials() {
		p.warnJournal(diags, p.client.EnterInJournal(p.heldInState(ctx, state, private)...))
	}
}

// removeInJournal tells later runs of a message that is about to leave the
// state: Terraform may have no other word of it, and the run may end before
// what it does next, as of a rename.
func (p *providerData) removeInJournal(ctx context.Context, diags *diag.Diagnostics, state massMessageModel, private privateReader, wished wish) {
	by := ""

	switch {
	case len(wished.MsgIDs) == 0 && (wished.Lost == "" || wished.Parts == nil): // nothing takes its place
	case wished.Triggers == nil, isPartly(wished.Parts):
		by = journal.NotKnown
	default:
		by = wished.Parts.JournalKeys(p.client.Origin(), p.companyOf(state), *wished.Triggers).Key
	}

	held := p.heldInState(ctx, state, private)
	for i := range held {
		held[i].ReplacedBy = by
	}

	p.mustKnowRemoved(diags, "message", "sent", p.client.RemoveInJournal(held...))
}

// companyOf is the one of a message. A state that does not know it counts as of
// the company in hand.
func (p *providerData) companyOf(state massMessageModel) string {
	return p.companyIn(state.CorpID)
}

func (p *providerData) companyIn(recorded types.String) string {
	if corpID := recorded.ValueString(); corpID != "" {
		return corpID
	}

	return p.client.CorpID()
}

// keysInState name a message in the journal under what it was sent as, also
// under the address that it was sent to. A state that does not know that counts
// as of the one in hand.
func (p *providerData) keysInState(state massMessageModel) wecom.JournalKeys {
	return p.keysOf(state, state.sentDigests().AsListed())
}

func (p *providerData) keysOf(state massMessageModel, sent draft.Digests) wecom.JournalKeys {
	return journalKeysAt(cmp.Or(sent[sentTo], p.client.Origin()), p.companyOf(state), sent, state.Triggers)
}

// heldInState is a message as the state has it. An import is more than one:
// what WeCom lists of it, what the block says that it is, and what a block may
// say of it later without a send. Those are recorded by nobody, and stand
// against being sent.
func (p *providerData) heldInState(ctx context.Context, state massMessageModel, private privateReader) []wecom.Held {
	held := wecom.Held{Keys: p.keysInState(state), MsgID: state.MsgID.ValueString()}
	held.SentAt, _ = time.Parse(time.RFC3339, state.CreatedAt.ValueString())

	if held.MsgID == "" {
		lost, ok := state.lost(ctx, private)
		held.Sent, held.Trace = lost.withRecipients(state), lost.Trace
		held.Trace.Unprovable = held.Trace.Unprovable || !ok

		return []wecom.Held{held}
	}

	said := state.recorded()
	sent := wecom.SentOf(&said.Message)

	var partly []wecom.Held

	for _, form := range state.sentDigests().Forms() {
		one := held
		one.Keys, one.Partly, one.Sent = p.keysOf(state, form), true, sent

		if one.Keys.Key != held.Keys.Key {
			partly = append(partly, one)
		}
	}

	switch {
	case isPartly(state.sentDigests().AsListed()):
		held.Partly, held.Sent = true, sent
	case len(partly) == 0 && len(said.Message.ChatIDList) > 0 && said.Digests()["chat_id_list"] == state.sentDigests()["chat_id_list"]:
		// No edit in place has changed the groups, and WeCom may not list them.
		held.Sent, held.FailList = sent, failListOf(state)
	}

	return slices.Concat([]wecom.Held{held}, partly)
}

// isPartly reports whether something of what was sent is not known, as of an
// import.
func isPartly(sent draft.Digests) bool {
	for _, part := range draft.Parts() {
		if _, known := sent[part.Name]; !known {
			return true
		}
	}

	return false
}
