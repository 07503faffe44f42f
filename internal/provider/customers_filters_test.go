package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// withGroups is the demo company with customers in three groups, one of which
// has a person who is nobody's customer.
func withGroups() wecomsim.Company {
	company := wecomsim.DemoCompany()
	guests := func(ids ...string) []wecomsim.GroupMember {
		people := []wecomsim.GroupMember{{UserID: "zhangsan", Type: 1}}
		for _, id := range ids {
			people = append(people, wecomsim.GroupMember{UserID: id, Type: 2})
		}

		return people
	}

	company.Groups[0].Members = guests(customer1, customer2)
	company.Groups[1].Members = guests(customer2, customer4, "wmNOBODYSCUSTOMER00000000000000A")
	company.Groups[2].Members = guests()

	return company
}

func TestCustomers_filters(t *testing.T) {
	sim := simulate(t)
	sim.SetCompany(withGroups())

	p := configured(t, sim)
	both := []string{"zhangsan", "lisi"}

	for name, test := range map[string]struct {
		config object
		want   []string
	}{
		// zhangsan gave 1: VIP, tea; 2: regular, tea; 3: VIP, coffee; 4: none.
		// lisi gave 1: regular; 2: none; 5: regular, coffee.
		"all of two tags":                   {object{"tag_id_all": []string{tagVIP, tagTea}}, []string{customer1}},
		"all of one":                        {object{"tag_id_all": []string{tagTea, tagTea}}, []string{customer1, customer2}},
		"all of tags of two members":        {object{"tag_id_all": []string{tagVIP, tagRegular}}, nil},
		"none of a tag":                     {object{"tag_id_none": []string{tagTea}}, []string{customer3, customer4, customer5}},
		"none of a tag that the other gave": {object{"tag_id_none": []string{tagRegular}}, []string{customer3, customer4}},
		"none of it, of one member":         {object{"userid_list": []string{"zhangsan"}, "tag_id_none": []string{tagRegular}}, []string{customer1, customer3, customer4}},
		"any, all and none": {
			object{"tag_id": []string{tagVIP, tagRegular}, "tag_id_all": []string{tagTea}, "tag_id_none": []string{tagRegular}, "userid_list": []string{"zhangsan"}},
			[]string{customer1},
		},
		"none of a tag, of those added later": {object{"tag_id_none": []string{tagVIP}, "added_after": "2025-03-04T00:00:00+08:00"}, []string{customer2, customer4, customer5}},
		"in a group":                          {object{"chat_id_list": []string{group1}}, []string{customer1, customer2}},
		"in one of two groups":                {object{"chat_id_list": []string{group1, group2, group1}}, []string{customer1, customer2, customer4}},
		"in a group, of one member":           {object{"chat_id_list": []string{group2}, "userid_list": []string{"lisi"}}, []string{customer2}},
		"in a group, with a tag":              {object{"chat_id_list": []string{group1}, "tag_id": []string{tagVIP}}, []string{customer1}},
		"in a group without customers":        {object{"chat_id_list": []string{group3}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			config := with(object{"userid_list": both}, test.config)

			wantAttributes(t, name, p.reads("wecom_customers", config), map[string]string{
				"external_userid": jsonList(test.want...), "recipients_count": fmt.Sprint(len(test.want)), "output_sha256": "null", "customers": "null",
			})

			// Details are those of the customers who were found, and of no
			// others.
			details := p.reads("wecom_customers", with(config, object{"details": true}))
			if n := strings.Count(details["customers"], `"name"`); n != len(test.want) {
				t.Errorf("details of %d customers, want %d: %s", n, len(test.want), details["customers"])
			}
		})
	}

	wantCalls(t, "two groups, one of them named twice", sim, map[string]int{"groupchat/get": 2, "list": 2}, func() {
		p.reads("wecom_customers", object{"userid_list": both, "chat_id_list": []string{group1, group2, group1}})
	})
}

func TestCustomers_whatIsWrongWithFilters(t *testing.T) {
	p := serve(t)

	many := make([]string, wecom.MaxChatIDs+1)
	for i := range many {
		many[i] = fmt.Sprintf("wrSIM%025d", i)
	}

	for name, test := range map[string]struct {
		change object
		want   []expectation
	}{
		"no tag for all of":     {object{"tag_id_all": []string{}}, []expectation{at("tag_id_all", "it is empty")}},
		"no tag for none of":    {object{"tag_id_none": []string{}}, []expectation{at("tag_id_none", "it is empty")}},
		"a tag in all and none": {object{"tag_id_all": []string{tagVIP, tagTea}, "tag_id_none": []string{tagTea}}, []expectation{at("tag_id_none", "tag_id_all", "no customer can match")}},
		"any is none of":        {object{"tag_id": []string{tagVIP}, "tag_id_none": []string{tagTea, tagVIP}}, []expectation{at("tag_id_none", "all tags of tag_id", "no customer can match")}},
		"one of any is none of": {object{"tag_id": []string{tagVIP, tagRegular}, "tag_id_none": []string{tagTea, tagVIP}}, nil},
		"any is not known":      {object{"tag_id": []any{tagVIP, unknown}, "tag_id_none": []string{tagVIP}}, nil},
		"no group":              {object{"chat_id_list": []string{}}, []expectation{at("chat_id_list", "it is empty")}},
		"a null group":          {object{"chat_id_list": []any{group1, nil}}, []expectation{at("chat_id_list[1]", "null")}},
		"as many groups":        {object{"chat_id_list": many[1:]}, nil},
		"too many groups":       {object{"chat_id_list": many}, []expectation{at("chat_id_list", "2,001 groups; the limit is 2,000, 1 too many")}},
		"unknown values":        {object{"tag_id_all": unknown, "tag_id_none": []any{unknown}, "chat_id_list": unknown}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			config := with(object{"userid_list": []string{"zhangsan"}}, test.change)

			p.validateData("wecom_customers", config).expect(t, "problem", test.want...)
		})
	}
}

// A group that cannot be read is told at its place, and nothing of what was
// read is kept.
func TestCustomers_groupsThatCannotBeRead(t *testing.T) {
	company := withGroups()
	company.Groups = append(company.Groups, wecomsim.GroupChat{ChatID: "wrINTERNAL", Owner: "zhangsan", NotCustomerGroup: true})
	company.Apps[0].VisibleMembers = []string{"zhangsan"}

	sim := simulate(t)
	sim.SetCompany(company)

	p := configured(t, sim)

	for id, words := range map[string][]string{
		"wrGONE":     {"errcode 40050", "does not exist", "correct chat_id_list"},
		"wrINTERNAL": {"errcode 90501", "not a customer group"},
		group3:       {"errcode 60021", "可见范围"},
	} {
		state, found := p.read("wecom_customers", object{"userid_list": []string{"zhangsan"}, "chat_id_list": []string{group1, id}})
		found.expect(t, "problem of "+id, at("chat_id_list[1]", append([]string{"Unable to Read Customers"}, words...)...))

		if !state.IsNull() {
			t.Error("there is a state beside the error")
		}
	}
}
