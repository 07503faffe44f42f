package wecom_test

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// unreadableRows are ways to say of a recipient who it is that nobody can read.
// What is left of the row names nobody, or somebody else.
var unreadableRows = map[string]func(row, id string) string{
	"null":             func(string, string) string { return "null" },
	"no id":            func(row, id string) string { return strings.Replace(row, `"external_userid":"`+id+`",`, "", 1) },
	"an id of null":    func(row, id string) string { return strings.Replace(row, `"`+id+`"`, "null", 1) },
	"an empty id":      func(row, id string) string { return strings.Replace(row, id, "", 1) },
	"the id of a chat": func(row, _ string) string { return strings.Replace(row, "external_userid", "chat_id", 1) },
	"a number":         func(row, id string) string { return strings.Replace(row, `"`+id+`"`, "7", 1) },
	"a blank in it":    func(row, id string) string { return strings.Replace(row, id, id+" ", 1) },
}

// damagesRow changes what the results say of one customer.
func damagesRow(id string, change func(row, id string) string) func(string, *httptest.ResponseRecorder) {
	return rewrites(resultsEndpoint, func(body string) string {
		at := strings.Index(body, id)
		if at < 0 {
			return body
		}

		from, until := strings.LastIndexByte(body[:at], '{'), at+strings.IndexByte(body[at:], '}')+1

		return body[:from] + change(body[from:until], id) + body[until:]
	})
}

// Who cannot be read may be anybody: those asked for, and others.
func TestUnreadableRecipient_isNotAbsent(t *testing.T) {
	for name, change := range unreadableRows {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			f := w.withFront()
			msgid := w.Sim.Add(wecomsim.Message{Text: "hello", Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 3)...)}})

			f.on(nil, damagesRow(customer(3), change))

			// Before a send: customer 3 may have it.
			wantKind(t, w.client().DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(3)))), wecom.Refused)
			w.wantMessages(1)

			// After a lost answer: the message went to somebody else, too.
			asked := wecom.SentOf(single("hello", "zhangsan", customers(1, 2)...))

			finding, err := w.client().FindMassMessage(t.Context(), asked, w.around())
			if err == nil || likenessOf(finding) != candidate {
				t.Errorf("%s, %v; want a candidate and an error", likenessOf(finding), err)
			}

			if _, err := w.client().AdoptMassMessage(t.Context(), asked, w.around(), msgid); err == nil {
				t.Error("it was adopted")
			}

			if people, err := w.client().PeopleOf(t.Context(), msgid, wecom.ChatTypeSingle); err == nil {
				t.Errorf("it went to %d customers", len(people.Customers))
			}

			f.on(nil, nil) // the control

			finding, err = w.client().FindMassMessage(t.Context(), asked, w.around())
			if err != nil || likenessOf(finding) != another {
				t.Errorf("the control: %s, %v", likenessOf(finding), err)
			}
		})
	}
}

// A customer whose id cannot be read in the list of the sender's may be the one
// who is missing.
func TestUnreadableCustomer_isNotOutOfReach(t *testing.T) {
	for name, row := range map[string]struct {
		body string
		want likeness
	}{
		"null":         {`[%q,null]`, candidate},
		"empty":        {`[%q,""]`, candidate},
		"a blank":      {`[%q,"wmX "]`, candidate},
		"a number":     {`[%q,7]`, candidate},
		"another page": {`[%q],"next_cursor":"abc"`, candidate},
		"the control":  {`[%q]`, proof},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})
			w.Sim.Arm(wecomsim.Fault{Endpoint: "externalcontact/list", Body: fmt.Appendf(nil, `{"errcode":0,"external_userid":`+row.body+`}`, customer(1))})

			finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(single("x", "zhangsan", customers(1, 2)...)), w.around())
			if (err == nil) != (row.want == proof) || likenessOf(finding) != row.want {
				t.Errorf("%s, %v; want %s", likenessOf(finding), err, row.want)
			}
		})
	}
}

// Only WeCom says that nobody has a customer: a gateway's status, or a page
// that is not the last, does not.
func TestNobodyHasACustomer_onlyWeComSaysSo(t *testing.T) {
	for name, row := range map[string]struct {
		fault wecomsim.Fault
		want  likeness
	}{
		"84061 under 502":     {wecomsim.Fault{Status: 502, Body: []byte(`{"errcode":84061,"errmsg":"x"}`)}, candidate},
		"40096 under 403":     {wecomsim.Fault{Status: 403, Body: []byte(`{"errcode":40096,"errmsg":"x"}`)}, candidate},
		"another page":        {wecomsim.Fault{Body: []byte(`{"errcode":0,"follow_user":[],"next_cursor":"abc"}`)}, candidate},
		"the control":         {wecomsim.Fault{Body: []byte(`{"errcode":84061,"errmsg":"x"}`)}, proof},
		"the control, a list": {wecomsim.Fault{Body: []byte(`{"errcode":0,"follow_user":[],"next_cursor":""}`)}, proof},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})

			row.fault.Endpoint = "externalcontact/get"
			w.Sim.Arm(row.fault)

			finding, _ := w.client().FindMassMessage(t.Context(), wecom.SentOf(single("x", "", customers(1, 2)...)), w.around())
			if likenessOf(finding) != row.want {
				t.Errorf("%s, want %s", likenessOf(finding), row.want)
			}
		})
	}
}

