package wecomsim_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func listBody(rest string) string {
	start, end := testTime.Add(-24*time.Hour).Unix(), testTime.Add(24*time.Hour).Unix()
	return fmt.Sprintf(`{"chat_type":"single","start_time":%d,"end_time":%d%s}`, start, end, rest)
}

// msgids lists the ids of an answer of get_groupmsg_list_v2.
func msgids(a answer) []string {
	found := []string{}
	for _, item := range a.list("group_msg_list") {
		found = append(found, item.(map[string]any)["msgid"].(string))
	}

	return found
}

// pages follows the cursors and gives the number of rows on each page.
func pages(c *client, endpoint, list string, body func(cursor string) string) []int {
	c.t.Helper()

	var sizes []int

	cursor := ""
	for range 20 {
		a := c.contact(endpoint, body(cursor))
		c.wantCode(a, 0)

		sizes = append(sizes, len(a.list(list)))
		if cursor = a.str("next_cursor"); cursor == "" {
			return sizes
		}
	}

	c.t.Fatal("the cursors do not end")

	return nil
}

func TestList_paging(t *testing.T) {
	for _, test := range []struct {
		rows  int
		limit string
		want  []int
	}{
		{0, ``, []int{0}},
		{1, ``, []int{1}},
		{50, ``, []int{50}},
		{51, ``, []int{50, 1}},
		{100, `,"limit":100`, []int{100}},
		{101, `,"limit":100`, []int{100, 1}},
		{101, `,"limit":101`, []int{50, 50, 1}},
		{3, `,"limit":0`, []int{3}},
		{5, `,"limit":2`, []int{2, 2, 1}},
	} {
		t.Run(fmt.Sprintf("%d rows%s", test.rows, test.limit), func(t *testing.T) {
			c := newClient(t)
			for range test.rows {
				c.sim.Add(wecomsim.Message{Text: "x"})
			}

			got := pages(c, "get_groupmsg_list_v2", "group_msg_list", func(cursor string) string {
				return listBody(test.limit + `,"cursor":"` + cursor + `"`)
			})
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("pages %v, want %v", got, test.want)
			}
		})
	}
}

func TestList_showsWhatWasSentButNotToWhom(t *testing.T) {
	c := newClient(t)
	id := c.create(attached(`{"msgtype":"image","image":{"media_id":"M","pic_url":"https://p/0"}},` +
		`{"msgtype":"miniprogram","miniprogram":{"title":"t","pic_media_id":"M","appid":"a","page":"p"}}`))
	a := c.contact("get_groupmsg_list_v2", listBody(`,"filter_type":0`))

	want := []any{map[string]any{
		"msgid": id, "create_time": float64(testTime.Unix()), "create_type": float64(0),
		"attachments": []any{
			map[string]any{"msgtype": "image", "image": map[string]any{"media_id": "M"}},
			map[string]any{"msgtype": "miniprogram", "miniprogram": map[string]any{
				"title": "t", "pic_media_id": "M", "appid": "a", "page": "p",
			}},
		},
	}}
	if got := a.list("group_msg_list"); !reflect.DeepEqual(got, want) {
		t.Errorf("list\n%v, want\n%v", got, want)
	}
}

func TestList_filters(t *testing.T) {
	c := newClient(t)
	api := c.create(smallMessage)
	console := c.sim.Add(wecomsim.Message{Creator: "lisi", Text: "console"})
	own := c.sim.Add(wecomsim.Message{Creator: "lisi", CreateType: 1, Text: "own"})
	group := c.sim.Add(wecomsim.Message{ChatType: "group", Text: "group"})

	old := c.sim.Add(wecomsim.Message{CreateTime: testTime.Add(-25 * time.Hour), Text: "old"})
	for _, test := range []struct {
		name, body string
		want       []string
	}{
		{"both by default", listBody(``), []string{own, console, api}},
		{"enterprise", listBody(`,"filter_type":0`), []string{console, api}},
		{"member", listBody(`,"filter_type":1`), []string{own}},
		{"both", listBody(`,"filter_type":2`), []string{own, console, api}},
		{"creator", listBody(`,"creator":"lisi"`), []string{own, console}},
		{"group", fmt.Sprintf(`{"chat_type":"group","start_time":%d,"end_time":%d}`, testTime.Unix(), testTime.Unix()), []string{group}},
		{"earlier", fmt.Sprintf(`{"chat_type":"single","start_time":%d,"end_time":%d}`, testTime.Add(-48*time.Hour).Unix(), testTime.Add(-24*time.Hour).Unix()), []string{old}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := msgids(c.contact("get_groupmsg_list_v2", test.body)); !reflect.DeepEqual(got, test.want) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

func TestList_refusals(t *testing.T) {
	c := newClient(t)
	for _, test := range []struct {
		name, body string
		code       int
	}{
		{"window of 30 days", `{"chat_type":"single","start_time":1000000,"end_time":3592000}`, 0},
		{"window of 30 days and a second", `{"chat_type":"single","start_time":1000000,"end_time":3592001}`, 40058},
		{"end before start", `{"chat_type":"single","start_time":2,"end_time":1}`, 40058},
		{"no chat_type", `{"start_time":1,"end_time":2}`, 40058},
		{"no start_time", `{"chat_type":"single","end_time":2}`, 40058},
		{"no end_time", `{"chat_type":"single","start_time":1}`, 40058},
		{"time as string", `{"chat_type":"single","start_time":"1","end_time":2}`, 40058},
		{"filter_type 3", listBody(`,"filter_type":3`), 40058},
		{"limit as string is none", listBody(`,"limit":"5"`), 0},
		{"cursor of nobody", listBody(`,"cursor":"x"`), 50100},
	} {
		t.Run(test.name, func(t *testing.T) {
			c.wantCode(c.contact("get_groupmsg_list_v2", test.body), test.code)
		})
	}
}

func TestList_aCursorOfAnotherQueryIsRefused(t *testing.T) {
	c := newClient(t)
	c.create(smallMessage)
	c.create(smallMessage)
	cursor := c.contact("get_groupmsg_list_v2", listBody(`,"limit":1`)).str("next_cursor")
	c.wantCode(c.contact("get_groupmsg_list_v2", listBody(`,"limit":1,"cursor":"`+cursor+`"`)), 0)
	c.wantCode(c.contact("get_groupmsg_list_v2", listBody(`,"filter_type":0,"limit":1,"cursor":"`+cursor+`"`)), 50100)
}

func TestList_lag(t *testing.T) {
	c := newClient(t, wecomsim.WithListLag(time.Minute))
	c.create(smallMessage)

	for _, want := range []int{0, 1} {
		if got := len(msgids(c.contact("get_groupmsg_list_v2", listBody(``)))); got != want {
			t.Errorf("%d messages listed, want %d", got, want)
		}

		c.sim.AdvanceClock(time.Minute)
	}
}

func TestResults_afterTheDispatchDelay(t *testing.T) {
	c := newClient(t, wecomsim.WithDispatchDelay(time.Minute))
	id := c.create(smallMessage)

	task, result := `{"msgid":"`+id+`"}`, `{"msgid":"`+id+`","userid":"zhangsan"}`
	for _, want := range []int{41063, 0} {
		c.wantCode(c.contact("get_groupmsg_task", task), want)
		c.wantCode(c.contact("get_groupmsg_send_result", result), want)
		c.sim.AdvanceClock(time.Minute)
	}
}
