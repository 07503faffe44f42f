package wecom

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// DuplicateError says that nothing was sent because the message seems to have
// been sent already.
type DuplicateError struct {
	Record Record
	// Certain is true if the recipients, or the sender of a message without
	// named recipients, were compared and agree. If false they could not be
	// compared, and Reason may say why.
	Certain bool
	Reason  error
}

func (e *DuplicateError) Error() string {
	when := e.Record.CreateTime.UTC().Format(time.RFC3339)

	if e.Certain {
		return fmt.Sprintf("the same message was sent at %s as %s", when, e.Record.MsgID)
	}

	text := fmt.Sprintf("a message with the same content was sent at %s as %s, and who received it could not be compared", when, e.Record.MsgID)
	if e.Reason != nil {
		text += ": " + e.Reason.Error()
	}

	return text
}

// Unwrap gives the reason for which people could not be compared.
func (e *DuplicateError) Unwrap() error { return e.Reason }

// beforeSend is what the check before a send found.
type beforeSend struct {
	// known are messages of equal content that were there before the send, so
	// none of them can be it.
	known []string
	// refusal forbids the send.
	refusal error
	// unread is why the list could not be read, where that does not forbid it.
	unread error
}

// checkNotSent looks for the message in WeCom's list before it is sent. It
// helps when an earlier run was killed, when its state was lost, or when two
// pipelines run at once, as far as WeCom's list is fresh.
func (c *Client) checkNotSent(ctx context.Context, d Delivery) beforeSend {
	if d.CheckInterval == 0 {
		return beforeSend{}
	}

	began := c.clock.Now()
	window := func() (start, end time.Time) {
		now, margin := c.serverTime.at(began)
		return now.Add(-d.CheckInterval - margin), time.Time{}
	}

	records, failure := c.recentRecords(ctx, d.Message.ChatType, window, began.Add(-listShelfLife))

	switch {
	case failure == nil:
	case d.CheckStrictly, ctx.Err() != nil:
		return beforeSend{refusal: failure}
	default:
		return beforeSend{unread: failure}
	}

	oldest, _ := window()

	var found beforeSend

	for _, record := range records {
		if record.Creator != "" || !sameContent(d.Message, record) {
			continue
		}

		found.known = append(found.known, record.MsgID)

		if record.CreateTime.Before(oldest) || slices.Contains(d.Repeats, record.MsgID) || c.siblings.isClaimed(record.MsgID) {
			continue
		}

		duplicate := c.compareBeforeSend(ctx, d.Message, record)
		if duplicate == nil {
			continue
		}

		// It may be a sibling's whose answer is still on its way.
		if err := c.siblings.settle(ctx, contentKey(d.Message)); err == nil && c.siblings.isClaimed(record.MsgID) {
			continue
		}

		found.refusal = duplicate

		return found
	}

	return found
}

// listShelfLife is how long a list that was read before a send serves the
// other messages of the run.
const listShelfLife = time.Minute

// compareBeforeSend gives the error for a record of equal content, or nil if
// it went to other people.
func (c *Client) compareBeforeSend(ctx context.Context, m *MassMessage, record Record) error {
	r, err := c.reachWhenDispatched(ctx, record.MsgID, m.ChatType)
	if err != nil {
		return &DuplicateError{Record: record, Reason: err}
	}

	switch comparePeople(m, r) {
	case otherPeople:
		return nil
	case samePeople:
		// Of a group message WeCom lists only the groups already sent to.
		certain := m.ChatType == ChatTypeSingle || len(m.ChatIDList) == 0

		return &DuplicateError{Record: record, Certain: certain}
	default:
		return &DuplicateError{Record: record}
	}
}

// reachWhenDispatched is reachOf that waits while WeCom is dispatching the
// message (41063), as long as one call may take.
func (c *Client) reachWhenDispatched(ctx context.Context, msgid, chatType string) (*reach, error) {
	var r *reach

	err := c.patiently(ctx, c.clock.Now().Add(c.requestTimeout), func() (bool, error) {
		var err error
		r, err = c.reachOf(ctx, msgid, chatType)

		return Code(err) != errDispatching, err
	})

	return r, err
}
