package wecom_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// Ten times the input may take ten times the allocations, and little more. What
// looks at pairs would take a hundred times as many. The server's share is in
// it where there is one. What takes less than one allocation for each part of
// the small input is counted as taking one: the runtime's own are in it, too,
// and beside three of them forty are no growth.
func TestAllocations_growWithTheInput(t *testing.T) {
	const (
		few, many = 1_000, 10_000
		most      = 11.0
	)

	tests := map[string]func(t *testing.T, n int) func(){
		"body": func(t *testing.T, n int) func() {
			m := single("hello", "zhangsan", customers(1, n)...)

			return func() {
				if _, err := m.Encode(); err != nil {
					t.Fatal(err)
				}
			}
		},
		"digest": func(_ *testing.T, n int) func() {
			ids := customers(1, n)

			return func() { wecom.RecipientsDigest(ids) }
		},
		"fail_list":            func(t *testing.T, n int) func() { return failList(t, n) },
		"lookup of recipients": func(t *testing.T, n int) func() { return lookup(t, n, 1) },
		"lookup among records": func(t *testing.T, n int) func() { return lookupInPages(t, n) },
	}

	for name, prepare := range tests {
		t.Run(name, func(t *testing.T) {
			less := testing.AllocsPerRun(2, prepare(t, few))
			more := testing.AllocsPerRun(2, prepare(t, many))

			t.Logf("%d: %.0f allocations, %d: %.0f", few, less, many, more)

			if more > most*max(less, few) {
				t.Errorf("%.0f allocations for %d, %.0f for %d: %.1f times, want at most %.0f, or %.0f", more, many, less, few, more/less, most, most*few)
			}
		})
	}
}

// lookupInPages prepares a search in a list that is at hand page by page, so
// that what is counted is the client's alone.
func lookupInPages(t testing.TB, records int) func() {
	t.Helper()

	var pages []string

	for first := 0; first < records; first += wecom.MaxRecordsPerPage {
		page := make([]string, wecom.MaxRecordsPerPage)
		for i := range page {
			page[i] = fmt.Sprintf(`{"msgid":"m%d","create_time":%d,"create_type":0,"text":{"content":"other %d"}}`, first+i, wecomtest.NewClock().Now().Unix(), first+i)
		}

		cursor := fmt.Sprint(len(pages) + 1)
		if first+wecom.MaxRecordsPerPage >= records {
			cursor = ""
		}

		pages = append(pages, fmt.Sprintf(`{"errcode":0,"errmsg":"ok","next_cursor":%q,"group_msg_list":[%s]}`, cursor, strings.Join(page, ",")))
	}

	// A search asks for all pages, in their order.
	var asked atomic.Int64

	at := wecomtest.Serve(t, stub{"get_groupmsg_list_v2": func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, pages[int(asked.Add(1)-1)%len(pages)])
	}})

	now := wecomtest.NewClock().Now().Unix()
	m := single("hello", "zhangsan", customer(1))

	return func() {
		asked.Store(0)

		// A client reads the list once.
		client := newClient(t, func(c *wecom.Config) { c.BaseURL = at })
		defer client.Close()

		finding, err := client.FindMassMessage(t.Context(), wecom.SentOf(m), wecom.Trace{NotBefore: now - 60, NotAfter: now + 60})
		if err != nil || finding.Proven != nil {
			t.Fatalf("%+v, %v", finding, err)
		}

		if got := int(asked.Load()); got != len(pages) {
			t.Fatalf("%d pages were read, of %d", got, len(pages))
		}
	}
}
