package wecom_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The server's clock and ours may be hours apart, or years, where the machine
// has lost its own. With a fixed token no answer has told the server's time
// before the first call that matters.
func everyClock(t *testing.T, test func(t *testing.T, w *world, client func() *wecom.Client, interval time.Duration)) {
	const days = 24 * time.Hour

	for _, skew := range []time.Duration{
		-20 * 365 * days, -45 * days, -26 * time.Hour, -3 * time.Hour, -4 * time.Minute, 0,
		4 * time.Minute, 3 * time.Hour, 26 * time.Hour, 45 * days, 20 * 365 * days,
	} {
		for _, fixed := range []bool{false, true} {
			for _, interval := range []time.Duration{0, 30 * time.Minute} {
				t.Run(fmt.Sprintf("skew %s fixed token %t interval %s", skew, fixed, interval), func(t *testing.T) {
					w := newSkewedWorld(t, skew)
					client := func() *wecom.Client {
						if fixed {
							return w.client(w.fixedToken())
						}

						return w.client()
					}

					test(t, w, client, interval)
				})
			}
		}
	}
}

func TestSkew_doesNotHideALostAnswer(t *testing.T) {
	everyClock(t, func(t *testing.T, w *world, client func() *wecom.Client, interval time.Duration) {
		w.lose()

		got := client().DeliverMassMessage(t.Context(), wecom.Delivery{Message: single("hello", "zhangsan", customer(1)), CheckInterval: interval})
		wantKind(t, got, wecom.Accepted)

		if want := w.Sim.Messages()[0]; got.MsgID != want.MsgID || got.SentAt.Unix() != want.CreateTime.Unix() {
			t.Errorf("adopted %s of %s, want %s of %s", got.MsgID, got.SentAt, want.MsgID, want.CreateTime)
		}
	})
}

func TestSkew_doesNotHideALostAnswerLater(t *testing.T) {
	everyClock(t, func(t *testing.T, w *world, client func() *wecom.Client, interval time.Duration) {
		w.Sim.SetListLag(10 * time.Minute)
		w.lose()

		m := single("hello", "zhangsan", customer(1))
		got := client().DeliverMassMessage(t.Context(), wecom.Delivery{Message: m, CheckInterval: interval})
		wantKind(t, got, wecom.Unknown)
		w.Clock.Advance(time.Hour)

		finding, err := client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, got.Trace))
		if err != nil {
			t.Fatal(err)
		}

		if finding.Proven == nil || finding.Proven.MsgID != w.Sim.Messages()[0].MsgID {
			t.Errorf("found %+v with trace %+v", finding, got.Trace)
		}
	})
}

// An equal message is there already, two minutes old; ours never arrives.
func TestSkew_doesNotMakeAnOlderEqualMessageOurs(t *testing.T) {
	everyClock(t, func(t *testing.T, w *world, client func() *wecom.Client, interval time.Duration) {
		m := single("hello", "zhangsan", customer(1))
		older := w.repicked("hello", "zhangsan", customer(1))
		w.Clock.Advance(2 * time.Minute)
		w.swallow()

		got := client().DeliverMassMessage(t.Context(), wecom.Delivery{Message: m, CheckInterval: interval, Repeats: []string{"another"}})
		if interval > 0 {
			wantKind(t, got, wecom.Refused)

			if duplicate, ok := errors.AsType[*wecom.DuplicateError](got.Err); !ok || !duplicate.Same || duplicate.Record.MsgID != older {
				t.Errorf("error %v, want that of a certain duplicate", got.Err)
			}

			return
		}

		wantKind(t, got, wecom.Unknown)
		w.Clock.Advance(time.Hour)

		finding, err := client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, got.Trace))
		if err != nil {
			t.Fatal(err)
		}

		if finding.Proven != nil {
			t.Error("a later look adopted the older message")
		}
	})
}

// The message itself is there: the run that sent it was killed.
func TestSkew_doesNotHideAKilledRun(t *testing.T) {
	everyClock(t, func(t *testing.T, w *world, client func() *wecom.Client, interval time.Duration) {
		w.repicked("hello", "zhangsan", customer(1))
		w.Clock.Advance(25 * time.Minute)

		got := client().DeliverMassMessage(t.Context(), wecom.Delivery{Message: single("hello", "zhangsan", customer(1)), CheckInterval: interval})

		if interval == 0 {
			wantKind(t, got, wecom.Accepted) // the positive control: nobody looked
			return
		}

		wantKind(t, got, wecom.Refused)
		w.wantPosts(0)
	})
}

