package wecomsim_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestResults_beforeAndAfterConfirmation(t *testing.T) {
	c := newClient(t)
	id := c.create(`{"sender":"zhangsan","text":{"content":"x"}}`)
	task, result := `{"msgid":"`+id+`"}`, `{"msgid":"`+id+`","userid":"zhangsan"}`

	want := []any{map[string]any{"userid": "zhangsan", "status": 0.0}}
	if got := c.contact("get_groupmsg_task", task).list("task_list"); !reflect.DeepEqual(got, want) {
		t.Errorf("tasks %v, want %v", got, want)
	}

	for _, row := range c.contact("get_groupmsg_send_result", result).list("send_list") {
		if fields := row.(map[string]any); fields["status"] != 0.0 || fields["send_time"] != nil || fields["chat_id"] != nil {
			t.Errorf("row before confirmation %v", row)
		}
	}

	c.sim.AdvanceClock(time.Hour)

	if err := c.sim.Confirm(id, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	sent := float64(testTime.Add(time.Hour).Unix())

	want = []any{map[string]any{"userid": "zhangsan", "status": 2.0, "send_time": sent}}
	if got := c.contact("get_groupmsg_task", task).list("task_list"); !reflect.DeepEqual(got, want) {
		t.Errorf("tasks %v, want %v", got, want)
	}

	rows := c.contact("get_groupmsg_send_result", result).list("send_list")
	if len(rows) != 4 {
		t.Fatalf("%d rows, want 4", len(rows))
	}

	first := map[string]any{"external_userid": wecomsim.DemoCustomer, "userid": "zhangsan", "status": 1.0, "send_time": sent}

	noFriend := map[string]any{"external_userid": "woSIM0000000000000000000000004AA", "userid": "zhangsan", "status": 2.0}
	if !reflect.DeepEqual(rows[0], first) || !reflect.DeepEqual(rows[3], noFriend) {
		t.Errorf("rows %v", rows)
	}

	for _, test := range [][2]string{{id, "zhangsan"}, {id, "lisi"}, {"no", "zhangsan"}} {
		if c.sim.Confirm(test[0], test[1]) == nil {
			t.Errorf("Confirm(%q, %q) did not fail", test[0], test[1])
		}
	}
}

func TestResults_listOnlyGroupsThatWereSentTo(t *testing.T) {
	c := newClient(t)
	for _, body := range []string{
		`{"chat_type":"group","sender":"zhangsan","text":{"content":"x"}}`,
		`{"chat_type":"group","sender":"zhangsan","chat_id_list":["` + wecomsim.DemoGroup + `","wrSIM00000000000000000000002AA"],"text":{"content":"x"}}`,
	} {
		id := c.create(body)

		result := `{"msgid":"` + id + `","userid":"zhangsan"}`
		if rows := c.contact("get_groupmsg_send_result", result).list("send_list"); len(rows) != 0 {
			t.Errorf("before confirmation %v", rows)
		}

		if err := c.sim.Confirm(id, "zhangsan"); err != nil {
			t.Fatal(err)
		}

		rows := c.contact("get_groupmsg_send_result", result).list("send_list")

		want := map[string]any{"chat_id": wecomsim.DemoGroup, "userid": "zhangsan", "status": 1.0, "send_time": float64(testTime.Unix())}
		if len(rows) != 2 || !reflect.DeepEqual(rows[0], want) {
			t.Errorf("after confirmation %v", rows)
		}
	}
}

func TestResults_paging(t *testing.T) {
	for _, test := range []struct {
		rows  int
		limit string
		want  []int
	}{
		{1, ``, []int{1}},
		{500, ``, []int{500}},
		{501, ``, []int{500, 1}},
		{1000, `,"limit":1000`, []int{1000}},
		{1001, `,"limit":1000`, []int{1000, 1}},
		{1001, `,"limit":1001`, []int{500, 500, 1}},
	} {
		t.Run(fmt.Sprintf("%d rows%s", test.rows, test.limit), func(t *testing.T) {
			company := wecomsim.DemoCompany()

			var (
				tasks      []wecomsim.Task
				recipients []wecomsim.Recipient
			)

			for i := range test.rows {
				tasks = append(tasks, wecomsim.Task{UserID: fmt.Sprint("member", i)})
				recipients = append(recipients, wecomsim.Recipient{ExternalUserID: fmt.Sprint("wo", i)})
			}

			c := newCompanyClient(t, company)
			tasks[0] = wecomsim.Task{UserID: "zhangsan", Recipients: recipients}

			id := c.sim.Add(wecomsim.Message{Text: "x", Tasks: tasks})
			for endpoint, list := range map[string]string{"get_groupmsg_task": "task_list", "get_groupmsg_send_result": "send_list"} {
				got := pages(c, endpoint, list, func(cursor string) string {
					return `{"msgid":"` + id + `","userid":"zhangsan","cursor":"` + cursor + `"` + test.limit + `}`
				})
				if !reflect.DeepEqual(got, test.want) {
					t.Errorf("%s: pages %v, want %v", endpoint, got, test.want)
				}
			}
		})
	}
}

func TestResults_refusals(t *testing.T) {
	c := newClient(t)

	id := c.create(smallMessage)
	for _, test := range []struct {
		endpoint, body string
		code           int
	}{
		{"get_groupmsg_task", `{}`, 41046},
		{"get_groupmsg_task", `{"msg_id":"` + id + `"}`, 41046},
		{"get_groupmsg_task", `{"msgid":"no"}`, 41047},
		{"get_groupmsg_task", `{"msgid":1}`, 41046},
		{"get_groupmsg_task", `{`, 40058},
		{"get_groupmsg_send_result", `{"userid":"zhangsan"}`, 41046},
		{"get_groupmsg_send_result", `{"msgid":"no","userid":"zhangsan"}`, 41047},
		{"get_groupmsg_send_result", `{"msgid":"` + id + `"}`, 40003},
		{"get_groupmsg_send_result", `{"msgid":"` + id + `","userid":"nobody"}`, 60111},
		{"get_groupmsg_send_result", `{"msgid":"` + id + `","userid":"lisi"}`, 0},
	} {
		t.Run(test.endpoint+" "+test.body, func(t *testing.T) {
			c.wantCode(c.contact(test.endpoint, test.body), test.code)
		})
	}

	if err := c.sim.Forget(id); err != nil {
		t.Fatal(err)
	}

	c.wantCode(c.contact("get_groupmsg_task", `{"msgid":"`+id+`"}`), 41047)
}
