package wecomsim_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestControlIDs_areThoseThatMayBeUsed(t *testing.T) {
	c := newCompanyClient(t, conformanceCompany())
	for _, test := range []struct {
		query string
		total int
		parts []string
	}{
		{"kind=members", 4, []string{`{"id":"zhaoliu","name":"赵六","customers":0,"unusable":"no_customer_contact"}`, `"id":"zhangsan"`}},
		{"kind=customers&q=陈晓", 1, []string{`"id":"` + wecomsim.DemoCustomer + `"`, `"members":[{"id":"`, `"tags":[{"id":"`}},
		{"kind=customers&q=0004aa", 1, []string{`"id":"woSIM0000000000000000000000004AA"`}},
		{"kind=customers&q=lisi&limit=1", 3, []string{`"id":`}},
		{"kind=groups&q=wr-staff", 1, []string{`"members":[{"id":"lisi"`, `"unusable":"not_customer_group"`}},
		{"kind=tags&q=gone", 1, []string{`"group":"old"`, `"unusable":"deleted"`}},
		{"kind=tags&q=喝茶", 1, []string{`"id":"eteIlKKHSDfuMT18Kg9rBAAAA"`}},
		{"kind=groups&q=nothing", 0, []string{`"rows":[]`}},
	} {
		a := c.control("GET", "company/ids?"+test.query, "")
		if a.status != 200 || a.fields["total"] != float64(test.total) {
			t.Errorf("%s: %d %.300s", test.query, a.status, a.raw)
		}

		for _, part := range test.parts {
			if !strings.Contains(a.raw, part) {
				t.Errorf("%s: no %s in %.600s", test.query, part, a.raw)
			}
		}
	}

	connection := c.control("GET", "company/connection", "")
	if connection.str("corp_id") != wecomsim.DemoCorpID || connection.str("corp_secret") != wecomsim.DemoSecret {
		t.Errorf("connection %s", connection.raw)
	}
}

func TestControlFaults_oneIsDisarmed(t *testing.T) {
	c := newClient(t)
	for _, code := range []int{1, 2, 3} {
		c.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: code})
	}

	id := c.sim.Faults()[1].ID
	c.wantStatus(c.control("DELETE", fmt.Sprint("faults/", id), ""), 200)
	c.wantStatus(c.control("DELETE", fmt.Sprint("faults/", id), ""), 404)

	for _, code := range []int{1, 3, 0} {
		c.wantCode(c.contact("add_msg_template", smallMessage), code)
	}
}

func TestControlRequests_areSearchedWithoutTheirSecrets(t *testing.T) {
	c := newClient(t)
	c.create(textOf("五折"))
	c.contact("get_groupmsg_task", `{"msgid":"nope"}`)

	for word, want := range map[string]int{"五折": 1, "41047": 1, "nope": 1, "add_msg_template": 1, c.token: 0, wecomsim.DemoSecret: 0, "***": 3} {
		if found := c.control("GET", "requests?q="+word, "").list("requests"); len(found) != want {
			t.Errorf("%d requests with %.20s, want %d", len(found), word, want)
		}
	}
}

func TestControlRequest_showsItsAnswerMasked(t *testing.T) {
	c := newClient(t)
	refused := c.contact("get_groupmsg_task", `{"msgid":"nope"}`)

	first, second := c.control("GET", "requests/1", ""), c.control("GET", "requests/2", "")
	if answer := first.str("answer"); !strings.Contains(answer, `"access_token":"***"`) || strings.Contains(first.raw, c.token) {
		t.Errorf("the token is shown: %s", first.raw)
	}

	did, _ := first.fields["effect"].(bool)

	didRefused, known := second.fields["effect"].(bool)
	if !did || didRefused || !known || second.str("answer") != refused.raw {
		t.Errorf("the refused call: %s", second.raw)
	}

	if size := second.fields["answer_size"]; size != float64(len(refused.raw)) {
		t.Errorf("size %v of %d", size, len(refused.raw))
	}

	c.sim.Arm(wecomsim.Fault{Count: 1, DropAt: wecomsim.InAnswer, AnswerBytes: 9})

	_, _ = c.try("POST", c.contactPath("get_groupmsg_task"), `{}`)
	if cut := c.control("GET", "requests/3", ""); cut.str("answer") != `{"errcode` {
		t.Errorf("a cut answer: %s", cut.raw)
	}
}

// A page hears what is wanted, draws it and hands it in; here the test is the
// page.
func TestPicture_isDrawnByAPage(t *testing.T) {
	c := newClient(t)
	id, other := c.create(smallMessage), c.create(smallMessage)

	const png = "\x89PNG\r\n\x1a\nof a page"

	got := make(chan answer)
	go func() { got <- c.control("GET", "messages/"+id+"/picture", "") }()

	for {
		c.control("PUT", "messages/"+other+"/picture", png+" of another message")
		c.control("PUT", "messages/"+id+"/picture", png)

		select {
		case a := <-got:
			if a.raw != png || a.header.Get("Content-Type") != "image/png" {
				t.Errorf("%d %s %q", a.status, a.header.Get("Content-Type"), a.raw)
			}

			return
		default:
		}
	}
}
