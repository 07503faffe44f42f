package campaign

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// strangers are messages of another content, of a campaign with another id,
// whose people this one has in other messages, if at all: nobody can say which
// of its messages have them. What is done of this one by now may be so of other
// people: the members have changed theirs since.
func (r *Run) strangers(turns []Turn) []earlier {
	cuts := map[string]bool{}
	for _, turn := range turns {
		cuts[PartOf(turn.Key)+r.keysNow(turn).Cut] = true
	}

	var strangers []earlier

	for _, entries := range r.journal {
		for _, e := range entries {
			if !e.OtherWave && e.CampaignID != r.CampaignID && e.Content != r.content && e.MsgID != "" && !cuts[e.Part+e.Cut] {
				strangers = append(strangers, e)
			}
		}
	}

	slices.SortFunc(strangers, func(a, b earlier) int { return cmp.Compare(a.MsgID, b.MsgID) })

	return slices.CompactFunc(strangers, func(a, b earlier) bool { return a.MsgID == b.MsgID })
}

// strangersOf are those that may have people of a message.
func (r *Run) strangersOf(turn Turn) []earlier {
	ids := turn.Part.AllIDs()

	return slices.DeleteFunc(slices.Clone(r.strange), func(e earlier) bool { return wecom.AreApart(e, ids) })
}

// open are those of some messages that may be this one, or have gone to some of
// its people: a person may have said of others that they are not.
func (r *Run) open(turn Turn, all []earlier) []earlier {
	return slices.DeleteFunc(slices.Clone(all), func(e earlier) bool {
		return e.MsgID == "" || r.Claims[e.MsgID] || slices.Contains(turn.Record.NotDuplicates, e.MsgID)
	})
}

// leaveOpen is for messages that have gone to some of these people, or may
// have, and that are not surely this one. It names all of them, so that one
// answer is enough.
func (r *Run) leaveOpen(turn Turn, all []earlier) {
	r.doubt(turn, all)

	e, who := all[0], "this campaign"
	if e.CampaignID != r.CampaignID {
		who = "this campaign before it was created again, or another one that says the same,"
	}

	turn.Problem = fmt.Sprintf("The journal says that %s has sent %s at %s, perhaps with another content, with other triggers or to others of its people, and some of these people may have it. Nothing was sent.", who, e.MsgID, e.SentAt.UTC().Format(time.RFC3339))

	if slices.ContainsFunc(all, func(e earlier) bool { return r.ofWave[e.MsgID] }) {
		turn.Problem += orExclude
	}

	turn.Record.Lost.Unsent, turn.Record.Lost.Keys = true, new(r.keysNow(turn))
}

// doubt makes a message unknown because of others that it may be.
func (r *Run) doubt(turn Turn, all []earlier) {
	e, sent := all[0], r.sentNow(turn)
	if e.Content != r.keysNow(turn).Content {
		sent.Words, sent.Content = r.shownOf(e)
	}

	m := turn.Message
	m.Status, m.MsgID, m.SentAt = Unknown, r.NewAttempt(), e.SentAt
	m.Record = Record{
		People: m.Recipients - m.Record.Excluded, Excluded: m.Record.Excluded, NotDuplicates: m.Record.NotDuplicates,
		Lost: &Lost{Sent: sent, Trace: wecom.Trace{Unprovable: true}},
	}

	for _, one := range all {
		if !slices.Contains(m.Record.Lost.Candidates, one.MsgID) {
			m.Record.Lost.Candidates = append(m.Record.Lost.Candidates, one.MsgID)
		}
	}
}

// otherWaves are what the journal tells of a message of other waves, with
// another content than now: whoever said the same, the engine finds, and that
// comes before what another campaign has sent. A person may have said of some
// that they are not this one.
func (r *Run) otherWaves(turn Turn) []earlier {
	hasOwn := r.hasOwn(turn)

	return slices.DeleteFunc(slices.Clone(r.journal[PartOf(turn.Key)]), func(e earlier) bool {
		return !e.OtherWave || hasOwn && e.CampaignID != r.CampaignID || r.Claims[e.MsgID] || slices.Contains(turn.Record.NotDuplicates, cmp.Or(e.MsgID, e.Op))
	})
}

