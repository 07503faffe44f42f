package wecom

import (
	"context"
	"maps"
	"slices"
)

// sentTo is who a sent message went to, as far as WeCom lists them and as far
// as the list was read.
type sentTo struct {
	members    []string        // those who got a task, sorted
	recipients map[string]bool // customers; for a group message the groups already sent to
	done       bool            // no member has anything left to do

	read int // of how many members the recipients were read
}

func (to *sentTo) digest() string { return RecipientsDigest(slices.Collect(maps.Keys(to.recipients))) }

// readSentTo reads the members and the recipients of a message, serially, until
// enough is known or nothing is left. The members come in one call, so what
// they decide costs no more. What was read is kept, and a later look goes on
// where this one stopped: it does not change any more once WeCom has dispatched
// the message, except for the groups of a group message.
func (c *Client) readSentTo(ctx context.Context, msgid, chatType string, enough func(*sentTo) bool) (*sentTo, error) {
	// Results queries are refused with 45033 when an enterprise makes several
	// at once.
	if err := c.results.lock(ctx); err != nil {
		return nil, err
	}
	defer c.results.unlock()

	to, ok := c.sentTo[msgid]
	if !ok {
		tasks, err := c.listTasks(ctx, msgid)
		if err != nil {
			return nil, err
		}

		to = newSentTo(tasks)
		if chatType == ChatTypeSingle && len(to.members) > 0 {
			c.sentTo[msgid] = to
		}
	}

	for !enough(to) && to.read < len(to.members) {
		var page []string

		err := c.listResults(ctx, msgid, to.members[to.read], func(result SendResult) {
			page = append(page, recipientOf(result, chatType))
		})
		if err != nil {
			return nil, err
		}

		// Who cannot be read may be anybody, and is not absent.
		if slices.Contains(page, "") {
			return nil, badForm(resultsPath, errNobody)
		}

		for _, id := range page {
			to.recipients[id] = true
		}

		to.read++
	}

	if len(to.recipients) == 0 {
		delete(c.sentTo, msgid) // WeCom has not listed anybody yet
	}

	return to.copy(), nil
}

// copy is for reading while others read on.
func (to *sentTo) copy() *sentTo {
	return &sentTo{members: to.members, recipients: maps.Clone(to.recipients), done: to.done, read: to.read}
}

// readAll is for a look that wants to know all.
func readAll(*sentTo) bool { return false }

func newSentTo(tasks []MemberTask) *sentTo {
	members, done := map[string]bool{}, true

	for _, task := range tasks {
		members[task.UserID] = true
		done = done && task.Status != 0
	}

	return &sentTo{members: slices.Sorted(maps.Keys(members)), recipients: map[string]bool{}, done: done}
}

func recipientOf(r SendResult, chatType string) string {
	if chatType == ChatTypeGroup {
		return r.ChatID
	}

	return r.ExternalUserID
}

// People are those whom a sent message went to, as far as WeCom says.
type People struct {
	// Members got a task.
	Members []string
	// Customers are the recipients of a single message, sorted; nil for a group
	// message, of which WeCom does not list them.
	Customers []string
	// Groups are those that a group message was sent to, sorted, once no member
	// has anything left to do; nil before that.
	Groups []string
}

// whoGotIt is readSentTo that reads all, and waits while WeCom is dispatching
// the message (41063), as long as one call may take.
func (c *Client) whoGotIt(ctx context.Context, msgid, chatType string) (to *sentTo, err error) {
	err = c.whenDispatched(ctx, func() (err error) {
		to, err = c.readSentTo(ctx, msgid, chatType, readAll)

		return err
	})

	return to, err
}

// PeopleOf reads who a sent message went to. It waits while WeCom is still
// dispatching the message (41063), as long as one call may take.
// Retry class: repeatable.
func (c *Client) PeopleOf(ctx context.Context, msgid, chatType string) (People, error) {
	to, err := c.whoGotIt(ctx, msgid, chatType)
	if err != nil {
		return People{}, err
	}

	people := People{Members: to.members}

	switch recipients := slices.Sorted(maps.Keys(to.recipients)); {
	case chatType == ChatTypeSingle:
		people.Customers = recipients
	case to.done:
		people.Groups = recipients
	}

	return people, nil
}
