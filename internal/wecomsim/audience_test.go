package wecomsim_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// get asks an endpoint of customer contact by GET.
func (c *client) get(endpoint, query string) answer {
	c.t.Helper()
	return c.do("GET", c.contactPath(endpoint)+query, "")
}

func TestFollowUserList_data(t *testing.T) {
	c := newClient(t)
	if got := c.get("get_follow_user_list", "").list("follow_user"); !reflect.DeepEqual(got, []any{"zhangsan", "lisi", "wangwu"}) {
		t.Errorf("all: %v", got)
	}

	c.token = c.getToken(wecomsim.DemoOtherSecret)
	if got := c.get("get_follow_user_list", "").list("follow_user"); !reflect.DeepEqual(got, []any{"lisi"}) {
		t.Errorf("in the visible range: %v", got)
	}

	c.wantCode(c.contact("get_follow_user_list", ""), 40058)
}

func TestCustomerList_data(t *testing.T) {
	c := newClient(t)

	want := []any{wecomsim.DemoCustomer, "woSIM0000000000000000000000002AA", "woSIM0000000000000000000000005AA"}
	if got := c.get("list", "&userid=lisi").list("external_userid"); !reflect.DeepEqual(got, want) {
		t.Errorf("customers of lisi: %v", got)
	}

	for userid, code := range map[string]int{
		"": 60111, strings.Repeat("x", 65): 40003, "nobody": 40003, "zhaoliu": 84061, "wangwu": 84061,
	} {
		c.wantCode(c.get("list", "&userid="+userid), code)
	}

	c.token = c.getToken(wecomsim.DemoOtherSecret)
	c.wantCode(c.get("list", "&userid=zhangsan"), 60021)

	lenient := newClient(t, wecomsim.WithEmptyCustomerList(true))
	lenient.wantCode(lenient.get("list", "&userid=wangwu"), 0)
}

// crowd is a company in which member m has n customers and owns n groups.
func crowd(n int) wecomsim.Company {
	company := wecomsim.DemoCompany()

	company.Members = append(company.Members, wecomsim.Member{UserID: "m"})
	for i := range n {
		company.Customers = append(company.Customers, wecomsim.Customer{
			ExternalUserID: fmt.Sprint("wo", i), Follows: []wecomsim.Follow{{UserID: "m"}},
		})
		company.Groups = append(company.Groups, wecomsim.GroupChat{ChatID: fmt.Sprint("wr", i), Owner: "m"})
	}

	return company
}

func TestCustomersByUser_paging(t *testing.T) {
	for _, test := range []struct {
		rows  int
		limit string
		want  []int
	}{
		{0, ``, []int{0}},
		{1, ``, []int{1}},
		{50, ``, []int{50}},
		{51, ``, []int{50, 1}},
		{101, `,"limit":100`, []int{100, 1}},
		{101, `,"limit":1000`, []int{100, 1}},
	} {
		t.Run(fmt.Sprintf("%d rows%s", test.rows, test.limit), func(t *testing.T) {
			c := newCompanyClient(t, crowd(test.rows))

			got := pages(c, "batch/get_by_user", "external_contact_list", func(cursor string) string {
				return `{"userid_list":["m"],"cursor":"` + cursor + `"` + test.limit + `}`
			})
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("pages %v, want %v", got, test.want)
			}
		})
	}
}

func TestCustomersByUser_rowsCrossMembers(t *testing.T) {
	c := newClient(t)

	var rows []string

	cursor := ""
	for range 4 {
		a := c.contact("batch/get_by_user", `{"userid_list":["zhangsan","wangwu","lisi"],"limit":2,"cursor":"`+cursor+`"}`)
		for _, item := range a.list("external_contact_list") {
			row := item.(map[string]any)
			contact, follow := row["external_contact"].(map[string]any), row["follow_info"].(map[string]any)
			rows = append(rows, shortNames.Replace(contact["external_userid"].(string))+" "+follow["userid"].(string))
		}

		cursor = a.str("next_cursor")
	}

	want := []string{"1 zhangsan", "2 zhangsan", "3 zhangsan", "4 zhangsan", "1 lisi", "2 lisi", "5 lisi"}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("rows %v, want %v", rows, want)
	}

	first := c.contact("batch/get_by_user", `{"userid_list":["zhangsan"],"limit":1}`).list("external_contact_list")[0]

	wantFirst := map[string]any{
		"external_contact": map[string]any{
			"external_userid": wecomsim.DemoCustomer, "name": "陈晓明", "type": 1.0, "avatar": "", "gender": 0.0,
		},
		"follow_info": map[string]any{
			"userid": "zhangsan", "remark": "", "createtime": 1740792600.0, "add_way": 1.0,
			"tag_id": []any{"ete19278asuMT123109rBAAAA", "eteIlKKHSDfuMT18Kg9rBAAAA"},
		},
	}
	if !reflect.DeepEqual(first, wantFirst) {
		t.Errorf("first row %v, want %v", first, wantFirst)
	}
}

