package wecom

import (
	"context"
	"errors"
	"iter"
)

// MassMessageStream gives the records of a time window as their pages arrive,
// newest month first, each record once, and asks for no page that the caller
// does not come to. It asks for one chat type after the other in every month;
// the chat type of the query itself is not used. The order within a month is
// WeCom's own, which is not documented.
//
// An error is the last thing that it gives, with an empty record.
//
// Errors, source and retry class as [Client.MassMessages].
func (c *Client) MassMessageStream(ctx context.Context, q RecordQuery, chatTypes []string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if q.End.Before(q.Start) {
			yield(Record{}, ErrWindow)
			return
		}

		seen := map[string]bool{}

		for end := q.End; ; {
			start := q.Start
			if earliest := end.Add(-MaxRecordsWindow); earliest.After(start) {
				start = earliest
			}

			for _, chatType := range chatTypes {
				month := RecordQuery{ChatType: chatType, Start: start, End: end, Creator: q.Creator, Filter: q.Filter}

				err := c.streamWindow(ctx, month, seen, yield)
				if err != nil && !errors.Is(err, errEnough) {
					yield(Record{}, err)
				}

				if err != nil {
					return
				}
			}

			if !start.After(q.Start) {
				return
			}

			end = start
		}
	}
}

// errEnough stops the reading of pages: the caller has what it wants.
var errEnough = errors.New("enough")

// streamWindow does not take the turn of list queries: between two pages the
// caller may make other calls, and a look before a send must not wait for it.
func (c *Client) streamWindow(ctx context.Context, q RecordQuery, seen map[string]bool, yield func(Record, error) bool) error {
	return c.readPages(ctx, recordsPath, q.body(), func(raw []byte) error {
		records, err := c.decodeRecords(raw, q.ChatType)
		if err == nil {
			err = wholeRecords(records)
		}

		if err != nil {
			return err
		}

		for _, r := range records {
			if seen[r.MsgID] || !q.covers(r) {
				continue
			}

			seen[r.MsgID] = true

			if !yield(c.secrets.cleanRecord(r), nil) {
				return errEnough
			}
		}

		return nil
	})
}

// body is the request of one window, without a cursor.
func (q RecordQuery) body() map[string]any {
	body := map[string]any{
		"chat_type":   q.ChatType,
		"start_time":  q.Start.Unix(),
		"end_time":    q.End.Unix(),
		"filter_type": int(q.Filter), // also when 0: left out it means 2
		"limit":       MaxRecordsPerPage,
	}

	if q.Creator != "" {
		body["creator"] = q.Creator
	}

	return body
}
