package wecom_test

import (
	"context"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Ctrl-C at any call from the send on does not keep the client from looking
// once.
func TestInterrupt_aSendIsLookedUp(t *testing.T) {
	for _, endpoint := range []string{"add_msg_template", "get_groupmsg_list_v2", "get_groupmsg_task", "get_groupmsg_send_result"} {
		t.Run(endpoint, func(t *testing.T) {
			w := newWorld(t)
			ctx, cancel := context.WithCancel(t.Context())

			defer cancel()

			w.withFront().on(func(at string) {
				if at == endpoint {
					cancel()
				}
			}, nil)
			w.lose()

			got := w.client().DeliverMassMessage(ctx, unchecked(single("hello", "zhangsan", customer(1))))
			wantKind(t, got, wecom.Accepted)

			if !got.Adopted || got.MsgID != w.Sim.Messages()[0].MsgID {
				t.Errorf("%+v", got.Outcome)
			}
		})
	}
}

// After Ctrl-C nobody waits for a list that is late; but the run stays until
// what the next one sends can be told from this message by its time.
func TestInterrupt_aLookupIsShort(t *testing.T) {
	w := newWorld(t)
	w.Sim.SetListLag(10 * time.Second)

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()

	w.withFront().on(func(at string) {
		if at == "add_msg_template" {
			cancel()
		}
	}, nil)
	w.lose()

	began := w.Clock.Now()
	m := single("hello", "zhangsan", customer(1))
	got := w.client().DeliverMassMessage(ctx, unchecked(m))
	wantKind(t, got, wecom.Unknown)

	if took := w.Clock.Now().Sub(began); took > 6*time.Second {
		t.Errorf("looked for %s, want 6 s at most", took)
	}

	w.Clock.Advance(time.Hour)

	finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, got.Trace))
	if err != nil || likenessOf(finding) != proof {
		t.Errorf("%s, %v; want proof", likenessOf(finding), err)
	}
}

// The positive control: without Ctrl-C the lookup waits for it.
func TestLookup_waitsForALateList(t *testing.T) {
	w := newWorld(t)
	w.Sim.SetListLag(10 * time.Second)
	w.lose()

	got := w.client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(1))))
	wantKind(t, got, wecom.Accepted)
}

// A list that hangs is left a moment after Ctrl-C, long before the call's own
// time is over.
func TestInterrupt_aLookupEnds(t *testing.T) {
	w := newWorld(t)

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()

	w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", HangAt: wecomsim.BeforeEffect})
	w.lose()

	done := deliver(ctx, w.client(func(c *wecom.Config) { c.RequestTimeout = time.Hour }), unchecked(single("hello", "zhangsan", customer(1))))

	eventually(t, "the lookup", func() bool { return len(w.Sim.Requests("get_groupmsg_list_v2")) == 1 })
	cancel()

	select {
	case got := <-done:
		wantKind(t, got, wecom.Unknown)
	case <-time.After(time.Minute): // far more than the moment, and far less than the hour
		t.Fatal("the lookup goes on")
	}
}
