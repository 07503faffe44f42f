package campaign

import (
	"fmt"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// earlier is what the journal tells of a message of this campaign.
type earlier = journal.Entry

// begin claims what is this campaign's: the messages that its state has, and
// those that the journal gives to it, with whatever content.
func (r *Run) begin(all []*Message) error {
	if r.since.IsZero() {
		r.since = r.Clock.Now()
	}

	if r.Claims == nil {
		r.Claims = map[string]bool{}
	}

	for _, m := range all {
		if m.Status == Created {
			r.Claims[m.MsgID] = true
		}
	}

	entries, err := r.Client.CampaignInJournal(r.CampaignID)
	if err != nil {
		if r.Client.JournalStrictly() {
			return &wecom.JournalError{Err: err}
		}

		return nil // each delivery says so
	}

	r.journal = map[string][]earlier{}

	for _, e := range entries {
		if e.MsgID != "" {
			r.Claims[e.MsgID] = true
		}

		r.journal[e.Part] = append(r.journal[e.Part], e)
	}

	return nil
}

// recall records what an earlier run of this campaign has sent, or may have,
// and that its state has lost: the provider was killed before it could say so.
// What was sent with this very content the engine finds by itself.
func (r *Run) recall(all []*Message, turns []Turn, result *Result) {
	known := map[string]bool{}
	for _, m := range all {
		known[m.MsgID] = true
	}

	for _, turn := range turns {
		if !turn.IsLeft() {
			continue
		}

		for _, e := range r.journal[PartOf(turn.Key)] {
			if e.MsgID != "" && !known[e.MsgID] && !slices.Contains(turn.Record.NotDuplicates, e.MsgID) {
				r.takeOver(turn, e)

				result.Found = append(result.Found, turn.Message)

				break
			}

			if e.MsgID == "" && e.Key != r.keysNow(turn).Key {
				r.loseEarlier(turn, e)
			}
		}
	}
}

// keysNow are the keys that a message would have now.
func (r *Run) keysNow(turn Turn) wecom.JournalKeys {
	message := r.Content
	message.Sender = turn.Part.Sender

	return r.Keys(r.partsOf(message, turn.Part.IDs()), turn.Key)
}

// takeOver records a message that the journal tells of.
func (r *Run) takeOver(turn Turn, e earlier) {
	m := turn.Message
	m.Status, m.MsgID, m.SentAt, m.Problem = Created, e.MsgID, e.SentAt, ""
	m.Record = Record{People: e.Recipients, Excluded: max(0, m.Recipients-e.Recipients)}

	// Of another content nobody has the digests any more.
	message := r.Content
	message.Sender = turn.Part.Sender

	if parts := r.partsOf(message, turn.Part.IDs()); e.Key == r.Keys(parts, turn.Key).Key {
		m.Record.Parts = parts
	}
}

// loseEarlier records that an earlier run may have sent another content.
func (r *Run) loseEarlier(turn Turn, e earlier) {
	m := turn.Message
	message := r.Content
	message.Sender = turn.Part.Sender

	if ids := turn.Part.IDs(); message.ChatType == wecom.ChatTypeGroup {
		message.ChatIDList = ids
	} else {
		message.ExternalUserID = ids
	}

	sent := wecom.SentOf(&message)
	if sent.Content = e.Lookup.Listed; e.Key != r.keysNow(turn).Key {
		sent.Words = e.Lookup.Listed // all that is known of another content
	}

	m.Status, m.MsgID, m.SentAt = Unknown, r.NewAttempt(), e.StartedAt
	m.Problem = fmt.Sprintf("An earlier run was about to send it at %s with another content, and has not said what became of it.", e.StartedAt.UTC().Format(time.RFC3339))
	m.Record = Record{People: e.Recipients, Excluded: m.Record.Excluded, Lost: &Lost{
		Sent: sent, Trace: r.Client.TraceOfEntry(e, r.Claims), Op: e.Op,
		Keys: &wecom.JournalKeys{Key: e.Key, Content: e.Content, People: e.People, CampaignID: e.CampaignID, Part: e.Part},
	}}
}
