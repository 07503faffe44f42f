package wecom

import (
	"context"
	"time"
)

// listing is the sent-message list of one chat type, as it was read once.
type listing struct {
	since   time.Time // WeCom's time
	fetched time.Time // our time, when the reading began
	records []Record
}

// recentRecords gives the enterprise-created records since a time, read no
// earlier than freshAfter (our time). All messages of a run share what was
// read: two hundred of them need the list once.
func (c *Client) recentRecords(ctx context.Context, chatType string, since, freshAfter time.Time) ([]Record, error) {
	if err := c.listings.lock(ctx); err != nil {
		return nil, err
	}
	defer c.listings.unlock()

	// Whole hours, so that messages sent a moment apart share what is read.
	since = since.Truncate(time.Hour)

	if known, ok := c.listed[chatType]; ok && !known.since.After(since) && !known.fetched.Before(freshAfter) {
		return known.records, nil
	}

	fetched := c.clock.Now()
	now, _ := c.serverTime.at(fetched)

	records, err := c.listRecords(ctx, chatType, CreatedByEnterprise, since, now.Add(skewMargin))
	if err != nil {
		return nil, err
	}

	c.listed[chatType] = listing{since: since, fetched: fetched, records: records}

	return records, nil
}
