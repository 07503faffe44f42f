package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// sentMessages is a provider, and messages that it has sent to both members.
func sentMessages(t *testing.T, sim simulation, n int) (*protocol, []string) {
	t.Helper()

	p := serve(t, provider.WithClock(hastyClock()))
	p.configure(sim.block()).expect(t, "problem of the provider block")

	msgids := make([]string, n)

	for i := range msgids {
		message := p.message()
		_, applied := message.apply(with(twoMembers(), object{"text": object{"content": fmt.Sprintf("春茶到店 %d", i)}}))
		applied.errors().expect(t, "error of the apply")

		msgids[i] = message.attribute("msgid")
	}

	return p, msgids
}

func (s simulation) reminded(t *testing.T, msgids []string) (times []int) {
	t.Helper()

	for _, msgid := range msgids {
		message, _ := s.Message(msgid)
		times = append(times, len(message.Reminders))
	}

	return times
}

// row is a line of the table at the end.
func row(msgid, says string) string { return "\n  " + msgid + "  " + says }

func TestActions_severalMessages(t *testing.T) {
	sim := simulate(t)
	p, msgids := sentMessages(t, sim, 3)

	// One that is listed twice is reminded once: each costs one of three.
	said, problems := p.invoke(remindAction, object{"msgids": []string{msgids[0], msgids[1], msgids[0], msgids[2]}})
	problems.expect(t, "problem", at("msgids[2]", "listed twice"))

	if got := sim.reminded(t, msgids); fmt.Sprint(got) != "[1 1 1]" {
		t.Errorf("reminded %v times, want each once", got)
	}

	for _, words := range []string{
		"1 of 3: Reminding the members who have not sent message " + msgids[0],
		"2 of 3: WeCom has taken the reminder for message " + msgids[1],
		"3 messages: 3 reminded.\n", row(msgids[0], "reminded"), row(msgids[2], "reminded"),
	} {
		if !strings.Contains(said, words) {
			t.Errorf("it did not say %q:\n%s", words, said)
		}
	}

	if err := sim.Confirm(msgids[1], "zhangsan"); err != nil {
		t.Fatal(err)
	}

	p.invoke(cancelAction, object{"msgid": msgids[2]})

	said, problems = p.invoke(cancelAction, object{"msgids": msgids})
	problems.expect(t, "problem")

	for _, words := range []string{
		"3 messages: 2 stopped, 1 stopped already.\n",
		row(msgids[0], "stopped: stopped for 2 members"), row(msgids[1], "stopped: stopped for 1 member"), row(msgids[2], "stopped already: stopped for 2 members"),
	} {
		if !strings.Contains(said, words) {
			t.Errorf("it did not say %q:\n%s", words, said)
		}
	}
}

// One that fails, or has no msgid, holds up nobody, and the end is an error.
func TestActions_goOnPastOneThatFails(t *testing.T) {
	for name, c := range map[string]struct {
		action, endpoint string
		fault            wecomsim.Fault
		summary, counts  string
		row              string
	}{
		"a refused reminder":        {remindAction, "remind_groupmsg_send", wecomsim.Fault{Errcode: 41094}, "Unable to Remind Members", "4 messages: 2 reminded, 2 nobody reminded.", "nobody reminded: "},
		"a lost reminder":           {remindAction, "remind_groupmsg_send", wecomsim.Fault{DropAt: wecomsim.AfterEffect}, "Unable to Remind Members", "4 messages: 2 reminded, 1 not known, 1 nobody reminded.", "not known: "},
		"a refused cancel":          {cancelAction, "cancel_groupmsg_send", wecomsim.Fault{Errcode: 48002}, "Unable to Stop Mass Message", "4 messages: 2 stopped, 2 NOT stopped.", "NOT stopped: cancel_groupmsg_send: errcode 48002"},
		"a cancel without a answer": {cancelAction, "cancel_groupmsg_send", wecomsim.Fault{DropAt: wecomsim.BeforeEffect, Count: 4}, "Unable to Stop Mass Message", "4 messages: 2 stopped, 1 not known, 1 NOT stopped.", "not known: "},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			p, msgids := sentMessages(t, sim, 3)

			// The second of them fails.
			c.fault.Endpoint, c.fault.Count = c.endpoint, max(c.fault.Count, 1)
			p.heard = func() {
				if len(sim.Requests(c.endpoint)) == 1 {
					sim.Arm(c.fault)

					p.heard = nil
				}
			}

			_, problems := p.invoke(c.action, object{"msgids": []any{msgids[0], msgids[1], nil, msgids[2]}})
			problems.expect(t, "problem", at("", c.summary, c.counts, row(msgids[1], c.row), "\n  msgids[2]", "it has no msgid"))

			if c.fault.Errcode != 0 && !strings.Contains(problems.String(), fmt.Sprintf("errcode %d:\nCause: ", c.fault.Errcode)) {
				t.Errorf("it does not say what to do:\n%s", problems)
			}

			last, _ := sim.Message(msgids[2])
			if len(last.Reminders) == 0 && last.CancelTime.IsZero() {
				t.Errorf("the last one was left out:\n%s", problems)
			}
		})
	}
}

