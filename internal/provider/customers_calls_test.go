package provider_test

import (
	"fmt"
	"maps"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// contactCalls is how often the simulator was asked, by endpoint.
func contactCalls(sim simulation) map[string]int {
	n := map[string]int{}

	for _, request := range sim.Requests("") {
		if _, endpoint, contact := strings.Cut(request.Path, "/externalcontact/"); contact {
			n[endpoint]++
		}
	}

	return n
}

// wantCalls fails where a run makes other calls.
func wantCalls(t *testing.T, what string, sim simulation, want map[string]int, run func()) {
	t.Helper()

	before := contactCalls(sim)

	run()

	got := map[string]int{}

	for endpoint, n := range contactCalls(sim) {
		if n > before[endpoint] {
			got[endpoint] = n - before[endpoint]
		}
	}

	if !maps.Equal(got, want) {
		t.Errorf("%s: calls %v, want %v", what, got, want)
	}
}

// manyMembers are all members of a company of n members who serve customers,
// each with a customer of its own and one in common with the next.
func manyMembers(n int) (company wecomsim.Company, userids []string) {
	company = wecomsim.DemoCompany()
	company.Members, company.Customers, company.Groups = nil, nil, nil

	for i := range n {
		userid := fmt.Sprintf("member%03d", i+1)
		added := time.Date(2025, 3, 1, 0, 0, i, 0, time.UTC)

		userids = append(userids, userid)
		company.Members = append(company.Members, wecomsim.Member{UserID: userid})
		company.Customers = append(company.Customers, wecomsim.Customer{
			ExternalUserID: fmt.Sprintf("wmSIM%03d0000000000000000000000AA", i+1),
			Follows: []wecomsim.Follow{
				{UserID: userid, Tags: []string{tagVIP}, AddTime: added},
				{UserID: fmt.Sprintf("member%03d", (i+1)%n+1), AddTime: added},
			},
		})
	}

	return company, userids
}

// The customers of 500 members are 500 calls: WeCom gives all ids of a member
// in one, and details by pages.
func TestCustomers_withoutDetailsAreACallForEachMember(t *testing.T) {
	const n = 500

	company, userids := manyMembers(n)
	sim := simulate(t, wecomsim.WithRequestLog(3*n))
	sim.SetCompany(company)

	p := configured(t, sim)

	wantCalls(t, "500 members, two of them named twice", sim, map[string]int{"list": n}, func() {
		got := p.reads("wecom_customers", object{"userid_list": append(userids, "Member001", "member500")})
		wantAttributes(t, "500 members", got, map[string]string{"recipients_count": fmt.Sprint(n)})
	})

	for name, change := range map[string]object{
		"a tag":          {"tag_id": []string{tagVIP}},
		"all of tags":    {"tag_id_all": []string{tagVIP}},
		"none of tags":   {"tag_id_none": []string{tagTea}},
		"a time":         {"added_after": "2025-01-01T00:00:00Z"},
		"another time":   {"added_before": "2026-01-01T00:00:00Z"},
		"a way":          {"add_way": []any{0}},
		"their details":  {"details": true},
		"a tag and time": {"tag_id": []string{tagVIP}, "added_after": "2025-01-01T00:00:00Z"},
	} {
		want := map[string]int{"batch/get_by_user": 1}
		if name == "none of tags" {
			want["get_corp_tag_list"] = 1 // nobody has it, so it may be none
		}

		wantCalls(t, name, sim, want, func() {
			got := p.reads("wecom_customers", with(object{"userid_list": userids[:1]}, change))
			if got["recipients_count"] == "0" {
				t.Errorf("%s: nobody was found", name)
			}
		})
	}

	// No detail is needed for these.
	wantCalls(t, "without details", sim, map[string]int{"list": 2}, func() {
		p.reads("wecom_customers", object{"userid_list": userids[:2], "details": false})
	})
}

// A member without customers costs one more call, once: it tells who may serve
// none.
func TestCustomers_aMemberWithoutAnyIsNoneWhoMayHaveNone(t *testing.T) {
	sim := simulate(t)
	p := configured(t, sim)

	wantCalls(t, "wangwu and zhangsan", sim, map[string]int{"list": 2, "get_follow_user_list": 1}, func() {
		got := p.reads("wecom_customers", object{"userid_list": []string{"wangwu", "Wangwu", "zhangsan"}})
		wantAttributes(t, "wangwu and zhangsan", got, map[string]string{"recipients_count": "4"})
	})

	_, found := p.read("wecom_customers", object{"userid_list": []string{"wangwu", "zhangsan", "zhaoliu"}})
	found.expect(t, "problem", at("userid_list", "Unable to Read Customers", "these may not serve customers: zhaoliu.", "客户联系", "wecom_follow_users"))

	sim.Arm(wecomsim.Fault{Endpoint: "get_follow_user_list", Errcode: 48002})

	_, found = p.read("wecom_customers", object{"userid_list": []string{"wangwu"}})
	found.expect(t, "problem", at("", "Unable to Read Customers", "48002"))
}

// The owners of 50 groups are known after a call for each owner.
func TestGroupChats_areACallForEachOwner(t *testing.T) {
	company, userids := manyMembers(5)
	for i := range 50 {
		company.Groups = append(company.Groups, wecomsim.GroupChat{ChatID: fmt.Sprintf("wrSIM%02d", i), Owner: userids[i%4]})
	}

	sim := simulate(t)
	sim.SetCompany(company)

	p := configured(t, sim)

	// One of them has no group, and may have one.
	wantCalls(t, "5 owners", sim, map[string]int{"groupchat/list": 5, "get_follow_user_list": 1}, func() {
		got := p.reads("wecom_group_chats", object{"owner_filter": object{"userid_list": append(userids, "MEMBER001")}})
		wantAttributes(t, "5 owners", got, map[string]string{"recipients_count": "50"})

		if want := `{"chat_id":"wrSIM05","owner":"member002","status":"normal"}`; !strings.Contains(got["group_chat_list"], want) {
			t.Errorf("no %s in %s", want, got["group_chat_list"])
		}
	})

	wantCalls(t, "all groups", sim, map[string]int{"groupchat/list": 1}, func() { p.reads("wecom_group_chats", object{}) })
}

// A hundred thousand customers all arrive. How long that takes, and how much
// memory, is only logged.
func TestCustomers_aHundredThousand(t *testing.T) {
	const n = 100_000

	sim := simulate(t, wecomsim.WithRequestLog(1))
	sim.SetCompany(wecomsim.GenerateCompany(n, 1))

	p := configured(t, sim)

	users := []string{"zhangsan", "lisi"}
	for i := range n / 500 {
		users = append(users, fmt.Sprintf("member%04d", i+1))
	}

	started := time.Now()

	state, found := p.read("wecom_customers", object{"userid_list": users, "tag_id_none": []string{"etNOBODY"}})
	found.expect(t, "problem", at("tag_id_none[0]", "leaves nobody out"))

	if got := len(plain(t, attributesOf(t, state)["external_userid"]).([]any)); got != n {
		t.Errorf("%d customers, want %d", got, n)
	}

	var m runtime.MemStats

	runtime.ReadMemStats(&m)
	t.Logf("%s, %d MiB taken from the system, simulator included", time.Since(started), m.Sys>>20)
}
