package wecom

import (
	"context"
	"encoding/json"
)

// page is what every paged answer has besides its rows.
type page struct {
	NextCursor string `json:"next_cursor"`
}

// readPages reads every page of a query, in order, and gives each to add. A
// page that fails, or a cursor that comes back, is an error: a short list
// would look like a whole one.
func (c *Client) readPages(ctx context.Context, path string, body map[string]any, add func(raw []byte) error) error {
	seen := map[string]bool{}

	for {
		var raw json.RawMessage
		if err := c.read(ctx, path, body, &raw); err != nil {
			return err
		}

		var p page

		if err := json.Unmarshal(raw, &p); err != nil {
			return badForm(path, err)
		}

		if err := add(raw); err != nil {
			return err
		}

		if p.NextCursor == "" {
			return nil
		}

		if seen[p.NextCursor] {
			return &CallError{Endpoint: request{path: path}.endpoint(), Reason: "the same page cursor came twice, so the list cannot be read to its end"}
		}

		seen[p.NextCursor] = true
		body["cursor"] = p.NextCursor
	}
}

// badForm is the error of an answer that does not have its documented form.
func badForm(path string, err error) error {
	return &CallError{Endpoint: request{path: path}.endpoint(), Reason: "the answer has another form than documented: " + printable(err.Error()), cause: err}
}