// A gateway that writes 84061 must not make a list of customers shorter.
func TestCustomers_ofAGatewayAreNotNone(t *testing.T) {
	for endpoint, read := range map[string]func(*wecom.Client) error{
		"batch/get_by_user": func(c *wecom.Client) error {
			return c.Customers(t.Context(), []string{"zhangsan", "lisi"}, func(wecom.Customer, wecom.Follow) {})
		},
		"externalcontact/list": func(c *wecom.Client) error {
			_, err := c.CustomerIDs(t.Context(), "zhangsan")
			return err
		},
	} {
		for status, fails := range map[int]bool{502: true, 200: false} {
			w := newWorld(t)
			w.Sim.Arm(wecomsim.Fault{Endpoint: endpoint, Status: status, Body: []byte(`{"errcode":84061,"errmsg":"x"}`)})

			if err := read(w.client()); (err != nil) != fails {
				t.Errorf("%s, HTTP status %d: %v", endpoint, status, err)
			}
		}
	}
}

// A record that cannot be read, and that went to the same people or says the
// same, may be the message: another one does not prove to be it. One of which
// nothing can be read is in nobody's way: it would leave all without proof.
func TestUnreadableRecord_leavesNoProof(t *testing.T) {
	for name, row := range map[string]struct {
		record string
		want   likeness
	}{
		"no text":                   {`{"msgid":"MSGID","create_time":TIME}`, candidate},
		"a text of null":            {`{"msgid":"MSGID","create_time":TIME,"text":null}`, candidate},
		"a text of another type":    {`{"msgid":"MSGID","create_time":TIME,"text":"hello"}`, candidate},
		"no time":                   {`{"msgid":"MSGID","text":{"content":"hello"}}`, candidate},
		"a time of 0":               {`{"msgid":"MSGID","create_time":0,"text":{"content":"hello"}}`, candidate},
		"no msgid":                  {`{"create_time":TIME,"text":{"content":"hello"}}`, candidate},
		"the control: null":         {`null`, proof},
		"the control: a string":     {`"x"`, proof},
		"the control: nobody's":     {`{"msgid":"msgNOBODY","create_time":TIME}`, proof},
		"the control: another text": {`{"msgid":"MSGID","create_time":TIME,"text":{"content":"hi"}}`, proof},
		"the control: of a member":  {`{"msgid":"MSGID","create_time":TIME,"creator":"lisi"}`, proof},
		"the control: other people": {`{"msgid":"OTHERS","create_time":TIME}`, proof},
		"the control: another time": {`{"msgid":"MSGID","create_time":1500000000}`, proof},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			f := w.withFront()
			w.Sim.Add(wecomsim.Message{Text: "hello", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})
			ours := w.Sim.Add(wecomsim.Message{Text: "listed otherwise", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})
			others := w.Sim.Add(wecomsim.Message{Text: "listed otherwise", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(2))}})

			f.on(nil, lists(strings.NewReplacer("TIME", fmt.Sprint(w.Sim.Now().Unix()), "MSGID", ours, "OTHERS", others).Replace(row.record)))

			finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(single("hello", "zhangsan", customer(1))), w.around())
			if err != nil || likenessOf(finding) != row.want {
				t.Errorf("%s, %v; want %s", likenessOf(finding), err, row.want)
			}

			illegible := slices.Contains([]string{"the control: null", "the control: a string", "the control: nobody's"}, name)
			if (finding.Illegible == 1) != illegible {
				t.Errorf("%d records of which nothing can be read", finding.Illegible)
			}
		})
	}
}

// Nor is a recipient who cannot be read counted: the results are not whole.
func TestResults_areNotWholeWhereARecipientCannotBeRead(t *testing.T) {
	for name, change := range unreadableRows {
		w := newWorld(t)
		msgid := w.Sim.Add(wecomsim.Message{Text: "hello", Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 2)...)}})
		w.withFront().on(nil, damagesRow(customer(2), change))

		err := w.client().MassMessageResults(t.Context(), msgid, func(wecom.MemberTask) {}, func(wecom.SendResult) {})
		if (err == nil) != (name == "the id of a chat") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// One that was there before the send is none that can be it.
func TestUnreadableRecord_thatWasThereBefore(t *testing.T) {
	for looked, want := range map[bool]wecom.OutcomeKind{true: wecom.Accepted, false: wecom.Unknown} {
		w := newWorld(t)
		msgid := w.repicked("listed otherwise", "zhangsan", customer(1))
		w.withFront().on(nil, lists(fmt.Sprintf(`{"msgid":%q,"create_time":%d}`, msgid, w.Sim.Now().Unix())))
		w.lose()

		d := unchecked(single("hello", "zhangsan", customer(1)))
		if looked {
			d = checked(single("hello", "zhangsan", customer(1)))
		}

		wantKind(t, w.client().DeliverMassMessage(t.Context(), d), want)
	}
}
