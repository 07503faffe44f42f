package wecomsim_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// counted appends to the answer how many items its list has and whether there
// is another page.
func counted(list string, s step) step {
	return func(w *world) answer {
		a := s(w)
		a.raw += fmt.Sprintf(" rows=%d more=%t", len(a.list(list)), a.str("next_cursor") != "")

		return a
	}
}

// add adds n messages at once.
func add(n int) step {
	return func(w *world) answer {
		for range n {
			w.sim.Add(wecomsim.Message{Text: "x"})
		}

		return answer{}
	}
}

// addTasks adds a message with n tasks, of which the first has n recipients.
func addTasks(n int) step {
	return func(w *world) answer {
		tasks := make([]wecomsim.Task, n)
		for i := range tasks {
			tasks[i].UserID = fmt.Sprint("member", i)
		}

		tasks[0] = wecomsim.Task{UserID: "zhangsan", Recipients: make([]wecomsim.Recipient, n)}
		for i := range n {
			tasks[0].Recipients[i].ExternalUserID = fmt.Sprint("wo", i)
		}

		w.msgid = w.sim.Add(wecomsim.Message{Text: "x", Tasks: tasks})

		return answer{}
	}
}

func TestConformance_theSentList(t *testing.T) {
	const page = "96355 get_groupmsg_list_v2"

	begin := testTime.Unix()
	window := func(seconds int64, rest string) step {
		return post("get_groupmsg_list_v2", fmt.Sprintf(`{"chat_type":"single","start_time":%d,"end_time":%d%s}`, begin-seconds, begin, rest))
	}
	list := func(rest string) step { return counted("group_msg_list", window(60, rest)) }
	member := func(w *world) answer {
		w.sim.Add(wecomsim.Message{CreateType: 1, Creator: "lisi", Text: "own"})
		return answer{}
	}

	const month = 30 * 24 * 60 * 60
	runRows(t, []row{
		{page + " chat_type", "missing", post("get_groupmsg_list_v2", `{"start_time":1,"end_time":2}`), 40058, nil},
		{page + " start_time", "missing", post("get_groupmsg_list_v2", `{"chat_type":"single","end_time":2}`), 40058, nil},
		{page + " end_time", "missing", post("get_groupmsg_list_v2", `{"chat_type":"single","start_time":2}`), 40058, nil},
		{page + " end_time", "before start_time", window(-1, ""), 40058, nil},
		{page + " window", "one month (30 days, choice)", window(month, ""), 0, nil},
		{page + " window", "one second more", window(month+1, ""), 40058, nil},
		{page + " limit", "default 50", steps(add(51), list("")), 0, []string{"rows=50 more=true"}},
		{page + " limit", "100", steps(add(101), list(`,"limit":100`)), 0, []string{"rows=100 more=true"}},
		{page + " limit", "over 100 is the default", steps(add(101), list(`,"limit":101`)), 0, []string{"rows=50 more=true"}},
		{page + " cursor", "the last page has none", steps(add(50), list("")), 0, []string{"rows=50 more=false"}},
		{"ERR 50100 cursor", "made up", list(`,"cursor":"x"`), 50100, nil},
		{page + " filter_type", "0 is enterprise messages", steps(create(smallMessage), member, list(`,"filter_type":0`)), 0, []string{"rows=1", `"create_type":0`}},
		{page + " filter_type", "1 is members' own", steps(create(smallMessage), member, list(`,"filter_type":1`)), 0, []string{"rows=1", `"creator":"lisi"`, `"create_type":1`}},
		{page + " filter_type", "2 is both, the default", steps(create(smallMessage), member, list("")), 0, []string{"rows=2"}},
		{page + " filter_type", "3", list(`,"filter_type":3`), 40058, nil},
		{page + " creator", "of that member only", steps(create(smallMessage), member, list(`,"creator":"lisi"`)), 0, []string{"rows=1"}},
		{page + " creator", "not returned for a message of the API", steps(create(smallMessage), list("")), 0, []string{"!creator", `"content":"你好"`}},
		{page, "no recipients, sender, filter or state", steps(create(`{"sender":"zhangsan","text":{"content":"x"}}`), list("")), 0, []string{"!zhangsan", "!woAJ", "!status"}},
		{page + " chat_type", "group messages are not in the single list", steps(create(`{"chat_type":"group","sender":"zhangsan","text":{"content":"x"}}`), list("")), 0, []string{"rows=0"}},
		{"ERR 40058", "GET", get("get_groupmsg_list_v2", ""), 40058, nil},
	})
}

