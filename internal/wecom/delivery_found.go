package wecom

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// recordFound takes a message over that the look before the send has found, if
// it is proven to be this one: an earlier run has sent it, and its state was
// lost. Where that cannot be told, the outcome is Unknown. There is no POST.
func (n *noted) recordFound(ctx context.Context, d Delivery, s Sent, found *DuplicateError) Receipt {
	now := n.c.clock.Now()
	since := now.Add(-n.c.checkInterval(d))

	receipt := Receipt{
		Outcome: Outcome{Kind: Unknown, Err: found}, Sent: s, SentAt: n.c.serverTime.at(now),
		Candidates: []Record{found.Record}, FoundBefore: true,
		Trace: Trace{
			NotBefore: since.Add(-clockMargin).Unix(), NotAfter: n.c.believedBy(now),
			Search:  spans(n.c.serverTime.windowsWithOurs(since.Add(-clockMargin), now.Add(clockMargin))),
			Exclude: others(d), another: d.isAnother, Unprovable: d.MayRepeat,
		},
	}
	receipt.Trace.addRemoved(&s, d.Removed)

	var err error
	if n.isKept() {
		err = n.c.tellApart(ctx, &receipt.Trace, s, n.keys)
	}

	finding := Finding{}
	if err == nil {
		finding, err = n.c.FindMassMessage(ctx, s, receipt.Trace)
	}

	switch {
	case finding.Proven != nil:
		receipt.Outcome = Outcome{Kind: Accepted, MsgID: finding.Proven.MsgID, FailList: finding.FailList}
		receipt.SentAt, receipt.Adopted, receipt.Trace = finding.Proven.CreateTime, true, Trace{}

		return n.recorded(receipt)
	case err != nil:
		receipt.Err = fmt.Errorf("%w; and it could not be looked into: %w", found, err)
	}

	if len(finding.Candidates) > 0 {
		receipt.Candidates = finding.Candidates
	}

	receipt.Candidates = append(receipt.Candidates, n.c.alsoTold(ctx, d, &s, receipt.Candidates)...)

	return receipt
}

// alsoTold are the other messages that the journal tells of and that stand
// against this one, so that one answer is enough for all of them. Those whose
// people cannot be told now are left for the next look.
func (c *Client) alsoTold(ctx context.Context, d Delivery, s *Sent, named []Record) []Record {
	var also []Record

	for _, record := range d.told {
		isNamed := slices.ContainsFunc(named, func(r Record) bool { return r.MsgID == record.MsgID })
		if isNamed || d.passes(record.MsgID) || c.inflight.hasSent(record.MsgID) {
			continue
		}

		if duplicate := c.compareBeforeSend(ctx, d, s, record, sameContent); duplicate != nil && duplicate.Reason == nil {
			also = append(also, record)
		}
	}

	return also
}

// recorded tells that this run holds a message which no journal tells of.
func (n *noted) recorded(r Receipt) Receipt {
	if !n.isKept() {
		return r
	}

	err := n.c.journal.Resolve(journal.Resolution{
		Key: n.keys.Key, Content: n.keys.Content, Says: n.keys.Says, Place: n.keys.Place, MsgID: r.MsgID, SentAt: r.SentAt, Failed: CountFailed(r.FailList, r.Sent.ids),
	})

	if errors.Is(err, journal.ErrHeld) {
		return Receipt{Outcome: refused(n.heldElsewhere(r.MsgID))}
	}

	r.JournalFailed = err

	return r
}
