package campaign

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// accept records a message that WeCom has.
func (r *Run) accept(ctx context.Context, turn Turn, receipt wecom.Receipt, parts draft.Digests, ids []string, result *Result) {
	m, people, excluded := turn.Message, len(ids), turn.Part.Excluded
	m.Status, m.MsgID, m.SentAt = Created, receipt.MsgID, receipt.SentAt
	m.Record = Record{
		Parts: parts, People: people, Excluded: m.Record.Excluded, Failed: wecom.CountFailed(receipt.FailList, ids),
		NotDuplicates: m.Record.NotDuplicates,
	}
	r.hold(m)

	if receipt.FailList == nil && receipt.Earlier != nil {
		m.Record.Failed = receipt.Earlier.Failed
	}

	// What a person has named as this one may have gone to fewer, or to some
	// who are excluded now.
	if e := receipt.Earlier; e != nil && e.Recipients > 0 {
		m.Record.People, m.Record.Excluded = e.Recipients, max(0, m.Recipients-e.Recipients)
		r.recount(ctx, turn, *e)
	}

	if receipt.FoundBefore || receipt.Earlier != nil {
		result.found(m, excluded, receipt.Earlier)
	} else {
		result.Sent = append(result.Sent, m)
	}
}

// recount counts whom a message has reached that a person had named before
// WeCom listed that.
func (r *Run) recount(ctx context.Context, turn Turn, named earlier) {
	if reached := r.Client.Reached(ctx, named, r.sentNow(turn)); reached > 0 {
		turn.Record.People, turn.Record.Excluded = reached, max(0, turn.Recipients-reached)
	}
}

// found takes in a message that is recorded without a POST, and of whose people
// so many are excluded now. by is what the journal has of it, if it was that.
func (r *Result) found(m *Message, excluded int, by *earlier) {
	r.Found = append(r.Found, m)
	r.LeftOut += max(0, m.Record.Excluded-excluded)

	if by != nil && by.MsgID == m.MsgID && !by.NamedAt.IsZero() {
		r.Named = append(r.Named, m)
	}
}

// lose records a message of which nobody knows whether WeCom has it.
func (r *Run) lose(m *Message, receipt wecom.Receipt, parts draft.Digests, people int) {
	m.Status, m.MsgID, m.SentAt = Unknown, r.NewAttempt(), receipt.SentAt
	m.Problem = fmt.Sprintf("It is not known whether WeCom has it: %s.", wecom.Kept(receipt.Err))

	isOfWave := slices.ContainsFunc(receipt.Candidates, func(record wecom.Record) bool { return r.ofWave[record.MsgID] })

	switch {
	case !receipt.FoundBefore:
	case isOfWave && isCompared(receipt.Err):
		m.Problem += butExclude
	case isOfWave:
		m.Problem += orExclude
	case r.MayRepeat:
		m.Problem += orThisWave
	}

	if receipt.FoundBefore {
		m.Problem += r.passedOfWave(m)
	}

	lost := &Lost{Sent: receipt.Sent, Trace: receipt.Trace, Op: receipt.Op, Asked: !receipt.FoundBefore}
	for _, record := range receipt.Candidates {
		if record.MsgID != "" {
			lost.Candidates = append(lost.Candidates, record.MsgID)
		}
	}

	// One that was named wrongly.
	if e := receipt.Earlier; e != nil && e.MsgID != "" {
		lost.Passes = append(lost.Passes, e.MsgID)
	}

	m.Record = Record{Parts: parts, People: people, Excluded: m.Record.Excluded, Lost: lost, NotDuplicates: m.Record.NotDuplicates}
}

// passedOfWave names the messages of this very wave of which a person has said
// that they are not this one: some of its people may be in them.
func (r *Run) passedOfWave(m *Message) string {
	passed := slices.DeleteFunc(slices.Clone(m.Record.NotDuplicates), func(msgid string) bool { return !r.ofWave[msgid] })
	if len(passed) == 0 {
		return ""
	}

	return fmt.Sprintf(` By the journal %s, which an answer has passed over, is of this very wave: put those who have it into exclude_files before "not_sent".`, wording.AllIDs(passed))
}

