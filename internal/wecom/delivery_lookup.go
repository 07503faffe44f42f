package wecom

import (
	"context"
	"slices"
	"time"
)

// interruptedLook is how long a lookup goes on after Ctrl-C: one look that
// spares a person the question what became of the message.
const interruptedLook = 3 * time.Second

// outlast returns a context that ends a while after ctx.
func outlast(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(d, cancel)
		context.AfterFunc(longer, func() { timer.Stop() })
	})

	return longer, func() { stop(); cancel() }
}

// lookUp finds out what became of a send without a verdict, and puts it into
// the receipt. tellApart puts into its trace what the journal knows by then of
// other messages, and what this run has removed.
func (c *Client) lookUp(ctx context.Context, s *Sent, receipt *Receipt, tellApart func()) {
	var (
		finding  Finding
		deadline = c.clock.Now().Add(c.requestTimeout)
		another  = receipt.Trace.another
		doubtful = receipt.Trace.Unprovable
	)

	tellApart()

	if ctx.Err() != nil {
		deadline = c.clock.Now().Add(min(interruptedLook, c.requestTimeout))
	}

	ctx, stop := outlast(ctx, interruptedLook)
	defer stop()

	// What was read of the list since the send ended serves all messages of
	// these words.
	freshAfter := c.clock.Now()

	// Where the lookup of a message with the same words takes longer than this
	// one may, nothing was looked up, and nothing is proven.
	if c.inflight.beginLookup(ctx, s) == nil {
		gaveUp := c.clock.Now()

		look := func() (bool, error) {
			trace := func() Trace {
				t := c.traceFor(receipt.postedAt)
				// No later run can have sent anything yet.
				t.NotAfter, t.another = c.believedBy(c.clock.Now()), another
				t.Exclude, t.Claimed, t.Lookalikes = receipt.Trace.Exclude, receipt.Trace.Claimed, receipt.Trace.Lookalikes
				t.Unprovable = t.Unprovable || doubtful

				return t
			}

			records, _, err := c.recentRecords(ctx, s.ChatType, func() []window { return trace().searched() }, freshAfter)
			if err != nil {
				return false, err
			}

			// Whatever another run has sent, and the list shows, the
			// journal knew before.
			tellApart()

			freshAfter = c.clock.Now()
			doubtful = doubtful || c.isAhead(s, records)
			finding, err = c.find(ctx, s, trace(), records)

			return finding.Proven != nil, err
		}

		_ = c.poll(ctx, deadline, look)

		if finding.Proven == nil && c.letTimePass(ctx, gaveUp) {
			_, _ = look()
		}

		c.inflight.endLookup(s, finding.msgid())
	}

	if finding.Proven != nil {
		receipt.Outcome = Outcome{Kind: Accepted, MsgID: finding.Proven.MsgID, FailList: finding.FailList, Answered: receipt.Answered}
		receipt.SentAt = finding.Proven.CreateTime
		receipt.Adopted = true
		receipt.OddRecords = max(receipt.OddRecords, finding.Illegible)
		receipt.Trace = Trace{}

		return
	}

	before := receipt.Trace
	receipt.Trace = c.traceFor(receipt.postedAt)
	receipt.Trace.Claimed, receipt.Trace.Lookalikes = before.Claimed, before.Lookalikes
	receipt.Trace.Unprovable = receipt.Trace.Unprovable || doubtful
	receipt.Candidates = finding.Candidates

	// In this order: a message that gets its answer in between is then in both.
	c.addLookalikes(s, &receipt.Trace)
	receipt.Trace.Exclude = slices.Concat(before.Exclude, c.inflight.confusable(s))
}

// isAhead reports whether WeCom lists an equal message whose time is still to
// come, by what is believed of WeCom's clock. Then that is wrong, and an older
// message may seem to be younger than the send: nothing is proven by time.
func (c *Client) isAhead(s *Sent, records []Record) bool {
	believed, _ := c.serverTime.believed()
	now := c.clock.Now().Add(believed.high + clockDrift)

	return slices.ContainsFunc(records, func(r Record) bool {
		return r.CreateTime.After(now) && !r.isUnread() && s.compareContent(r) != otherContent
	})
}

// letTimePass waits until what WeCom has created before the send was given up
// is older, by WeCom's clock, than what any later run can send: create_time has
// whole seconds. Only so can a later run prove it. It takes some seconds at
// most, obeys no Ctrl-C, and is over already where the lookup took its time.
func (c *Client) letTimePass(ctx context.Context, gaveUp time.Time) (waited bool) {
	believed, _ := c.serverTime.believed()
	earliest, _, _ := c.serverTime.lows()
	until := gaveUp.Add(min(believed.high-earliest, maxBlur) + clockDrift + time.Second)

	missing := until.Sub(c.clock.Now())
	if missing <= 0 {
		return false
	}

	return c.clock.Wait(context.WithoutCancel(ctx), missing) == nil && ctx.Err() == nil
}

// maxBlur bounds how exactly WeCom's time must be known for that.
const maxBlur = 2 * time.Second

// addLookalikes puts into a trace the messages of this run that may own what is
// found by it.
func (c *Client) addLookalikes(s *Sent, trace *Trace) {
	for _, other := range c.inflight.lookalikes(s) {
		if !s.canBeConfused(other) {
			continue
		}

		if len(trace.Lookalikes) == maxLookalikes {
			trace.Unprovable = true
			return
		}

		trace.Lookalikes = append(trace.Lookalikes, lookalikeOf(s, other))
	}
}

// FindMassMessage looks once for a message whose answer an earlier run has
// lost. A message that it finds is then known to this client, and not found
// for another one. It takes as long as ctx gives it. Retry class: repeatable.
func (c *Client) FindMassMessage(ctx context.Context, s Sent, trace Trace) (Finding, error) {
	if err := c.inflight.beginLookup(ctx, &s); err != nil {
		return Finding{}, err
	}

	var finding Finding

	records, _, err := c.recentRecords(ctx, s.ChatType, trace.searched, c.clock.Now().Add(-listShelfLife))
	if err == nil {
		finding, err = c.find(ctx, &s, trace, records)
	}

	c.inflight.endLookup(&s, finding.msgid())

	return finding, err
}
