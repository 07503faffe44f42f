package wecom

import (
	"context"
	"maps"
	"slices"
)

// reach is who a sent message went to, as far as WeCom tells and as far as it
// was read.
type reach struct {
	members    []string        // those who got a task, sorted
	recipients map[string]bool // customers; for a group message the groups already sent to
	done       bool            // no member has anything left to do

	read int // of how many members the recipients were read
}

func (r *reach) digest() string { return RecipientsDigest(slices.Collect(maps.Keys(r.recipients))) }

// reachOf reads the members and the recipients of a message, serially, until
// enough is known or nothing is left. The members come in one call, so what
// they decide costs no more. What was read is kept, and a later look goes on
// where this one stopped: it does not change any more once WeCom has dispatched
// the message, but for the groups of a group message.
func (c *Client) reachOf(ctx context.Context, msgid, chatType string, enough func(*reach) bool) (*reach, error) {
	// Results queries are refused with 45033 when an enterprise makes several
	// at once.
	if err := c.results.lock(ctx); err != nil {
		return nil, err
	}
	defer c.results.unlock()

	r, ok := c.reaches[msgid]
	if !ok {
		tasks, err := c.listTasks(ctx, msgid)
		if err != nil {
			return nil, err
		}

		r = newReach(tasks)
		if chatType == ChatTypeSingle && len(r.members) > 0 {
			c.reaches[msgid] = r
		}
	}

	for !enough(r) && r.read < len(r.members) {
		var page []string

		err := c.listResults(ctx, msgid, r.members[r.read], func(result SendResult) {
			if id := recipientOf(result, chatType); id != "" {
				page = append(page, id)
			}
		})
		if err != nil {
			return nil, err
		}

		for _, id := range page {
			r.recipients[id] = true
		}

		r.read++
	}

	if len(r.recipients) == 0 {
		delete(c.reaches, msgid) // WeCom has not listed anybody yet
	}

	return r.copy(), nil
}

// copy is for reading while others read on.
func (r *reach) copy() *reach {
	return &reach{members: r.members, recipients: maps.Clone(r.recipients), done: r.done, read: r.read}
}

// readAll is for a look that wants to know all.
func readAll(*reach) bool { return false }

func newReach(tasks []MemberTask) *reach {
	members, done := map[string]bool{}, true

	for _, task := range tasks {
		members[task.UserID] = true
		done = done && task.Status != 0
	}

	return &reach{members: slices.Sorted(maps.Keys(members)), recipients: map[string]bool{}, done: done}
}

func recipientOf(r SendResult, chatType string) string {
	if chatType == ChatTypeGroup {
		return r.ChatID
	}

	return r.ExternalUserID
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
