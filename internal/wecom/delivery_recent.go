package wecom

import (
	"context"
	"time"
)

// listingWindow is a query of the sent-message list: a chat type, and a window
// of WeCom's time in whole hours, so that messages sent a moment apart ask the
// same.
type listingWindow struct {
	chatType   string
	start, end int64
}

// listing is the answer to a query.
type listing struct {
	fetched time.Time // our time, when the reading began
	end     time.Time // what was asked for, to the second
	records []Record
}

// recentRecords returns the enterprise-created records of some windows, each
// once, read no earlier than freshAfter (our time), and since when they may be
// out of date. All messages of a run share what was read: two hundred of them
// need the list once. With an error come the records that were read before it.
//
// The windows are asked for by a function, because they are in WeCom's time,
// and every answer may say more about that. It reads until they are covered.
func (c *Client) recentRecords(ctx context.Context, chatType string, windows func() []window, freshAfter time.Time) (found []Record, asOf time.Time, err error) {
	if err := c.listings.lock(ctx); err != nil {
		return nil, time.Time{}, err
	}
	defer c.listings.unlock()

	for round := 1; ; round++ {
		var records []Record

		read, asOf := false, c.clock.Now()

		for _, w := range windows() {
			got, fresh, err := c.recordsIn(ctx, chatType, w, freshAfter)
			records, read = append(records, got.records...), read || fresh

			if err != nil {
				return distinctRecords(records), time.Time{}, err
			}

			if got.fetched.Before(asOf) {
				asOf = got.fetched
			}
		}

		// The answers may have said another time, and with it other windows. A
		// server that says another one each time must not keep this going
		// forever.
		if !read || round == maxListRounds {
			return distinctRecords(records), asOf, nil
		}
	}
}

// recordsIn returns the records of one window, and whether the list was read
// for it.
func (c *Client) recordsIn(ctx context.Context, chatType string, w window, freshAfter time.Time) (got listing, read bool, err error) {
	query := listingWindow{
		chatType: chatType,
		start:    w.start.Truncate(time.Hour).Unix(),
		end:      w.end.Truncate(time.Hour).Add(time.Hour).Unix(),
	}

	if got, ok := c.listed[query]; ok && !got.fetched.Before(freshAfter) && !got.end.Before(w.end) {
		return got, false, nil
	}

	fetched, end := c.clock.Now(), w.end.Add(listedAhead)

	records, err := c.listRecords(ctx, RecordQuery{ChatType: chatType, Start: time.Unix(query.start, 0), End: end, Filter: CreatedByEnterprise})
	got = listing{fetched: fetched, end: end, records: records}

	if err == nil {
		c.listed[query] = got
	}

	return got, true, err
}

// listRecords reads all records of a query, the odd ones too, page by page and
// month by month. With an error come those that were read before it.
func (c *Client) listRecords(ctx context.Context, q RecordQuery) ([]Record, error) {
	var all []Record

	for window := range q.windows() {
		for page, err := range c.recordPages(ctx, window) {
			if err != nil {
				return distinctRecords(all), err
			}

			all = append(all, page...)
		}
	}

	return distinctRecords(all), nil
}

// maxListRounds is enough for every time that [serverTime] keeps.
const maxListRounds = maxReadings + 1

// listedAhead is how far beyond the end of a window is read, so that what was
// read serves the windows of the next seconds, too.
const listedAhead = 5 * time.Minute
