package wecomsim_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestRemind_isLimitedPerMessageInRollingHours(t *testing.T) {
	c := newClient(t)
	body := `{"msgid":"` + c.create(smallMessage) + `"}`

	other := `{"msgid":"` + c.create(smallMessage) + `"}`
	for range 3 {
		c.wantCode(c.contact("remind_groupmsg_send", body), 0)
		c.sim.AdvanceClock(30 * time.Minute)
	}

	c.wantCode(c.contact("remind_groupmsg_send", body), 41094)
	c.wantCode(c.contact("remind_groupmsg_send", other), 0)
	c.sim.AdvanceClock(24*time.Hour - 90*time.Minute)
	c.token = c.getToken(wecomsim.DemoSecret)
	c.wantCode(c.contact("remind_groupmsg_send", body), 0)
	c.wantCode(c.contact("remind_groupmsg_send", body), 41094)
	c.wantCode(c.contact("remind_groupmsg_send", `{"msg_id":"x"}`), 41046)
	c.wantCode(c.contact("remind_groupmsg_send", `{"msgid":"x"}`), 41047)

	if n := len(c.sim.Messages()[0].Reminders); n != 4 {
		t.Errorf("%d reminders, want 4", n)
	}
}

func TestCancel_stopsWhatIsNotSent(t *testing.T) {
	c := newClient(t)
	id := c.create(`{"external_userid":["` + wecomsim.DemoCustomer + `","woSIM0000000000000000000000005AA"],"text":{"content":"x"}}`)

	body := `{"msgid":"` + id + `"}`
	if err := c.sim.Confirm(id, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	c.wantCode(c.contact("cancel_groupmsg_send", body), 0)
	c.wantCode(c.contact("cancel_groupmsg_send", body), 41093)
	c.wantCode(c.contact("remind_groupmsg_send", body), 41093)

	if c.sim.Confirm(id, "lisi") == nil {
		t.Error("a member sent a cancelled message")
	}

	tasks := c.sim.Messages()[0].Tasks
	if tasks[0].Status != 2 || tasks[1].Status != 0 {
		t.Errorf("tasks %+v", tasks)
	}

	c.wantCode(c.contact("cancel_groupmsg_send", `{}`), 41046)
	c.wantCode(c.contact("cancel_groupmsg_send", `{"msgid":"x"}`), 41047)

	lenient := newClient(t, wecomsim.WithCancelTwice(true))
	body = `{"msgid":"` + lenient.create(smallMessage) + `"}`
	lenient.wantCode(lenient.contact("cancel_groupmsg_send", body), 0)
	lenient.wantCode(lenient.contact("cancel_groupmsg_send", body), 0)
}

func TestQuota_perPeriod(t *testing.T) {
	// testTime is Friday 2025-07-11 18:00 in China.
	for _, test := range []struct {
		quota   wecomsim.Quota
		allowed int
		next    time.Duration // until the next period
	}{
		{wecomsim.QuotaDay, 1, 6 * time.Hour},
		{wecomsim.QuotaWeek, 7, 54 * time.Hour},
		{wecomsim.QuotaMonth, 31, (20*24 + 6) * time.Hour},
	} {
		t.Run(string(test.quota), func(t *testing.T) {
			c := newClient(t, wecomsim.WithReceiveQuota(test.quota))

			send := func() int {
				c.t.Helper()
				c.token = c.getToken(wecomsim.DemoSecret)

				id := c.create(smallMessage)
				if err := c.sim.Confirm(id, "zhangsan"); err != nil {
					t.Fatal(err)
				}

				rows := c.contact("get_groupmsg_send_result", `{"msgid":"`+id+`","userid":"zhangsan"}`).list("send_list")

				return int(rows[0].(map[string]any)["status"].(float64))
			}
			for i := range test.allowed {
				if status := send(); status != 1 {
					t.Fatalf("message %d of %d has status %d", i+1, test.allowed, status)
				}
			}

			if status := send(); status != 3 {
				t.Errorf("over the quota: status %d, want 3", status)
			}

			c.sim.AdvanceClock(test.next - time.Second)

			if status := send(); status != 3 {
				t.Errorf("at the end of the period: status %d, want 3", status)
			}

			c.sim.AdvanceClock(time.Second)

			if status := send(); status != 1 {
				t.Errorf("in the next period: status %d, want 1", status)
			}
		})
	}
}

func TestQuota_countsGroupsAndMembersOwnMessages(t *testing.T) {
	c := newClient(t, wecomsim.WithReceiveQuota(wecomsim.QuotaDay))
	own := c.sim.Add(wecomsim.Message{CreateType: 1, ChatType: "group", ChatIDList: []string{wecomsim.DemoGroup}, Tasks: []wecomsim.Task{
		{UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ChatID: wecomsim.DemoGroup}}},
	}})

	picked := c.create(`{"chat_type":"group","sender":"zhangsan","text":{"content":"x"}}`)
	for _, id := range []string{own, picked} {
		if err := c.sim.Confirm(id, "zhangsan"); err != nil {
			t.Fatal(err)
		}
	}

	rows := c.contact("get_groupmsg_send_result", `{"msgid":"`+picked+`","userid":"zhangsan"}`).list("send_list")
	if len(rows) != 1 || rows[0].(map[string]any)["chat_id"] != "wrSIM00000000000000000000002AA" {
		t.Errorf("rows %v", rows)
	}
}

func TestQuota_atCreate(t *testing.T) {
	c := newClient(t, wecomsim.WithReceiveQuota(wecomsim.QuotaDay), wecomsim.WithQuotaAtCreate(true))
	if err := c.sim.Confirm(c.create(smallMessage), "zhangsan"); err != nil {
		t.Fatal(err)
	}

	c.wantCode(c.contact("add_msg_template", smallMessage), 41048)

	a := c.contact("add_msg_template", `{"sender":"zhangsan","text":{"content":"x"}}`)
	if got := fmt.Sprint(a.list("fail_list")); got != "["+wecomsim.DemoCustomer+"]" {
		t.Errorf("fail_list %s", got)
	}

	if got := recipientsOf(c.sim.Messages()[1]); got != "zhangsan: 2 3 4" {
		t.Errorf("recipients %s", got)
	}
}

func TestQuota_withoutOneEverythingArrives(t *testing.T) {
	c := newClient(t, wecomsim.WithReceiveQuota(wecomsim.QuotaNone))
	for range 40 {
		if err := c.sim.Confirm(c.create(smallMessage), "zhangsan"); err != nil {
			t.Fatal(err)
		}
	}

	if status := c.sim.Messages()[39].Tasks[0].Recipients[0].Status; status != 1 {
		t.Errorf("status %d", status)
	}
}
