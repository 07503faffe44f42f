package campaign

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// adopt records the message that a person has named.
func (r *Run) adopt(ctx context.Context, turn Turn, lost *Lost, keys wecom.JournalKeys, result *Result) {
	m, msgid := turn.Message, turn.Answer

	// What another campaign was about to send to its people is not settled by
	// what this one has sent to these.
	if now := r.keysNow(turn); lost.Beside && keys.Cut != now.Cut {
		keys = now
	}

	ofThis := func(e earlier) bool { return e.MsgID == msgid }
	at := slices.IndexFunc(r.journal[PartOf(m.Key)], ofThis)
	told := at >= 0

	// Who is excluded now may not have been when it was sent, and the other way
	// round: it may have gone to any whom it was cut for.
	sent := lost.Sent

	if turn.Part.Recipients > 0 && turn.Part.SHA256 == m.RecipientsSHA256 {
		all := turn.Part.AllIDs()
		sent = sent.WithRecipientsDigest(m.RecipientsSHA256, len(all)).WithRecipients(all)
	}

	// Nobody is in two messages of a campaign, so what WeCom's list shows as
	// sent to these people is none of the others, whatever a person has said.
	other := r.held[msgid]
	isProven := (other != nil || r.Client.IsClaimedAlike(msgid, keys)) && r.Client.ReachedOnlyThese(ctx, sent, msgid)

	if other != nil && !isProven {
		result.Answers[m] = fmt.Errorf("this campaign has it as %s, and WeCom's list does not show that it went to these people. Where that comes from a wrong answer, leave this one as it is, and apply again once WeCom lists who got it: of groups, when it was sent to them", other.Key)
		return
	}

	// What the journal gives to this message is a claim of its own, where no
	// message of the state has it.
	if r.Claims[msgid] && !told && !isProven || r.Gone[msgid] {
		result.Answers[m] = errors.New("it is another message of this campaign, or one that this run has removed")
		return
	}

	// What we have named ourselves may be this one.
	isNamed := told || isProven || slices.Contains(lost.Candidates, msgid)
	if e, ok := r.ofAnotherBlock(msgid, keys); ok && !isNamed {
		result.Answers[m] = fmt.Errorf("by the journal it is another message, with other words or triggers: that of a send of %s, by WeCom's answer or list, or by what a person has said. If it is this one all the same, these people have it: put them into exclude_files, and answer \"not_sent\"", wecom.BeganAt(e).UTC().Format(time.RFC3339))
		return
	}

	trace := r.Client.StillClaimed(ctx, sent, lost.Trace.WithClaims(r.Claims), keys)

	if isNamed {
		// It may be this one by our own word, or by the journal's.
		isIt := func(other string) bool { return other == msgid }
		trace.Exclude = slices.DeleteFunc(slices.Clone(trace.Exclude), isIt)
		trace.Claimed = slices.DeleteFunc(slices.Clone(trace.Claimed), isIt)
	}

	adoption, err := r.Client.AdoptMassMessage(ctx, sent, trace, msgid)

	// Where nothing of its own is lost, the question names what may say this or
	// that, and only the first of it was compared.
	if lost.Op == "" && errors.Is(err, wecom.ErrOtherContent) {
		sent.Words, sent.Content = r.saidBy(turn, msgid)
		adoption, err = r.Client.AdoptMassMessage(ctx, sent, trace, msgid)
	}

	// Who is not in it gets nothing, as who is excluded. Of one that was found,
	// and whose recipients WeCom does not list, nobody knows who was.
	missing, failed, known := len(adoption.FailList), 0, true

	out, isAsAsked := r.outOfAttempt(ctx, turn, lost, sent, adoption)

	switch {
	case isAsAsked:
		missing, failed = turn.Part.Excluded, out
	case adoption.FailList != nil:
	case adoption.Listed > 0:
		missing = max(0, m.Recipients-adoption.Listed)
	case told && r.journal[PartOf(m.Key)][at].Recipients > 0:
		missing = max(0, m.Recipients-r.journal[PartOf(m.Key)][at].Recipients)
	case m.Record.People > 0: // at that attempt; others may be excluded by now
		missing, known = max(0, m.Recipients-m.Record.People), lost.Trace.TellsWhen()
	default:
		missing, known = m.Record.Excluded, false
	}

	if err == nil {
		err = r.Client.ResolveInJournal(keys, msgid, adoption.Record.CreateTime, m.Recipients-missing, failed, true)

		switch {
		case errors.Is(err, journal.ErrHeld):
			err = ErrAnotherHasIt
		case !r.Client.JournalStrictly() && !errors.Is(err, journal.ErrSending) && !errors.Is(err, journal.ErrTaken):
			err = nil
		}
	}

	if err != nil {
		result.Answers[m] = err
		return
	}

	if other != nil {
		r.takeBack(other, msgid, lost.Sent)
	}

	m.Status, m.MsgID, m.SentAt, m.Problem = Created, msgid, adoption.Record.CreateTime, ""
	m.Record = Record{Parts: m.Record.Parts, People: m.Recipients - missing, Excluded: missing, Failed: failed}

	r.hold(m)

	switch {
	case isAsAsked && failed > 0:
		adoption.Remarks = append(adoption.Remarks, fmt.Sprintf("Asked for, and not in it: %d of its recipients. WeCom does not have them as customers of the sender, so they count as failed.", failed))
	case isAsAsked:
	case missing > 0 && known:
		adoption.Remarks = append(adoption.Remarks, fmt.Sprintf("Not in it: %d of its recipients. They count as excluded, and nothing is sent to them.", missing))
	case missing > 0:
		adoption.Remarks = append(adoption.Remarks, fmt.Sprintf("Excluded now: %d of its recipients. They count so, and nothing more is sent to them; whether they have got it is not known.", missing))
	}

	result.Remarks[m] = strings.Join(adoption.Remarks, " ")
}

