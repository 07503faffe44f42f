package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const resultsData = "wecom_mass_message_results"

// parts are messages of one campaign: to customers of both members, and to one
// more of zhangsan's.
func parts(t *testing.T, sim simulation) (first, second string) {
	t.Helper()

	for _, config := range []object{helloTo(customer1, customer2), with(helloTo(customer3), object{"text": object{"content": "再见"}})} {
		message := configured(t, sim).message()
		_, applied := message.apply(config)
		applied.errors().expect(t, "error of the apply")

		first, second = second, message.attribute("msgid")
	}

	return first, second
}

func TestMassMessageResults_ofSeveralMessages(t *testing.T) {
	sim := simulate(t)
	first, second := parts(t, sim)
	p := configured(t, sim)

	before := p.reads(resultsData, object{"msgids": []string{first, second}})
	if want := `"tasks":2,"tasks_not_sent":2,"userid":"zhangsan"`; !strings.Contains(before["members"], want) {
		t.Errorf("before: members are %s; want %s", before["members"], want)
	}

	if err := sim.Confirm(second, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	// A msgid that is listed twice is no second message.
	got := p.reads(resultsData, object{"msgids": []string{first, second, first}, "include_rows": true})

	counts := func(notSent, notFriend, sent int) string {
		return fmt.Sprintf(`{"not_friend":%d,"not_sent":%d,"other":{},"over_quota":0,"sent":%d,"total":%d}`, notFriend, notSent, sent, notSent+notFriend+sent)
	}

	wantAttributes(t, "two messages", got, map[string]string{"msgid": "null", "counts": counts(2, 0, 1)})

	for _, want := range []string{
		`{"counts":` + counts(1, 0, 0) + `,"send_time":null,"status":0,"tasks":1,"tasks_not_sent":1,"userid":"lisi"}`,
		`{"counts":` + counts(1, 0, 1) + `,`,
		`"status":0,"tasks":2,"tasks_not_sent":1,"userid":"zhangsan"}`,
	} {
		if !strings.Contains(got["members"], want) {
			t.Errorf("members are %s; want %s", got["members"], want)
		}
	}

	for _, msgid := range []string{first, second} {
		if !strings.Contains(got["rows"], `"msgid":"`+msgid+`"`) {
			t.Errorf("no row of %s: %s", msgid, got["rows"])
		}
	}

	// One message of both is read as ever.
	wantAttributes(t, "one message", p.reads(resultsData, object{"msgids": []string{second}}), map[string]string{"counts": counts(0, 0, 1), "rows": "null"})
}

// They are read one after the other, and one that fails is named.
func TestMassMessageResults_oneOfSeveralFails(t *testing.T) {
	sim := simulate(t)
	first, second := parts(t, sim)
	p := configured(t, sim)

	_, found := p.read(resultsData, object{"msgids": []string{first, "msgNOBODYKNOWS", second}})
	found.expect(t, "problem", at("msgids[1]", "Message msgNOBODYKNOWS: ", "41047"))

	sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_task", Errcode: 48002})

	_, found = p.read(resultsData, object{"msgids": []string{first, second}})
	found.expect(t, "problem", at("msgids[0]", first, "48002"))
}

func TestMassMessageResults_howMessagesAreNamed(t *testing.T) {
	many := make([]string, 1001)
	for i := range many {
		many[i] = fmt.Sprintf("msg%d", i)
	}

	p := serve(t)

	for name, row := range map[string]struct {
		config object
		want   []expectation
	}{
		"several":      {object{"msgids": []string{"msg1", "msg2"}}, nil},
		"not known":    {object{"msgids": unknown}, nil},
		"one of them":  {object{"msgids": []any{"msg1", unknown}}, nil},
		"most":         {object{"msgids": many[:1000]}, nil},
		"too many":     {object{"msgids": many}, []expectation{at("msgids", "1,001 msgids; the limit is 1,000, 1 too many")}},
		"none":         {object{"msgids": []string{}}, []expectation{at("msgids", "it is empty")}},
		"both":         {object{"msgid": "msg1", "msgids": []string{"msg2"}}, []expectation{at("msgids", "Give one of them")}},
		"neither":      {object{}, []expectation{at("msgid", "give one of them")}},
		"null":         {object{"msgids": []any{"msg1", nil}}, []expectation{at("msgids[1]", "while the status of a message is unknown", "compact()")}},
		"a local name": {object{"msgids": []string{"unknown-1"}}, []expectation{at("msgids[0]", "local name")}},
		"white space":  {object{"msgids": []string{"msg1", " msg2"}}, []expectation{at("msgids[1]", "white space")}},
		"twice":        {object{"msgids": []string{"msg1", "msg2", "msg1"}}, []expectation{at("msgids[2]", "listed twice", "msg1 stands at [0] already")}},
	} {
		t.Run(name, func(t *testing.T) {
			p.validateData(resultsData, row.config).expect(t, "problem", row.want...)
		})
	}
}
