package wecom

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"
)

// recordsPath is the sent-message list. There is no query by msgid.
const recordsPath = "/cgi-bin/externalcontact/get_groupmsg_list_v2"

// RecordQuery says which sent messages to list.
type RecordQuery struct {
	ChatType   string    // ChatTypeSingle or ChatTypeGroup
	Start, End time.Time // of any distance; split into windows of MaxRecordsWindow
	Creator    string    // userid, or empty for everybody's
	Filter     CreateFilter
}

// CreateFilter says whose messages to list.
type CreateFilter int

// The documented values of filter_type.
const (
	CreatedByEnterprise CreateFilter = 0
	CreatedByMembers    CreateFilter = 1
	CreatedByAnyone     CreateFilter = 2
)

// ErrWindow says that a query ends before it starts.
var ErrWindow = errors.New("the end of the time window is before its start")

// bounded is the query without what holds no message: a time to come, written
// for "ever", and that before WeCom was there. Each month is a call of its own.
// Clocks may differ by a day.
func (q RecordQuery) bounded(now time.Time) RecordQuery {
	latest, earliest := now.Add(24*time.Hour), time.Date(2016, time.January, 1, 0, 0, 0, 0, time.UTC)

	between := func(t time.Time) time.Time {
		if t.After(latest) {
			return latest
		}

		if t.Before(earliest) {
			return earliest
		}

		return t
	}

	q.Start, q.End = between(q.Start), between(q.End)

	return q
}

// windows splits a query into queries that WeCom takes, the oldest first. Two
// that follow each other share the second between them.
func (q RecordQuery) windows() iter.Seq[RecordQuery] {
	return func(yield func(RecordQuery) bool) {
		for start := q.Start; ; {
			one := q
			one.Start = start

			if latest := start.Add(MaxRecordsWindow); latest.Before(q.End) {
				one.End = latest
			}

			if !yield(one) || !one.End.Before(q.End) {
				return
			}

			start = one.End
		}
	}
}

// windowsBackwards is windows, the newest first.
func (q RecordQuery) windowsBackwards() iter.Seq[RecordQuery] {
	return func(yield func(RecordQuery) bool) {
		for end := q.End; ; {
			one := q
			one.End = end

			if earliest := end.Add(-MaxRecordsWindow); earliest.After(q.Start) {
				one.Start = earliest
			}

			if !yield(one) || !one.Start.After(q.Start) {
				return
			}

			end = one.Start
		}
	}
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

// recordPages reads one window of the sent-message list, page by page. It is
// the only reader of the list. An error is the last thing that it yields.
//
// Errors: 40058 for a bad window, 48002, 45033 under load.
// Source: https://developer.work.weixin.qq.com/document/path/96355.
// Retry class: repeatable.
func (c *Client) recordPages(ctx context.Context, window RecordQuery) iter.Seq2[[]Record, error] {
	return func(yield func([]Record, error) bool) {
		for raw, err := range c.pages(ctx, recordsPath, window.body()) {
			if err != nil {
				yield(nil, err)
				return
			}

			records, err := c.decodeRecords(raw, window.ChatType)
			if err != nil {
				yield(nil, c.secrets.cleanError(err))
				return
			}

			if !yield(records, nil) {
				return
			}
		}
	}
}

// shown returns the records of a page that a query asks for, without secrets.
// It fails where one could not be read: a list that leaves one out would look
// like a whole one.
func (c *Client) shown(page []Record, q RecordQuery) ([]Record, error) {
	var shown []Record

	for _, r := range page {
		if !r.Whole() {
			err := fmt.Errorf("message %q has no usable msgid, create_time, text or attachments", r.MsgID)

			return nil, c.secrets.cleanError(badForm(recordsPath, err))
		}

		if q.covers(r) {
			shown = append(shown, c.secrets.cleanRecord(r))
		}
	}

	return shown, nil
}

// covers reports whether a record lies in the window, in WeCom's whole seconds.
// A server that takes the window for a hint must not make a list longer than it
// was asked for.
func (q RecordQuery) covers(r Record) bool {
	at := r.CreateTime.Unix()

	return at >= q.Start.Unix() && at <= q.End.Unix()
}

// distinctRecords drops records that two windows both hold because they lie on
// their common edge, or two pages because the list grew in between. Those
// without a msgid cannot be told apart, and stay.
func distinctRecords(records []Record) []Record {
	seen := make(map[string]bool, len(records))
	kept := make([]Record, 0, len(records))

	for _, r := range records {
		if r.MsgID == "" || !seen[r.MsgID] {
			seen[r.MsgID] = true
			kept = append(kept, r)
		}
	}

	return kept
}
