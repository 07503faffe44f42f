package wecom_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

const checkInterval = 30 * time.Minute

// A message with these people is there; another is about to be sent.
func TestCheck_findsADuplicateBeforeASend(t *testing.T) {
	single12 := func() *wecom.MassMessage { return single("hello", "zhangsan", customers(1, 2)...) }
	tags := func() *wecom.MassMessage {
		m := single("hello", "")
		m.TagFilter = &wecom.TagFilter{GroupList: []wecom.TagGroup{{TagList: []string{"etT1"}}}}

		return m
	}

	for name, row := range map[string]struct {
		before, now *wecom.MassMessage
		change      func(w *world, d *wecom.Delivery, msgid string)
		want        wecom.OutcomeKind
		certain     bool
	}{
		"the same message":                   {before: single12(), now: single12(), want: wecom.Refused, certain: true},
		"ids in another order":               {before: single12(), now: single("hello", "zhangsan", customer(2), customer(1)), want: wecom.Refused, certain: true},
		"another text":                       {before: single12(), now: single("hi", "zhangsan", customers(1, 2)...), want: wecom.Accepted},
		"other people":                       {before: single12(), now: single("hello", "zhangsan", customers(3, 4)...), want: wecom.Accepted},
		"fewer people":                       {before: single12(), now: single("hello", "zhangsan", customer(1)), want: wecom.Refused},
		"one of them, and another":           {before: single12(), now: single("hello", "zhangsan", customers(2, 3)...), want: wecom.Refused},
		"more people":                        {before: single12(), now: single("hello", "zhangsan", customers(1, 3)...), want: wecom.Refused},
		"another sender":                     {before: single12(), now: single("hello", "lisi", customers(1, 2)...), want: wecom.Refused, certain: true},
		"another sender, other people":       {before: single12(), now: single("hello", "lisi", customers(3, 4)...), want: wecom.Accepted},
		"a group message of the same text":   {before: single12(), now: group("hello", "zhangsan", "wrG1"), want: wecom.Accepted},
		"all customers of a sender":          {before: single("hello", "zhangsan"), now: single("hello", "zhangsan"), want: wecom.Refused},
		"all customers of another":           {before: single("hello", "zhangsan"), now: single("hello", "lisi"), want: wecom.Refused},
		"tags, which cannot be compared":     {before: tags(), now: tags(), want: wecom.Refused},
		"groups, which cannot be compared":   {before: group("hello", "zhangsan", "wrG1"), now: group("hello", "zhangsan", "wrG2"), want: wecom.Refused},
		"groups of another owner":            {before: group("hello", "zhangsan", "wrG1"), now: group("hello", "lisi", "wrG3"), want: wecom.Accepted},
		"the message that it repeats":        {before: single12(), now: single12(), change: func(_ *world, d *wecom.Delivery, msgid string) { d.Repeats = []string{"older", msgid} }, want: wecom.Accepted},
		"another message that it repeats":    {before: single12(), now: single12(), change: func(_ *world, d *wecom.Delivery, _ string) { d.Repeats = []string{"another"} }, want: wecom.Refused, certain: true},
		"the check is off":                   {before: single12(), now: single12(), change: func(_ *world, d *wecom.Delivery, _ string) { d.CheckInterval = 0 }, want: wecom.Accepted},
		"people that cannot be read":         {before: single12(), now: single12(), change: refuse("get_groupmsg_task", 48002), want: wecom.Refused},
		"results that cannot be read":        {before: single12(), now: single12(), change: refuse("get_groupmsg_send_result", 45033), want: wecom.Refused},
		"people of another text not read":    {before: single12(), now: single("hi", "zhangsan", customer(1)), change: refuse("get_groupmsg_task", 48002), want: wecom.Accepted},
		"still dispatching for a moment":     {before: single12(), now: single12(), change: func(w *world, _ *wecom.Delivery, _ string) { w.Sim.SetDispatchDelay(10*time.Minute + 5*time.Second) }, want: wecom.Refused, certain: true},
		"still dispatching, other people":    {before: single12(), now: single("hello", "zhangsan", customer(3)), change: func(w *world, _ *wecom.Delivery, _ string) { w.Sim.SetDispatchDelay(10*time.Minute + 5*time.Second) }, want: wecom.Accepted},
		"dispatching does not end":           {before: single12(), now: single12(), change: func(w *world, _ *wecom.Delivery, _ string) { w.Sim.SetDispatchDelay(time.Hour) }, want: wecom.Refused},
		"a second before the interval's end": {before: single12(), now: single12(), change: age(checkInterval - time.Second), want: wecom.Refused, certain: true},
		"well after the interval's end":      {before: single12(), now: single12(), change: age(checkInterval + 10*time.Second), want: wecom.Accepted},
		"an hour ago":                        {before: single12(), now: single12(), change: age(time.Hour), want: wecom.Accepted},
		"an hour ago, interval of a day": {before: single12(), now: single12(), change: func(w *world, d *wecom.Delivery, _ string) {
			w.Clock.Advance(time.Hour)
			d.CheckInterval = 24 * time.Hour
		}, want: wecom.Refused, certain: true},
	} {
		for _, strictly := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				w := newWorld(t)
				sent := w.client().DeliverMassMessage(t.Context(), unchecked(row.before))
				wantKind(t, sent, wecom.Accepted)

				d := wecom.Delivery{Message: row.now, CheckInterval: checkInterval, CheckStrictly: strictly}
				if row.change != nil {
					row.change(w, &d, sent.MsgID)
				}

				if w.Clock.Now().Equal(wecomtest.NewClock().Now()) {
					w.Clock.Advance(10 * time.Minute)
				}

				got := w.client().DeliverMassMessage(t.Context(), d)
				wantKind(t, got, row.want)

				if row.want == wecom.Accepted {
					w.wantPosts(2)
					return
				}

				duplicate, ok := errors.AsType[*wecom.DuplicateError](got.Err)
				if !ok || duplicate.Same != row.certain || duplicate.Record.MsgID != sent.MsgID {
					t.Errorf("error %+v, want a duplicate of %s, certain: %t", got.Err, sent.MsgID, row.certain)
				}

				w.wantPosts(1)
			})
		}
	}
}

