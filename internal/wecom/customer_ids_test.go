package wecom_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestCustomerIDs_areThoseOfOneMemberInOneCall(t *testing.T) {
	client, sim := demoClient(t, wecomsim.GenerateCompany(2_000, 1))

	ids, err := client.CustomerIDs(t.Context(), "zhangsan")
	if err != nil || len(ids) <= wecom.MaxCustomersPerPage || !slices.Contains(ids, wecomsim.DemoCustomer) {
		t.Errorf("%d customers, error %v; want more than a page of get_by_user, %s among them", len(ids), err, wecomsim.DemoCustomer)
	}

	if n := len(sim.Requests("externalcontact/list")); n != 1 {
		t.Errorf("%d calls, want 1", n)
	}
}

// Nil is "WeCom does not say why", and an empty list is none.
func TestCustomerIDs_nilIsThatWeComNamesNoReason(t *testing.T) {
	client, _ := demoClient(t, wecomsim.DemoCompany())

	for _, member := range []string{"wangwu", "zhaoliu"} { // has none, and may have none
		if ids, err := client.CustomerIDs(t.Context(), member); err != nil || ids != nil {
			t.Errorf("%s: %v, error %v; want nil", member, ids, err)
		}
	}

	said := stubClient(t, stub{"list": says(200, `{"errcode":0,"external_userid":[]}`)})
	if ids, err := said.CustomerIDs(t.Context(), "wangwu"); err != nil || ids == nil || len(ids) != 0 {
		t.Errorf("%v, error %v; want a list without any", ids, err)
	}

	if _, err := client.CustomerIDs(t.Context(), "nobody"); wecom.Code(err) != 40003 {
		t.Errorf("error %v, want 40003", err)
	}
}

func TestGroupChatCustomers_areThePeopleFromOutside(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.Groups = append(company.Groups, wecomsim.GroupChat{ChatID: "wrINTERNAL", Owner: "zhangsan", NotCustomerGroup: true})
	client, sim := demoClient(t, company)

	if ids, err := client.GroupChatCustomers(t.Context(), wecomsim.DemoGroup); err != nil || !slices.Equal(ids, []string{wecomsim.DemoCustomer}) {
		t.Errorf("%v, error %v; want %s, and not its owner", ids, err, wecomsim.DemoCustomer)
	}

	if body := string(sim.Requests("groupchat/get")[0].Body); body != `{"chat_id":"`+wecomsim.DemoGroup+`","need_name":0}` {
		t.Errorf("body %s", body)
	}

	for id, code := range map[string]int{"wrNOBODY": 40050, "wrINTERNAL": 90501} {
		if _, err := client.GroupChatCustomers(t.Context(), id); wecom.Code(err) != code {
			t.Errorf("%s: error %v, want %d", id, err, code)
		}
	}

	for _, body := range []string{`{"errcode":0}`, `{"errcode":0,"group_chat":{}}`, `{"errcode":0,"group_chat":{"member_list":null}}`} {
		odd := stubClient(t, stub{"get": says(200, body)})
		if _, err := odd.GroupChatCustomers(t.Context(), "wr1"); err == nil || !strings.Contains(err.Error(), "the list is missing") {
			t.Errorf("%s: error %v", body, err)
		}
	}

	for _, row := range []string{`null`, `{"userid":"wmA"}`, `{"userid":"wmA","type":null}`, `{"type":2}`} {
		odd := stubClient(t, stub{"get": says(200, `{"errcode":0,"group_chat":{"member_list":[{"userid":"wmB","type":2},`+row+`]}}`)})
		if ids, err := odd.GroupChatCustomers(t.Context(), "wr1"); err == nil {
			t.Errorf("%s: %v, want an error", row, ids)
		}
	}
}
