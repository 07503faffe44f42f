package wecom

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
)

const (
	// maxPages bounds the calls of one query, so that a cursor which is always
	// new comes to an end. The longest list that can be imagined is that of the
	// customers of MaxMembersPerQuery members: 20,000 each, which is as many as
	// a member can send to at once, in pages of MaxCustomersPerPage. It is
	// twice what WeCom lets an enterprise call in a minute.
	maxPages = 20_000
	// maxEmptyPages bounds the pages in a row that hold no row and yet name a
	// next page. A filter that WeCom applies to its pages can make some.
	maxEmptyPages = 100
	// maxCursorBytes bounds a cursor. WeCom's have some dozens of bytes.
	maxCursorBytes = 4096
)

// page is what every paged answer has besides what is in its rows: where the
// next one begins, and one of the lists.
type page struct {
	NextCursor string `json:"next_cursor"`

	Customers json.RawMessage `json:"external_contact_list"`
	Groups    json.RawMessage `json:"group_chat_list"`
	Records   json.RawMessage `json:"group_msg_list"`
	Tasks     json.RawMessage `json:"task_list"`
	Results   json.RawMessage `json:"send_list"`
}

// listOf is the list that an endpoint answers with; nil where it is missing.
func (p page) listOf(path string) json.RawMessage {
	switch path {
	case customersPath:
		return p.Customers
	case groupChatsPath:
		return p.Groups
	case recordsPath:
		return p.Records
	case tasksPath:
		return p.Tasks
	default:
		return p.Results
	}
}

// isEmpty reports whether a page has no row.
func (p page) isEmpty() bool {
	for _, list := range [][]byte{p.Customers, p.Groups, p.Records, p.Tasks, p.Results} {
		if rows := bytes.Trim(list, "[] \t\r\n"); len(rows) > 0 && string(rows) != "null" {
			return false
		}
	}

	return true
}

// pages yields every page of a query, in order. A page that fails, or a cursor
// that leads nowhere, is an error, and the last thing that it yields: a short
// list would look like a whole one. The next page is asked for only when the
// caller comes to it.
func (c *Client) pages(ctx context.Context, path string, body map[string]any) iter.Seq2[json.RawMessage, error] {
	return func(yield func(json.RawMessage, error) bool) {
		cursors := cursorGuard{secrets: c.secrets, most: c.maxPages, seen: map[string]bool{}}

		for {
			var raw json.RawMessage
			if err := c.read(ctx, path, body, &raw); err != nil {
				yield(nil, err)
				return
			}

			var p page
			if err := json.Unmarshal(raw, &p); err != nil {
				yield(nil, badForm(path, err))
				return
			}

			if list := p.listOf(path); list == nil || string(list) == "null" {
				yield(nil, badForm(path, errNoList))
				return
			}

			if !yield(raw, nil) || p.NextCursor == "" {
				return
			}

			if problem := cursors.problem(p); problem != "" {
				yield(nil, &CallError{Endpoint: endpointOf(path), Reason: problem})
				return
			}

			body["cursor"] = p.NextCursor
		}
	}
}

// readPages passes every page of a query to add, as [Client.pages] does.
func (c *Client) readPages(ctx context.Context, path string, body map[string]any, add func(raw []byte) error) error {
	for raw, err := range c.pages(ctx, path, body) {
		if err != nil {
			return err
		}

		if err := add(raw); err != nil {
			return c.secrets.cleanError(err)
		}
	}

	return nil
}

// cursorGuard makes sure that following cursors comes to an end.
type cursorGuard struct {
	secrets *redactor

	most  int
	pages int
	empty int // how many in a row
	seen  map[string]bool
}

// problem says why the next page must not be asked for, or "". It never repeats
// a cursor, in which a server can put what it likes.
func (g *cursorGuard) problem(p page) string {
	const advice = "so the list cannot be read to its end. Ask for less (fewer members, a shorter time); if that does not help, see what the proxy or gateway before WeCom answers"

	g.pages++

	if g.empty++; !p.isEmpty() {
		g.empty = 0
	}

	switch {
	case len(p.NextCursor) > maxCursorBytes || g.secrets.holds(p.NextCursor):
		return fmt.Sprintf("the page cursor of page %d is damaged or holds a secret of this provider, %s", g.pages, advice)
	case g.seen[p.NextCursor]:
		return fmt.Sprintf("the same page cursor came twice, after %d pages, %s", g.pages, advice)
	case g.empty >= maxEmptyPages:
		return fmt.Sprintf("%d pages in a row were empty, each with a cursor to the next one, %s", g.empty, advice)
	case g.pages >= g.most:
		return fmt.Sprintf("%d pages came and the last one names another, %s", g.pages, advice)
	}

	g.seen[p.NextCursor] = true

	return ""
}

// anotherForm begins the reason of an answer that cannot be read.
const anotherForm = "the answer has another form than documented: "

// badForm is the error of an answer that does not have its documented form.
func badForm(path string, err error) error {
	return &CallError{Endpoint: endpointOf(path), Reason: anotherForm + Printable(formProblem(err)), cause: err}
}

// errNoList is what is wrong with an answer that lacks the list it is asked
// for.
var errNoList = errors.New("the list is missing")
