package campaign

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// NotSent is the answer that an attempt has sent nothing.
const NotSent = "not_sent"

// ErrAnotherHasIt says that another resource of this run holds a message.
var ErrAnotherHasIt = errors.New("another resource of this run holds that message")

// answer takes a person's answer to an attempt. A later attempt, of which the
// journal knows and the state does not, wins: the answer was about another one.
func (r *Run) answer(ctx context.Context, turn Turn, result *Result) {
	m := turn.Message

	lost := m.Record.Lost
	if lost == nil {
		lost = &Lost{Trace: wecom.Trace{Unprovable: true}}
	}

	if e, ok := r.laterAttempt(m, lost); ok {
		r.takeLater(turn, e, result)
		return
	}

	keys := r.keysOf(m)

	if turn.Answer == NotSent {
		if err := r.Client.NotSentInJournal(keys, lost.Op, m.SentAt); err != nil {
			result.Answers[m] = err
			return
		}

		m.Status, m.MsgID, m.Problem = Pending, "", ""
		m.Record = Record{Excluded: m.Record.Excluded, NotDuplicates: slices.Concat(m.Record.NotDuplicates, lost.Candidates)}

		return
	}

	r.adopt(ctx, turn, lost, keys, result)
}

// laterAttempt is an operation of the message that began after the one that is
// answered.
func (r *Run) laterAttempt(m *Message, lost *Lost) (earlier, bool) {
	for _, e := range slices.Backward(r.journal[PartOf(m.Key)]) {
		if e.Op != lost.Op && e.StartedAt.After(m.SentAt) && !slices.Contains(lost.Candidates, e.MsgID) {
			return e, true
		}
	}

	return earlier{}, false
}

func (r *Run) takeLater(turn Turn, e earlier, result *Result) {
	if e.MsgID != "" {
		r.takeOver(turn, e)
		result.Found = append(result.Found, turn.Message)

		return
	}

	r.loseEarlier(turn, e)
}

// keysOf are the keys under which a message was sent.
func (r *Run) keysOf(m *Message) wecom.JournalKeys { return KeysOf(m, r.Keys) }

// KeysOf are the keys under which a message was sent; none where nobody knows.
func KeysOf(m *Message, keys func(parts draft.Digests, key string) wecom.JournalKeys) wecom.JournalKeys {
	switch lost := m.Record.Lost; {
	case lost != nil && lost.Keys != nil:
		return *lost.Keys
	case m.Record.Parts == nil:
		return wecom.JournalKeys{}
	default:
		return keys(m.Record.Parts, m.Key)
	}
}

// adopt records the message that a person has named.
func (r *Run) adopt(ctx context.Context, turn Turn, lost *Lost, keys wecom.JournalKeys, result *Result) {
	m, msgid := turn.Message, turn.Answer

	if r.Claims[msgid] || r.Gone[msgid] {
		result.Answers[m] = errors.New("it is another message of this campaign, or one that this run has removed")
		return
	}

	sent := lost.Sent
	if turn.Part.Recipients > 0 {
		sent = sent.WithRecipients(turn.Part.IDs())
	}

	adoption, err := r.Client.AdoptMassMessage(ctx, sent, lost.Trace.WithClaims(r.Claims), msgid)
	if errors.Is(err, wecom.ErrNoRecord) {
		err = fmt.Errorf("%w of the last six months", err)
	}

	if err == nil {
		err = r.Client.ResolveInJournal(keys, msgid, adoption.Record.CreateTime)
		if errors.Is(err, journal.ErrHeld) {
			err = ErrAnotherHasIt
		}
	}

	if err != nil {
		result.Answers[m] = err
		return
	}

	people := m.Record.People

	m.Status, m.MsgID, m.SentAt, m.Problem = Created, msgid, adoption.Record.CreateTime, ""
	m.Record = Record{Parts: m.Record.Parts, People: people, Excluded: m.Record.Excluded, Failed: len(adoption.FailList)}
	r.Claims[msgid] = true

	result.Found = append(result.Found, m)

	if len(adoption.Remarks) > 0 {
		result.Remarks[m] = []string{strings.Join(adoption.Remarks, " ")}
	}
}
