package provider_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A refusal teaches: the code, WeCom's own words and hint, the cause in plain
// words, what to do, and the attribute that it is about. Nothing was sent, so
// it is an error without state, after one POST.
func TestMassMessage_refusalsTeach(t *testing.T) {
	const fromWeCom = "a new kind of refusal, hint: [1700000000000000001], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=999999"

	tests := map[string]struct {
		fault wecomsim.Fault
		path  string
		words []string
	}{
		"an address that is not trusted": {
			wecomsim.Fault{Errcode: 60020, Errmsg: "not allow to access from your ip, hint: [1700000000000000001], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=60020"},
			"",
			[]string{"60020", "not allow to access from your ip", "203.0.113.7", "企业可信IP", "[1700000000000000001]", "proxy_url"},
		},
		"an app that may not call": {
			wecomsim.Fault{Errcode: 48002}, "", []string{"48002", "api forbidden", "可调用接口的应用", "客户联系"},
		},
		"a customer that is not one":    {wecomsim.Fault{Errcode: 40096}, "external_userid", []string{"40096", "Cause", "What to do"}},
		"a sender without customers":    {wecomsim.Fault{Errcode: 84074}, "sender", []string{"84074", "客户联系"}},
		"a member that does not exist":  {wecomsim.Fault{Errcode: 60111}, "sender", []string{"60111"}},
		"a tag that does not exist":     {wecomsim.Fault{Errcode: 40068}, "tag_filter", []string{"40068"}},
		"a group that does not exist":   {wecomsim.Fault{Errcode: 40050}, "chat_id_list", []string{"40050"}},
		"media that have expired":       {wecomsim.Fault{Errcode: 40007}, "attachments", []string{"40007", "3 days"}},
		"words that WeCom forbids":      {wecomsim.Fault{Errcode: 85002}, "text", []string{"85002"}},
		"nobody who is left":            {wecomsim.Fault{Errcode: 41048}, "", []string{"41048", "no customer to send to"}},
		"a code that nobody knows":      {wecomsim.Fault{Errcode: 999999, Errmsg: fromWeCom}, "", []string{"999999", "a new kind of refusal", "[1700000000000000001]", "203.0.113.7"}},
		"a code without any words":      {wecomsim.Fault{Body: []byte(`{"errcode":999999}`)}, "", []string{"999999"}},
		"a refusal with control bytes":  {wecomsim.Fault{Errcode: 999999, Errmsg: "red \x1b[31malert"}, "", []string{"red", "alert"}},
		"a body that WeCom cannot read": {wecomsim.Fault{Errcode: 40033}, "text", []string{"40033"}},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			test.fault.Endpoint = "add_msg_template"
			sim.Arm(test.fault)

			message := connected(t, sim)

			_, applied := message.apply(hello())
			applied.errors().expect(t, "error of the apply", at(test.path, append(test.words, "Nothing was sent", "Unable to Create Mass Message")...))

			if strings.ContainsRune(applied.String(), '\x1b') {
				t.Errorf("a control character of the answer reaches the terminal: %q", applied)
			}

			if !message.state.IsNull() {
				t.Error("a message that was not sent is in the state")
			}

			if sim.posts() != 1 {
				t.Errorf("%d POSTs, want 1", sim.posts())
			}

			// Positive control: without the fault the same message is sent.
			sim.ClearFaults()

			_, applied = message.apply(hello())
			applied.errors().expect(t, "error of the next apply")

			if sim.sends() != 1 {
				t.Errorf("%d messages after the next apply, want 1", sim.sends())
			}
		})
	}
}

