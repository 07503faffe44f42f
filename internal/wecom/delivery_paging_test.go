package wecom_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// manyRecords puts n messages of other content behind ours, so that ours is on
// the last page of the list.
func (w *world) manyRecords(n int) {
	for i := range n {
		w.Sim.Add(wecomsim.Message{Text: fmt.Sprintf("other %d", i)})
	}
}

func TestLookup_readsEveryPageOfTheList(t *testing.T) {
	for _, row := range []struct{ records, pages int }{{1, 1}, {99, 1}, {100, 1}, {101, 2}, {200, 2}, {201, 3}} {
		t.Run(fmt.Sprint(row.records), func(t *testing.T) {
			w := newWorld(t)
			w.Sim.SetListLag(10 * time.Minute)
			w.lose()

			m := single("hello", "zhangsan", customer(1))
			got := w.client().DeliverMassMessage(t.Context(), unchecked(m))
			wantKind(t, got, wecom.Unknown)

			w.Clock.Advance(time.Minute)
			w.manyRecords(row.records - 1)
			w.Clock.Advance(20 * time.Minute)

			before := len(w.Sim.Requests("get_groupmsg_list_v2"))

			finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(m), got.Trace)
			if err != nil || finding.Proven == nil {
				t.Fatalf("found %+v, %v", finding, err)
			}

			if pages := len(w.Sim.Requests("get_groupmsg_list_v2")) - before; pages != row.pages {
				t.Errorf("%d calls of the list, want %d", pages, row.pages)
			}
		})
	}
}

func TestLookup_readsAnEmptyList(t *testing.T) {
	w := newWorld(t)

	got := w.client().DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(1))))
	wantKind(t, got, wecom.Accepted)

	requests := w.Sim.Requests("get_groupmsg_list_v2")
	if len(requests) != 1 || got.CheckFailed != nil {
		t.Fatalf("%d calls of the list, error %v", len(requests), got.CheckFailed)
	}

	var body map[string]any
	if err := json.Unmarshal(requests[0].Body, &body); err != nil {
		t.Fatal(err)
	}

	if body["filter_type"] != 0.0 || body["limit"] != 100.0 || body["chat_type"] != "single" {
		t.Errorf("asked %s; want filter_type 0 (left out it means 2), limit 100, chat_type single", requests[0].Body)
	}
}

func TestLookup_readsEveryPageOfRecipients(t *testing.T) {
	for _, row := range []struct{ recipients, pages int }{{1, 1}, {1000, 1}, {1001, 2}, {2500, 3}} {
		t.Run(fmt.Sprint(row.recipients), func(t *testing.T) {
			w := newWorld(t)
			w.Sim.SetCompany(companyOf(row.recipients))
			w.lose()

			ids := append(customers(1, row.recipients), "wmNOBODY")
			got := w.client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", ids...)))
			wantKind(t, got, wecom.Accepted)

			if !slices.Equal(got.FailList, []string{"wmNOBODY"}) {
				t.Errorf("fail_list has %d ids, want the one that nobody has", len(got.FailList))
			}

			if pages := len(w.Sim.Requests("get_groupmsg_send_result")); pages != row.pages {
				t.Errorf("%d calls, want %d", pages, row.pages)
			}
		})
	}
}

// pagedList answers the list by cursor.
func pagedList(t *testing.T, pages map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var asked struct {
			Cursor string `json:"cursor"`
		}

		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			t.Error(err)
		}

		_, _ = io.WriteString(w, pages[asked.Cursor])
	}
}

// keepBody lets a stub's handler read the body, which the stub drains.
type keepBody struct{ stub }

func (k keepBody) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for endpoint, handler := range k.stub {
		if strings.HasSuffix(r.URL.Path, "/"+endpoint) {
			handler(w, r)
			return
		}
	}

	k.stub.ServeHTTP(w, r)
}

func TestLookup_aListThatCannotBeReadToItsEndIsAnError(t *testing.T) {
	const record = `{"msgid":"m","create_time":1,"text":{"content":"x"}}`

	for name, pages := range map[string]map[string]string{
		"the same cursor again": {
			"":  `{"errcode":0,"next_cursor":"a","group_msg_list":[` + record + `]}`,
			"a": `{"errcode":0,"next_cursor":"a","group_msg_list":[]}`,
		},
		"a circle of cursors": {
			"":  `{"errcode":0,"next_cursor":"a","group_msg_list":[]}`,
			"a": `{"errcode":0,"next_cursor":"b","group_msg_list":[]}`,
			"b": `{"errcode":0,"next_cursor":"a","group_msg_list":[]}`,
		},
		"the second page refuses": {
			"":  `{"errcode":0,"next_cursor":"a","group_msg_list":[` + record + `]}`,
			"a": `{"errcode":50100,"errmsg":"invalid page cursor"}`,
		},
		"the third page is not JSON": {
			"":  `{"errcode":0,"next_cursor":"a","group_msg_list":[]}`,
			"a": `{"errcode":0,"next_cursor":"b","group_msg_list":[]}`,
			"b": `<html>`,
		},
		"a cursor that is a number": {"": `{"errcode":0,"next_cursor":7,"group_msg_list":[]}`},
	} {
		t.Run(name, func(t *testing.T) {
			at := wecomtest.Serve(t, keepBody{stub{"get_groupmsg_list_v2": pagedList(t, pages)}})
			client := newClient(t, func(c *wecom.Config) { c.BaseURL = at })

			got := client.DeliverMassMessage(t.Context(), wecom.Delivery{Message: single("x", "zhangsan", customer(1)), CheckInterval: time.Hour, CheckStrictly: true})
			wantKind(t, got, wecom.Refused)

			if finding, err := client.FindMassMessage(t.Context(), wecom.SentOf(single("x", "zhangsan", customer(1))), wecom.Trace{}); err == nil || finding.Proven != nil {
				t.Errorf("found %+v, %v; want an error", finding, err)
			}
		})
	}
}

// A list may grow while it is read: the same record may come on two pages.
func TestLookup_aRecordOnTwoPagesIsOneRecord(t *testing.T) {
	const record = `{"msgid":"m","create_time":"1000000","text":{"content":"x"}}`

	at := wecomtest.Serve(t, keepBody{stub{
		"get_groupmsg_list_v2": pagedList(t, map[string]string{
			"":  `{"errcode":0,"next_cursor":"a","group_msg_list":[` + record + `]}`,
			"a": `{"errcode":0,"group_msg_list":[` + record + `]}`,
		}),
		"get_groupmsg_task":        says(200, `{"errcode":0,"task_list":[{"userid":"zhangsan","status":0}]}`),
		"get_groupmsg_send_result": says(200, `{"errcode":0,"send_list":[{"external_userid":"`+customer(1)+`"}]}`),
	}})
	client := newClient(t, func(c *wecom.Config) { c.BaseURL = at })

	finding, err := client.FindMassMessage(t.Context(), wecom.SentOf(single("x", "zhangsan", customer(1))), wecom.Trace{NotBefore: 999_999, NotAfter: 1_000_001})
	if err != nil || finding.Proven == nil || len(finding.Candidates) != 1 {
		t.Errorf("found %+v, %v", finding, err)
	}
}
