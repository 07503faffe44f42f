package campaign

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// earlier is what the journal tells of a message of this campaign.
type earlier = journal.Entry

// begin claims what is this campaign's: the messages that its state has, those
// that the journal gives to it, with whatever content, and those that it is to
// replace.
func (r *Run) begin(all []*Message, turns []Turn) error {
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

	r.journal, r.sent, r.now = map[string][]earlier{}, map[string]bool{}, map[*Message]wecom.JournalKeys{}

	if err := r.readJournal(turns); err != nil && r.Client.JournalStrictly() {
		return &wecom.JournalError{Err: err}
	}

	return nil // else each delivery says so
}

// readJournal takes in what the journal tells of this campaign, and of one of
// the same content: this one has another id since it has lost its state. What
// such a one has sent with this content the engine finds by itself.
func (r *Run) readJournal(turns []Turn) error {
	if len(turns) == 0 || !r.Client.HasJournal() {
		return nil
	}

	r.content = r.Keys(r.Parts, turns[0].Message).Content

	entries, err := r.Client.CampaignInJournal(r.CampaignID, r.content)
	if err != nil {
		return err
	}

	for _, e := range entries {
		r.sent[e.Key] = r.sent[e.Key] || e.MsgID != ""

		if own := e.CampaignID == r.CampaignID; own || e.Content != r.content {
			r.journal[e.Part] = append(r.journal[e.Part], e)

			if own && e.MsgID != "" {
				r.Claims[e.MsgID] = true
			}
		}
	}

	keys := make([]string, len(turns))
	for i, turn := range turns {
		keys[i] = r.keysNow(turn).Key
	}

	replaced, err := r.Client.ReplacedInJournal(keys)
	for _, msgid := range replaced {
		r.Claims[msgid] = true
	}

	return err
}

// recall records what an earlier run of this campaign has sent, or may have,
// and that its state has lost: the provider was killed before it could say so,
// or the whole state is gone.
func (r *Run) recall(all []*Message, turns []Turn, result *Result) {
	if len(r.sent) == 0 {
		return
	}

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
				r.takeOver(turn, e, result)
				break
			}

			if e.MsgID == "" && e.Key != r.keysNow(turn).Key {
				r.loseEarlier(turn, e)
			}
		}
	}

	Hold(all, r.Rollout, r.gone(turns))

	for _, turn := range turns {
		if open := r.open(turn, r.strange); turn.isDue() && len(open) > 0 && !r.sent[r.keysNow(turn).Key] {
			r.leaveOpen(turn, open)
		}
	}
}

// open are those of some messages that may be this one, or have gone to some of
// its people: a person may have said of others that they are not.
func (r *Run) open(turn Turn, all []earlier) []earlier {
	return slices.DeleteFunc(slices.Clone(all), func(e earlier) bool {
		return e.MsgID == "" || r.Claims[e.MsgID] || slices.Contains(turn.Record.NotDuplicates, e.MsgID)
	})
}

// gone are the messages that are left and that the journal knows, with this
// content, under another campaign_id: the engine records them when it is their
// turn.
func (r *Run) gone(turns []Turn) map[*Message]bool {
	gone := map[*Message]bool{}

	for _, turn := range turns {
		if turn.IsLeft() && r.sent[r.keysNow(turn).Key] {
			gone[turn.Message] = true
		}
	}

	return gone
}

// strangers are messages of another content, of a campaign with another id,
// whose people this one has in other messages, if at all: nobody can say which
// of its messages have them.
func (r *Run) strangers(all []*Message, turns []Turn) []earlier {
	parts, cuts := map[string]bool{}, map[string]bool{}
	for _, m := range all {
		parts[PartOf(m.Key)] = true
	}

	for _, turn := range turns {
		part := PartOf(turn.Key)
		parts[part], cuts[part+r.keysNow(turn).Cut] = false, true
	}

	var strangers []earlier

	for part, entries := range r.journal {
		for _, e := range entries {
			if e.CampaignID != r.CampaignID && e.Content != r.content && e.MsgID != "" && !parts[part] && !cuts[part+e.Cut] {
				strangers = append(strangers, e)
			}
		}
	}

	slices.SortFunc(strangers, func(a, b earlier) int { return cmp.Compare(a.MsgID, b.MsgID) })

	return strangers
}

// keysNow are the keys that a message would have now. They take a digest of all
// its people, so they are made once.
func (r *Run) keysNow(turn Turn) wecom.JournalKeys {
	keys, ok := r.now[turn.Message]
	if !ok {
		keys = r.Keys(r.partsNow(turn), turn.Message)
		r.now[turn.Message] = keys
	}

	return keys
}

func (r *Run) partsNow(turn Turn) draft.Digests {
	ids := turn.Part.IDs()

	return r.partsOf(r.messageTo(ids, turn.Part.Sender), ids)
}

