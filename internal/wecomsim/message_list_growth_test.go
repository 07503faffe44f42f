package wecomsim_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A client that reads all pages of the sent list costs the simulator ten times
// as much for ten times the messages, and little more: each row is made
// once, not once for every page.
func TestList_growsWithTheMessages(t *testing.T) {
	allocations := func(messages int) float64 {
		c := newClient(t, wecomsim.WithRequestLog(1))
		for i := range messages {
			c.sim.Add(wecomsim.Message{Text: fmt.Sprint("message ", i)})
		}

		return testing.AllocsPerRun(2, func() {
			rows, cursor := 0, ""
			for page := 0; page == 0 || cursor != ""; page++ {
				request := httptest.NewRequest("POST", "http://127.0.0.1"+c.contactPath("get_groupmsg_list_v2"),
					strings.NewReader(listBody(`,"limit":100,"cursor":"`+cursor+`"`)))
				recorder := httptest.NewRecorder()
				c.sim.ServeHTTP(recorder, request)
				body := recorder.Body.String()
				rows += strings.Count(body, `"msgid"`)
				cursor = field(body, "next_cursor")
			}

			if rows != messages {
				t.Errorf("%d rows of %d messages", rows, messages)
			}
		})
	}
	few, many := allocations(1_000), allocations(10_000)
	t.Logf("1,000 messages: %.0f allocations, 10,000: %.0f", few, many)

	if many > 11*few {
		t.Errorf("%.1f times the allocations for ten times the messages", many/few)
	}
}
