package campaign

import (
	"context"
	"fmt"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// takeOver records a message that the journal tells of. Of a campaign with
// another id it is this message only where it went to the same people, not long
// ago, and this one may be what that was: its state has nothing else yet.
func (r *Run) takeOver(ctx context.Context, turn Turn, e earlier, result *Result) {
	if e.CampaignID != r.CampaignID {
		keys := wecom.JournalKeys{Key: e.Key, Content: e.Content, Says: e.Says, People: e.People, Place: e.Place}
		keys.CampaignID = r.CampaignID

		if r.goesOn || e.IsOld || e.Content == r.content || e.Part != PartOf(turn.Key) || e.Cut != r.keysNow(turn).Cut || r.Client.ResolveInJournal(keys, e.MsgID, e.SentAt, e.Recipients, e.Failed, !e.NamedAt.IsZero()) != nil {
			r.leaveOpen(turn, r.open(turn, slices.Concat([]earlier{e}, r.journal[e.Part], r.strangersOf(turn))))
			return
		}
	}

	m := turn.Message

	if e.Cut == r.keysNow(turn).Cut {
		if wrongly := r.Client.NamedWrongly(ctx, e, r.sentNow(turn)); wrongly != "" {
			r.loseEarlier(turn, e)

			m.Problem = fmt.Sprintf("By the journal %s.", wrongly)
			m.Record.Lost.Passes = append(m.Record.Lost.Passes, e.MsgID)

			return
		}
	}

	m.Status, m.MsgID, m.SentAt, m.Problem = Created, e.MsgID, e.SentAt, ""
	m.Record = Record{People: e.Recipients, Excluded: max(0, m.Recipients-e.Recipients), Failed: e.Failed}

	if e.Recipients == 0 { // an earlier journal did not tell
		m.Record = Record{People: m.Recipients - turn.Part.Excluded, Excluded: turn.Part.Excluded, Failed: e.Failed}
	}

	r.recount(ctx, turn, e)
	r.hold(m)

	// Of another content nobody has the digests any more.
	if e.Key == r.keysNow(turn).Key {
		m.Record.Parts = r.partsNow(turn)
	}

	result.found(m, turn.Part.Excluded, &e)

	if e.Content != r.content {
		result.Older = append(result.Older, m)
	}
}
