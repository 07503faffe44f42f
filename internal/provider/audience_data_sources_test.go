package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Ids of the demo company.
const (
	customer1 = wecomsim.DemoCustomer
	customer2 = "woSIM0000000000000000000000002AA"
	customer3 = "woSIM0000000000000000000000003AA"
	customer4 = "woSIM0000000000000000000000004AA"
	customer5 = "woSIM0000000000000000000000005AA"

	tagVIP     = "ete19278asuMT123109rBAAAA"
	tagRegular = "ete19MT12278109UYteaBAAAA"
	tagTea     = "eteIlKKHSDfuMT18Kg9rBAAAA"

	group1 = wecomsim.DemoGroup
	group2 = "wrSIM00000000000000000000002AA"
	group3 = "wrSIM00000000000000000000003AA"
)

func jsonList(texts ...string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = fmt.Sprintf("%q", text)
	}

	return "[" + strings.Join(quoted, ",") + "]"
}

func TestFollowUsers_data(t *testing.T) {
	got := configured(t, simulate(t)).reads("wecom_follow_users", object{})

	wantAttributes(t, "all", got, map[string]string{"follow_user": jsonList("lisi", "wangwu", "zhangsan")})
}

func TestCustomers_data(t *testing.T) {
	p := configured(t, simulate(t))

	tests := map[string]struct {
		config object
		want   []string
	}{
		"of one member":              {object{"userid_list": []string{"zhangsan"}}, []string{customer1, customer2, customer3, customer4}},
		"of two members, each once":  {object{"userid_list": []string{"lisi", "zhangsan", "lisi"}}, []string{customer1, customer2, customer3, customer4, customer5}},
		"of a member without any":    {object{"userid_list": []string{"wangwu"}}, nil},
		"with a tag":                 {object{"userid_list": []string{"zhangsan"}, "tag_id": []string{tagVIP}}, []string{customer1, customer3}},
		"with one of two tags":       {object{"userid_list": []string{"zhangsan", "lisi"}, "tag_id": []string{tagRegular, tagTea}}, []string{customer1, customer2, customer5}},
		"with a tag that nobody has": {object{"userid_list": []string{"wangwu"}, "tag_id": []string{tagVIP}}, nil},
		"added at a time or later":   {object{"userid_list": []string{"zhangsan"}, "added_after": "2025-03-05T09:30:00+08:00"}, []string{customer3, customer4}},
		"added before a time":        {object{"userid_list": []string{"zhangsan"}, "added_before": "2025-03-05T01:30:00Z"}, []string{customer1, customer2}},
		"added between two times":    {object{"userid_list": []string{"zhangsan"}, "added_after": "2025-03-03T00:00:00+08:00", "added_before": "2025-03-06T00:00:00+08:00"}, []string{customer2, customer3}},
		"added in one of two ways":   {object{"userid_list": []string{"zhangsan", "lisi"}, "add_way": []any{2, 3}}, []string{customer2, customer5}},
		// lisi tagged customer 1 regular on the 2nd, zhangsan added on the 1st:
		// no member did both.
		"all filters hold for one member": {object{"userid_list": []string{"zhangsan", "lisi"}, "tag_id": []string{tagRegular}, "added_before": "2025-03-02T00:00:00+08:00"}, nil},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := p.reads("wecom_customers", test.config)

			wantAttributes(t, name, got, map[string]string{"external_userid": jsonList(test.want...), "customers": "null"})
		})
	}
}

func TestCustomers_details(t *testing.T) {
	p := configured(t, simulate(t))

	got := p.reads("wecom_customers", object{"userid_list": []string{"zhangsan", "lisi"}, "tag_id": []string{tagVIP}, "added_before": "2025-03-02T00:00:00+08:00", "details": true})

	wantAttributes(t, "details", got, map[string]string{
		"external_userid": jsonList(customer1),
		"customers": `[{"external_userid":"` + customer1 + `","follow_info":[` +
			`{"add_way":0,"createtime":"2025-03-02T01:30:00Z","remark":null,"state":null,"tag_id":["` + tagRegular + `"],"userid":"lisi"},` +
			`{"add_way":1,"createtime":"2025-03-01T01:30:00Z","remark":null,"state":null,"tag_id":["` + tagVIP + `","` + tagTea + `"],"userid":"zhangsan"}` +
			`],"name":"陈晓明","type":1}]`,
	})
}

// What WeCom does not say is null, and a number may be a string or the other
// way round.
func TestCustomers_detailsAsWeComMayWriteThem(t *testing.T) {
	sim := simulate(t)
	sim.Arm(wecomsim.Fault{Endpoint: "get_by_user", Body: []byte(`{"errcode":0,"external_contact_list":[
		{"external_contact":{"external_userid":"wm1","type":"1"},"follow_info":{"createtime":"1740792600","state":7,"add_way":"202"}}]}`)})

	got := configured(t, sim).reads("wecom_customers", object{"userid_list": []string{"zhangsan"}, "details": true})

	wantAttributes(t, "details", got, map[string]string{
		"customers": `[{"external_userid":"wm1","follow_info":[{"add_way":202,"createtime":"2025-03-01T01:30:00Z","remark":null,"state":"7","tag_id":[],"userid":null}],"name":null,"type":1}]`,
	})
}