func TestCustomersByUser_refusals(t *testing.T) {
	company := crowd(0)
	for i := range 101 {
		company.Members = append(company.Members, wecomsim.Member{UserID: fmt.Sprint("u-", i)})
	}

	c := newCompanyClient(t, company)

	list := func(n int) string {
		var userids []string
		for i := range n {
			userids = append(userids, fmt.Sprint("u-", i))
		}

		return quoted(userids)
	}
	for body, code := range map[string]int{
		`{"userid_list":` + list(100) + `}`:     0,
		`{"userid_list":` + list(101) + `}`:     40058,
		`{"userid_list":[]}`:                    40058,
		`{}`:                                    40058,
		`{"userid_list":["nobody"]}`:            60111,
		`{"userid_list":["m"],"cursor":"oops"}`: 50100,
	} {
		c.wantCode(c.contact("batch/get_by_user", body), code)
	}
}

func TestGroupChatList_data(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.Groups = append(company.Groups,
		wecomsim.GroupChat{ChatID: "left", Owner: "gone", Status: 1},
		wecomsim.GroupChat{ChatID: "moved", Owner: "lisi", Status: 3},
		wecomsim.GroupChat{ChatID: "colleagues", Owner: "lisi", NotCustomerGroup: true})

	c := newCompanyClient(t, company)
	for _, test := range []struct{ name, body, want string }{
		{"all", `{"limit":10}`, "tea-group=0 wrSIM00000000000000000000002AA=0 wrSIM00000000000000000000003AA=0 moved=3"},
		{"by owner", `{"owner_filter":{"userid_list":["lisi"]},"limit":10}`, "wrSIM00000000000000000000003AA=0 moved=3"},
		{"by status", `{"status_filter":3,"limit":10}`, "moved=3"},
		{"of an owner who left", `{"owner_filter":{"userid_list":["gone"]},"status_filter":1,"limit":10}`, "left=1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string

			for _, item := range c.contact("groupchat/list", test.body).list("group_chat_list") {
				row := item.(map[string]any)
				got = append(got, fmt.Sprintf("%s=%v", shortNames.Replace(row["chat_id"].(string)), row["status"]))
			}

			if strings.Join(got, " ") != test.want {
				t.Errorf("got %v, want %s", got, test.want)
			}
		})
	}

	for body, code := range map[string]int{
		`{}`:                            40058,
		`{"limit":0}`:                   40058,
		`{"limit":1}`:                   0,
		`{"limit":1000}`:                0,
		`{"limit":1001}`:                40058,
		`{"limit":1,"status_filter":4}`: 40058,
		`{"limit":1,"owner_filter":{"userid_list":[` + many(100, `"lisi"`) + `]}}`:   0,
		`{"limit":1,"owner_filter":{"userid_list":[` + many(101, `"lisi"`) + `]}}`:   40058,
		`{"limit":1,"owner_filter":{"userid_list":["lisi"]},"cursor":"b2Zmc2V0fDE"}`: 50100,
	} {
		c.wantCode(c.contact("groupchat/list", body), code)
	}

	c.token = c.getToken(wecomsim.DemoOtherSecret)
	if rows := c.contact("groupchat/list", `{"limit":10}`).list("group_chat_list"); len(rows) != 2 {
		t.Errorf("visible groups %v", rows)
	}
}

func TestGroupChatList_paging(t *testing.T) {
	for rows, want := range map[int][]int{0: {0}, 1: {1}, 1000: {1000}, 1001: {1000, 1}} {
		c := newCompanyClient(t, crowd(rows))

		got := pages(c, "groupchat/list", "group_chat_list", func(cursor string) string {
			return `{"owner_filter":{"userid_list":["m"]},"limit":1000,"cursor":"` + cursor + `"}`
		})
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d rows: pages %v, want %v", rows, got, want)
		}
	}
}

