package provider

import (
	"cmp"
	"context"
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
		p.warnJournal(diags, p.client.EnterInJournal(p.heldInState(ctx, state, private)))
	}
}

// removeInJournal tells later runs of a message that is about to leave the
// state: Terraform may have no other word of it, and the run may end before
// what it does next, as of a rename.
func (p *providerData) removeInJournal(ctx context.Context, diags *diag.Diagnostics, state massMessageModel, private privateReader, wished wish) {
	held := p.heldInState(ctx, state, private)

	switch {
	case len(wished.MsgIDs) == 0:
	case wished.Triggers == nil, isPartly(wished.Parts):
		held.ReplacedBy = journal.NotKnown
	default:
		held.ReplacedBy = wished.Parts.JournalKeys(p.client.Origin(), p.companyOf(state), *wished.Triggers).Key
	}

	p.warnJournal(diags, p.client.RemoveInJournal(held))
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
	sent := state.sentDigests()
	origin := cmp.Or(sent[sentTo], p.client.Origin())

	return journalKeysAt(origin, p.companyOf(state), sent.AsListed(), state.Triggers)
}

// heldInState is a message as the state has it.
func (p *providerData) heldInState(ctx context.Context, state massMessageModel, private privateReader) wecom.Held {
	held := wecom.Held{Keys: p.keysInState(state), MsgID: state.MsgID.ValueString(), Partly: isPartly(state.sentDigests().AsListed())}
	held.SentAt, _ = time.Parse(time.RFC3339, state.CreatedAt.ValueString())

	// The words are asked for where the rest is not known.
	if held.MsgID != "" && held.Partly {
		sent := state.recorded()
		held.Sent = wecom.SentOf(&sent.Message)
	}

	if held.MsgID != "" {
		return held
	}

	lost, ok := state.lost(ctx, private)
	held.Sent, held.Trace = lost.withRecipients(state), lost.Trace
	held.Trace.Unprovable = held.Trace.Unprovable || !ok

	return held
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