// leaveToWaves is for a message whose people have got another content in
// another wave of this campaign, as before an edit: nobody says whether this is
// that wave, or one after it. One answer is enough for all of them.
func (r *Run) leaveToWaves(turn Turn, waves []earlier) {
	r.doubt(turn, waves)

	lost, e := turn.Record.Lost, waves[0]
	lost.Unsent, lost.Keys = true, new(r.keysNow(turn))

	for _, e := range waves {
		if e.MsgID == "" {
			lost.Passes = append(lost.Passes, e.Op)
		}

		lost.Candidates = append(lost.Candidates, e.Later...)
	}

	slices.Sort(lost.Candidates)
	lost.Candidates = slices.DeleteFunc(slices.Compact(lost.Candidates), func(msgid string) bool { return msgid == "" })

	what := fmt.Sprintf("a wave of this campaign has sent %s at %s", e.MsgID, e.SentAt.UTC().Format(time.RFC3339))
	if e.MsgID == "" {
		what = wecom.WhoBegan(e, "a wave of this campaign", "something") + ", and nobody has said what became of that"
	}

	turn.Problem = fmt.Sprintf("The journal says that %s, with another content than now, to some of these people, perhaps. Nothing was sent.%s%s", what, orThisWave, r.passedOfWave(turn.Message))
}

// shownOf is what WeCom's list shows of a message that the journal tells of,
// without its files and with them. The word of a state does not say; whoever
// has sent it does.
func (r *Run) shownOf(e earlier) (words, content string) {
	for _, other := range slices.Concat([]earlier{e}, r.journal[e.Part]) {
		if other.MsgID == e.MsgID && other.Content == e.Content && other.Lookup.Listed != "" {
			return other.Lookup.Shown()
		}
	}

	return "", ""
}

// enter tells later runs of a message that nobody knows of, and for which this
// run has made no POST: its state may be lost before a refresh tells them. What
// cannot be written is told then. The time is that of the state, in seconds:
// one that is later would be that of another attempt.
func (r *Run) enter(m *Message) {
	m.SentAt = m.SentAt.Truncate(time.Second)
	_ = r.Client.EnterInJournal(wecom.Held{Keys: r.keysOf(m), SentAt: m.SentAt, Sent: m.Record.Lost.Sent, Trace: m.Record.Lost.TraceToTell()})
}

// enterQuestion does so of one that a look has found, or an earlier run has
// left. One of messages that the journal knows is asked about again by those,
// with their names, which a line of this question would hide.
func (r *Run) enterQuestion(m *Message) {
	if lost := m.Record.Lost; lost.Op == "" && r.Client.HasSeenOperation("", lost.Candidates) {
		lost.Unsent = true
		return
	}

	r.enter(m)
}

// sentNow is what a message would be now.
func (r *Run) sentNow(turn Turn) wecom.Sent {
	message := r.messageTo(turn.Part.IDs(), turn.Part.Sender)

	return wecom.SentOf(&message).CutFor(turn.CutFor())
}

// loseEarlier records that an earlier run may have sent another content, or to
// other people of this part, or that it was the same and a person has answered
// of an attempt before that.
func (r *Run) loseEarlier(turn Turn, e earlier) {
	m, now := turn.Message, r.keysNow(turn)

	sent, what := r.sentNow(turn), ""
	words, content := e.Lookup.Shown()
	sent.Content = content

	switch {
	case e.Content != now.Content:
		what = ", with another content or other triggers"
		sent.Words = words // all that is known of another content
	case e.Key != now.Key:
		what = ", to others of its people"
	}

	m.Status, m.MsgID, m.SentAt = Unknown, r.NewAttempt(), wecom.BeganAt(e)

	who := "an earlier run"
	if r.Client.IsThisRun(e.Run) {
		who = "another campaign of this run"
	}

	m.Problem = fmt.Sprintf("The journal says that %s, and nobody has said what became of it.", wecom.WhoBegan(e, who, "it"+what))

	excluded := m.Record.Excluded
	// Of other people it says nothing, and the line of an earlier build may not
	// tell.
	if e.Recipients > 0 && e.Cut == now.Cut {
		excluded = max(0, m.Recipients-e.Recipients)
	}

	m.Record = Record{People: e.Recipients, Excluded: excluded, NotDuplicates: m.Record.NotDuplicates, Lost: &Lost{
		Sent: sent, Trace: r.Client.TraceOfEntry(e, r.Claims), Op: e.Op, Beside: r.isBeside(e, now),
		Keys: &wecom.JournalKeys{Key: e.Key, Content: e.Content, Says: e.Says, People: e.People, Place: e.Place},
	}}
}

// isBeside reports whether an operation is of another campaign and may have
// gone to others than the message of some keys: a second campaign with the same
// members, or this one before its state was lost, with others excluded.
func (r *Run) isBeside(e earlier, now wecom.JournalKeys) bool {
	if e.CampaignID == r.CampaignID || e.Key == now.Key {
		return false
	}

	return e.Content == now.Content || e.Cut != now.Cut
}
