package wecomsim_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestConformance_membersAndCustomers(t *testing.T) {
	userids := func(n int) string { return `{"userid_list":[` + many(n, `"lisi"`) + `]}` }
	runRows(t, []row{
		{"92571 get_follow_user_list", "members with the feature", get("get_follow_user_list", ""), 0, []string{`"follow_user":["zhangsan","lisi","wangwu"]`}},
		{"92571 get_follow_user_list", "in the visible range", steps(as(wecomsim.DemoOtherSecret), get("get_follow_user_list", "")), 0, []string{`"follow_user":["lisi"]`}},
		{"96314 list", "all customers, no paging", get("list", "&userid=lisi"), 0, []string{wecomsim.DemoCustomer, "0002AA", "0005AA", "!next_cursor"}},
		{"recorded list", "userid missing", get("list", ""), 60111, []string{`"external_userid":[]`}},
		{"recorded list", "unknown userid", get("list", "&userid=nobody"), 40003, nil},
		{"ERR 84061 list (choice)", "no customers", get("list", "&userid=wangwu"), 84061, nil},
		{"ERR 60021 list", "outside the visible range", steps(as(wecomsim.DemoOtherSecret), get("list", "&userid=zhangsan")), 60021, nil},
		{"recorded list", "without the feature", get("list", "&userid=zhaoliu"), 84061, nil},
		{"92114 get", "the customer and who serves it", get("get", "&external_userid="+wecomsim.DemoCustomer), 0, []string{
			`"external_contact":{"external_userid":"` + wecomsim.DemoCustomer + `","name":"陈晓明","type":1,"avatar":"","gender":0}`,
			`"follow_user":[{"userid":"`, `"remark":`, `"description":`, `"createtime":`, `"tags":[`, `"add_way":`, `"next_cursor":""`,
		}},
		{"92114 get", "a tag with its names", get("get", "&external_userid="+wecomsim.DemoCustomer), 0, []string{`"group_name":"`, `"tag_name":"`, `"tag_id":"`, `"type":1`}},
		{"92114 get", "only members in the visible range", steps(as(wecomsim.DemoOtherSecret), get("get", "&external_userid="+wecomsim.DemoCustomer)), 0, []string{`"userid":"lisi"`, "!zhangsan"}},
		{"ERR 84061 get (choice)", "nobody has the customer", get("get", "&external_userid=wmNOBODY"), 84061, nil},
		{"ERR 84061 get (choice)", "external_userid missing", get("get", ""), 84061, nil},
		{"ERR 84061 get (choice)", "nobody in the visible range has it", steps(as(wecomsim.DemoOtherSecret), get("get", "&external_userid=woSIM0000000000000000000000003AA")), 84061, nil},
		{"96316 userid_list", "100", post("batch/get_by_user", userids(100)), 0, nil},
		{"96316 userid_list", "101", post("batch/get_by_user", userids(101)), 40058, nil},
		{"96316 userid_list", "empty", post("batch/get_by_user", `{"userid_list":[]}`), 40058, nil},
		{"96316 batch/get_by_user", "follow_info is an object", post("batch/get_by_user", `{"userid_list":["lisi"],"limit":1}`), 0, []string{`"follow_info":{"userid":"lisi"`, `"tag_id":[`, `"external_contact":{`}},
		{"ERR 50100 cursor", "made up", post("batch/get_by_user", `{"userid_list":["lisi"],"cursor":"x"}`), 50100, nil},
	})

	page := func(rest string) step {
		return counted("external_contact_list", post("batch/get_by_user", `{"userid_list":["m"]`+rest+`}`))
	}
	runRowsOf(t, crowd(101), []row{
		{"96316 limit", "default 50", page(""), 0, []string{"rows=50 more=true"}},
		{"96316 limit", "100", page(`,"limit":100`), 0, []string{"rows=100 more=true"}},
		{"96316 limit", "over 100 is 100", page(`,"limit":1000`), 0, []string{"rows=100 more=true"}},
	})
}