func TestGroupChatList_needsOwnersInALargeCompany(t *testing.T) {
	for members, code := range map[int]int{1000: 0, 1001: 81017} {
		company := wecomsim.DemoCompany()
		for i := len(company.Members); i < members; i++ {
			company.Members = append(company.Members, wecomsim.Member{UserID: fmt.Sprint("u", i)})
		}

		c := newCompanyClient(t, company)
		c.wantCode(c.contact("groupchat/list", `{"limit":1}`), code)
		c.wantCode(c.contact("groupchat/list", `{"limit":1,"owner_filter":{"userid_list":["u7"]}}`), 0)
	}
}

func TestGroupChatGet_data(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.Groups = append(company.Groups, wecomsim.GroupChat{ChatID: "colleagues", Owner: "lisi", NotCustomerGroup: true})
	c := newCompanyClient(t, company)
	a := c.contact("groupchat/get", `{"chat_id":"`+wecomsim.DemoGroup+`","need_name":1}`)
	group, _ := a.fields["group_chat"].(map[string]any)

	members, _ := group["member_list"].([]any)
	if group["owner"] != "zhangsan" || group["name"] != "春茶品鉴群" || len(members) != 2 {
		t.Fatalf("group %s", a.raw)
	}

	if members[1].(map[string]any)["name"] != "陈晓明" || members[1].(map[string]any)["type"] != 2.0 {
		t.Errorf("member %v", members[1])
	}

	if a = c.contact("groupchat/get", `{"chat_id":"`+wecomsim.DemoGroup+`"}`); strings.Contains(a.raw, "陈晓明") {
		t.Errorf("names without need_name: %s", a.raw)
	}

	c.wantCode(c.contact("groupchat/get", `{}`), 86003)
	c.wantCode(c.contact("groupchat/get", `{"chat_id":"no"}`), 40050)
	c.wantCode(c.contact("groupchat/get", `{"chat_id":"colleagues"}`), 90501)
}

// tagNames is "group: tag tag; group: tag" of a tag list.
func tagNames(a answer) string {
	var groups []string

	for _, item := range a.list("tag_group") {
		group := item.(map[string]any)

		var names []string

		for _, tag := range group["tag"].([]any) {
			name := tag.(map[string]any)["name"].(string)
			if deleted, _ := tag.(map[string]any)["deleted"].(bool); deleted {
				name += "(deleted)"
			}

			names = append(names, name)
		}

		groups = append(groups, fmt.Sprintf("%s: %s", group["group_name"], strings.Join(names, " ")))
	}

	return strings.Join(groups, "; ")
}

func TestTags_data(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.TagGroups[1].Tags[1].Deleted = true
	company.TagGroups = append(company.TagGroups, wecomsim.TagGroup{
		GroupID: "foreign", Name: "别的应用", StrategyID: 2, App: "other", Tags: []wecomsim.Tag{{ID: "st1", Name: "x"}},
	})

	c := newCompanyClient(t, company)
	for _, test := range []struct{ endpoint, body, want string }{
		{"get_corp_tag_list", `{}`, "客户等级: 重要客户 普通客户; 口味: 喝茶"},
		{"get_corp_tag_list", `{"tag_id":["eteIlKKHSDfuMT18Kg9rBAAAA"]}`, "口味: 喝茶"},
		{"get_corp_tag_list", `{"tag_id":["eteIlKKHSDfuMT18Kg9rBAAAA"],"group_id":["etgSIMlevel00000000000000AA"]}`, "客户等级: 重要客户 普通客户"},
		{"get_corp_tag_list", `{"group_id":["etgSIMtaste00000000000000AA"]}`, "口味: 喝茶 喝咖啡(deleted)"},
		{"get_strategy_tag_list", `{}`, "华东区规则组: 上海客户"},
		{"get_strategy_tag_list", `{"strategy_id":2}`, ""},
	} {
		t.Run(test.endpoint+" "+test.body, func(t *testing.T) {
			a := c.contact(test.endpoint, test.body)
			c.wantCode(a, 0)

			if got := tagNames(a); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}

	c.wantCode(c.contact("get_corp_tag_list", `{"tag_id":["no"]}`), 40068)
	c.wantCode(c.contact("get_corp_tag_list", `{"group_id":["stgSIMregion0000000000000AA"]}`), 40068)
	c.wantCode(c.contact("add_msg_template", `{"tag_filter":{"group_list":[{"tag_list":["eteSIMcoffee0000000000AAAA"]}]},"text":{"content":"x"}}`), 40068)

	c.token = c.getToken(wecomsim.DemoOtherSecret)
	if got, want := tagNames(c.contact("get_strategy_tag_list", `{}`)), "华东区规则组: 上海客户; 别的应用: x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
