package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// sentTo puts a message there that zhangsan and lisi are to send.
func sentTo(t *testing.T, sim simulation) string {
	t.Helper()

	message := configured(t, sim).message()
	_, applied := message.apply(helloTo(customer1, customer2, customer3, customer4, customer5))
	applied.errors().expect(t, "error of the apply")

	return message.attribute("msgid")
}

const noCounts = `{"not_friend":0,"not_sent":0,"other":{},"over_quota":0,"sent":0,"total":0}`

func TestMassMessageResults_data(t *testing.T) {
	now := time.Date(2025, 7, 1, 12, 0, 0, 0, time.UTC)
	sim := simulate(t, wecomsim.WithClock(func() time.Time { return now }))
	msgid := sentTo(t, sim)
	p := configured(t, sim)

	// WeCom gives a message to the member who last talked to the customer:
	// customers 1, 3 and 4 to zhangsan, 2 and 5 to lisi.
	wantAttributes(t, "before", p.reads("wecom_mass_message_results", object{"msgid": msgid}), map[string]string{
		"counts": `{"not_friend":0,"not_sent":5,"other":{},"over_quota":0,"sent":0,"total":5}`,
		"rows":   "null",
		"members": `[{"counts":{"not_friend":0,"not_sent":2,"other":{},"over_quota":0,"sent":0,"total":2},"send_time":null,"status":0,"tasks":1,"tasks_not_sent":1,"userid":"lisi"},` +
			`{"counts":{"not_friend":0,"not_sent":3,"other":{},"over_quota":0,"sent":0,"total":3},"send_time":null,"status":0,"tasks":1,"tasks_not_sent":1,"userid":"zhangsan"}]`,
	})

	if err := sim.Confirm(msgid, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	wantAttributes(t, "after", p.reads("wecom_mass_message_results", object{"msgid": msgid, "include_rows": true}), map[string]string{
		"counts": `{"not_friend":1,"not_sent":2,"other":{},"over_quota":0,"sent":2,"total":5}`,
		"members": `[{"counts":{"not_friend":0,"not_sent":2,"other":{},"over_quota":0,"sent":0,"total":2},"send_time":null,"status":0,"tasks":1,"tasks_not_sent":1,"userid":"lisi"},` +
			`{"counts":{"not_friend":1,"not_sent":0,"other":{},"over_quota":0,"sent":2,"total":3},"send_time":"2025-07-01T12:00:00Z","status":2,"tasks":1,"tasks_not_sent":0,"userid":"zhangsan"}]`,
		"rows": `[{"chat_id":null,"external_userid":"` + customer2 + `","msgid":"` + msgid + `","send_time":null,"status":0,"userid":"lisi"},` +
			`{"chat_id":null,"external_userid":"` + customer5 + `","msgid":"` + msgid + `","send_time":null,"status":0,"userid":"lisi"},` +
			`{"chat_id":null,"external_userid":"` + customer1 + `","msgid":"` + msgid + `","send_time":"2025-07-01T12:00:00Z","status":1,"userid":"zhangsan"},` +
			`{"chat_id":null,"external_userid":"` + customer3 + `","msgid":"` + msgid + `","send_time":"2025-07-01T12:00:00Z","status":1,"userid":"zhangsan"},` +
			`{"chat_id":null,"external_userid":"` + customer4 + `","msgid":"` + msgid + `","send_time":null,"status":2,"userid":"zhangsan"}]`,
	})
}

func TestMassMessageResults_ofGroups(t *testing.T) {
	sim := simulate(t)
	message := configured(t, sim).message()
	_, applied := message.apply(with(helloGroups(), object{"chat_id_list": []string{group1, group2}}))
	applied.errors().expect(t, "error of the apply")

	msgid := message.attribute("msgid")
	p := configured(t, sim)

	// WeCom lists only groups that the message was sent to.
	wantAttributes(t, "before", p.reads("wecom_mass_message_results", object{"msgid": msgid}), map[string]string{"counts": noCounts})

	if err := sim.Confirm(msgid, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	got := p.reads("wecom_mass_message_results", object{"msgid": msgid, "include_rows": true})
	wantAttributes(t, "after", got, map[string]string{"counts": strings.NewReplacer(`"sent":0`, `"sent":2`, `"total":0`, `"total":2`, `"not_sent":0`, `"not_sent":0`).Replace(noCounts)})

	if !strings.Contains(got["rows"], `"chat_id":"`+group1+`"`) || !strings.Contains(got["rows"], `"external_userid":null`) {
		t.Errorf("rows are %s", got["rows"])
	}
}

// States that WeCom may add are kept as its numbers.
func TestMassMessageResults_statesThatAreNotDocumented(t *testing.T) {
	sim := simulate(t)
	sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_task", Body: []byte(`{"errcode":0,"task_list":[{"userid":"zhangsan","status":7,"send_time":1700000000}]}`)})
	sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_send_result", Body: []byte(`{"errcode":0,"send_list":[{"external_userid":"a","userid":"zhangsan","status":3},{"external_userid":"b","userid":"zhangsan","status":4},{"external_userid":"c","userid":"zhangsan","status":4},{"external_userid":"d","userid":"zhangsan","status":-1}]}`)})

	counts := `{"not_friend":0,"not_sent":0,"other":{"-1":1,"4":2},"over_quota":1,"sent":0,"total":4}`

	wantAttributes(t, "states", configured(t, sim).reads("wecom_mass_message_results", object{"msgid": "msg1"}), map[string]string{
		"counts":  counts,
		"members": `[{"counts":` + counts + `,"send_time":"2023-11-14T22:13:20Z","status":7,"tasks":1,"tasks_not_sent":0,"userid":"zhangsan"}]`,
	})
}

func TestMassMessageResults_whatIsWrong(t *testing.T) {
	p := serve(t)

	p.validateData("wecom_mass_message_results", object{"msgid": unknown, "include_rows": unknown}).expect(t, "problem")
	p.validateData("wecom_mass_message_results", object{"msgid": ""}).expect(t, "problem", at("msgid", "The msgid is empty"))

	// As of a message whose outcome is not known, which validate does not know
	// yet.
	connected := configured(t, simulate(t))
	_, found := connected.read("wecom_mass_message_results", object{"msgid": nil})
	found.expect(t, "problem", at("msgid", "give one of them", "while the status of a message is unknown"))
}

// A message that is still being handed out is waited for, and the wait ends.
func TestMassMessageResults_waitsForTheDispatch(t *testing.T) {
	sim := simulate(t)
	msgid := sentTo(t, sim)
	sim.SetDispatchDelay(time.Hour)

	p := serve(t)
	p.configure(with(sim.block(), object{"request_timeout": "1s"})).expect(t, "problem of the provider block")

	_, found := p.read("wecom_mass_message_results", object{"msgid": msgid})
	found.expect(t, "problem", at("", "41063", "still handing the message out"))

	if n := len(sim.Requests("get_groupmsg_task")); n < 2 {
		t.Errorf("%d calls, want more than one", n)
	}
}
