package wecom

import (
	"context"
	"slices"
	"time"
)

// Trace is what is needed to find a message whose answer was lost. It is kept
// with the state.
type Trace struct {
	// NotBefore and NotAfter bound the time at which WeCom can have created
	// the message, unix seconds by WeCom's clock. Later than NotAfter an equal
	// message may come from another run, so it is not taken for this one.
	NotBefore int64 `json:"not_before"`
	NotAfter  int64 `json:"not_after"`
	// Exclude are messages of equal content that are known to be others.
	Exclude []string `json:"exclude,omitempty"`
	// Rivals are messages of the same run and content whose outcome was not known
	// either.
	Rivals []Rival `json:"rivals,omitempty"`
}

// Finding is the result of one look into WeCom's list.
type Finding struct {
	// Proven is the one record that is the message, or nil.
	Proven *Record
	// FailList are the requested customers that the proven record does not
	// list; nil if WeCom does not tell.
	FailList []string
	// Candidates are records that may be the message.
	Candidates []Record
}

// lookUp finds out what became of a send without a verdict, and puts it into
// the receipt.
func (c *Client) lookUp(ctx context.Context, key string, m *MassMessage, receipt *Receipt) {
	var (
		finding Finding
		// What was read of the list since the send ended serves all siblings.
		freshAfter = c.clock.Now()
		deadline   = freshAfter.Add(c.requestTimeout)
		trace      = &receipt.Trace
	)

	if c.siblings.beginLookup(ctx, key) == nil {
		_ = c.patiently(ctx, deadline, func() (bool, error) {
			records, err := c.recentRecords(ctx, m.ChatType, func() (start, end time.Time) {
				return c.earliest(receipt.postedAt), time.Time{}
			}, freshAfter)
			if err != nil {
				return false, err
			}

			freshAfter = c.clock.Now()
			trace.NotBefore = c.earliest(receipt.postedAt).Unix()
			finding, err = c.find(ctx, key, m, *trace, records)

			return finding.Proven != nil, err
		})

		c.siblings.endLookup(key, m, finding.msgid())
	}

	if finding.Proven != nil {
		receipt.Outcome = Outcome{Kind: Accepted, MsgID: finding.Proven.MsgID, FailList: finding.FailList}
		receipt.SentAt = finding.Proven.CreateTime
		receipt.Adopted = true
		receipt.Trace = Trace{}

		return
	}

	trace.NotBefore = c.earliest(receipt.postedAt).Unix()
	trace.NotAfter = c.latest(c.clock.Now()).Unix()

	// In this order: a sibling that gets its answer in between is then in both.
	for _, other := range c.siblings.rivals(key, m) {
		if canBeConfused(m, other) {
			trace.Rivals = append(trace.Rivals, rivalOf(m, other))
		}
	}

	trace.Exclude = append(trace.Exclude, c.siblings.confusable(key, m)...)
	receipt.Candidates = finding.Candidates
}

// lateMargin allows for the whole seconds of Date and create_time.
const lateMargin = 2 * time.Second

// latest is the latest time, by WeCom's clock, at a local time.
func (c *Client) latest(local time.Time) time.Time {
	estimate, margin := c.serverTime.at(local)
	if c.serverTime.isKnown() {
		margin = lateMargin
	}

	return estimate.Add(margin)
}

// earliest is the earliest time, by WeCom's clock, at which it can have created
// a message posted at a local time.
func (c *Client) earliest(postedAt time.Time) time.Time {
	estimate, margin := c.serverTime.at(postedAt)

	return estimate.Add(-margin)
}

// FindMassMessage looks once for a message whose answer an earlier run has
// lost. A message that it finds is then known to this client, and not found
// for another one. Retry class: repeatable.
func (c *Client) FindMassMessage(ctx context.Context, m *MassMessage, trace Trace) (Finding, error) {
	// The token's answer tells WeCom's time, before the list is asked for.
	if _, err := c.tokens.get(ctx); err != nil {
		return Finding{}, err
	}

	key := contentKey(m)

	if err := c.siblings.beginLookup(ctx, key); err != nil {
		return Finding{}, err
	}

	var finding Finding

	records, err := c.recentRecords(ctx, m.ChatType, func() (start, end time.Time) {
		return c.traceWindow(trace)
	}, c.clock.Now().Add(-listShelfLife))
	if err == nil {
		finding, err = c.find(ctx, key, m, trace, records)
	}

	c.siblings.endLookup(key, m, finding.msgid())

	return finding, err
}

// traceWindow is the time in which a message can have been created. Its end is
// zero, for now, as long as it is not over.
func (c *Client) traceWindow(trace Trace) (start, end time.Time) {
	now, _ := c.serverTime.at(c.clock.Now())
	if trace.NotAfter != 0 && trace.NotAfter < now.Add(-time.Hour).Unix() {
		end = time.Unix(trace.NotAfter, 0)
	}

	return time.Unix(trace.NotBefore, 0), end
}

func (f Finding) msgid() string {
	if f.Proven == nil {
		return ""
	}

	return f.Proven.MsgID
}

// find looks for the message among records. The caller holds the lookup of the
// content.
func (c *Client) find(ctx context.Context, key string, m *MassMessage, trace Trace, records []Record) (Finding, error) {
	var (
		finding Finding
		proven  []*reach
		failure error
		rivals  = c.siblings.rivals(key, m)
	)

	for _, record := range records {
		if !c.canBe(m, record, trace) {
			continue
		}

		r, err := c.reachOf(ctx, record.MsgID, m.ChatType)
		if err != nil {
			failure = err
			finding.Candidates = append(finding.Candidates, record)

			continue
		}

		likeness := comparePeople(m, r)
		if likeness == otherPeople {
			continue
		}

		finding.Candidates = append(finding.Candidates, record)

		if (likeness == samePeople || !m.namesPeople()) && !trace.contests(r) && !contestedBy(rivals, r) {
			proven = append(proven, r)
		}
	}

	if len(finding.Candidates) == 1 && len(proven) == 1 {
		finding.Proven = &finding.Candidates[0]
		finding.FailList = unreached(m, proven[0])
	}

	return finding, failure
}

// canBe tells whether a record can be the message, before anybody is asked who
// received it.
func (c *Client) canBe(m *MassMessage, record Record, trace Trace) bool {
	created := record.CreateTime.Unix()

	return record.Creator == "" && created >= trace.NotBefore && (trace.NotAfter == 0 || created <= trace.NotAfter) &&
		!slices.Contains(trace.Exclude, record.MsgID) && !c.siblings.isClaimed(record.MsgID) && sameContent(m, record)
}

// contestedBy tells whether a record could as well be another message of this
// run whose outcome is not known.
func contestedBy(rivals []*MassMessage, r *reach) bool {
	return slices.ContainsFunc(rivals, func(other *MassMessage) bool {
		return comparePeople(other, r) != otherPeople
	})
}