// What the simulator refuses of its own accord, as WeCom would.
func TestMassMessage_refusalsOfTheCompany(t *testing.T) {
	tests := map[string]struct {
		message object
		path    string
		code    string
	}{
		"a sender who left":            {with(hello(), object{"sender": "nobody"}), "sender", "60111"},
		"a sender without the feature": {with(hello(), object{"sender": "zhaoliu"}), "sender", "84074"},
		"a sender without customers":   {with(hello(), object{"sender": "wangwu"}), "", "41048"},
		"a tag that was deleted":       {with(hello(), object{"tag_filter": tagged([]string{"et-deleted"})}), "tag_filter", "40068"},
		"nobody with these tags":       {with(hello(), object{"tag_filter": tagged([]string{vip}, []string{regular})}), "", "41048"},
		"customers who are all gone":   {helloTo("wo-gone"), "", "41048"},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			message := connected(t, sim)

			_, applied := message.apply(test.message)
			applied.errors().expect(t, "error of the apply", at(test.path, "errcode "+test.code, "Nothing was sent"))

			if !message.state.IsNull() || sim.posts() != 1 {
				t.Errorf("state is null: %v, %d POSTs; want no state and 1", message.state.IsNull(), sim.posts())
			}
		})
	}
}

// The real CLI shows the words of a refusal.
func TestAccMassMessage_theCLIShowsARefusal(t *testing.T) {
	sim := simulate(t)
	sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 60020, Count: 1})

	config := sim.provider() + `
resource "wecom_mass_message" "test" {
  sender = "zhangsan"
  text   = { content = "你好" }
}
`

	resource.ParallelTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{Config: config, ExpectError: wrapped("企业可信IP")},
			{Config: config, Check: checkSends(sim, 1, "the apply after the refusal")},
		},
	})

	if sim.posts() != 2 {
		t.Errorf("%d POSTs, want the refused one and the accepted one", sim.posts())
	}
}

// Whom WeCom cannot reach is a warning beside an accepted message, and stands
// in the state.
func TestMassMessage_unreachableRecipientsAreAWarning(t *testing.T) {
	tests := map[string]struct {
		unreachable int
		words       []string
	}{
		"none":   {0, nil},
		"one":    {1, []string{"1 recipient cannot be reached", numbered(1)[0]}},
		"ten":    {10, []string{"10 recipients cannot be reached", numbered(10)[9]}},
		"twelve": {12, []string{"12 recipients cannot be reached", numbered(10)[9], "and 2 more"}},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			message := connected(t, simulate(t))

			_, applied := message.apply(helloTo(append(numbered(test.unreachable), chen)...))

			if test.words == nil {
				applied.expect(t, "problem of the apply")
			} else {
				applied.expect(t, "problem of the apply", at("fail_list", append(test.words, message.attribute("msgid"))...))
			}

			if got := message.attribute("status"); got != "created" {
				t.Errorf("status is %q, want created", got)
			}

			if got := message.failList(); fmt.Sprint(got) != fmt.Sprint(numbered(test.unreachable)) {
				t.Errorf("fail_list is %v, want %v", got, numbered(test.unreachable))
			}
		})
	}
}

// Answers that WeCom has been seen to give beside errcode 0.
func TestMassMessage_acceptedAnswers(t *testing.T) {
	tests := map[string]struct {
		answer   object
		warnings []expectation
	}{
		"without fail_list":   {answer: object{"errcode": 0, "errmsg": "ok", "msgid": "msg1"}},
		"with null fail_list": {answer: object{"errcode": 0, "errmsg": "ok", "msgid": "msg1", "fail_list": nil}},
		"with a remark": {
			object{"errcode": 0, "errmsg": "Warning: wrong json format. ", "msgid": "msg1", "fail_list": []string{}},
			[]expectation{at("msgid", "msg1", "Warning: wrong json format.")},
		},
		"with more than is documented": {
			answer: object{"errcode": 0, "errmsg": "ok", "msgid": "msg1", "fail_list": []string{}, "new_field": object{"a": 1}},
		},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			body, err := json.Marshal(test.answer)
			if err != nil {
				t.Fatal(err)
			}

			sim := simulate(t)
			sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Body: body, WithEffect: true})

			message := connected(t, sim)

			_, applied := message.apply(hello())
			applied.expect(t, "problem of the apply", test.warnings...)

			if message.attribute("status") != "created" || message.attribute("msgid") != "msg1" || len(message.failList()) != 0 {
				t.Errorf("state says %+v, fail_list %v; want a created msg1 and an empty list", message.sent(), message.failList())
			}
		})
	}
}