// takeOver records a message that the journal tells of. Of a campaign with
// another id it is this message only where it went to the same people, and not
// long ago.
func (r *Run) takeOver(turn Turn, e earlier, result *Result) {
	if e.CampaignID != r.CampaignID {
		keys := wecom.JournalKeys{Key: e.Key, Content: e.Content, People: e.People, Place: e.Place}
		keys.CampaignID = r.CampaignID

		if e.IsOld || e.Cut != r.keysNow(turn).Cut || r.Client.ResolveInJournal(keys, e.MsgID, e.SentAt) != nil {
			r.leaveOpen(turn, r.open(turn, slices.Concat([]earlier{e}, r.journal[e.Part], r.strange)))
			return
		}
	}

	m := turn.Message
	m.Status, m.MsgID, m.SentAt, m.Problem = Created, e.MsgID, e.SentAt, ""
	m.Record = Record{People: e.Recipients, Excluded: max(0, m.Recipients-e.Recipients)}

	if e.Recipients == 0 { // an earlier journal did not tell
		m.Record = Record{People: m.Recipients - turn.Part.Excluded, Excluded: turn.Part.Excluded}
	}

	r.Claims[e.MsgID] = true

	// Of another content nobody has the digests any more.
	if e.Key == r.keysNow(turn).Key {
		m.Record.Parts = r.partsNow(turn)
	}

	result.Found = append(result.Found, m)

	if e.Content != r.content && e.CampaignID != r.CampaignID {
		result.Older = append(result.Older, m)
	}
}

// leaveOpen is for messages that have gone to some of these people, or may
// have, and that are not surely this one. It names all of them, so that one
// answer is enough.
func (r *Run) leaveOpen(turn Turn, all []earlier) {
	e, sent := all[0], r.sentNow(turn)
	if e.Content != r.keysNow(turn).Content {
		sent.Content, sent.Words = e.Lookup.Listed, e.Lookup.Listed
	}

	m := turn.Message
	m.Status, m.MsgID, m.SentAt = Unknown, r.NewAttempt(), e.SentAt
	m.Problem = fmt.Sprintf("The journal says that this campaign has sent %s at %s, perhaps with another content, and some of these people may have it. Nothing was sent.", e.MsgID, e.SentAt.UTC().Format(time.RFC3339))
	m.Record = Record{
		People: m.Recipients - m.Record.Excluded, Excluded: m.Record.Excluded, NotDuplicates: m.Record.NotDuplicates,
		Lost: &Lost{Sent: sent, Trace: wecom.Trace{Unprovable: true}},
	}

	for _, one := range all {
		if !slices.Contains(m.Record.Lost.Candidates, one.MsgID) {
			m.Record.Lost.Candidates = append(m.Record.Lost.Candidates, one.MsgID)
		}
	}

	m.Record.Lost.Keys = new(r.keysNow(turn))
	r.enter(m)
}

// enter tells later runs of a message that nobody knows of, and for which this
// run has made no POST: its state may be lost before a refresh tells them. What
// cannot be written is told then. The time is that of the state, in seconds:
// one that is later would be that of another attempt.
func (r *Run) enter(m *Message) {
	m.SentAt = m.SentAt.Truncate(time.Second)
	_ = r.Client.EnterInJournal(wecom.Held{Keys: r.keysOf(m), SentAt: m.SentAt, Sent: m.Record.Lost.Sent, Trace: m.Record.Lost.Trace})
}

// sentNow is what a message would be now.
func (r *Run) sentNow(turn Turn) wecom.Sent {
	message := r.messageTo(turn.Part.IDs(), turn.Part.Sender)

	return wecom.SentOf(&message)
}

// loseEarlier records that an earlier run may have sent another content, or to
// other people of this part, or that it was the same and a person has answered
// of an attempt before that.
func (r *Run) loseEarlier(turn Turn, e earlier) {
	m, now := turn.Message, r.keysNow(turn)

	sent, what := r.sentNow(turn), ""
	sent.Content = e.Lookup.Listed

	switch {
	case e.Content != now.Content:
		what = ", with another content,"
		sent.Words = e.Lookup.Listed // all that is known of another content
	case e.Key != now.Key:
		what = ", to others of its people,"
	}

	m.Status, m.MsgID, m.SentAt = Unknown, r.NewAttempt(), e.StartedAt
	m.Problem = fmt.Sprintf("An earlier run was about to send it%s at %s, and has not said what became of it.", what, e.StartedAt.UTC().Format(time.RFC3339))
	m.Record = Record{People: e.Recipients, Excluded: m.Record.Excluded, NotDuplicates: m.Record.NotDuplicates, Lost: &Lost{
		Sent: sent, Trace: r.Client.TraceOfEntry(e, r.Claims), Op: e.Op,
		Keys: &wecom.JournalKeys{Key: e.Key, Content: e.Content, People: e.People, Place: e.Place},
	}}
}