func TestConformance_tasksAndResults(t *testing.T) {
	const (
		taskPage, resultPage = "93338 get_groupmsg_task", "93338 get_groupmsg_send_result"
		two                  = `{"external_userid":["` + wecomsim.DemoCustomer + `","woSIM0000000000000000000000004AA"],"text":{"content":"x"}}`
		groups               = `{"chat_type":"group","sender":"zhangsan","chat_id_list":["` + wecomsim.DemoGroup + `"],"text":{"content":"x"}}`
	)

	task := func(rest string) step {
		return counted("task_list", post("get_groupmsg_task", `{"msgid":"MSGID"`+rest+`}`))
	}
	result := func(userid, rest string) step {
		return counted("send_list", post("get_groupmsg_send_result", `{"msgid":"MSGID","userid":"`+userid+`"`+rest+`}`))
	}
	runRows(t, []row{
		{taskPage + " msgid", "missing", post("get_groupmsg_task", `{}`), 41046, nil},
		{"ERR 41047", "unknown", post("get_groupmsg_task", `{"msgid":"x"}`), 41047, nil},
		{taskPage + " status", "0 not sent, no send_time", steps(create(two), task("")), 0, []string{`"userid":"zhangsan","status":0`, "!send_time"}},
		{taskPage + " status", "2 sent", steps(create(two), confirm("zhangsan"), task("")), 0, []string{`"status":2,"send_time":1752228000`}},
		{taskPage + " limit", "default 500", steps(addTasks(501), task("")), 0, []string{"rows=500 more=true"}},
		{taskPage + " limit", "1,000", steps(addTasks(1001), task(`,"limit":1000`)), 0, []string{"rows=1000 more=true"}},
		{taskPage + " limit", "over 1,000 is the default", steps(addTasks(1001), task(`,"limit":1001`)), 0, []string{"rows=500 more=true"}},
		{"ERR 50100 cursor", "made up", steps(create(two), task(`,"cursor":"x"`)), 50100, nil},
		{taskPage, "members outside the visible range are not listed", steps(create(two), as(wecomsim.DemoOtherSecret), task("")), 0, []string{"rows=0"}},

		{resultPage + " msgid", "missing", post("get_groupmsg_send_result", `{"userid":"zhangsan"}`), 41046, nil},
		{"ERR 41047", "unknown msgid", post("get_groupmsg_send_result", `{"msgid":"x","userid":"zhangsan"}`), 41047, nil},
		{resultPage + " userid", "missing", steps(create(two), result("", "")), 40003, nil},
		{"ERR 60111 userid", "unknown", steps(create(two), result("nobody", "")), 60111, nil},
		{"ERR 60021 userid", "outside the visible range", steps(create(two), as(wecomsim.DemoOtherSecret), result("zhangsan", "")), 60021, nil},
		{resultPage + " status", "0 not sent, no send_time", steps(create(two), result("zhangsan", "")), 0, []string{"rows=2", `"status":0`, "!send_time", "!chat_id"}},
		{resultPage + " status", "1 sent, 2 not a friend, send_time for 1 only", steps(create(two), confirm("zhangsan"), result("zhangsan", "")), 0, []string{`"status":1,"send_time":1752228000`, `"status":2}`}},
		{resultPage, "group: not sent is not listed", steps(create(groups), result("zhangsan", "")), 0, []string{"rows=0"}},
		{resultPage, "group: sent is listed by chat_id", steps(create(groups), confirm("zhangsan"), result("zhangsan", "")), 0, []string{"rows=1", `"chat_id":"` + wecomsim.DemoGroup, "!external_userid"}},
		{resultPage + " limit", "default 500", steps(addTasks(501), result("zhangsan", "")), 0, []string{"rows=500 more=true"}},
		{resultPage + " limit", "1,000", steps(addTasks(1001), result("zhangsan", `,"limit":1000`)), 0, []string{"rows=1000 more=true"}},
		{resultPage + " limit", "over 1,000 is the default", steps(addTasks(1001), result("zhangsan", `,"limit":1001`)), 0, []string{"rows=500 more=true"}},
	})
}