// saidBy is what WeCom's list is to show of a message that a person has named:
// what the journal knows that it says, and else what this campaign says now.
func (r *Run) saidBy(turn Turn, msgid string) (words, content string) {
	for _, e := range r.journal[PartOf(turn.Key)] {
		if words, content = r.shownOf(e); e.MsgID == msgid && words != "" {
			return words, content
		}
	}

	now := r.sentNow(turn)

	return now.Words, now.Content
}

// ofAnotherBlock is the operation of another block, with other words or
// triggers, that has a message by the journal: by WeCom's answer, by what was
// found, or by a person's word. That a state has it says less: anybody may have
// imported it.
func (r *Run) ofAnotherBlock(msgid string, keys wecom.JournalKeys) (earlier, bool) {
	e, ok := r.Client.BelongsTo(msgid)
	if !ok {
		e, ok = r.Client.IsClaimedAs(msgid, keys)
	}

	return e, ok && e.Run != "" && e.CampaignID != r.CampaignID && e.Content != keys.Content
}

// outOfAttempt is how many of the people of an attempt the message that a
// person has named for it could not reach, while WeCom lists all others.
// isKnown is false where it may not have been asked for them: it is none of
// theirs, or sent nothing itself, or WeCom could reach them, or does not list
// all of them, as groups.
func (r *Run) outOfAttempt(ctx context.Context, turn Turn, lost *Lost, sent wecom.Sent, adoption wecom.Adoption) (out int, isKnown bool) {
	parts, now := turn.Record.Parts, r.partsNow(turn)

	const people = "external_userid"
	if !lost.Asked || adoption.FailList == nil || parts[people] == "" || parts[people] != now[people] {
		return 0, false
	}

	// Who is excluded now was so then, or is in it all the same.
	asked := turn.Part.IDs()
	out = wecom.CountFailed(adoption.FailList, asked)

	if len(adoption.FailList) != out+turn.Part.Excluded {
		return 0, false
	}

	if out == 0 {
		return 0, true
	}

	sent = sent.WithRecipientsDigest(wecom.RecipientsDigest(asked), len(asked)).WithRecipients(asked)
	// A list that cannot be read proves nothing.
	isProven, err := r.Client.AreOutOfReach(ctx, sent, adoption.Record.MsgID)

	return out, isProven && err == nil
}
