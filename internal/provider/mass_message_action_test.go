package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// twoMembers is a message to four customers of two members: zhangsan has the
// tasks of the first and the third, lisi of the second and the fifth.
func twoMembers() object {
	return object{
		"external_userid": []string{wecomsim.DemoCustomer, "woSIM0000000000000000000000002AA", "woSIM0000000000000000000000003AA", "woSIM0000000000000000000000005AA"},
		"text":            object{"content": "春茶到店"},
	}
}

// sentMessage is a provider, and a message that it has sent.
func sentMessage(t *testing.T, sim simulation, config object, options ...provider.Option) (*protocol, string) {
	t.Helper()

	l := connected(t, sim, options...)
	if _, problems := l.apply(config); len(problems.errors()) > 0 {
		t.Fatal(problems)
	}

	return l.protocol, l.attribute("msgid")
}

func TestActionRemind_remindsMembers(t *testing.T) {
	sim := simulate(t)
	p, msgid := sentMessage(t, sim, twoMembers())

	for i := range 3 {
		said, problems := p.invoke(remindAction, object{"msgid": msgid})
		problems.expect(t, "problem of a reminder")

		if !strings.Contains(said, "Reminding the members") || !strings.Contains(said, "has taken the reminder for message "+msgid) {
			t.Errorf("reminder %d said %q", i+1, said)
		}
	}

	before := time.Now().UTC()
	said, problems := p.invoke(remindAction, object{"msgid": msgid})

	// The bound is told with its second, so both neighbours may be right.
	latest := before.Add(24 * time.Hour).Format("2006-01-02T15:04")
	later := before.Add(24*time.Hour + 10*time.Second).Format("2006-01-02T15:04")

	if all := problems.String(); !strings.Contains(all, "possible at "+latest) && !strings.Contains(all, "possible at "+later) {
		t.Errorf("the refusal does not say that the next one is possible at %s: %s", latest, all)
	}

	problems.expect(t, "problem of the fourth reminder",
		at("", "Unable to Remind Members", "Nobody was reminded", "at the latest", "keeps no memory", "errcode 41094", "What to do:"))

	if strings.Contains(said, "has taken") {
		t.Errorf("the refused reminder said %q", said)
	}

	if message, _ := sim.Message(msgid); len(message.Reminders) != 3 {
		t.Errorf("%d reminders, want 3", len(message.Reminders))
	}

	sim.AdvanceClock(25 * time.Hour)

	if _, problems := p.invoke(remindAction, object{"msgid": msgid}); len(problems) > 0 {
		t.Errorf("a day later: %s", problems)
	}
}

func TestActionRemind_failures(t *testing.T) {
	for name, c := range map[string]struct {
		fault wecomsim.Fault
		msgid string
		want  expectation
	}{
		"lost answer":  {fault: wecomsim.Fault{DropAt: wecomsim.AfterEffect}, want: at("", "not known whether", "was not repeated", "one of 3 in 24 hours")},
		"refused":      {fault: wecomsim.Fault{Errcode: 48002}, want: at("", "Nobody was reminded", "errcode 48002", "What to do: Admin console")},
		"busy":         {fault: wecomsim.Fault{Errcode: -1}, want: at("", "not known whether")},
		"member":       {fault: wecomsim.Fault{Errcode: 60111}, want: at("", "errcode 60111", "Cause:")},
		"unknown code": {fault: wecomsim.Fault{Errcode: 987654}, want: at("", "987654", "not in the provider's table")},
		"no message":   {msgid: "msgNOBODYKNOWS", want: at("", "Nobody was reminded of message msgNOBODYKNOWS", "41047", "Check the msgid")},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			p, msgid := sentMessage(t, sim, twoMembers(), provider.WithClock(hastyClock()))

			if c.msgid != "" {
				msgid = c.msgid
			} else {
				c.fault.Endpoint = "remind_groupmsg_send"
				sim.Arm(c.fault)
			}

			_, problems := p.invoke(remindAction, object{"msgid": msgid})
			problems.expect(t, "problem", c.want)

			if calls := len(sim.Requests("remind_groupmsg_send")); calls != 1 {
				t.Errorf("%d calls, want 1", calls)
			}
		})
	}
}

func TestActionRemind_aCancelledMessage(t *testing.T) {
	sim := simulate(t)
	p, msgid := sentMessage(t, sim, twoMembers())

	p.invoke(cancelAction, object{"msgid": msgid})

	_, problems := p.invoke(remindAction, object{"msgid": msgid})
	problems.expect(t, "problem", at("", "Nobody was reminded", "41093", "cancelled already"))
}

func TestActions_whatTheyNeed(t *testing.T) {
	for _, name := range []string{remindAction, cancelAction} {
		t.Run(name, func(t *testing.T) {
			p := serve(t)

			if doc := p.schemas.ActionSchemas[name].Schema.Block; doc.Description == "" || doc.Attributes[0].Description == "" {
				t.Error("the action or its attribute has no description")
			}

			for what, c := range map[string]struct {
				msgid any
				want  []expectation
			}{
				"a msgid":     {"msgGCAAAXtWyujaWJHDDGi0mAAAA", nil},
				"unknown":     {unknown, nil},
				"empty":       {"", []expectation{at("msgid", "The msgid is empty", "wecom_mass_message.example.msgid")}},
				"blank":       {" ", []expectation{at("msgid", "The msgid is empty")}},
				"white space": {" msg1", []expectation{at("msgid", "white space")}},
				"local name":  {"unknown-7f3a", []expectation{at("msgid", "local name")}},
			} {
				p.validateAction(name, object{"msgid": c.msgid}).expect(t, "problem of "+what, c.want...)
			}

			// Without credentials, and without a msgid.
			p.configure(object{"base_url": "http://127.0.0.1:1"})

			_, problems := p.invoke(name, object{"msgid": "msg1"})
			problems.expect(t, "problem without credentials",
				at("", "No WeCom credentials", "corp_id (or WECOM_CORP_ID)", "corp_secret (or WECOM_CORP_SECRET)", "WECOM_ACCESS_TOKEN"))

			sim := simulate(t)
			_, problems = connected(t, sim).invoke(name, object{"msgid": nil})
			problems.expect(t, "problem without a msgid", at("msgid", "No msgid", "its status is \"unknown\"", "again", "replaces_msgid is null", "after an edit", "in the plan (before)", "terraform_data"))

			if calls := len(sim.Requests("")); calls != 0 {
				t.Errorf("%d calls were made without a msgid", calls)
			}
		})
	}
}