// Nothing has answered, so the server's time is not known; it may be minutes
// ahead or behind. What is found then may come from a later run, too.
func TestSkew_aTraceWithoutTheServersTimeAllowsForBothDirections(t *testing.T) {
	for _, skew := range []time.Duration{-4 * time.Minute, 0, 4 * time.Minute} {
		w := newSkewedWorld(t, skew)
		client := w.client(w.fixedToken())
		w.lose()
		w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", DropAt: wecomsim.BeforeEffect})

		m := single("hello", "zhangsan", customer(1))
		got := client.DeliverMassMessage(t.Context(), unchecked(m))
		wantKind(t, got, wecom.Unknown)
		w.Sim.ClearFaults()

		finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, got.Trace))
		if err != nil || likenessOf(finding) != candidate {
			t.Errorf("skew %s: found %+v, %v with trace %+v; want a candidate", skew, finding, err, got.Trace)
		}
	}
}

// The answer to another message took 25 s, so its Date is old.
func TestSkew_aSlowAnswerDoesNotMoveTheServersTime(t *testing.T) {
	w := newWorld(t)
	h := w.withHolder()
	client := w.client()

	slow := h.hold(t, "slow")
	slowDone := deliver(t.Context(), client, unchecked(single("slow", "zhangsan", customer(1))))

	<-slow.arrived
	w.Clock.Advance(25 * time.Second)
	slow.letGo()
	wantKind(t, receive(t, "the slow delivery", slowDone), wecom.Accepted)

	// Nothing else tells the time.
	w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", DropAt: wecomsim.BeforeEffect})
	w.lose()

	m := single("hello", "zhangsan", customer(1))
	got := client.DeliverMassMessage(t.Context(), unchecked(m))
	wantKind(t, got, wecom.Unknown)
	w.Sim.ClearFaults()
	w.Clock.Advance(time.Hour)

	finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, got.Trace))
	if err != nil || finding.Proven == nil {
		t.Errorf("found %+v, %v with trace %+v", finding, err, got.Trace)
	}
}

// Our clock is fast, and no answer has told the server's time while the message
// was sent: a person may still name it, and is told how the times differ.
func TestSkew_doesNotForbidToNameTheMessage(t *testing.T) {
	for _, skew := range []time.Duration{-8 * time.Hour, -26 * time.Hour} {
		t.Run(skew.String(), func(t *testing.T) {
			w := newSkewedWorld(t, skew)
			fixed := w.fixedToken()
			w.lose()
			w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", DropAt: wecomsim.BeforeEffect})

			m := single("hello", "zhangsan", customer(1))
			lost := w.client(fixed).DeliverMassMessage(t.Context(), wecom.Delivery{Message: m})
			wantKind(t, lost, wecom.Unknown)
			w.Sim.ClearFaults()

			msgid := w.Sim.Messages()[0].MsgID

			got, err := w.client(fixed).AdoptMassMessage(t.Context(), lost.Sent, stored(t, lost.Trace), msgid)
			if err != nil || got.Record.MsgID != msgid {
				t.Fatalf("%+v, %v", got, err)
			}

			if remarks := strings.Join(got.Remarks, " "); !strings.Contains(remarks, "not when this message was sent") {
				t.Errorf("remarks %q", remarks)
			}
		})
	}
}

// A msgid is searched for by whatever WeCom's time may be.
func TestSkew_doesNotHideAMsgid(t *testing.T) {
	everyClock(t, func(t *testing.T, w *world, client func() *wecom.Client, _ time.Duration) {
		there := w.repicked("hello", "zhangsan", customer(1))
		w.Clock.Advance(25 * time.Minute)

		if _, err := client().RecordByMsgID(t.Context(), there, []string{wecom.ChatTypeSingle}, time.Time{}); err != nil {
			t.Error(err)
		}

		if _, err := client().RecordByMsgID(t.Context(), "another", []string{wecom.ChatTypeSingle}, time.Time{}); !errors.Is(err, wecom.ErrNoRecord) {
			t.Errorf("another: %v", err)
		}
	})
}

// The first send of a campaign has WeCom's time. The look goes back to it,
// however wrong our own clock is.
func TestSkew_theLookGoesBackToATimeOfWeCom(t *testing.T) {
	everyClock(t, func(t *testing.T, w *world, client func() *wecom.Client, interval time.Duration) {
		d := wecom.Delivery{Message: single("hello", "zhangsan", customer(1)), CheckInterval: interval}

		first := client().DeliverMassMessage(t.Context(), d)
		wantKind(t, first, wecom.Accepted)
		w.Clock.Advance(10 * time.Hour)

		d.CheckSince = w.Sim.Messages()[0].CreateTime.Add(-time.Hour)

		got := client().DeliverMassMessage(t.Context(), d)
		if interval == 0 { // switched off, so it is the control
			wantKind(t, got, wecom.Accepted)
			return
		}

		wantDuplicate(t, got)
		w.wantPosts(1)
	})
}