// Nor does a message of unknown status of a campaign, which has a local name.
func TestActions_goOnPastALocalName(t *testing.T) {
	for _, name := range []string{remindAction, cancelAction} {
		p, msgids := sentMessages(t, simulate(t), 2)

		_, problems := p.invoke(name, object{"msgids": []any{msgids[0], "unknown-7f3a", msgids[1]}})
		problems.expect(t, "problem", at("", "3 messages: 2 ", row("msgids[1]", ""), "it has no msgid"))
	}
}

// What is a warning for one message is one for many.
func TestActionCancel_severalOfWhichOneIsNotKnown(t *testing.T) {
	sim := simulate(t)
	p, msgids := sentMessages(t, sim, 1)

	_, problems := p.invoke(cancelAction, object{"msgids": []string{"msgNOBODYKNOWS", msgids[0]}})
	problems.errors().expect(t, "error")
	problems.warnings().expect(t, "warning", at("", "not stopped, or not counted", "2 messages: 1 not known to WeCom, 1 stopped.", row(msgids[0], "stopped: ")))
}

// Every further call would ask for the token that cannot be had, and get the
// address blocked.
func TestActions_severalWithoutAToken(t *testing.T) {
	sim := simulate(t)
	_, msgids := sentMessages(t, sim, 3)
	sim.Arm(wecomsim.Fault{Endpoint: "gettoken", Errcode: 40001})

	_, problems := connected(t, sim).invoke(cancelAction, object{"msgids": msgids})
	problems.expect(t, "problem", at("", "3 messages: 3 NOT stopped.", row(msgids[0], "NOT stopped: gettoken: errcode 40001"), row(msgids[2], "NOT stopped: WeCom was not asked, since no token can be had")))

	if n := len(sim.Requests("cancel_groupmsg_send")); n != 0 {
		t.Errorf("%d calls, want none", n)
	}
}

func TestActions_howSeveralMessagesAreNamed(t *testing.T) {
	for _, name := range []string{remindAction, cancelAction} {
		p := serve(t)

		for what, c := range map[string]struct {
			config object
			want   []expectation
		}{
			"several":     {object{"msgids": []string{"msg1", "msg2"}}, nil},
			"not known":   {object{"msgids": unknown}, nil},
			"a null":      {object{"msgids": []any{"msg1", nil}}, nil},
			"neither yet": {object{}, nil},
			"both":        {object{"msgid": "msg1", "msgids": []string{"msg2"}}, []expectation{at("msgids", "Give one of them")}},
			"none":        {object{"msgids": []string{}}, []expectation{at("msgids", "it is empty")}},
			"blank":       {object{"msgids": []string{"msg1", " "}}, []expectation{at("msgids[1]", "The msgid is empty")}},
			"local name":  {object{"msgids": []string{"msg1", "unknown-7f3a"}}, nil},
		} {
			p.validateAction(name, c.config).expect(t, name+": problem of "+what, c.want...)
		}

		sim := simulate(t)
		_, problems := connected(t, sim).invoke(name, object{})
		problems.expect(t, name+": problem without any", at("msgid", "No msgid", "and so is msgids"))

		if calls := len(sim.Requests("")); calls != 0 {
			t.Errorf("%s: %d calls without a msgid", name, calls)
		}
	}
}

// Ctrl-C ends it after the one in hand, and what was not done is said.
func TestStop_severalMessagesAfterTheOneInHand(t *testing.T) {
	for action, c := range map[string]struct{ endpoint, done, undone string }{
		remindAction: {"remind_groupmsg_send", "reminded", "nobody reminded"},
		cancelAction: {"cancel_groupmsg_send", "stopped: not counted: ", "NOT stopped"},
	} {
		t.Run(action, func(t *testing.T) {
			sim := simulate(t)
			_, msgids := sentMessages(t, sim, 4)
			p := connected(t, sim).protocol

			// The stop comes while the second call is on its way.
			p.heard = func() {
				if len(sim.Requests(c.endpoint)) == 1 {
					p.heard = nil

					sim.Arm(wecomsim.Fault{Endpoint: c.endpoint, DelayBefore: 200 * time.Millisecond})
					sim.whenAsked(c.endpoint, p.stop)
				}
			}

			_, problems := p.invoke(action, object{"msgids": msgids})
			why := ": the run was stopped before WeCom was asked for it"
			problems.errors().expect(t, "error", at("", "Unable to ", "2 "+c.undone, row(msgids[1], c.done), row(msgids[2], c.undone+why), row(msgids[3], c.undone+why)))

			if n := len(sim.Requests(c.endpoint)); n != 2 {
				t.Errorf("%d calls, want 2", n)
			}

			second, _ := sim.Message(msgids[1])
			if len(second.Reminders) == 0 && second.CancelTime.IsZero() {
				t.Error("the one in hand was not brought to its end")
			}
		})
	}
}