func TestConformance_groups(t *testing.T) {
	list := func(rest string) step {
		return counted("group_chat_list", post("groupchat/list", `{"limit":1000`+rest+`}`))
	}
	owners := func(n int) string { return `,"owner_filter":{"userid_list":[` + many(n, `"lisi"`) + `]}` }
	runRows(t, []row{
		{"93414 limit", "missing", post("groupchat/list", `{}`), 40058, nil},
		{"93414 limit", "0", post("groupchat/list", `{"limit":0}`), 40058, nil},
		{"93414 limit", "1", post("groupchat/list", `{"limit":1}`), 0, nil},
		{"93414 limit", "1,000", list(""), 0, []string{"rows=3"}},
		{"93414 limit", "1,001", post("groupchat/list", `{"limit":1001}`), 40058, nil},
		{"93414 owner_filter", "100", list(owners(100)), 0, []string{"rows=1"}},
		{"93414 owner_filter", "101", list(owners(101)), 40058, nil},
		{"93414 owner_filter", "an owner who left", list(`,"owner_filter":{"userid_list":["gone"]}`), 0, []string{"wr-left"}},
		{"93414 status_filter", "1 is owner left", list(`,"status_filter":1,"owner_filter":{"userid_list":["gone"]}`), 0, []string{`"status":1`}},
		{"93414 status_filter", "3", list(`,"status_filter":3`), 0, []string{"rows=0"}},
		{"93414 status_filter", "4", list(`,"status_filter":4`), 40058, nil},
		{"ERR 50100 cursor", "made up", list(`,"cursor":"x"`), 50100, nil},
		{"96338 groupchat/get", "need_name 1", post("groupchat/get", `{"chat_id":"`+wecomsim.DemoGroup+`","need_name":1}`), 0, []string{`"owner":"zhangsan"`, `"name":"陈晓明"`, `"join_scene":3`}},
		{"96338 groupchat/get", "need_name 0", post("groupchat/get", `{"chat_id":"`+wecomsim.DemoGroup+`"}`), 0, []string{"!陈晓明"}},
		{"ERR 86003 chat_id", "missing", post("groupchat/get", `{}`), 86003, nil},
		{"ERR 40050 chat_id", "unknown", post("groupchat/get", `{"chat_id":"x"}`), 40050, nil},
		{"ERR 90501 chat_id", "no customer group", post("groupchat/get", `{"chat_id":"wr-staff"}`), 90501, nil},
	})

	for members, code := range map[int]int{1000: 0, 1001: 81017} {
		company := wecomsim.DemoCompany()
		for i := len(company.Members); i < members; i++ {
			company.Members = append(company.Members, wecomsim.Member{UserID: fmt.Sprint("u", i)})
		}

		runRowsOf(t, company, []row{
			{"93414, ERR 81017", fmt.Sprintf("%d members, no owner_filter", members), list(""), code, nil},
			{"93414", fmt.Sprintf("%d members, with owner_filter", members), list(owners(1)), 0, nil},
		})
	}
}

func TestConformance_tags(t *testing.T) {
	const taste, level, tea = "etgSIMtaste00000000000000AA", "etgSIMlevel00000000000000AA", "eteIlKKHSDfuMT18Kg9rBAAAA"

	tags := func(body string) step { return post("get_corp_tag_list", body) }
	runRows(t, []row{
		{"96320 get_corp_tag_list", "without ids: all, no word on deleted", tags(`{}`), 0, []string{taste, level, "!deleted", "!stgSIM", `!"gone"`}},
		{"96320 tag_id", "that tag", tags(`{"tag_id":["` + tea + `"]}`), 0, []string{"喝茶", "!喝咖啡", `"deleted":false`}},
		{"96320 group_id", "wins over tag_id", tags(`{"tag_id":["` + tea + `"],"group_id":["` + level + `"]}`), 0, []string{"重要客户", "!喝茶"}},
		{"96320 deleted", "listed by id", tags(`{"group_id":["old"]}`), 0, []string{`"deleted":true`}},
		{"ERR 40068", "unknown tag", tags(`{"tag_id":["x"]}`), 40068, nil},
		{"99544 get_strategy_tag_list", "only what the app created", post("get_strategy_tag_list", `{}`), 0, []string{"上海客户", "!stforeign", `"strategy_id":1`}},
		{"99544 get_strategy_tag_list", "the other app sees its own", steps(as(wecomsim.DemoOtherSecret), post("get_strategy_tag_list", `{}`)), 0, []string{"stforeign"}},
		{"99544 strategy_id", "of that strategy", post("get_strategy_tag_list", `{"strategy_id":9}`), 0, []string{`"tag_group":[]`}},
	})
}

// Every endpoint refuses in the same order: token, permission, method.
func TestConformance_everyEndpoint(t *testing.T) {
	var rows []row

	for _, route := range strings.Fields(`POST:add_msg_template POST:get_groupmsg_list_v2 POST:get_groupmsg_task
		POST:get_groupmsg_send_result POST:remind_groupmsg_send POST:cancel_groupmsg_send GET:get_follow_user_list
		GET:list GET:get POST:batch/get_by_user POST:groupchat/list POST:groupchat/get POST:get_corp_tag_list
		POST:get_strategy_tag_list`) {
		method, endpoint, _ := strings.Cut(route, ":")
		path := "/cgi-bin/externalcontact/" + endpoint
		call := func(w *world) answer { return w.do(method, w.contactPath(endpoint), "{}") }
		rows = append(rows,
			row{"ERR 41001", endpoint + " without a token", plain(method, path, "{}"), 41001, nil},
			row{"ERR 40014", endpoint + " with a wrong one", plain(method, path+"?access_token=x", "{}"), 40014, nil},
			row{"ERR 48002", endpoint + " by an app that may not", steps(as("forbidden"), call), 48002, nil},
			row{"ERR 40058", endpoint + " by another method", func(w *world) answer { return w.do("PUT", w.contactPath(endpoint), "{}") }, 40058, nil})
	}

	runRows(t, rows)
}
