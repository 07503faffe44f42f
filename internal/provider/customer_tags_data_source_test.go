package provider_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// taggedSimulation has tags whose names are easy to mistake.
func taggedSimulation(t *testing.T) simulation {
	t.Helper()

	company := wecomsim.DemoCompany()
	company.TagGroups = append(company.TagGroups,
		wecomsim.TagGroup{GroupID: "etgCITY", Name: "城市", Tags: []wecomsim.Tag{
			{ID: "etBJ", Name: "北京"}, {ID: "etSH", Name: "上海"}, {ID: "etTEA", Name: "喝茶"},
		}},
		wecomsim.TagGroup{GroupID: "etgSLASH", Name: "来源/线上", Tags: []wecomsim.Tag{{ID: "etSHOP", Name: "官网"}}},
		wecomsim.TagGroup{GroupID: "etgSLASH2", Name: "来源", Tags: []wecomsim.Tag{{ID: "etSHOP2", Name: "线上/官网"}}},
		wecomsim.TagGroup{GroupID: "stgTWO", Name: "华北区规则组", StrategyID: 2, Tags: []wecomsim.Tag{{ID: "stBEIJING", Name: "北京客户"}}},
	)

	sim := simulate(t)
	sim.SetCompany(company)

	return sim
}

func TestCustomerTags_data(t *testing.T) {
	p := configured(t, taggedSimulation(t))

	for name, test := range map[string]struct {
		config object
		want   string // tag_list
	}{
		"no names":                      {object{}, "null"},
		"whole names, in their order":   {object{"names": []string{"口味/喝茶", "客户等级/重要客户"}}, jsonList(tagTea, tagVIP)},
		"a short name that one tag has": {object{"names": []string{"重要客户"}}, jsonList(tagVIP)},
		"the same name twice":           {object{"names": []string{"北京", "城市/北京"}}, jsonList("etBJ", "etBJ")},
		"a strategy tag":                {object{"source": "strategy", "names": []string{"上海客户"}}, jsonList("stSIMshanghai000000000000AAAA")},
		"of one rule group":             {object{"source": "strategy", "strategy_id": 2, "names": []string{"北京客户"}}, jsonList("stBEIJING")},
	} {
		t.Run(name, func(t *testing.T) {
			wantAttributes(t, name, p.reads("wecom_customer_tags", test.config), map[string]string{"tag_list": test.want})
		})
	}

	wantAttributes(t, "strategy", p.reads("wecom_customer_tags", object{"source": "strategy", "strategy_id": 2}), map[string]string{
		"ids":       `{"华北区规则组/北京客户":"stBEIJING"}`,
		"tag_group": `[{"create_time":null,"group_id":"stgTWO","group_name":"华北区规则组","order":0,"strategy_id":2,"tag":[{"create_time":null,"id":"stBEIJING","name":"北京客户","order":0}]}]`,
	})

	// A full name that two tags share is not in the map.
	wantAttributes(t, "enterprise", p.reads("wecom_customer_tags", object{}), map[string]string{
		"ids": `{"口味/喝咖啡":"eteSIMcoffee0000000000AAAA","口味/喝茶":"` + tagTea + `","城市/上海":"etSH","城市/北京":"etBJ","城市/喝茶":"etTEA",` +
			`"客户等级/普通客户":"` + tagRegular + `","客户等级/重要客户":"` + tagVIP + `"}`,
	})
}

func TestCustomerTags_aNameThatIsNotOneTag(t *testing.T) {
	p := configured(t, taggedSimulation(t))

	for name, test := range map[string]struct {
		names []string
		want  []expectation
	}{
		"a typo":             {[]string{"重要客人"}, []expectation{at("names[0]", "Unknown", `no tag "重要客人"`, `"客户等级/重要客户" (`+tagVIP+`)`)}},
		"the wrong group":    {[]string{"城市/喝咖啡"}, []expectation{at("names[0]", `"城市/喝茶" (etTEA)`)}},
		"the second of two":  {[]string{"上海", "上海市"}, []expectation{at("names[1]", "Near are", `"城市/上海" (etSH)`)}},
		"in two groups":      {[]string{"喝茶"}, []expectation{at("names[0]", "Ambiguous", `"口味/喝茶" (`+tagTea+`), "城市/喝茶" (etTEA)`)}},
		"of two readings":    {[]string{"来源/线上/官网"}, []expectation{at("names[0]", "Ambiguous", "etSHOP", "etSHOP2")}},
		"of a group":         {[]string{"城市"}, []expectation{at("names[0]", "Unknown", "the name of a group of tags", `"城市/上海" (etSH)`)}},
		"every name is told": {[]string{"甲", "上海", "乙"}, []expectation{at("names[0]", "Unknown"), at("names[2]", "Unknown")}},
	} {
		t.Run(name, func(t *testing.T) {
			_, found := p.read("wecom_customer_tags", object{"names": test.names})
			found.expect(t, "problem", test.want...)
		})
	}

	sim := simulate(t)
	sim.SetCompany(wecomsim.Company{CorpID: wecomsim.DemoCorpID, Apps: []wecomsim.App{{Name: "demo", Secret: wecomsim.DemoSecret}}})

	_, found := configured(t, sim).read("wecom_customer_tags", object{"names": []string{"上海"}})
	found.expect(t, "problem", at("names[0]", "no tags that the app may see"))
}

func TestCustomerTags_whatIsWrong(t *testing.T) {
	p := serve(t)

	for name, test := range map[string]struct {
		config object
		want   []expectation
	}{
		"no names":                          {object{"names": []string{}}, []expectation{at("names", "it is empty")}},
		"an empty name":                     {object{"names": []string{"a", ""}}, []expectation{at("names[1]", "it is empty")}},
		"another source":                    {object{"source": "corp"}, []expectation{at("source", `"corp" is none of enterprise, strategy`)}},
		"a rule group of the enterprise":    {object{"source": "enterprise", "strategy_id": 1}, []expectation{at("strategy_id", "rule group")}},
		"a rule group of no named source":   {object{"strategy_id": 1}, []expectation{at("strategy_id", `source = "strategy"`)}},
		"unknown values":                    {object{"source": unknown, "strategy_id": unknown, "names": unknown}, nil},
		"a rule group of an unknown source": {object{"source": unknown, "strategy_id": 1, "names": []any{unknown}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p.validateData("wecom_customer_tags", test.config).expect(t, "problem", test.want...)
		})
	}
}
