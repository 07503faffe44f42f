package provider_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// stop is Ctrl-C. It does not wait until the streams have ended.
func (p *protocol) stop() {
	p.t.Helper()

	ctx, cancel := context.WithCancel(p.t.Context())
	cancel()

	if _, err := p.server.StopProvider(ctx, &tfprotov6.StopProviderRequest{}); err != nil {
		p.t.Fatal(err)
	}
}

// whenAsked does something when an endpoint is called the next time.
func (s simulation) whenAsked(endpoint string, do func()) {
	before := len(s.Requests(endpoint))

	go func() {
		for len(s.Requests(endpoint)) == before {
			time.Sleep(time.Millisecond)
		}

		do()
	}()
}

// Whatever WeCom makes of the call, the action says it, and says it at the end:
// progress after a stop breaks Terraform.
func TestStop_anActionTellsWhatBecameOfIt(t *testing.T) {
	for name, c := range map[string]struct {
		action, endpoint string
		fault            wecomsim.Fault
		said             string
		want             expectation
		warning          bool
	}{
		"reminded": {
			action: remindAction, endpoint: "remind_groupmsg_send", said: "Reminding the members",
			want: at("", "run was stopped", "WeCom has taken the reminder"), warning: true,
		},
		"reminder refused": {
			action: remindAction, endpoint: "remind_groupmsg_send", fault: wecomsim.Fault{Errcode: 48002}, said: "Reminding the members",
			want: at("", "Nobody was reminded", "48002"),
		},
		"reminder lost": {
			action: remindAction, endpoint: "remind_groupmsg_send", fault: wecomsim.Fault{DropAt: wecomsim.AfterEffect}, said: "Reminding the members",
			want: at("", "It is not known whether"),
		},
		"no reminder": {
			action: remindAction, endpoint: "gettoken", said: "Reminding the members",
			want: at("", "Nobody was reminded", "The run was stopped before WeCom was asked"),
		},
		"stopped": {
			action: cancelAction, endpoint: "cancel_groupmsg_send", said: "Stopping message",
			want: at("", "stopped, but not counted", "WeCom has stopped message", "Running the action again counts"),
		},
		"stop refused": {
			action: cancelAction, endpoint: "cancel_groupmsg_send", fault: wecomsim.Fault{Errcode: 48002}, said: "Stopping message",
			want: at("", "was NOT stopped", "48002"),
		},
		"stop lost": {
			action: cancelAction, endpoint: "cancel_groupmsg_send", fault: wecomsim.Fault{DropAt: wecomsim.AfterEffect}, said: "Stopping message",
			want: at("", "It is not known whether", "is stopped"),
		},
		"not counted": {
			action: cancelAction, endpoint: "get_groupmsg_task", said: "Stopping message",
			want: at("", "stopped, but not counted", "The run was stopped before it was counted"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			_, msgid := sentMessage(t, sim, twoMembers())
			p := connected(t, sim).protocol

			c.fault.Endpoint, c.fault.DelayBefore = c.endpoint, time.Hour
			sim.Arm(c.fault)

			// Where the stop overtakes the progress, it is said at the end.
			heard := make(chan struct{})
			p.heard = sync.OnceFunc(func() { close(heard) })

			sim.whenAsked(c.endpoint, func() {
				<-heard
				p.stop()
				sim.ClearFaults()
			})

			said, problems := p.invoke(c.action, object{"msgid": msgid})
			problems.expect(t, "problem", c.want)

			if len(problems.errors()) == 0 != c.warning {
				t.Errorf("warning: %t, want %t", !c.warning, c.warning)
			}

			if !strings.HasPrefix(said, c.said) || strings.Contains(said, "\n") {
				t.Errorf("after the stop it said\n%s", said)
			}
		})
	}
}

func TestStop_aListSaysThatItIsNotWhole(t *testing.T) {
	for name, l := range map[string]listing{"pages": {}, "recipients": {includeResource: true}} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			threeMonths(sim)

			p := connected(t, sim).protocol
			l.config = object{"start_time": sim.Now().AddDate(0, 0, -92).Format(time.RFC3339)}

			endpoint := "get_groupmsg_list_v2"
			if l.includeResource {
				endpoint = "get_groupmsg_task"
			}

			sim.Arm(wecomsim.Fault{Endpoint: endpoint, Skip: 2, DelayBefore: time.Hour})

			results := 0

			var last listed

			p.list(l, func(r listed) bool {
				if results++; results == 1 {
					sim.whenAsked(endpoint, p.stop)
				}

				last = r

				return true
			})

			last.problems.expect(t, "problem", at("", "Unable to List Mass Messages", "The run was stopped before the list was read to its end", "Nothing of it is shown"))

			if results < 2 || results > 200 {
				t.Errorf("%d results", results)
			}
		})
	}
}

// A stop is answered when the streams have been read to their ends: the answer
// is what cuts them off.
func TestStop_waitsForTheLastWord(t *testing.T) {
	sim := simulate(t)
	threeMonths(sim)

	p := connected(t, sim).protocol
	answered, first := make(chan struct{}), true

	p.list(listing{}, func(r listed) bool {
		if first {
			first = false

			go func() {
				defer close(answered)

				_, _ = p.server.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{})
			}()
		}

		select {
		case <-answered:
			t.Error("the stop was answered before the list had ended")
		default:
		}

		if len(r.problems) > 0 {
			// Time for an answer that comes too early.
			time.Sleep(20 * time.Millisecond)
		}

		return true
	})

	<-answered
}

func TestStop_nothingBeginsAfterIt(t *testing.T) {
	sim := simulate(t)
	_, msgid := sentMessage(t, sim, twoMembers())
	p := connected(t, sim).protocol

	p.stop()

	before := len(sim.Requests(""))

	said, problems := p.invoke(cancelAction, object{"msgid": msgid})
	problems.expect(t, "problem", at("", "The run was stopped", "Nothing was stopped", "before the action began"))

	if said != "" || len(sim.Requests("")) != before {
		t.Errorf("it said %q, and %d calls were made", said, len(sim.Requests(""))-before)
	}

	results := p.all(listing{})
	results[len(results)-1].problems.expect(t, "problem of a list", at("", "The run was stopped"))

	// Under a debugger the process serves the next run as well.
	p.configure(sim.block()).expect(t, "problem of the provider block")

	if said, problems := p.invoke(cancelAction, object{"msgid": msgid}); len(problems) > 0 || !strings.Contains(said, "WeCom has stopped message") {
		t.Errorf("the next run: %s\n%s", said, problems)
	}
}
