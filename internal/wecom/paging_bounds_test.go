package wecom_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// A cursor that is always new is not followed for ever, with rows on the pages
// or without. The error says how many pages came.
func TestPages_areBounded(t *testing.T) {
	for _, q := range pagedQueries() {
		t.Run(q.name+", with rows", func(t *testing.T) {
			p := q.pages()
			p.n = 6 * q.limit

			_, err := q.run(t, p.client(t, func(c *wecom.Config) { c.MaxPages = 5 }))
			if err == nil || !strings.Contains(err.Error(), "5 pages came") || len(p.bodies) != 5 {
				t.Errorf("%d calls, error %v, want 5 and one that says so", len(p.bodies), err)
			}

			p.n, p.bodies = 5*q.limit, nil

			if _, err := q.run(t, p.client(t, func(c *wecom.Config) { c.MaxPages = 5 })); err != nil {
				t.Errorf("as many pages as there may be: %v", err)
			}
		})

		t.Run(q.name+", without a row", func(t *testing.T) {
			p := q.pages()
			p.n, p.emptied = 200*q.limit, true

			_, err := q.run(t, p.client(t))
			if err == nil || !strings.Contains(err.Error(), "100 pages in a row were empty") || len(p.bodies) != 100 {
				t.Errorf("%d calls, error %v, want 100 and one that says so", len(p.bodies), err)
			}
		})
	}
}

// The pages of the list that stream to a caller are bounded like all others,
// and so is the search for one message.
func TestPages_thatAreStreamedOrSearchedAreBounded(t *testing.T) {
	records := pagedQueries()[2].pages()
	records.n, records.emptied = 1_000_000, true
	client := records.client(t)

	var last error

	start := time.Unix(1700000000, 0)
	query := wecom.RecordQuery{Start: start, End: start.Add(time.Hour), Filter: wecom.CreatedByAnyone}

	for _, err := range client.MassMessageStream(t.Context(), query, []string{wecom.ChatTypeSingle}) {
		last = err
	}

	_, err := client.RecordByMsgID(t.Context(), "m", []string{wecom.ChatTypeSingle}, start)

	for _, err := range []error{last, err} {
		if err == nil || !strings.Contains(err.Error(), "in a row were empty") {
			t.Errorf("error %v", err)
		}
	}
}
