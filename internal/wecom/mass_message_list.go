package wecom

import (
	"context"
	"iter"
)

// MassMessages returns the records of a time window, all pages of all its
// months, each record once. WeCom lists no recipients, senders or states here.
// Messages created by API have no creator, so a query by creator never finds
// them. How long WeCom keeps records is not documented.
//
// Errors: [ErrWindow]; 48002 when the app may not call it.
// Source: https://developer.work.weixin.qq.com/document/path/96355.
// Retry class: repeatable.
func (c *Client) MassMessages(ctx context.Context, q RecordQuery) ([]Record, error) {
	if q.End.Before(q.Start) {
		return nil, ErrWindow
	}

	var all []Record

	q = q.bounded(c.clock.Now())

	for window := range q.windows() {
		records, err := c.shownOfWindow(ctx, q, window)
		if err != nil {
			return nil, err
		}

		all = append(all, records...)
	}

	return distinctRecords(all), nil
}

// shownOfWindow takes the lock for one window only, so that the look before a
// send does not wait for years of records.
func (c *Client) shownOfWindow(ctx context.Context, q, window RecordQuery) ([]Record, error) {
	if err := c.listings.lock(ctx); err != nil {
		return nil, err
	}
	defer c.listings.unlock()

	var all []Record

	for page, err := range c.recordPages(ctx, window) {
		if err != nil {
			return nil, err
		}

		shown, err := c.shown(page, q)
		if err != nil {
			return nil, err
		}

		all = append(all, shown...)
	}

	return all, nil
}

// MassMessageStream yields the records of a time window as their pages arrive,
// newest month first, each record once, and asks for no page that the caller
// does not come to. It asks for one chat type after the other in every month;
// the chat type of the query itself is not used. The order within a month is
// WeCom's own, which is not documented.
//
// It does not take the lock of list queries: between two pages the caller may
// make other calls, and a look before a send must not wait for it.
//
// An error is the last thing that it yields, with an empty record.
//
// Errors, source and retry class as [Client.MassMessages].
func (c *Client) MassMessageStream(ctx context.Context, q RecordQuery, chatTypes []string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if q.End.Before(q.Start) {
			yield(Record{}, ErrWindow)
			return
		}

		seen := map[string]bool{}
		q := q.bounded(c.clock.Now())

		for window := range q.windowsBackwards() {
			for _, chatType := range chatTypes {
				window.ChatType = chatType

				if !c.streamWindow(ctx, window, seen, yield) {
					return
				}
			}
		}
	}
}

// streamWindow is false where the stream is over: after an error, and when the
// caller has enough.
func (c *Client) streamWindow(ctx context.Context, window RecordQuery, seen map[string]bool, yield func(Record, error) bool) bool {
	for page, err := range c.recordPages(ctx, window) {
		var shown []Record
		if err == nil {
			shown, err = c.shown(page, window)
		}

		if err != nil {
			yield(Record{}, err)
			return false
		}

		for _, r := range shown {
			if seen[r.MsgID] {
				continue
			}

			seen[r.MsgID] = true

			if !yield(r, nil) {
				return false
			}
		}
	}

	return true
}
