package campaign

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

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

	if e, ok := r.laterAttempt(turn, lost); ok {
		r.takeLater(ctx, turn, e, result)
		return
	}

	keys := r.keysOf(m)

	if turn.Answer == NotSent {
		if r.Client.AnsweredForOthers(m.MsgID, r.keysNow(turn)) {
			m.MsgID = r.NewAttempt()
			m.Problem += " The attempt before was answered once, when others of its people were excluded: that answer is not taken for these."

			return
		}

		if msgid := r.heldByAnother(ctx, turn); msgid != "" {
			result.Answers[m] = fmt.Errorf("%s in WeCom went to these people, and to nobody else, so it is this one: answer with that. A person has named it for %s", msgid, r.held[msgid].Key)
			return
		}

		passed := slices.Concat(lost.Candidates, lost.Passes)

		if lost.Beside && keys.Cut != r.keysNow(turn).Cut {
			passed = append(passed, lost.Op)
		} else if err := r.Client.NotSentInJournal(keys, lost.Op, m.SentAt); errors.Is(err, journal.ErrSending) || err != nil && r.Client.JournalStrictly() {
			// Where nobody has asked for it, the sends say what ails it.
			result.Answers[m] = err
			return
		}

		if err := r.Client.AnswerInJournal(m.MsgID, r.keysNow(turn)); err != nil && !errors.Is(err, journal.ErrSending) && r.Client.JournalStrictly() {
			result.Answers[m] = err
			return
		}

		r.forget(m, lost.Op, keys)

		m.Status, m.MsgID, m.Problem = Pending, "", ""
		m.Record = Record{Excluded: m.Record.Excluded, NotDuplicates: slices.Concat(m.Record.NotDuplicates, passed)}

		if !turn.OnlyAnswered {
			m.Record.Excluded = turn.Part.Excluded
		}

		return
	}

	r.adopt(ctx, turn, lost, keys, result)
}

// forget takes out of what the journal has told those operations of which a
// person has said that they have sent nothing. In the journal itself that is
// [wecom.Client.NotSentInJournal].
func (r *Run) forget(m *Message, op string, keys wecom.JournalKeys) {
	part := PartOf(m.Key)
	r.journal[part] = slices.DeleteFunc(r.journal[part], func(e earlier) bool {
		return e.MsgID == "" && (e.Op == op || e.Key == keys.Key && !wecom.BeganAt(e).After(m.SentAt))
	})
}

// laterAttempt is an operation of the message that began after the one that is
// answered, by the second: a state has no more of a time. What another campaign
// has sent to others is none.
func (r *Run) laterAttempt(turn Turn, lost *Lost) (earlier, bool) {
	m, cut := turn.Message, r.keysNow(turn).Cut

	for _, e := range slices.Backward(r.journal[PartOf(m.Key)]) {
		isLater := e.Op != lost.Op && wecom.BeganAt(e).Truncate(time.Second).After(m.SentAt)
		isOfOthers := e.CampaignID != r.CampaignID && (e.Part != PartOf(m.Key) || e.Cut != "" && e.Cut != cut)

		if isLater && !isOfOthers && !e.OtherWave && !slices.Contains(slices.Concat(lost.Candidates, lost.Passes, m.Record.NotDuplicates), e.MsgID) {
			return e, true
		}
	}

	return earlier{}, false
}

func (r *Run) takeLater(ctx context.Context, turn Turn, e earlier, result *Result) {
	switch {
	case e.MsgID != "":
		r.takeOver(ctx, turn, e, result)
	case e.Sending:
		result.Answers[turn.Message] = journal.ErrSending
	default:
		r.loseEarlier(turn, e)
	}
}

// keysOf are the keys under which a message was sent.
func (r *Run) keysOf(m *Message) wecom.JournalKeys { return KeysOf(m, r.Keys) }

// KeysOf are the keys under which a message was sent; none where nobody knows.
func KeysOf(m *Message, keys func(parts draft.Digests, m *Message) wecom.JournalKeys) wecom.JournalKeys {
	switch lost := m.Record.Lost; {
	case lost != nil && lost.Keys != nil:
		return *lost.Keys
	case m.Record.Parts == nil:
		return wecom.JournalKeys{}
	default:
		return keys(m.Record.Parts, m)
	}
}