func refuse(endpoint string, code int) func(*world, *wecom.Delivery, string) {
	return func(w *world, _ *wecom.Delivery, _ string) {
		w.Sim.Arm(wecomsim.Fault{Endpoint: endpoint, Errcode: code})
	}
}

func age(d time.Duration) func(*world, *wecom.Delivery, string) {
	return func(w *world, _ *wecom.Delivery, _ string) { w.Clock.Advance(d) }
}

func TestCheck_aListThatCannotBeReadIsAnErrorOnlyIfItIsStrict(t *testing.T) {
	for name, fault := range map[string]wecomsim.Fault{
		"refused":       {Errcode: 48002},
		"busy":          {Errcode: -1},
		"dropped":       {DropAt: wecomsim.BeforeEffect},
		"not there":     {Status: 404},
		"a bad gateway": {Status: 502, Body: []byte("<html>")},
		"cut":           {DropAt: wecomsim.InAnswer, AnswerBytes: 20},
		"of wrong form": {Body: []byte(`{"errcode":0,"group_msg_list":{}}`)},
	} {
		t.Run(name, func(t *testing.T) {
			for _, strictly := range []bool{false, true} {
				w := newWorld(t)
				fault.Endpoint = "get_groupmsg_list_v2"
				w.Sim.Arm(fault)

				d := wecom.Delivery{Message: single("hello", "zhangsan", customer(1)), CheckInterval: checkInterval, CheckStrictly: strictly}
				got := w.client().DeliverMassMessage(t.Context(), d)

				if strictly {
					wantKind(t, got, wecom.Refused)
					w.wantPosts(0)

					continue
				}

				wantKind(t, got, wecom.Accepted)
				w.wantPosts(1)

				if got.CheckFailed == nil {
					t.Error("CheckFailed is nil")
				}
			}
		})
	}
}

func TestCheck_sendsNothingWhenItIsCancelled(t *testing.T) {
	for _, endpoint := range []string{"gettoken", "get_groupmsg_list_v2", "get_groupmsg_task"} {
		t.Run(endpoint, func(t *testing.T) {
			w := newWorld(t)
			m := single("hello", "zhangsan", customer(1))
			wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(m)), wecom.Accepted)
			w.Sim.Arm(wecomsim.Fault{Endpoint: endpoint, HangAt: wecomsim.BeforeEffect})

			before := len(w.Sim.Requests(endpoint))
			ctx, cancel := context.WithCancel(t.Context())
			done := deliver(ctx, w.client(), checked(m))

			eventually(t, endpoint, func() bool { return len(w.Sim.Requests(endpoint)) > before })
			cancel()

			wantKind(t, receive(t, "the delivery", done), wecom.Refused)
			w.wantPosts(1)
		})
	}
}

