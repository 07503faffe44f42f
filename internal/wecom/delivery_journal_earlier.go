package wecom

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// record takes over a message that an earlier run has sent, without a POST.
func (n *noted) record(ctx context.Context, d Delivery, s Sent) Receipt {
	entry := n.standing.Entry

	if r, ok := n.judgeNamed(ctx, d, s, entry); ok {
		return r
	}

	receipt := Receipt{
		Outcome: Outcome{Kind: Accepted, MsgID: entry.MsgID},
		SentAt:  entry.SentAt, Sent: s, Earlier: &entry, JournalDamage: n.damage,
	}

	if !n.c.inflight.adopt(&s, entry.MsgID) {
		return Receipt{Outcome: refused(n.heldElsewhere(entry.MsgID))}
	}

	return n.resolved(receipt)
}

// recordImport takes over a message that a state held as this one, as after an
// import, where WeCom's list shows by now all that it says, and that it went to
// exactly these people. Else it is an error.
func (n *noted) recordImport(ctx context.Context, s Sent) Receipt {
	entry := n.standing.Entry

	if n.keys.CampaignID == "" {
		adoption, err := n.c.AdoptMassMessage(ctx, s, Trace{Unprovable: true}, entry.MsgID)
		if err == nil && adoption.hasAll() && len(adoption.Remarks) == 0 {
			return n.takeImported(&adoption.Record, Receipt{Sent: s, Earlier: &entry, JournalDamage: n.damage})
		}
	}

	return Receipt{Outcome: refused(&JournalError{Decision: journal.RefusePartly, Entry: entry})}
}

// lookUp looks once for a message that an earlier run may have sent. There is
// no POST.
func (n *noted) lookUp(ctx context.Context, d Delivery, s Sent) Receipt {
	entry := n.standing.Entry

	// That run has uploaded its files, and the list shows them by its names.
	if entry.Lookup.Listed != "" {
		s.Content = entry.Lookup.Listed
	}

	receipt := Receipt{
		Outcome: Outcome{Kind: Unknown, Err: errors.New(untold(entry))},
		SentAt:  n.c.beganAt(entry),
		Sent:    s, Earlier: &entry,
		Trace: n.traceOf(entry, d),
		Op:    entry.Op, JournalDamage: n.damage,
	}

	receipt.Trace.Claimed = n.toldOfOthers(ctx, s)

	if imported := n.imported(ctx, d, s, entry.StartedAt); imported != nil {
		return n.takeImported(imported, receipt)
	}

	finding := Finding{}

	err := n.c.tellApart(ctx, &receipt.Trace, s, n.keys)
	if err == nil {
		finding, err = n.c.FindMassMessage(ctx, s, receipt.Trace)
	}

	switch {
	case finding.Proven != nil:
		receipt.Outcome = Outcome{Kind: Accepted, MsgID: finding.Proven.MsgID, FailList: finding.FailList}
		receipt.SentAt, receipt.Adopted, receipt.Trace = finding.Proven.CreateTime, true, Trace{}

		return n.resolved(receipt)
	case err != nil:
		receipt.Err = fmt.Errorf("%w; and it could not be looked for: %w", receipt.Err, err)
	}

	receipt.Candidates = finding.Candidates

	// A campaign takes its answers by the attempt.
	if n.keys.CampaignID == "" {
		receipt.JournalFailed = n.c.journal.Return(n.keys.Key)
	}

	return receipt
}

// takeImported records a message that was imported into such a block.
func (n *noted) takeImported(imported *Record, receipt Receipt) Receipt {
	receipt.Outcome = Outcome{Kind: Accepted, MsgID: imported.MsgID, FailList: []string{}}
	receipt.SentAt, receipt.Adopted, receipt.Trace = imported.CreateTime, true, Trace{}

	return n.resolved(receipt)
}

// untold says how it comes that nobody knows what became of an operation.
func untold(entry journal.Entry) string {
	switch {
	case entry.MsgID != "":
		return namedWrongly(entry.MsgID)
	case entry.Run == "":
		return "a state had it, and it was not known then what had become of it"
	case entry.Outcome == journal.OutcomeUnknown:
		return "an earlier run has asked for it, and could not find out what became of it"
	default:
		return "an earlier run was about to send it, or did, and has not said what became of it"
	}
}

// lookedFor is how long the run of an operation has looked for its message. Of
// one that died only the call itself counts: it may have died right after.
func lookedFor(entry journal.Entry) time.Duration {
	looked := entry.Lookup.RequestTimeout
	if entry.EndedAt.After(entry.StartedAt) {
		// As in traceFor: whatever comes later is younger.
		looked = min(looked, max(0, entry.EndedAt.Sub(entry.StartedAt)-clockDrift-time.Second))
	}

	return looked
}

