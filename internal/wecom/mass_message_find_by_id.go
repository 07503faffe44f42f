package wecom

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// ErrNoRecord says that WeCom's list has no message of this msgid.
var ErrNoRecord = errors.New("no message of this msgid is in WeCom's list")

const (
	// recordWindows is how many windows of 28 days are searched backwards:
	// more than six months.
	recordWindows = 7
	// maxSearchPages bounds the calls of one search: 50,000 messages.
	maxSearchPages = 500
)

// errFound stops the reading of pages.
var errFound = errors.New("found")

// RecordByMsgID searches the list for a message, backwards from now, as far as
// oldest or about six months. There is no query by msgid. It fails with
// [ErrNoRecord] if the message is not there. Retry class: repeatable.
func (c *Client) RecordByMsgID(ctx context.Context, msgid string, chatTypes []string, oldest time.Time) (Record, error) {
	// The token's answer tells WeCom's time, before the list is asked for.
	if _, err := c.tokens.get(ctx); err != nil {
		return Record{}, err
	}

	pages := 0
	end := c.serverTime.latest(c.clock.Now()).Add(listedAhead)

	for range recordWindows {
		if !end.After(oldest) {
			break
		}

		start := end.Add(-MaxRecordsWindow)

		for _, chatType := range chatTypes {
			record, err := c.searchWindow(ctx, msgid, chatType, start, end, &pages)
			if record != nil || err != nil {
				return deref(record), err
			}
		}

		end = start
	}

	return Record{}, ErrNoRecord
}

func deref(r *Record) Record {
	if r == nil {
		return Record{}
	}

	return *r
}

// searchWindow reads one window of the list until the message turns up. It
// gives nil without an error if it does not.
func (c *Client) searchWindow(ctx context.Context, msgid, chatType string, start, end time.Time, pages *int) (*Record, error) {
	var found *Record

	err := c.readPages(ctx, recordsPath, map[string]any{
		"chat_type":   chatType,
		"start_time":  start.Unix(),
		"end_time":    end.Unix(),
		"filter_type": int(CreatedByAnyone),
		"limit":       MaxRecordsPerPage,
	}, func(raw []byte) error {
		records, err := c.decodeRecords(raw, chatType)
		if err != nil {
			return err
		}

		if i := slices.IndexFunc(records, func(r Record) bool { return r.MsgID == msgid }); i >= 0 {
			record := c.secrets.cleanRecord(records[i])
			found = &record

			return errFound
		}

		if *pages++; *pages >= maxSearchPages {
			return fmt.Errorf("the message was not among the newest %d pages of the list, and the search stopped there", maxSearchPages)
		}

		return nil
	})
	if errors.Is(err, errFound) {
		err = nil
	}

	return found, err
}

// People are those whom a sent message went to, as far as WeCom tells.
type People struct {
	// Members got a task.
	Members []string
	// Customers are the recipients of a single message, sorted; nil for a
	// group message, of which WeCom does not tell them.
	Customers []string
}

// PeopleOf reads who a sent message went to. It waits while WeCom is still
// dispatching the message (41063), as long as one call may take.
// Retry class: repeatable.
func (c *Client) PeopleOf(ctx context.Context, msgid, chatType string) (People, error) {
	r, err := c.reachWhenDispatched(ctx, msgid, chatType)
	if err != nil {
		return People{}, err
	}

	people := People{Members: r.members}
	if chatType == ChatTypeSingle {
		people.Customers = slices.Sorted(maps.Keys(r.recipients))
	}

	return people, nil
}