func TestCustomers_whatIsWrong(t *testing.T) {
	p := serve(t)

	tests := map[string]struct {
		change object
		want   []expectation
	}{
		"no member":             {object{"userid_list": []string{}}, []expectation{at("userid_list", "it is empty")}},
		"an empty userid":       {object{"userid_list": []string{"zhangsan", ""}}, []expectation{at("userid_list[1]", "empty")}},
		"a null userid":         {object{"userid_list": []any{nil}}, []expectation{at("userid_list[0]", "null")}},
		"no tag":                {object{"tag_id": []string{}}, []expectation{at("tag_id", "it is empty")}},
		"a tag with a space":    {object{"tag_id": []string{" et1"}}, []expectation{at("tag_id[0]", "white space")}},
		"not a time":            {object{"added_after": "yesterday"}, []expectation{at("added_after", "RFC 3339")}},
		"a date without time":   {object{"added_before": "2025-03-01"}, []expectation{at("added_before", "RFC 3339")}},
		"a window without time": {object{"added_after": "2025-03-02T00:00:00Z", "added_before": "2025-03-02T00:00:00Z"}, []expectation{at("added_before", "no customer can match")}},
		"no way":                {object{"add_way": []any{}}, []expectation{at("add_way", "no customer can match")}},
		"unknown values": {object{
			"userid_list": unknown, "tag_id": []any{unknown}, "added_after": unknown, "added_before": unknown, "add_way": unknown, "details": unknown,
		}, nil},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			config := with(object{"userid_list": []string{"zhangsan"}}, test.change)

			p.validateData("wecom_customers", config).expect(t, "problem", test.want...)
		})
	}
}

func TestGroupChats_data(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.Groups[1].Status = 2
	company.Groups = append(company.Groups, wecomsim.GroupChat{ChatID: "wrGONE", Owner: "gone", Status: 1})

	sim := simulate(t)
	sim.SetCompany(company)

	p := configured(t, sim)

	tests := map[string]struct {
		config object
		want   []string
	}{
		"all":                    {object{}, []string{group1, group2, group3}},
		"all, said so":           {object{"status_filter": "all"}, []string{group1, group2, group3}},
		"of an owner":            {object{"owner_filter": object{"userid_list": []string{"lisi"}}}, []string{group3}},
		"of an owner who left":   {object{"owner_filter": object{"userid_list": []string{"gone"}}, "status_filter": "owner_left"}, []string{"wrGONE"}},
		"being handed over":      {object{"status_filter": "inheriting"}, []string{group2}},
		"handed over":            {object{"status_filter": "inherited"}, nil},
		"in the ordinary course": {object{"status_filter": "normal"}, []string{group1, group3}},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			wantAttributes(t, name, p.reads("wecom_group_chats", test.config), map[string]string{"chat_id_list": jsonList(test.want...)})
		})
	}

	wantAttributes(t, "details", p.reads("wecom_group_chats", object{"status_filter": "inheriting"}), map[string]string{
		"group_chat_list": `[{"chat_id":"` + group2 + `","owner":null,"status":"inheriting"}]`,
	})
}

