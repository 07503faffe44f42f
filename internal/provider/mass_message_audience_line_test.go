package provider_test

import (
	"strings"
	"testing"
)

// The plan says in a line who will receive the message, and warns with the
// same words.
func TestMassMessage_thePlanSaysWhoReceivesTheMessage(t *testing.T) {
	tests := map[string]struct {
		message object
		line    string
	}{
		"one customer":                   {helloTo("woA"), "1 customer"},
		"three customers":                {helloTo("woA", "woB", "woC"), "3 customers"},
		"a customer listed twice":        {helloTo("woA", "woB", "woA"), "2 customers"},
		"ten thousand customers":         {helloTo(numbered(10000)...), "10,000 customers"},
		"customers of a sender":          {with(helloTo("woA", "woB"), object{"sender": "zhangsan"}), "2 customers"},
		"all of a sender":                {hello(), "all customers of zhangsan"},
		"tags":                           {with(hello(), object{"sender": nil, "tag_filter": tagged([]string{vip}, []string{tea})}), "customers with tags in 2 groups"},
		"tags in one group":              {with(hello(), object{"sender": nil, "tag_filter": tagged([]string{vip})}), "customers with tags in 1 group"},
		"tags of a sender":               {with(hello(), object{"tag_filter": tagged([]string{vip})}), "customers of zhangsan with tags in 1 group"},
		"tags that WeCom ignores":        {with(helloTo("woA"), object{"tag_filter": tagged([]string{vip})}), "1 customer"},
		"groups that WeCom knows":        {with(helloGroups(), object{"chat_id_list": []string{"wrA", "wrB"}}), "2 customer groups"},
		"one group":                      {with(helloGroups(), object{"chat_id_list": []string{"wrA"}}), "1 customer group"},
		"groups that are picked":         {helloGroups(), "groups that zhangsan picks"},
		"groups that are ignored":        {with(helloTo("woA"), object{"chat_id_list": []string{"wrA"}}), "1 customer"},
		"customers not known yet":        {with(hello(), object{"external_userid": unknown}), string(unknown)},
		"sender not known yet":           {with(hello(), object{"sender": unknown}), string(unknown)},
		"tags not known yet":             {with(hello(), object{"tag_filter": tagged([]string{vip}), "sender": unknown}), string(unknown)},
		"sender of a list not known yet": {with(helloTo("woA"), object{"sender": unknown}), "1 customer"},
		"tags beside a list not known":   {with(helloTo("woA", "woB"), object{"tag_filter": unknown}), "2 customers"},
		"groups not known and ignored":   {with(helloTo("woA"), object{"chat_id_list": unknown}), "1 customer"},
		"sender of groups not known yet": {with(helloGroups(), object{"chat_id_list": []string{"wrA"}, "sender": unknown}), "1 customer group"},
		"text not known yet":             {with(hello(), object{"text": unknown}), "all customers of zhangsan"},
		"chat_type not known yet":        {with(hello(), object{"chat_type": unknown}), string(unknown)},
		"a group list not known":         {with(helloGroups(), object{"chat_id_list": unknown}), string(unknown)},
		"one customer not known":         {with(hello(), object{"external_userid": []any{"woA", unknown}}), string(unknown)},
		"what does not decide yet":       {with(hello(), object{"attachments": unknown, "triggers": unknown}), "all customers of zhangsan"},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			planned := p.message().plan(test.message)

			if got := stringOf(t, planned.state, "audience"); got != test.line {
				t.Errorf("audience is planned as %q, want %q", got, test.line)
			}

			words := test.line
			if words == string(unknown) {
				words = "not known yet"
			}

			planned.problems.decided().warnings().expect(t, "warning of the plan",
				at("audience", "This plan sends a message to customers", words))
		})
	}
}

// The warning about a replacement names the old message, who got it, and who
// will get the new one.
func TestMassMessage_aReplacementSaysWhatStaysAndWhatGoesOut(t *testing.T) {
	message := connected(t, simulate(t))
	message.apply(helloTo(chen, lin))

	p := message.plan(with(hello(), object{"text": object{"content": "再见"}}))
	p.problems.expect(t, "problem of the plan",
		at("audience", newMessage, "goes to all customers of zhangsan", message.attribute("msgid"), "sent to 2 customers", "nothing is recalled", "prevent_destroy"))
}

// A destroy recalls nothing, and says so once for each run, however many
// messages are destroyed.
func TestMassMessage_aDestroySaysOnceThatNothingIsRecalled(t *testing.T) {
	sim := simulate(t)
	one := connected(t, sim)
	one.apply(helloTo(chen))

	two := one.message()
	two.apply(with(helloTo(lin), object{"text": object{"content": "再见"}}))

	before := len(sim.Requests(""))

	plannedOne, appliedOne := one.destroy()
	plannedTwo, appliedTwo := two.destroy()

	append(plannedOne, plannedTwo...).expect(t, "problem of the plan", at("", "Destroying a mass message recalls nothing", "forgets"))
	append(appliedOne, appliedTwo...).expect(t, "problem of the destroy", at("", "Destroying a mass message recalls nothing"))

	if !one.state.IsNull() || !two.state.IsNull() {
		t.Error("a destroyed message is still in the state")
	}

	if after := len(sim.Requests("")); after != before {
		t.Errorf("the destroy made %d requests", after-before)
	}

	if sim.sends() != 2 {
		t.Errorf("%d messages, want the 2 that were sent before", sim.sends())
	}
}

// No text of a customer's message or id of a recipient stands in a plan's
// warning about it.
func TestMassMessage_warningsDoNotRepeatTheMessage(t *testing.T) {
	message := connected(t, simulate(t))
	message.apply(with(helloTo(chen), object{"text": object{"content": "very private"}}))

	for _, changed := range []object{
		with(helloTo(chen), object{"text": object{"content": "very secret"}}),
		with(helloTo(lin), object{"text": object{"content": "very private"}}),
	} {
		warnings := message.plan(changed).problems.String()

		for _, private := range []string{"very private", "very secret", chen, lin} {
			if strings.Contains(warnings, private) {
				t.Errorf("%q stands in a warning:\n%s", private, warnings)
			}
		}
	}
}
