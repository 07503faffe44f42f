package wecom

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrNoRecord says that WeCom's list has no message of this msgid.
var ErrNoRecord = errors.New("no message of this msgid is in WeCom's list")

// ErrOtherContent says that a message says something else than it is to.
var ErrOtherContent = errors.New("the message in WeCom has another content")

const (
	// recordWindows is how many windows of 28 days are searched backwards:
	// more than six months.
	recordWindows = 7
	// maxSearchPages bounds the calls of one search: 50,000 messages.
	maxSearchPages = 500
)

// RecordByMsgID searches the list for a message, backwards from now, as far as
// oldest or about six months. There is no query by msgid. It fails with
// [ErrNoRecord] if the message is not there. Retry class: repeatable.
func (c *Client) RecordByMsgID(ctx context.Context, msgid string, chatTypes []string, oldest time.Time) (Record, error) {
	record, err := c.searchRecord(ctx, msgid, chatTypes, oldest)
	if err != nil {
		return Record{}, err
	}

	return c.secrets.cleanRecord(record), nil
}

// searchRecord is RecordByMsgID with the record as it came.
func (c *Client) searchRecord(ctx context.Context, msgid string, chatTypes []string, oldest time.Time) (Record, error) {
	// The answer with the token carries WeCom's time, before the list is asked
	// for.
	if _, err := c.tokens.get(ctx); err != nil {
		return Record{}, err
	}

	pages := 0

	var ends []time.Time

	// The first answers may say what WeCom's time is.
	for len(ends) < maxListRounds {
		end, isNew := c.serverTime.latestBut(ends, c.clock.Now())
		if !isNew {
			break
		}

		ends = append(ends, end)
		end = end.Add(listedAhead)
		query := RecordQuery{Start: end.Add(-recordWindows * MaxRecordsWindow), End: end, Filter: CreatedByAnyone}

		for window := range query.windowsBackwards() {
			if !window.End.After(oldest) {
				break
			}

			for _, chatType := range chatTypes {
				window.ChatType = chatType

				record, found, err := c.searchWindow(ctx, msgid, window, &pages)
				if found || err != nil {
					return record, err
				}
			}
		}
	}

	return Record{}, ErrNoRecord
}

// searchWindow reads one window of the list until the message turns up.
func (c *Client) searchWindow(ctx context.Context, msgid string, window RecordQuery, pages *int) (record Record, found bool, err error) {
	for page, err := range c.recordPages(ctx, window) {
		if err != nil {
			return Record{}, false, err
		}

		if i := slices.IndexFunc(page, func(r Record) bool { return r.MsgID == msgid }); i >= 0 {
			return page[i], true, nil
		}

		if *pages++; *pages >= maxSearchPages {
			return Record{}, false, fmt.Errorf("the message was not among the newest %d pages of the list, and the search stopped there", maxSearchPages)
		}
	}

	return Record{}, false, nil
}
