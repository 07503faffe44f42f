package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Half of the members have sent: the action says how much it stopped, and how
// much had gone out.
func TestActionCancel_countsWhatWasStopped(t *testing.T) {
	sim := simulate(t)
	p, msgid := sentMessage(t, sim, twoMembers())

	if err := sim.Confirm(msgid, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	said, problems := p.invoke(cancelAction, object{"msgid": msgid})
	problems.expect(t, "problem of a cancel")

	for _, words := range []string{
		"Stopping message " + msgid,
		"WeCom has stopped message " + msgid,
		"stopped for 1 member (2 customers will not get it); already sent by 1 member (2 customers got it). What was sent cannot be recalled.",
	} {
		if !strings.Contains(said, words) {
			t.Errorf("the action did not say %q:\n%s", words, said)
		}
	}

	if err := sim.Confirm(msgid, "lisi"); err == nil {
		t.Error("lisi could still send")
	}

	// A second time is a success that says so, with the same numbers.
	said, problems = p.invoke(cancelAction, object{"msgid": msgid})
	problems.expect(t, "problem of a second cancel")

	if !strings.Contains(said, "was stopped already") || !strings.Contains(said, "stopped for 1 member (2 customers") || strings.Contains(said, "WeCom has stopped") {
		t.Errorf("the second time it said\n%s", said)
	}
}

func TestActionCancel_counts(t *testing.T) {
	for name, c := range map[string]struct {
		config  object
		confirm []string
		quota   bool
		want    string
	}{
		"nobody had sent": {twoMembers(), nil, false, "stopped for 2 members (4 customers will not get it); already sent by 0 members. What"},
		"everybody had":   {twoMembers(), []string{"zhangsan", "lisi"}, false, "stopped for 0 members; already sent by 2 members (4 customers got it). What"},
		"a lost friend": {
			object{"sender": "zhangsan", "text": object{"content": "a"}},
			[]string{"zhangsan"},
			false,
			"already sent by 1 member (3 customers got it, 1 customer did not, being no friend any more)",
		},
		"too many messages": {twoMembers(), []string{"lisi"}, true, "already sent by 1 member (2 customers did not, having had too many messages)"},
		"groups": {
			object{"chat_type": "group", "sender": "zhangsan", "text": object{"content": "a"}},
			[]string{"zhangsan"},
			false,
			"stopped for 0 members; already sent by 1 member (2 groups got it)",
		},
		"groups, not sent": {
			object{"chat_type": "group", "sender": "zhangsan", "text": object{"content": "a"}},
			nil, false,
			"stopped for 1 member (WeCom does not list whom they would have sent it to); already sent by 0 members.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			options := []wecomsim.Option{}
			if c.quota {
				options = append(options, wecomsim.WithReceiveQuota(wecomsim.QuotaDay))
			}

			sim := simulate(t, options...)
			p, msgid := sentMessage(t, sim, c.config)

			if c.quota {
				_, earlier := sentMessage(t, sim, with(c.config, object{"text": object{"content": "早"}}))
				if err := sim.Confirm(earlier, "lisi"); err != nil {
					t.Fatal(err)
				}
			}

			for _, member := range c.confirm {
				if err := sim.Confirm(msgid, member); err != nil {
					t.Fatal(err)
				}
			}

			said, problems := p.invoke(cancelAction, object{"msgid": msgid})
			problems.expect(t, "problem")

			if !strings.Contains(said, c.want) {
				t.Errorf("it did not say %q:\n%s", c.want, said)
			}
		})
	}
}

// A status that no page names is told as it is, and counted neither as
// stopped nor as sent.
func TestActionCancel_aStatusThatIsNotDocumented(t *testing.T) {
	sim := simulate(t)
	p, msgid := sentMessage(t, sim, twoMembers())

	sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_task", Body: []byte(`{"errcode":0,"task_list":[{"userid":"zhangsan","status":1},{"userid":"lisi","status":7}]}`)})

	said, _ := p.invoke(cancelAction, object{"msgid": msgid})
	if want := "stopped for 0 members; already sent by 1 member (2 customers were not sent it); 1 member in status 7, which is not documented."; !strings.Contains(said, want) {
		t.Errorf("it did not say %q:\n%s", want, said)
	}
}

func TestActionCancel_whileWeComIsDispatching(t *testing.T) {
	sim := simulate(t)
	p, msgid := sentMessage(t, sim, twoMembers(), provider.WithClock(hastyClock()))

	dispatching := wecomsim.Fault{Endpoint: "get_groupmsg_task", Errcode: 41063, Count: 2}
	sim.Arm(dispatching)

	said, problems := p.invoke(cancelAction, object{"msgid": msgid})
	problems.expect(t, "problem")

	if !strings.Contains(said, "stopped for 2 members") {
		t.Errorf("it did not wait:\n%s", said)
	}

	// For ever is too long, and the message is stopped all the same.
	dispatching.Count = 0
	sim.Arm(dispatching)

	_, problems = p.invoke(cancelAction, object{"msgid": msgid})
	if len(problems.errors()) > 0 {
		t.Error(problems)
	}

	problems.warnings().expect(t, "warning", at("", "stopped, but not counted", msgid, "41063", "again"))
}

func TestActionCancel_failures(t *testing.T) {
	sim := simulate(t)
	p, msgid := sentMessage(t, sim, twoMembers(), provider.WithClock(hastyClock()))

	_, problems := p.invoke(cancelAction, object{"msgid": "msgNOBODYKNOWS"})
	problems.expect(t, "problem of an unknown msgid", at("msgid", "does not know the message", "41047", "was NOT stopped"))

	if len(problems.errors()) > 0 {
		t.Error("41047 counts as done")
	}

	sim.Arm(wecomsim.Fault{Endpoint: "cancel_groupmsg_send", Errcode: 48002, Count: 1})

	_, problems = p.invoke(cancelAction, object{"msgid": msgid})
	problems.errors().expect(t, "error", at("", msgid+" was NOT stopped", "errcode 48002", "What to do: Admin console"))

	// A code that a gateway wrote proves nothing.
	sim.Arm(wecomsim.Fault{Endpoint: "cancel_groupmsg_send", Status: 403, Body: []byte(`{"errcode":48002}`), Count: 4})

	_, problems = p.invoke(cancelAction, object{"msgid": msgid})
	problems.errors().expect(t, "error", at("", "It is not known whether message "+msgid+" is stopped", "48002", "no harm"))

	// A lost answer is asked for again.
	sim.Arm(wecomsim.Fault{Endpoint: "cancel_groupmsg_send", DropAt: wecomsim.AfterEffect, Count: 1})
	sim.AdvanceClock(time.Minute)

	said, problems := p.invoke(cancelAction, object{"msgid": msgid})
	problems.expect(t, "problem")

	if !strings.Contains(said, "was stopped by this run or before (WeCom's first answer was lost)") {
		t.Errorf("after a lost answer it said\n%s", said)
	}
}