func TestGroupChats_whatIsWrong(t *testing.T) {
	p := serve(t)

	for name, test := range map[string]struct {
		config object
		want   []expectation
	}{
		"no owner":             {object{"owner_filter": object{"userid_list": []string{}}}, []expectation{at("owner_filter.userid_list", "it is empty")}},
		"owners left out":      {object{"owner_filter": object{}}, []expectation{at("owner_filter.userid_list", "required")}},
		"a number as a status": {object{"status_filter": "1"}, []expectation{at("status_filter", `"1" is none of all, normal, owner_left, inheriting, inherited`)}},
		"unknown values":       {object{"owner_filter": unknown, "status_filter": unknown}, nil},
		"unknown owners":       {object{"owner_filter": object{"userid_list": unknown}}, nil},
		"an unknown owner":     {object{"owner_filter": object{"userid_list": []any{unknown, "lisi"}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p.validateData("wecom_group_chats", test.config).expect(t, "problem", test.want...)
		})
	}
}

// What WeCom refuses is told with its code, its cause and what to do, at the
// attribute that names the member.
func TestAudience_refusalsTeach(t *testing.T) {
	sim := simulate(t)
	p := configured(t, sim)

	for _, test := range []struct {
		name   string
		config object
		code   int
		want   expectation
	}{
		{"wecom_follow_users", object{}, 48002, at("", "Unable to Read Follow Users", "errcode 48002", "可调用接口的应用")},
		{"wecom_customers", object{"userid_list": []string{"lisi", "zhangsan"}}, 60111, at("userid_list[0]", "Unable to Read Customers", "errcode 60111", "not found")},
		{"wecom_customers", object{"userid_list": []string{"zhangsan"}, "details": true}, 84074, at("userid_list", "84074", "客户联系")},
		{"wecom_customers", object{"userid_list": []string{"zhangsan"}, "chat_id_list": []string{group1, group2}}, 49008, at("chat_id_list[0]", "Unable to Read Customers", "49008", "was dissolved")},
		{"wecom_group_chats", object{}, 81017, at("", "Unable to Read Group Chats", "81017", "Filter by owner")},
		{"wecom_group_chats", object{"owner_filter": object{"userid_list": []string{"zhangsan"}}}, 60021, at("owner_filter.userid_list[0]", "60021", "可见范围")},
		{"wecom_customer_tags", object{}, 48002, at("", "Unable to Read Customer Tags", "48002")},
		{"wecom_mass_messages", object{"start_time": "2025-01-01T00:00:00Z"}, 48002, at("", "Unable to Read Mass Messages", "48002")},
		{"wecom_mass_message_results", object{"msgid": "msg1"}, 41047, at("", "Unable to Read Mass Message Results", "41047", "does not know this msgid")},
		{"wecom_customers", object{"userid_list": []string{"zhangsan"}}, 99999999, at("", "99999999", "not in the provider's table")},
	} {
		sim.ClearFaults()
		sim.Arm(wecomsim.Fault{Endpoint: "get_follow_user_list", Errcode: test.code})
		sim.Arm(wecomsim.Fault{Endpoint: "get_by_user", Errcode: test.code})
		sim.Arm(wecomsim.Fault{Endpoint: "externalcontact/list", Errcode: test.code})
		sim.Arm(wecomsim.Fault{Endpoint: "groupchat/get", Errcode: test.code})
		sim.Arm(wecomsim.Fault{Endpoint: "groupchat/list", Errcode: test.code})
		sim.Arm(wecomsim.Fault{Endpoint: "get_corp_tag_list", Errcode: test.code})
		sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: test.code})

		_, found := p.read(test.name, test.config)
		found.expect(t, "problem of "+test.name, test.want)
	}
}

// An answer that leaves customers out, or cannot be filtered, is an error.
func TestCustomers_whoCannotBeListed(t *testing.T) {
	for name, test := range map[string]struct {
		answer string
		change object
		want   []expectation
	}{
		"members without licence": {
			`{"errcode":0,"external_contact_list":[],"fail_info":{"unlicensed_userid_list":["lisi"]}}`,
			object{"details": true},
			[]expectation{at("", "Unable to Read Customers", "接口许可", "lisi", "leave them out")},
		},
		"a time that is not told": {
			`{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":"wm1"},"follow_info":{"userid":"lisi"}}]}`,
			object{"added_after": "2025-01-01T00:00:00Z"},
			[]expectation{at("", "Unable to Read Customers", "no time of adding for 1 customer,")},
		},
		"a time that nobody asks for": {
			`{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":"wm1"},"follow_info":{"userid":"lisi"}}]}`, object{"details": true}, nil,
		},
		"a cursor that comes back": {
			`{"errcode":0,"external_contact_list":[],"next_cursor":"again"}`,
			object{"details": true},
			[]expectation{at("", "Unable to Read Customers", "cursor came twice")},
		},
		"an answer of somebody else": {
			`<html>`, object{"details": true}, []expectation{at("", "Unable to Read Customers", "not a JSON object")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			sim.Arm(wecomsim.Fault{Endpoint: "get_by_user", Body: []byte(test.answer)})

			p := serve(t, provider.WithClock(hastyClock()))
			p.configure(sim.block()).expect(t, "problem of the provider block")

			state, found := p.read("wecom_customers", with(object{"userid_list": []string{"lisi"}}, test.change))
			found.expect(t, "problem", test.want...)

			if len(test.want) > 0 && !state.IsNull() {
				t.Error("there is a state beside the error")
			}
		})
	}
}

// Every data source fails without credentials, with the names of what is
// missing, and without a call.
func TestDataSources_withoutCredentials(t *testing.T) {
	sim := simulate(t)
	p := serve(t)
	p.configure(object{"base_url": sim.URL}).errors().expect(t, "error of the provider block")

	for name, config := range map[string]object{
		"wecom_follow_users":         {},
		"wecom_customers":            {"userid_list": []string{"zhangsan"}},
		"wecom_group_chats":          {},
		"wecom_customer_tags":        {},
		"wecom_mass_messages":        {"start_time": "2025-01-01T00:00:00Z"},
		"wecom_mass_message_results": {"msgid": "msg1"},
	} {
		_, found := p.read(name, config)
		found.expect(t, "problem of "+name, at("", "No WeCom credentials", "corp_id (or WECOM_CORP_ID)", "corp_secret (or WECOM_CORP_SECRET)"))
	}

	if n := len(sim.Requests("")); n != 0 {
		t.Errorf("%d requests, want none", n)
	}
}