// refuse judges what forbids a message. An error ends the run: it would forbid
// the others, too.
func (r *Run) refuse(m *Message, err error, sent wecom.Sent, parts draft.Digests, result *Result) error {
	if code := refusalOf(err); isOfOneMessage(code) {
		m.Status, m.Problem = Refused, fmt.Sprintf("WeCom refused it: %s.", wecom.Kept(err))
		result.Refusals[m] = err

		return nil
	}

	if e, ok := errors.AsType[*wecom.JournalError](err); ok && r.leaveToAPerson(m, e, sent, parts) {
		return nil
	}

	return err
}

// leaveToAPerson makes a message unknown that the journal knows as sent, where
// no state of these days has it, or it is an import, which may have gone to
// others, or of another wave.
func (r *Run) leaveToAPerson(m *Message, e *wecom.JournalError, sent wecom.Sent, parts draft.Digests) bool {
	problem, op := fmt.Sprintf("The journal says that %s. Nothing was sent.", e), e.Entry.Op

	switch e.Decision {
	case journal.RefuseOld, journal.RefusePartly:
	case journal.RefuseFollowed:
		problem += orThisWave
	case journal.RefuseBeside:
		problem += orThisWave
		op = "" // that is the other wave's
	default:
		return false
	}

	m.Status, m.MsgID, m.SentAt, m.Problem = Unknown, r.NewAttempt(), cmp.Or(e.Entry.SentAt, wecom.BeganAt(e.Entry)), problem+r.passedOfWave(m)

	// One answer is enough for all waves.
	candidates := append(slices.Clone(e.Entry.Later), e.Entry.MsgID)
	if e.Named != nil {
		candidates = append(candidates, e.Named.MsgID)
	}

	slices.Sort(candidates)
	candidates = slices.DeleteFunc(slices.Compact(candidates), func(msgid string) bool { return msgid == "" })

	m.Record = Record{
		Parts: parts, People: m.Recipients - m.Record.Excluded, Excluded: m.Record.Excluded, NotDuplicates: m.Record.NotDuplicates,
		Lost: &Lost{Sent: sent, Trace: wecom.Trace{Unprovable: true}, Candidates: candidates, Op: op, Passes: e.Entry.Open, Unsent: op == ""},
	}

	return true
}

// orThisWave is what to answer where a message is known that may be of an
// earlier wave.
const orThisWave = ` If that is of an earlier wave, and this one is to be sent as well, the answer is "not_sent".`

// butExclude is what to answer where the journal knows that message as one of
// this very wave: its people have moved to another message since.
const butExclude = ` By the journal it is of this very wave, of this campaign or of another one that says the same, so these people have it: put them into exclude_files before "not_sent".`

// orExclude is that where nobody could compare the people: groups that were not
// sent to yet.
const orExclude = ` By the journal it is of this very wave, of this campaign or of another one that says the same: where these people are among those whom it was asked for, put them into exclude_files before "not_sent".`

// isCompared reports whether a look has found a message because of its people,
// and not because nobody could say who they are.
func isCompared(err error) bool {
	duplicate, ok := errors.AsType[*wecom.DuplicateError](err)

	return !ok || duplicate.People
}

// refusalOf is the code with which WeCom has refused the send itself, or 0: not
// that of a call around it.
func refusalOf(err error) int {
	if e, ok := errors.AsType[*wecom.APIError](err); ok && e.Endpoint == "add_msg_template" {
		return e.Code
	}

	return 0
}

// isOfOneMessage reports whether a refusal concerns the people or the sender of
// one message, and says nothing of the others.
func isOfOneMessage(code int) bool {
	return slices.Contains([]int{
		40003, // a userid that is none
		40096, // an external_userid that is none
		41048, // nobody whom it could reach
		60111, // a member that is not there
		84061, // no customer of the sender
		84074, // no customer contact for the sender
		84084, // an external contact of somebody else
		86001, // a chat_id that is none
		90501, // a chat_id that is no customer group
	}, code)
}