// All messages of a run share what is read of the list.
func TestList_isReadOnceForManyMessages(t *testing.T) {
	w := newWorld(t)
	client := w.client()

	for _, text := range []string{"a", "b", "c"} {
		wantKind(t, client.DeliverMassMessage(t.Context(), checked(single(text, "zhangsan", customer(1)))), wecom.Accepted)
	}

	if n := len(w.Sim.Requests("get_groupmsg_list_v2")); n != 1 {
		t.Errorf("the list was read %d times, want once", n)
	}
}

// What another run has sent a moment ago is seen, although this run has read
// the list for another message before; also where uploads took the moment.
func TestCheck_seesWhatAnotherRunHasSentSince(t *testing.T) {
	hello := func() wecom.Delivery { return checked(single("hello", "zhangsan", customer(1))) }

	t.Run("between two messages", func(t *testing.T) {
		w := newWorld(t)
		client := w.client()

		wantKind(t, client.DeliverMassMessage(t.Context(), checked(single("other", "zhangsan", customer(1)))), wecom.Accepted)
		wantKind(t, w.client().DeliverMassMessage(t.Context(), hello()), wecom.Accepted)
		w.Clock.Advance(6 * time.Second)

		wantKind(t, client.DeliverMassMessage(t.Context(), hello()), wecom.Refused)
		w.wantPosts(2)
	})

	t.Run("during an upload", func(t *testing.T) {
		w := newWorld(t)
		withFile := func() wecom.Delivery { return checked(withFile(t, single("hello", "zhangsan", customer(1)))) }

		// The other run is as quick as ever: it does not pass the front.
		other, front := w.client(), w.withFront()
		overtaken := sync.OnceFunc(func() {
			wantKind(t, other.DeliverMassMessage(t.Context(), withFile()), wecom.Accepted)
			w.Clock.Advance(11 * time.Second)
		})

		front.on(func(endpoint string) {
			if endpoint == "upload" {
				overtaken()
			}
		}, nil)

		wantKind(t, w.client().DeliverMassMessage(t.Context(), withFile()), wecom.Refused)
		w.wantPosts(1)
	})
}

// A POST that WeCom refused for its token or its rate is made again only if the
// list does not have the message: the refusal may be another's, written after
// the effect, or another run may have sent it while this one waited.
func TestList_isReadAgainBeforeASecondPOST(t *testing.T) {
	for _, code := range []int{40014, 42001, 45009, 45033} {
		for effect, want := range map[bool]wecom.OutcomeKind{true: wecom.Refused, false: wecom.Accepted} {
			t.Run(fmt.Sprintf("%d, with effect: %t", code, effect), func(t *testing.T) {
				w := newWorld(t)
				w.withFront().on(func(string) { w.Clock.Advance(time.Millisecond) }, nil)
				w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: code, WithEffect: effect, Count: 1})

				got := w.client().DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(1))))
				wantKind(t, got, want)
				w.wantMessages(1)

				if duplicate := (*wecom.DuplicateError)(nil); effect && !errors.As(got.Err, &duplicate) {
					t.Errorf("the refusal does not name the message: %v", got.Err)
				}
			})
		}
	}
}

// Where the list cannot be read then, the refusal stands.
func TestList_thatFailsForbidsASecondPOST(t *testing.T) {
	for _, code := range []int{40014, 45009, 45033} {
		for _, effect := range []bool{true, false} {
			w := newWorld(t)
			posted := false

			w.withFront().on(func(endpoint string) {
				w.Clock.Advance(time.Millisecond)

				if endpoint == "add_msg_template" && !posted {
					posted = true

					w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 45009})
				}
			}, nil)
			w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: code, WithEffect: effect, Count: 1})

			client := w.client()
			wantKind(t, client.DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(1)))), wecom.Refused)
			w.wantPosts(1)

			// The send was left: the next one of these words goes out.
			w.Sim.ClearFaults()

			if !effect {
				wantKind(t, client.DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(1)))), wecom.Accepted)
			}
		}
	}
}

// What a gateway writes is no list. If it were an empty one, the check would
// let a message pass that was sent already.
func TestList_withoutErrcodeIsNotEmpty(t *testing.T) {
	for _, body := range []string{`{}`, `{"group_msg_list":[]}`, `{"status":"ok"}`, `{"errcode":null,"group_msg_list":[]}`} {
		w := newWorld(t)
		m := single("hello", "zhangsan", customer(1))
		wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(m)), wecom.Accepted)
		w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Body: []byte(body)})

		d := checked(m)
		d.CheckStrictly = true
		wantKind(t, w.client().DeliverMassMessage(t.Context(), d), wecom.Refused)
		w.wantPosts(1)
	}
}