// resolved tells that this run holds a message that it has not sent.
func (n *noted) resolved(r Receipt) Receipt {
	err := n.c.journal.Resolve(journal.Resolution{
		Op: n.standing.Entry.Op, Key: n.keys.Key, Content: n.keys.Content, Says: n.keys.Says, Place: n.keys.Place,
		MsgID: r.MsgID, SentAt: r.SentAt, Failed: CountFailed(r.FailList, r.Sent.ids),
	})

	if errors.Is(err, journal.ErrHeld) {
		return Receipt{Outcome: refused(n.heldElsewhere(r.MsgID))}
	}

	r.JournalFailed = err

	return r
}

// heldElsewhere is the error of a message that another resource of this run
// has: an equal one; or one for which the journal has the same msgid, as after
// an answer that was given with another journal.
func (n *noted) heldElsewhere(msgid string) *JournalError {
	e := &JournalError{Decision: journal.RefuseSameRun, Entry: n.standing.Entry}

	isAnother := func(other journal.Entry) bool { return other.Key != n.keys.Key && !n.keys.isImport(other) }
	if slices.ContainsFunc(n.c.journal.Claiming(msgid), isAnother) {
		e.Held = msgid
	}

	return e
}

// traceOf is what finds the message of an operation whose run has ended.
func (n *noted) traceOf(entry journal.Entry, d Delivery) Trace {
	from := entry.StartedAt.Add(-clockMargin)
	until := entry.StartedAt.Add(entry.Lookup.RequestTimeout + lateHandling + clockMargin)

	trace := Trace{
		NotBefore:  entry.Lookup.NotBefore,
		NotAfter:   entry.Lookup.NotBefore + int64(lookedFor(entry)/time.Second),
		Search:     spans(n.c.serverTime.windowsWithOurs(from, until)),
		Unprovable: entry.Lookup.NotBefore == 0,
		Exclude:    append(others(d), entry.Lookup.Known...),
		another:    d.isAnother,
	}

	if !trace.Unprovable {
		trace.Search = append(trace.Search, Span{From: trace.NotBefore, Until: trace.NotAfter + int64(lateHandling/time.Second)})
	}

	if entry.MsgID != "" {
		trace.Exclude = append(trace.Exclude, entry.MsgID)
	}

	return trace
}

// toldOfOthers are the messages that the journal tells of as others than this
// one.
func (n *noted) toldOfOthers(ctx context.Context, s Sent) (msgids []string) {
	for _, told := range n.standing.Told {
		if !n.isImportOfThis(told) && !n.c.IsClaimedWrongly(ctx, s, n.keys, told.MsgID) {
			msgids = append(msgids, told.MsgID)
		}
	}

	return msgids
}

// checkUnknown is what the journal holds against a message by the operations of
// others that say the same, and of which nobody knows what became of them: an
// error, as long as WeCom's list may not show what they have sent. Then the
// look goes back to them, and a list that cannot be read forbids the send:
// nothing else knows what they have sent.
func (n *noted) checkUnknown(ctx context.Context, d *Delivery, s *Sent) error {
	for _, other := range slices.Concat(n.standing.Unknown, n.namedForOthers(ctx, s)) {
		if n.keys.isSibling(other) || !s.mayShare(other) {
			continue
		}

		least, most := n.c.ageOf(other)

		switch {
		case least < lateHandling:
			return &JournalError{Decision: journal.LookUp, Entry: other, Ahead: most < -lateHandling, Wait: lateHandling - least}
		case d.CheckInterval > 0 && least < recallable:
			d.CheckInterval, d.CheckStrictly = max(d.CheckInterval, most+lateHandling), true
		}

		if Shares(other, s.ids) {
			d.unknown = append(d.unknown, other)
		}
	}

	return nil
}

// recallable is how far the look before a send goes back for the journal.
const recallable = 7 * 24 * time.Hour

// isOfSuchCampaign reports whether a campaign has sent a message to the people
// of this one, which is of a campaign, too, or to some of them, or may have.
func (n *noted) isOfSuchCampaign(t journal.Told, s *Sent) bool {
	if n.keys.CampaignID == "" || t.Place.CampaignID == "" {
		return false
	}

	return t.Place.Cut != "" && t.Place.Cut == n.keys.Cut || s.mayShare(journal.Entry{Who: t.Who, Content: t.Content})
}

// told are the messages that say the same, that the journal tells of and that
// stand against the send, however old. With other triggers one counts as long
// as the look before the send asks for it: WeCom's list may not show it yet.
// Nobody is asked about one that the journal knows to be for others: a campaign
// has many.
func (n *noted) told(d Delivery, s *Sent) []Record {
	var records []Record

	for _, t := range n.standing.Told {
		isOver := n.c.serverTime.at(n.c.clock.Now()).Sub(t.SentAt) >= n.c.checkInterval(d)
		isForOthers := !s.mayShare(journal.Entry{Who: t.Who, Content: t.Content})

		if !t.Replaced && (!t.Retriggered || !isOver && !isForOthers) {
			records = append(records, Record{
				MsgID: t.MsgID, CreateTime: t.SentAt, ChatType: d.Message.ChatType, OnlyAsListed: t.Partly,
				ofCampaign: n.isOfSuchCampaign(t, s),
			})
		}
	}

	return records
}
