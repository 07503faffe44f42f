package wecomsim_test

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestControlMessages_filterSearchAndPage(t *testing.T) {
	c := newClient(t)
	for i := range 5 {
		c.create(textOf(fmt.Sprintf("Tea %d", i)))
	}

	group := c.create(`{"chat_type":"group","sender":"zhangsan","text":{"content":"x"}}`)
	linked := c.create(attached(`{"msgtype":"link","link":{"title":"Double 11","url":"https://shop"}}`))

	failed := c.create(`{"external_userid":["` + wecomsim.DemoCustomer + `","nobody"],"text":{"content":"x"}}`)
	if err := c.sim.Confirm(group, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	if err := c.sim.Cancel(linked); err != nil {
		t.Fatal(err)
	}

	all := c.sim.Messages()
	for query, want := range map[string][]string{
		"?chat_type=group":               {group},
		"?state=sent":                    {group},
		"?state=cancelled":               {linked},
		"?state=failed":                  {failed},
		"?q=double":                      {linked},
		"?q=SHOP":                        {linked},
		"?q=nobody":                      {failed},
		"?q=TEA+3":                       {all[3].MsgID},
		"?q=" + wecomsim.DemoGroup:       {group},
		"?state=pending&limit=2":         {all[0].MsgID, all[1].MsgID},
		"?state=pending&offset=5":        {failed},
		"?order=newest&offset=1&limit=2": {linked, group},
		"?offset=7":                      {failed},
		"?offset=70":                     nil,
		"?q=nothing":                     nil,
	} {
		var got []string
		for _, item := range c.control("GET", "messages"+query, "").list("messages") {
			got = append(got, item.(map[string]any)["msgid"].(string))
		}

		if !reflect.DeepEqual(got, want) {
			t.Errorf("messages%s: %v, want %v", query, got, want)
		}
	}

	if total := c.control("GET", "messages?limit=1", "").fields["total"]; total != 8.0 {
		t.Errorf("total %v", total)
	}

	c.wantStatus(c.control("GET", "messages?limit=x", ""), 400)
}

func TestControlOverview_showsLimitsNamesAndUploads(t *testing.T) {
	c := newClient(t)
	id := c.create(`{"tag_filter":{"group_list":[{"tag_list":["ete19278asuMT123109rBAAAA"]}]},"sender":"zhangsan",
		"text":{"content":"中文 x"},"attachments":[{"msgtype":"image","image":{"media_id":"M"}},
		{"msgtype":"link","link":{"title":"t","url":"https://u"}}]}`)

	a := c.control("GET", "messages/"+id+"/overview", "")
	for _, part := range []string{
		`"sender_name":"张三"`, `"tag_filter":[[{"id":"ete19278asuMT123109rBAAAA","name":"重要客户"}]]`,
		`{"field":"tag_filter.group_list[0].tag_list","used":1,"limit":100,"unit":"items"}`,
		`{"field":"text.content","used":8,"limit":4000,"unit":"bytes"}`,
		`{"field":"attachments","used":2,"limit":9,"unit":"items"}`,
		`{"field":"attachments[1].link.url","used":9,"limit":2048,"unit":"bytes"}`,
		`"media":[{"id":"M","known":false,"size":0,"expired":false}]`,
		`"tasks":[{"userid":"zhangsan","name":"张三","status":0,"recipients":2,`,
	} {
		if !strings.Contains(a.raw, part) {
			t.Errorf("no %s in %s", part, a.raw)
		}
	}

	c.wantStatus(c.control("GET", "messages/nope/overview", ""), 404)
}

func TestControlRecipients_sayWhoAndWhy(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.Customers = append(company.Customers,
		wecomsim.Customer{ExternalUserID: "wo-zhao", Name: "z", Follows: []wecomsim.Follow{{UserID: "zhaoliu"}}})
	company.Groups = append(company.Groups, wecomsim.GroupChat{ChatID: "wr-staff", Owner: "zhangsan", NotCustomerGroup: true})
	c := newCompanyClient(t, company)

	const second, fifth = "woSIM0000000000000000000000002AA", "woSIM0000000000000000000000005AA"

	rows := func(msgid, query string) []string {
		var got []string

		for _, item := range c.control("GET", "messages/"+msgid+"/recipients"+query, "").list("recipients") {
			row := item.(map[string]any)
			userid, _ := row["userid"].(string)
			got = append(got, fmt.Sprintf("%s %s %s %s", row["id"], row["state"], userid, row["why"]))
		}

		return got
	}
	want := func(got []string, want ...string) {
		t.Helper()

		if !reflect.DeepEqual(got, want) {
			t.Errorf("got\n%q, want\n%q", got, want)
		}
	}
	unaddressed := c.create(`{"external_userid":["` + wecomsim.DemoCustomer + `","` + second + `","wo-zhao","nobody"],"text":{"content":"x"}}`)
	want(rows(unaddressed, ""),
		"wo-zhao failed zhaoliu member_cannot", "nobody failed  unknown",
		wecomsim.DemoCustomer+" not_sent zhangsan last_talked", second+" not_sent lisi last_talked")
	want(rows(unaddressed, "?state=failed&limit=1&offset=1"), "nobody failed  unknown")
	want(rows(unaddressed, "?userid=lisi"), second+" not_sent lisi last_talked")
	want(rows(unaddressed, "?q=晓明"), wecomsim.DemoCustomer+" not_sent zhangsan last_talked")

	named := c.create(`{"sender":"zhangsan","external_userid":["` + wecomsim.DemoCustomer + `","` + fifth + `"],"text":{"content":"x"}}`)
	if err := c.sim.Confirm(named, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	want(rows(named, ""), fifth+" failed zhangsan not_followed", wecomsim.DemoCustomer+" sent zhangsan sender")

	groups := c.create(`{"chat_type":"group","sender":"zhangsan","chat_id_list":["` + wecomsim.DemoGroup +
		`","wrSIM00000000000000000000003AA","wr-staff","wr-no"],"text":{"content":"x"}}`)
	want(rows(groups, ""),
		"wrSIM00000000000000000000003AA failed lisi not_owner", "wr-staff failed zhangsan not_customer_group",
		"wr-no failed zhangsan unknown", wecomsim.DemoGroup+" not_sent zhangsan owner")
}

func TestControlRecipients_knowWhoWasOverQuotaAtCreation(t *testing.T) {
	c := newClient(t, wecomsim.WithReceiveQuota(wecomsim.QuotaDay), wecomsim.WithQuotaAtCreate(true))

	body := `{"external_userid":["` + wecomsim.DemoCustomer + `"],"text":{"content":"x"}}`
	if err := c.sim.ConfirmAll(c.create(body)); err != nil {
		t.Fatal(err)
	}

	id := c.create(`{"external_userid":["` + wecomsim.DemoCustomer + `","woSIM0000000000000000000000003AA"],"text":{"content":"x"}}`)
	if raw := c.control("GET", "messages/"+id+"/recipients?state=failed", "").raw; !strings.Contains(raw, `"why":"over_quota_at_creation"`) {
		t.Errorf("recipients %s", raw)
	}
}

func TestControl_remindsAndCancels(t *testing.T) {
	c := newClient(t)

	id := c.create(smallMessage)
	for range 3 {
		c.wantStatus(c.control("POST", "messages/"+id+"/remind", ""), 200)
	}

	c.wantStatus(c.control("POST", "messages/"+id+"/remind", ""), http.StatusConflict)

	if a := c.control("POST", "messages/"+id+"/cancel", ""); !strings.Contains(a.raw, `"cancelled":true`) {
		t.Errorf("cancel: %s", a.raw)
	}

	c.wantStatus(c.control("POST", "messages/"+id+"/cancel", ""), http.StatusConflict)
	c.wantStatus(c.control("POST", "messages/"+id+"/confirm", ""), http.StatusConflict)
	c.wantStatus(c.control("POST", "messages/nope/cancel", ""), 404)

	if len(c.sim.Messages()[0].Reminders) != 3 {
		t.Error("reminders were not counted")
	}
}

func TestControlMedia_isNeverRun(t *testing.T) {
	c := newClient(t)
	medium := c.uploadFile("file", []byte("<script>alert(1)</script>")).str("media_id")

	a := c.do("GET", "/_sim/media?id="+medium, "")
	if a.raw != "<script>alert(1)</script>" || a.header.Get("Content-Type") != "application/octet-stream" ||
		!strings.Contains(a.header.Get("Content-Security-Policy"), "sandbox") || a.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("media %v: %s", a.header, a.raw)
	}

	c.wantStatus(c.control("GET", "media?id=nope", ""), 404)
}

func TestControlRequests_pageAndMask(t *testing.T) {
	c := newClient(t)
	for range 4 {
		c.create(smallMessage)
	}

	seqs := func(query string) string {
		var got []string
		for _, item := range c.control("GET", "requests"+query, "").list("requests") {
			got = append(got, fmt.Sprint(item.(map[string]any)["seq"]))
		}

		return strings.Join(got, " ")
	}
	if got := seqs("?before=4&limit=2"); got != "2 3" {
		t.Errorf("before: %s", got)
	}

	a := c.control("GET", "requests?max_body=5&limit=1", "")
	if first := a.list("requests")[0].(map[string]any); first["body"] != `{"ext` || first["body_size"] != float64(len(smallMessage)) {
		t.Errorf("cut body: %s", a.raw)
	}

	if one := c.control("GET", "requests/1", "").raw; !strings.Contains(one, "corpsecret=***") || strings.Contains(one, wecomsim.DemoSecret) {
		t.Errorf("one request: %s", one)
	}

	if one := c.control("GET", "requests/1?reveal=true", "").raw; !strings.Contains(one, wecomsim.DemoSecret) {
		t.Errorf("one revealed request: %s", one)
	}

	c.wantStatus(c.control("GET", "requests/99", ""), 404)
	c.wantStatus(c.control("GET", "requests/x", ""), 400)
}

func TestMessages_onceReadDoNotChange(t *testing.T) {
	c := newClient(t)
	id := c.create(smallMessage)

	before, _ := c.sim.Message(id)
	if err := c.sim.ConfirmAll(id); err != nil {
		t.Fatal(err)
	}

	if before.Tasks[0].Status != 0 || before.Tasks[0].Recipients[0].Status != 0 {
		t.Error("a message that was read before changed with the confirmation")
	}

	c.sim.AdvanceClock(time.Hour)

	if err := c.sim.ConfirmAll(id); err != nil {
		t.Errorf("confirming what all have sent: %v", err)
	}

	if err := c.sim.ConfirmAll("nope"); err == nil {
		t.Error("an unknown message was confirmed")
	}
}
