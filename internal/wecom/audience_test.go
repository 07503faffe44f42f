package wecom_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// demoClient is a client of a simulator with its demo company.
func demoClient(t *testing.T, company wecomsim.Company, options ...wecomsim.Option) (*wecom.Client, *wecomsim.Server) {
	t.Helper()

	sim := wecomsim.New(company, options...)
	at := wecomtest.Serve(t, sim)

	return newClient(t, func(c *wecom.Config) {
		c.BaseURL = at
		c.Credentials = wecom.Credentials{CorpID: wecomsim.DemoCorpID, CorpSecret: wecomsim.DemoSecret}
	}), sim
}

func TestFollowUsers_areThoseWhoMayServeCustomers(t *testing.T) {
	client, _ := demoClient(t, wecomsim.DemoCompany())

	users, err := client.FollowUsers(t.Context())
	if want := []string{"zhangsan", "lisi", "wangwu"}; err != nil || !slices.Equal(users, want) {
		t.Errorf("%v, error %v; want %v", users, err, want)
	}
}

func TestGroupChats_areFoundByOwnerAndStatus(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.Groups[1].Status = wecom.GroupsInheriting
	company.Groups = append(company.Groups, wecomsim.GroupChat{ChatID: "wrGONE", Owner: "gone", Status: wecom.GroupsOwnerLeft})
	client, sim := demoClient(t, company)

	for _, c := range []struct {
		owner  string
		status int
		want   []string
	}{
		{"", wecom.GroupsAll, []string{wecomsim.DemoGroup, "wrSIM00000000000000000000002AA", "wrSIM00000000000000000000003AA"}},
		{"zhangsan", wecom.GroupsAll, []string{wecomsim.DemoGroup, "wrSIM00000000000000000000002AA"}},
		{"zhangsan", wecom.GroupsInheriting, []string{"wrSIM00000000000000000000002AA"}},
		{"gone", wecom.GroupsOwnerLeft, []string{"wrGONE"}},
		{"lisi", wecom.GroupsInherited, nil},
	} {
		groups, err := client.GroupChats(t.Context(), c.owner, c.status)

		var got []string
		for _, g := range groups {
			got = append(got, g.ChatID)
		}

		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("groups of %q with status %d: %v, error %v; want %v", c.owner, c.status, got, err, c.want)
		}
	}

	for _, r := range sim.Requests("groupchat/list") {
		if !strings.Contains(string(r.Body), `"limit":1000`) {
			t.Errorf("no limit in %s", r.Body)
		}
	}
}

func TestGroupChats_tooManyWithoutOwnersAreAnError(t *testing.T) {
	company := wecomsim.DemoCompany()
	for _, id := range members(1001) {
		company.Members = append(company.Members, wecomsim.Member{UserID: id})
	}

	client, _ := demoClient(t, company)

	if _, err := client.GroupChats(t.Context(), "", wecom.GroupsAll); wecom.Code(err) != 81017 {
		t.Errorf("error %v, want 81017", err)
	}
}

func TestTags_areThoseOfTheEnterpriseAndOfStrategies(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.TagGroups[0].Tags[1].Deleted = true
	company.TagGroups = append(company.TagGroups, wecomsim.TagGroup{
		GroupID: "stgTWO", Name: "华北区规则组", StrategyID: 2, Tags: []wecomsim.Tag{{ID: "stBEIJING", Name: "北京客户"}},
	})
	client, _ := demoClient(t, company)

	names := func(groups []wecom.CustomerTagGroup, err error) string {
		t.Helper()

		if err != nil {
			t.Fatal(err)
		}

		var all []string

		for _, g := range groups {
			for _, tag := range g.Tags {
				all = append(all, fmt.Sprintf("%d:%s/%s", g.StrategyID, g.GroupName, tag.Name))
			}
		}

		return strings.Join(all, " ")
	}

	for got, want := range map[string]string{
		names(client.EnterpriseTags(t.Context())):  "0:客户等级/重要客户 0:口味/喝茶 0:口味/喝咖啡",
		names(client.StrategyTags(t.Context(), 0)): "1:华东区规则组/上海客户 2:华北区规则组/北京客户",
		names(client.StrategyTags(t.Context(), 2)): "2:华北区规则组/北京客户",
	} {
		if got != want {
			t.Errorf("tags %q, want %q", got, want)
		}
	}
}

// A list without a filter has nothing that is deleted, by the page. Should it
// come all the same, it is not offered.
func TestTags_deletedOnesAreLeftOut(t *testing.T) {
	client := stubClient(t, stub{"get_corp_tag_list": says(200, `{"errcode":0,"tag_group":[
		{"group_id":"a","group_name":"A","deleted":true,"tag":[{"id":"1","name":"x"}]},
		{"group_id":"b","group_name":"B","create_time":"1557838797","tag":[{"id":"2","name":"y","deleted":true},{"id":"3","name":"z","create_time":1557838797}]}]}`)})

	groups, err := client.EnterpriseTags(t.Context())
	if err != nil || len(groups) != 1 || len(groups[0].Tags) != 1 || groups[0].Tags[0].ID != "3" ||
		groups[0].CreateTime.Unix() != 1557838797 || !groups[0].Tags[0].CreateTime.Equal(groups[0].CreateTime) {
		t.Errorf("%+v, error %v; want only tag 3 of group b", groups, err)
	}
}

// The bodies are what the pages document: no null, no empty filter.
func TestAudienceQueries_haveTheBodiesOfTheirPages(t *testing.T) {
	bodies := map[string]string{}
	client := newClient(t, func(c *wecom.Config) {
		c.BaseURL = wecomtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			bodies[r.Method+" "+r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]] = string(body)
			_ = json.NewEncoder(w).Encode(map[string]any{
				"errcode": 0, "access_token": stubToken, "follow_user": []string{},
				"external_contact_list": []string{}, "group_chat_list": []string{}, "tag_group": []string{},
			})
		}))
	})

	_, err1 := client.FollowUsers(t.Context())
	err2 := client.Customers(t.Context(), []string{"zhangsan"}, noRows)
	_, err3 := client.GroupChats(t.Context(), "", wecom.GroupsAll)
	_, err4 := client.EnterpriseTags(t.Context())
	_, err5 := client.StrategyTags(t.Context(), 7)

	for _, err := range []error{err1, err2, err3, err4, err5} {
		if err != nil {
			t.Fatal(err)
		}
	}

	for call, want := range map[string]string{
		"GET get_follow_user_list":   "",
		"POST get_by_user":           `{"limit":100,"userid_list":["zhangsan"]}`,
		"POST list":                  `{"limit":1000,"status_filter":0}`,
		"POST get_corp_tag_list":     `{}`,
		"POST get_strategy_tag_list": `{"strategy_id":7}`,
	} {
		if got, ok := bodies[call]; !ok || got != want {
			t.Errorf("%s: body %q, want %q", call, got, want)
		}
	}
}
