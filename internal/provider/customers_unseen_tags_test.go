package provider_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// What is no tag leaves nobody out, and whoever was to get nothing would get
// the message.
func TestCustomers_whatIsNoTagIsTold(t *testing.T) {
	const (
		group    = "etgSIMlevel00000000000000AA"
		mistyped = "ete19278asuMT123109rBAAAAB"
	)

	sim := simulate(t)
	p := configured(t, sim)
	config := object{"userid_list": []string{"zhangsan", "lisi"}}

	for _, name := range []string{"tag_id", "tag_id_all", "tag_id_none"} {
		readingProblems(p, "wecom_customers", with(config, object{name: []string{tagVIP, group}})).errors().
			expect(t, "error of "+name, at(name+"[1]", group, "the id of the tag group", "客户等级", tagVIP))

		readingProblems(p, "wecom_customers", with(config, object{name: []string{mistyped}})).
			expect(t, "problem of "+name, at(name+"[0]", mistyped, "no enterprise tag that the app sees", "leaves nobody out"))
	}

	// The control: a tag that is seen, and one that nobody has.
	company := wecomsim.DemoCompany()
	company.TagGroups[0].Tags = append(company.TagGroups[0].Tags, wecomsim.Tag{ID: "etNOBODYHASTHISTAG000000000AA", Name: "新"})
	sim.SetCompany(company)

	readingProblems(p, "wecom_customers", with(config, object{"tag_id_none": []string{tagVIP, "etNOBODYHASTHISTAG000000000AA"}})).expect(t, "problem of a tag that nobody has")

	wantCalls(t, "all tags are seen", sim, map[string]int{"batch/get_by_user": 1}, func() {
		p.reads("wecom_customers", with(config, object{"tag_id_none": []string{tagVIP}}))
	})

	// Where the app may not ask, it is told that nobody has it.
	sim.Arm(wecomsim.Fault{Endpoint: "get_corp_tag_list", Errcode: 48002, Count: 1})

	readingProblems(p, "wecom_customers", with(config, object{"tag_id_none": []string{group}})).
		expect(t, "problem without permission", at("tag_id_none[0]", group, "Whether it is a tag is not known", "48002"))
}

// One of many that WeCom does not know is named, as is an owner of whom it
// answers nothing.
func TestAudienceDataSources_nameWhoIsNotKnown(t *testing.T) {
	sim := simulate(t)
	p := configured(t, sim)

	for _, test := range []struct {
		source string
		config object
		want   expectation
	}{
		{"wecom_customers", object{"userid_list": []string{"zhangsan", "ghost"}}, at("userid_list[1]", "userid_list[1]: WeCom refused the call for `ghost`")},
		{"wecom_customers", object{"userid_list": []string{"zhangsan"}, "chat_id_list": []string{group1, "wrGHOST"}}, at("chat_id_list[1]", "WeCom refused the call for `wrGHOST`")},
		{"wecom_group_chats", object{"owner_filter": object{"userid_list": []string{"zhangsan", "ghost"}}}, at("owner_filter.userid_list", "ghost", "no groups of them")},
	} {
		readingProblems(p, test.source, test.config).errors().expect(t, "error of "+test.source, test.want)
	}
}

func readingProblems(p *protocol, source string, config object) problems {
	_, found := p.read(source, config)

	return found
}