func TestConformance_dispatching(t *testing.T) {
	const wait = 10 * time.Second

	both := func(after time.Duration, code int) []row {
		return []row{
			{"ERR 41063", fmt.Sprintf("task %s after the creation", after), steps(create(smallMessage), later(after), post("get_groupmsg_task", `{"msgid":"MSGID"}`)), code, nil},
			{"ERR 41063", fmt.Sprintf("result %s after the creation", after), steps(create(smallMessage), later(after), post("get_groupmsg_send_result", `{"msgid":"MSGID","userid":"zhangsan"}`)), code, nil},
		}
	}
	runRows(t, append(both(wait-time.Second, 41063), both(wait, 0)...), wecomsim.WithDispatchDelay(wait))
}

func TestConformance_remindAndCancel(t *testing.T) {
	remind, cancel := post("remind_groupmsg_send", `{"msgid":"MSGID"}`), post("cancel_groupmsg_send", `{"msgid":"MSGID"}`)
	made := create(smallMessage)
	unsendable := func(w *world) answer {
		a := cancel(w)
		if err := w.sim.Confirm(w.msgid, "zhangsan"); err == nil {
			w.t.Error("a member could send a cancelled message")
		}

		return a
	}
	runRows(t, []row{
		{"97618", "3 in 24 hours", steps(made, times(3, remind)), 0, nil},
		{"97618, ERR 41094", "4 in 24 hours", steps(made, times(4, remind)), 41094, nil},
		{"97618 (choice: rolling hours)", "the 4th after 23:59:59", steps(made, times(3, remind), later(24*time.Hour-time.Second), renew(), remind), 41094, nil},
		{"97618 (choice: rolling hours)", "the 4th after 24 hours", steps(made, times(3, remind), later(24*time.Hour), renew(), remind), 0, nil},
		{"97618 msgid", "missing", post("remind_groupmsg_send", `{}`), 41046, nil},
		{"97618 msgid", "the key msg_id is another key", steps(made, post("remind_groupmsg_send", `{"msg_id":"MSGID"}`)), 41046, nil},
		{"ERR 41047", "unknown", post("remind_groupmsg_send", `{"msgid":"x"}`), 41047, nil},
		{"97618 (choice)", "after a cancel", steps(made, cancel, remind), 41093, nil},
		{"97619", "members can send no more", steps(made, unsendable), 0, nil},
		{"97619", "what was sent stays sent", steps(made, confirm("zhangsan"), cancel, post("get_groupmsg_send_result", `{"msgid":"MSGID","userid":"zhangsan"}`)), 0, []string{`"status":1`}},
		{"97619 msgid", "missing", post("cancel_groupmsg_send", `{}`), 41046, nil},
		{"ERR 41047", "unknown", post("cancel_groupmsg_send", `{"msgid":"x"}`), 41047, nil},
		{"ERR 41093 (choice)", "twice", steps(made, cancel, cancel), 41093, nil},
	})
	runRows(t, []row{
		{"WithCancelTwice", "twice", steps(made, cancel, cancel), 0, nil},
	}, wecomsim.WithCancelTwice(true))
}
