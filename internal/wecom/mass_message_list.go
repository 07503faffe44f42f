package wecom

import (
	"context"
	"errors"
	"time"
)

// RecordQuery says which sent messages to list.
type RecordQuery struct {
	ChatType   string    // ChatTypeSingle or ChatTypeGroup
	Start, End time.Time // of any distance; split into windows of MaxRecordsWindow
	Creator    string    // userid, or empty for everybody's
	Filter     CreateFilter
}

// covers tells whether a record lies in the window, in WeCom's whole seconds. A
// server that takes the window for a hint must not make a list longer than it
// was asked for.
func (q RecordQuery) covers(r Record) bool {
	at := r.CreateTime.Unix()

	return at >= q.Start.Unix() && at <= q.End.Unix()
}

// ErrWindow says that a query ends before it starts.
var ErrWindow = errors.New("the end of the time window is before its start")

// MassMessages gives the records of a time window, all pages of all its
// months, each record once. WeCom tells no recipients, senders or states here.
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

	for start := q.Start; ; {
		end := q.End
		if latest := start.Add(MaxRecordsWindow); latest.Before(end) {
			end = latest
		}

		records, err := c.recordsOfWindow(ctx, q, start, end)
		if err != nil {
			return nil, err
		}

		all = append(all, records...)

		if !end.Before(q.End) {
			return distinctRecords(all), nil
		}

		start = end
	}
}

// recordsOfWindow takes the turn for one window only, so that the look before
// a send does not wait for years of records.
func (c *Client) recordsOfWindow(ctx context.Context, q RecordQuery, start, end time.Time) ([]Record, error) {
	if err := c.listings.lock(ctx); err != nil {
		return nil, err
	}
	defer c.listings.unlock()

	body := map[string]any{
		"chat_type":   q.ChatType,
		"start_time":  start.Unix(),
		"end_time":    end.Unix(),
		"filter_type": int(q.Filter),
		"limit":       MaxRecordsPerPage,
	}
	if q.Creator != "" {
		body["creator"] = q.Creator
	}

	var all []Record

	err := c.readPages(ctx, recordsPath, body, func(raw []byte) error {
		records, err := c.decodeRecords(raw, q.ChatType)
		if err == nil {
			err = wholeRecords(records)
		}

		for _, record := range records {
			if q.covers(record) {
				all = append(all, c.secrets.cleanRecord(record))
			}
		}

		return err
	})

	return all, err
}
