package wecom

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// record takes over a message that an earlier run has sent, without a POST.
func (n *noted) record(s Sent) Receipt {
	entry := n.standing.Entry
	receipt := Receipt{
		Outcome: Outcome{Kind: Accepted, MsgID: entry.MsgID},
		SentAt:  entry.SentAt, Sent: s, Earlier: &entry,
	}

	if !n.c.inflight.adopt(&s, entry.MsgID) {
		return Receipt{Outcome: refused(&JournalError{Decision: journal.RefuseSameRun, Entry: entry})}
	}

	return n.resolved(receipt)
}

// lookUp looks once for a message that an earlier run may have sent. There is
// no POST.
func (n *noted) lookUp(ctx context.Context, d Delivery, s Sent) Receipt {
	entry := n.standing.Entry

	// What that run has uploaded has media ids that this one does not know.
	if entry.Lookup.Sent != "" {
		s.Content = entry.Lookup.Sent
	}

	receipt := Receipt{
		Outcome: Outcome{Kind: Unknown, Err: errors.New("an earlier run was about to send it, or did, and has not said what became of it")},
		SentAt:  n.c.serverTime.at(entry.StartedAt),
		Sent:    s, Earlier: &entry,
		Trace: n.traceOf(entry, d),
	}

	finding, err := n.c.FindMassMessage(ctx, s, receipt.Trace)

	switch {
	case finding.Proven != nil:
		receipt.Outcome = Outcome{Kind: Accepted, MsgID: finding.Proven.MsgID, FailList: finding.FailList}
		receipt.SentAt, receipt.Adopted, receipt.Trace = finding.Proven.CreateTime, true, Trace{}

		return n.resolved(receipt)
	case err != nil:
		receipt.Err = fmt.Errorf("%w; and WeCom's list could not be read: %w", receipt.Err, err)
	}

	receipt.Candidates = finding.Candidates

	return receipt
}

// resolved tells that this run holds a message that it has not sent.
func (n *noted) resolved(r Receipt) Receipt {
	err := n.c.journal.Resolve(journal.Resolution{
		Op: n.standing.Entry.Op, Key: n.keys.Key, Content: n.keys.Content, MsgID: r.MsgID, SentAt: r.SentAt,
	})

	if errors.Is(err, journal.ErrHeld) {
		return Receipt{Outcome: refused(&JournalError{Decision: journal.RefuseSameRun, Entry: n.standing.Entry})}
	}

	r.JournalFailed = err

	return r
}

// traceOf is what finds the message of an operation whose run has ended.
func (n *noted) traceOf(entry journal.Entry, d Delivery) Trace {
	from := entry.StartedAt.Add(-clockMargin)
	until := entry.StartedAt.Add(entry.Lookup.RequestTimeout + lateHandling + clockMargin)

	trace := Trace{
		NotBefore: entry.Lookup.NotBefore,
		// That run may have died right after, so only the call itself counts.
		NotAfter:   entry.Lookup.NotBefore + int64(entry.Lookup.RequestTimeout/time.Second),
		Search:     spans(n.c.serverTime.windowsWithOurs(from, until)),
		Unprovable: entry.Lookup.NotBefore == 0,
		Exclude:    append(others(d), entry.Lookup.Known...),
	}

	if !trace.Unprovable {
		trace.Search = append(trace.Search, Span{From: trace.NotBefore, Until: trace.NotAfter + int64(lateHandling/time.Second)})
	}

	for _, told := range n.standing.Told {
		trace.Exclude = append(trace.Exclude, told.MsgID)
	}

	for _, other := range n.standing.Unknown {
		if len(trace.Lookalikes) == maxLookalikes {
			trace.Unprovable = true
			break
		}

		lookalike := Lookalike{}
		if n.keys.People != "" && other.People != "" && other.People != n.keys.People {
			lookalike.Count = other.Recipients
		}

		trace.Lookalikes = append(trace.Lookalikes, lookalike)
	}

	return trace
}

// checkUnknown is what the journal holds against a message by the operations of
// equal content of which nobody knows what became of them: an error, as long as
// WeCom's list may not show what they have sent. Then the look goes back to
// them.
func (n *noted) checkUnknown(d *Delivery, s *Sent) error {
	for _, other := range n.standing.Unknown {
		if !mayShare(other.Who, n.keys.Content, s.ids) {
			continue
		}

		age := n.c.clock.Now().Sub(other.StartedAt)

		switch {
		case age < lateHandling:
			return &JournalError{Decision: journal.LookUp, Entry: other}
		case d.CheckInterval > 0 && age < recallable:
			d.CheckInterval = max(d.CheckInterval, age+lateHandling)
		}
	}

	return nil
}

// recallable is how far the look before a send goes back for the journal.
const recallable = 7 * 24 * time.Hour

// told are the messages of equal content that the journal tells of and that
// stand against the send: those that still count, however old, and those that
// were forgotten but lately.
func (n *noted) told(d Delivery, now time.Time) []Record {
	var records []Record

	for _, t := range n.standing.Told {
		if t.Forgotten && now.Sub(t.SentAt) > d.CheckInterval {
			continue
		}

		records = append(records, Record{MsgID: t.MsgID, CreateTime: t.SentAt, ChatType: d.Message.ChatType})
	}

	return records
}

// ResolveInJournal tells later runs what a message of unknown status has turned
// out to be.
func (c *Client) ResolveInJournal(keys JournalKeys, msgid string, sentAt time.Time) error {
	if c.journal == nil || keys.Key == "" {
		return nil
	}

	standing, err := c.journal.Look(journal.Query{Key: keys.Key, Content: keys.Content})
	if err != nil {
		return err
	}

	op := ""
	if standing.Decision == journal.LookUp {
		op = standing.Entry.Op
	}

	return c.journal.Resolve(journal.Resolution{Op: op, Key: keys.Key, Content: keys.Content, MsgID: msgid, SentAt: sentAt})
}
