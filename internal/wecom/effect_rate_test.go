package wecom_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

func TestRate_aRefusalWaitsOnceAndSendsOnceMore(t *testing.T) {
	for name, row := range map[string]struct {
		codes []int
		want  wecom.OutcomeKind
		posts int
		waits []time.Duration
	}{
		"45009 once":                  {[]int{45009}, wecom.Accepted, 2, []time.Duration{time.Minute}},
		"45009 twice":                 {[]int{45009, 45009}, wecom.Refused, 2, []time.Duration{time.Minute}},
		"45033 once":                  {[]int{45033}, wecom.Accepted, 2, []time.Duration{5 * time.Second}},
		"45033, then 45009":           {[]int{45033, 45009}, wecom.Refused, 2, []time.Duration{5 * time.Second}},
		"a token refusal, then 45009": {[]int{42001, 45009}, wecom.Accepted, 3, []time.Duration{time.Minute}},
		"45009, then a token refusal": {[]int{45009, 40014}, wecom.Accepted, 3, []time.Duration{time.Minute}},
		"everything twice":            {[]int{45009, 40014, 45009, 40014}, wecom.Refused, 3, []time.Duration{time.Minute}},
		"another refusal":             {[]int{41048}, wecom.Refused, 1, nil},
		"maintenance":                 {[]int{81026}, wecom.Refused, 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			for _, code := range row.codes {
				w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: code})
			}

			wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1)))), row.want)
			w.wantPosts(row.posts)

			if got := w.Clock.Waited(); !reflect.DeepEqual(got, row.waits) {
				t.Errorf("waited %v, want %v", got, row.waits)
			}
		})
	}
}

// patientClock waits until the context ends.
type patientClock struct {
	*wecomtest.Clock
	began chan struct{}
}

func (c patientClock) Wait(ctx context.Context, _ time.Duration) error {
	c.began <- struct{}{}

	<-ctx.Done()

	return context.Cause(ctx)
}

func TestRate_waitingObeysCancelAndSendsNothingMore(t *testing.T) {
	w := newWorld(t)
	w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 45009})

	clock := patientClock{w.Clock, make(chan struct{}, 1)}
	client := w.client(func(c *wecom.Config) { c.Clock = clock })
	ctx, cancel := context.WithCancel(t.Context())

	done := deliver(ctx, client, unchecked(single("x", "zhangsan", customer(1))))

	<-clock.began
	cancel()

	got := receive(t, "the delivery", done)
	wantKind(t, got, wecom.Refused)

	if !errors.Is(got.Err, context.Canceled) || wecom.Code(got.Err) != 45009 {
		t.Errorf("error %v, want the refusal and the cancellation", got.Err)
	}

	w.wantPosts(1)
}

func TestRate_aRefusalOfTheListIsWaitedFor(t *testing.T) {
	w := newWorld(t)
	w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Count: 1, Errcode: 45009})
	w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Count: 2, Errcode: 45033})

	got := w.client().DeliverMassMessage(t.Context(), checked(single("x", "zhangsan", customer(1))))
	wantKind(t, got, wecom.Accepted)

	if got.CheckFailed != nil {
		t.Errorf("the check failed: %v", got.CheckFailed)
	}
}

// What a message waited for does not belong to the time of its send.
func TestRate_theTimeOfASendIsThatOfItsLastPost(t *testing.T) {
	w := newWorld(t)
	w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: 45009})

	got := w.client().DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
	wantKind(t, got, wecom.Accepted)

	if off := w.Sim.Messages()[0].CreateTime.Sub(got.SentAt).Abs(); off > 2*time.Second {
		t.Errorf("SentAt is %s off", off)
	}
}
