package wecom

import (
	"context"
	"time"
)

// listingWindow is a query of the sent-message list: a chat type, and a window
// of WeCom's time in whole hours, so that messages sent a moment apart ask the
// same. An end of 0 is now.
type listingWindow struct {
	chatType   string
	start, end int64
}

// listing is the answer to a query.
type listing struct {
	fetched time.Time // our time, when the reading began
	records []Record
}

// recentRecords gives the enterprise-created records of a window, read no
// earlier than freshAfter (our time). An end of zero is now. All messages of a
// run share what was read: two hundred of them need the list once.
//
// The window is asked for by a function, because it is in WeCom's time, and
// the first answer of a run may be the first to tell that.
func (c *Client) recentRecords(ctx context.Context, chatType string, window func() (start, end time.Time), freshAfter time.Time) ([]Record, error) {
	if err := c.listings.lock(ctx); err != nil {
		return nil, err
	}
	defer c.listings.unlock()

	for {
		knewTime := c.serverTime.isKnown()
		query := roundWindow(chatType, window)

		if got, ok := c.listed[query]; ok && !got.fetched.Before(freshAfter) {
			return got.records, nil
		}

		fetched := c.clock.Now()
		start, end := time.Unix(query.start, 0), time.Unix(query.end, 0)

		if query.end == 0 {
			now, _ := c.serverTime.at(fetched)
			end = now.Add(skewMargin)
		}

		if !end.After(start) {
			// Our clock is far behind WeCom's. Ask all the same: the answer tells
			// the time.
			end = start.Add(time.Hour)
		}

		records, err := c.listRecords(ctx, chatType, CreatedByEnterprise, start, end)
		if err != nil {
			return nil, err
		}

		if !knewTime && c.serverTime.isKnown() {
			continue // the window was made by the wrong clock
		}

		c.listed[query] = listing{fetched: fetched, records: records}

		return records, nil
	}
}

func roundWindow(chatType string, window func() (start, end time.Time)) listingWindow {
	start, end := window()
	query := listingWindow{chatType: chatType, start: start.Truncate(time.Hour).Unix()}

	if !end.IsZero() {
		query.end = end.Truncate(time.Hour).Add(time.Hour).Unix()
	}

	return query
}
