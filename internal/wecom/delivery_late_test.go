package wecom_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// The server may handle a message when its client has given up. It is named
// then, and not adopted: it may as well be that of a later run.
func TestLookup_aMessageThatIsHandledLateIsACandidate(t *testing.T) {
	for late, want := range map[time.Duration]likeness{
		time.Second: candidate, 9 * time.Second: candidate, 5 * time.Minute: candidate, 9*time.Minute + 50*time.Second: candidate, 15 * time.Minute: another,
	} {
		t.Run(late.String(), func(t *testing.T) {
			everyClock(t, func(t *testing.T, w *world, client func() *wecom.Client, interval time.Duration) {
				f := w.withFront()
				f.keepNext()

				m := single("hello", "zhangsan", customer(1))
				got := client().DeliverMassMessage(t.Context(), wecom.Delivery{Message: m, CheckInterval: interval})
				wantKind(t, got, wecom.Unknown)

				w.Clock.Advance(late)
				f.handOver(t)
				w.Clock.Advance(time.Hour)

				finding, err := client().FindMassMessage(t.Context(), kept(t, m), stored(t, got.Trace))
				if err != nil || likenessOf(finding) != want {
					t.Errorf("%s, %v with trace %+v; want %s", likenessOf(finding), err, got.Trace, want)
				}

				w.wantMessages(1)
			})
		})
	}
}

// One that is handled while its client still looks is found.
func TestLookup_adoptsAMessageThatIsHandledMeanwhile(t *testing.T) {
	everyClock(t, func(t *testing.T, w *world, client func() *wecom.Client, interval time.Duration) {
		f := w.withFront()
		f.keepNext()

		var once sync.Once

		posted := w.Clock.Now()

		f.on(func(endpoint string) {
			if endpoint == "get_groupmsg_list_v2" && w.Clock.Now().Sub(posted) > 5*time.Second {
				once.Do(func() { f.handOver(t) })
			}
		}, nil)

		got := client().DeliverMassMessage(t.Context(), wecom.Delivery{Message: single("hello", "zhangsan", customer(1)), CheckInterval: interval})
		wantKind(t, got, wecom.Accepted)

		if !got.Adopted || got.MsgID != w.Sim.Messages()[0].MsgID {
			t.Errorf("%+v", got)
		}
	})
}

// Ours never arrived. Whatever a later run sends, at once or much later, is not
// adopted for it, however short the lookup was.
func TestLookup_neverAdoptsTheMessageOfALaterRun(t *testing.T) {
	for _, after := range []time.Duration{0, time.Second, 9 * time.Second, 5 * time.Minute} {
		for _, interrupted := range []bool{false, true} {
			everyClock(t, func(t *testing.T, w *world, client func() *wecom.Client, interval time.Duration) {
				f := w.withFront()
				f.keepNext()

				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()

				if interrupted {
					f.on(func(endpoint string) {
						if endpoint == "add_msg_template" {
							cancel()
						}
					}, nil)
				}

				m := single("hello", "zhangsan", customer(1))
				got := client().DeliverMassMessage(ctx, wecom.Delivery{Message: m, CheckInterval: interval})

				wantKind(t, got, wecom.Unknown)
				f.on(nil, nil)
				w.Clock.Advance(after)

				later := client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(1))))
				wantKind(t, later, wecom.Accepted)
				w.Clock.Advance(time.Hour)

				finding, err := client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, got.Trace))
				if err != nil || finding.Proven != nil {
					t.Errorf("%s later, interrupted %t: adopted %+v, %v with trace %+v", after, interrupted, finding.Proven, err, got.Trace)
				}
			})
		}
	}
}
