package wecom_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

var bothChatTypes = []string{wecom.ChatTypeSingle, wecom.ChatTypeGroup}

// streamed are the ids of the first n messages of a stream (0: all).
func streamed(t *testing.T, client *wecom.Client, q wecom.RecordQuery, chatTypes []string, n int) []string {
	t.Helper()

	var ids []string

	for record, err := range client.MassMessageStream(t.Context(), q, chatTypes) {
		if err != nil {
			t.Fatal(err)
		}

		if ids = append(ids, record.MsgID); len(ids) == n {
			break
		}
	}

	return ids
}

func TestStream_givesTheNewestMonthFirstAndEachMessageOnce(t *testing.T) {
	w := yearOfMessages(t)
	year := wecom.RecordQuery{Start: day(time.January, 1), End: day(time.December, 31), Filter: wecom.CreatedByAnyone}

	// A message on the edge of two windows.
	w.Sim.Add(wecomsim.Message{MsgID: "edge", CreateTime: year.End.Add(-wecom.MaxRecordsWindow)})

	got := streamed(t, w.client(), year, bothChatTypes, 0)
	// Within a month the order is the server's own.
	if len(got) != 25 || !slices.Contains(got[:2], "corpDecember") || got[24] != "ownJanuary" {
		t.Errorf("%q; want 25 from December to January", got)
	}

	slices.Sort(got)

	if len(slices.Compact(got)) != 25 {
		t.Error("a message was given twice")
	}
}

func TestStream_filters(t *testing.T) {
	w := yearOfMessages(t)
	w.Sim.Add(wecomsim.Message{MsgID: "group", ChatType: "group", CreateTime: day(time.May, 1)})

	year := wecom.RecordQuery{Start: day(time.January, 1), End: day(time.December, 31)}

	for name, c := range map[string]struct {
		creator   string
		filter    wecom.CreateFilter
		chatTypes []string
		want      int
	}{
		"enterprise": {"", wecom.CreatedByEnterprise, bothChatTypes, 13},
		"members":    {"", wecom.CreatedByMembers, bothChatTypes, 12},
		"groups":     {"", wecom.CreatedByAnyone, []string{"group"}, 1},
		"zhangsan":   {"zhangsan", wecom.CreatedByAnyone, bothChatTypes, 12},
		"lisi":       {"lisi", wecom.CreatedByAnyone, bothChatTypes, 0},
	} {
		q := year
		q.Creator, q.Filter = c.creator, c.filter

		if got := streamed(t, w.client(), q, c.chatTypes, 0); len(got) != c.want {
			t.Errorf("%s: %d messages, want %d", name, len(got), c.want)
		}
	}
}

// What the caller does not come to is not asked for.
func TestStream_stopsWhereTheCallerStops(t *testing.T) {
	w := newWorld(t)
	for i := range 250 {
		w.Sim.Add(wecomsim.Message{MsgID: fmt.Sprint("m", i), CreateTime: day(time.June, 1).Add(time.Duration(i) * time.Hour)})
	}

	q := wecom.RecordQuery{Start: day(time.January, 1), End: day(time.June, 20), Filter: wecom.CreatedByAnyone}
	client := w.client()

	for _, c := range []struct{ messages, calls int }{{1, 1}, {100, 1}, {101, 2}, {250, 3}} {
		before := len(w.Sim.Requests("get_groupmsg_list_v2"))

		if got := streamed(t, client, q, []string{"single"}, c.messages); len(got) != c.messages {
			t.Errorf("%d messages, want %d", len(got), c.messages)
		}

		if calls := len(w.Sim.Requests("get_groupmsg_list_v2")) - before; calls != c.calls {
			t.Errorf("%d messages took %d calls, want %d", c.messages, calls, c.calls)
		}
	}
}

func TestStream_endsWithItsError(t *testing.T) {
	calls := 0
	client := stubClient(t, stub{"get_groupmsg_list_v2": func(w http.ResponseWriter, r *http.Request) {
		if calls++; calls == 1 {
			says(200, `{"errcode":0,"group_msg_list":[{"msgid":"m1","create_time":1735689600}],"next_cursor":"2"}`)(w, r)
			return
		}

		says(200, `{"errcode":48002,"errmsg":"api forbidden"}`)(w, r)
	}})

	q := wecom.RecordQuery{Start: day(time.January, 1), End: day(time.January, 2)}

	var got []string

	for record, err := range client.MassMessageStream(t.Context(), q, bothChatTypes) {
		got = append(got, fmt.Sprint(record.MsgID, wecom.Code(err)))
	}

	if fmt.Sprint(got) != "[m10 48002]" {
		t.Errorf("the stream gave %q, want m1 and then 48002", got)
	}

	q.Start, q.End = q.End, q.Start

	for _, err := range client.MassMessageStream(t.Context(), q, bothChatTypes) {
		if !errors.Is(err, wecom.ErrWindow) {
			t.Errorf("a window that ends before it starts: %v", err)
		}
	}
}

// A server that gives more than the window is not repeated.
func TestStream_leavesOutRecordsOutsideTheWindow(t *testing.T) {
	start, end := day(time.March, 1), day(time.June, 1) // more than one window of 28 days

	body := `{"errcode":0,"group_msg_list":[`

	for i, at := range []int64{start.Unix() - 1, start.Unix(), end.Unix(), end.Unix() + 1} {
		if i > 0 {
			body += ","
		}

		body += fmt.Sprintf(`{"msgid":"msg%d","create_time":%d,"text":{"content":"a"}}`, i, at)
	}

	client := stubClient(t, stub{"get_groupmsg_list_v2": says(200, body+`]}`)})
	q := wecom.RecordQuery{ChatType: wecom.ChatTypeSingle, Start: start.Add(time.Millisecond), End: end}

	got := streamed(t, client, q, bothChatTypes, 0)
	slices.Sort(got)

	if want := []string{"msg1", "msg2"}; !slices.Equal(got, want) {
		t.Errorf("the stream gives %v, want %v", got, want)
	}

	records, err := client.MassMessages(t.Context(), q)
	if err != nil || len(records) != 2 {
		t.Errorf("the list gives %v %v, want 2 records", records, err)
	}
}
