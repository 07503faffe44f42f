package wecomsim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// withHeaders appends the headers of a refusal to the answer.
func withHeaders(s step) step {
	return func(w *world) answer {
		a := s(w)
		a.raw += fmt.Sprintf(" Error-Code=%s Error-Msg=%s", a.header.Get("Error-Code"), a.header.Get("Error-Msg"))

		return a
	}
}

func arm(fault wecomsim.Fault) step {
	return func(w *world) answer {
		w.sim.Arm(fault)
		return answer{}
	}
}

// Answers that people published: a test suite that stored them (wecom-sdk-py,
// "recorded"), and logs in issues of SDKs ("logs").
func TestConformance_recordedRefusals(t *testing.T) {
	const text = `"text":{"content":"x"}`

	send := func(body string) step { return post("add_msg_template", body) }
	task := func(msgid string) step { return post("get_groupmsg_task", `{"msgid":"`+msgid+`"}`) }
	runRows(t, []row{
		{"recorded 84061", "unknown sender with unknown customer", send(`{"sender":"nobody","external_userid":["nobody"],` + text + `}`), 84061, []string{`"fail_list":[]`}},
		{"ERR 60111 (choice)", "unknown sender with a known customer", send(`{"sender":"nobody","external_userid":["` + wecomsim.DemoCustomer + `"],` + text + `}`), 60111, nil},
		{"recorded 40063", "without text and attachments", send(to(`"sender":""`)), 40063, nil},
		{"logs 40058", "a text too long", send(textOf(strings.Repeat("x", 4001))), 40058, []string{`"errmsg":"text.content exceed max length 4000. invalid Request Parameter, hint: [`}},
		{"logs 40058", "a list out of range", post("batch/get_by_user", `{"userid_list":[`+many(101, `"lisi"`)+`]}`), 40058, []string{"\"errmsg\":\"field `userid_list` expect array size in [1, 100]. invalid Request Parameter, hint: ["}},
		{"logs 44004", "wording", send(to(`"text":{"content":""}`)), 44004, []string{`"errmsg":"empty content, hint: [`}},
		{"logs 40050", "wording", post("groupchat/get", `{"chat_id":"x"}`), 40050, []string{`"errmsg":"invalid group id, hint: [`}},
		{"logs 41047", "wording", task("x"), 41047, []string{`"errmsg":"invalid group msg id, hint: [`}},
		{"logs 84074", "wording", send(`{"sender":"zhaoliu",` + text + `}`), 84074, []string{`"errmsg":"require in external contact: zhaoliu, hint: [`}},
		{"logs 90501", "wording", post("groupchat/get", `{"chat_id":"wr-staff"}`), 90501, []string{`"errmsg":"chat is not external group chat, hint: [`}},
		{"logs 45033", "wording, armed", steps(arm(wecomsim.Fault{Errcode: 45033}), task("x")), 45033, []string{`"errmsg":"api concurrent out of limit, hint: [`}},
		{"logs 40096", "wording, armed", steps(arm(wecomsim.Fault{Errcode: 40096}), send(smallMessage)), 40096, []string{`"errmsg":"invalid external userid, hint: [`, `"fail_list":[]`}},

		{"logs: headers", "of a refusal", withHeaders(task("x")), 41047, []string{"Error-Code=41047 Error-Msg=invalid group msg id, hint: ["}},
		{"logs: headers", "of an armed refusal", withHeaders(steps(arm(wecomsim.Fault{Errcode: 45009}), task("x"))), 45009, []string{"Error-Code=45009 Error-Msg=api freq out of limit"}},
		{"logs: headers", "not of a success", withHeaders(send(smallMessage)), 0, []string{"Error-Code= Error-Msg="}},
		{"logs: headers", "not of another body", withHeaders(steps(arm(wecomsim.Fault{Body: []byte(`{"errcode":7}`)}), send(smallMessage))), 7, []string{"Error-Code= "}},
		{"logs: headers", "a text that is no header's", withHeaders(steps(arm(wecomsim.Fault{Errcode: 7, Errmsg: "七\r\nX: y"}), send(smallMessage))), 7, []string{"Error-Code=7 Error-Msg=???X: y"}},
	})
}

// "external_userid":[], "follow_user":[], "fail_list":[] stand in refusals of
// logs; those of the other lists are inferred.
func TestConformance_theEmptyListOfARefusal(t *testing.T) {
	var rows []row

	for endpoint, list := range map[string]string{
		"add_msg_template": "fail_list", "get_groupmsg_list_v2": "group_msg_list", "get_groupmsg_list": "group_msg_list",
		"get_groupmsg_task": "task_list", "get_groupmsg_send_result": "send_list", "get_group_msg_result": "detail_list",
		"get_follow_user_list": "follow_user", "list": "external_userid", "get": "follow_user",
		"batch/get_by_user": "external_contact_list", "groupchat/list": "group_chat_list",
		"get_corp_tag_list": "tag_group", "get_strategy_tag_list": "tag_group",
	} {
		wrongToken := plain(http.MethodPost, "/cgi-bin/externalcontact/"+endpoint+"?access_token=x", "{}")
		busy := steps(arm(wecomsim.Fault{Errcode: -1}), post(endpoint, "{}"))
		rows = append(rows, row{"logs", endpoint + ", refused", wrongToken, 40014, []string{`"` + list + `":[]`}},
			row{"logs", endpoint + ", armed", busy, -1, []string{`"` + list + `":[]`}})
	}

	rows = append(rows, row{"97618", "remind has no list", post("remind_groupmsg_send", `{}`), 41046, []string{"![]"}})
	runRows(t, rows)
}
