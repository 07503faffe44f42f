package wecom_test

import (
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Something between us and WeCom gives an old answer to a new request. The
// message that it names was there before: it is not this one.
func TestDeliver_anAnswerThatIsReplayed(t *testing.T) {
	other := func() *wecom.MassMessage { return single("another text", "zhangsan", customers(1, 2)...) }

	for name, row := range map[string]struct {
		d    func(old string) wecom.Delivery
		kept bool // in a journal
		want wecom.OutcomeKind
	}{
		"listed, of another text":        {d: func(string) wecom.Delivery { return checked(other()) }, want: wecom.Unknown},
		"removed in this run, not asked": {d: func(old string) wecom.Delivery { return wecom.Delivery{Message: other(), Others: []string{old}} }, want: wecom.Unknown},
		"replaced on purpose":            {d: func(old string) wecom.Delivery { return wecom.Delivery{Message: hello12(), Repeats: []string{old}} }, want: wecom.Unknown},
		"in the journal": {kept: true, want: wecom.Unknown, d: func(string) wecom.Delivery {
			d := noted(other())
			d.CheckInterval = 0

			return d
		}},
		"nobody knows it": {d: func(string) wecom.Delivery { return unchecked(other()) }, want: wecom.Accepted}, // the control
	} {
		for _, arrives := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, arrives %t", name, arrives), func(t *testing.T) {
				w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
				first := w.send(dir, noted(hello12()))
				w.Clock.Advance(time.Minute)

				w.withFront().on(nil, func(endpoint string, a *httptest.ResponseRecorder) {
					if endpoint == "add_msg_template" {
						a.Code = 200
						a.Body.Reset()
						fmt.Fprintf(a.Body, `{"errcode":0,"errmsg":"ok","fail_list":[],"msgid":%q}`, first.MsgID)
					}
				})

				if !arrives {
					w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: 41048})
				}

				client := w.client()
				if row.kept {
					client = w.run(dir).Client
				}

				got := client.DeliverMassMessage(t.Context(), row.d(first.MsgID))

				// What has arrived is found in the list, where that proves it.
				if row.want == wecom.Unknown && arrives && got.Kind == wecom.Accepted && got.Adopted {
					got.Kind = wecom.Unknown
				}

				wantKind(t, got, row.want)

				if row.want == wecom.Unknown && got.MsgID == first.MsgID {
					t.Errorf("it is recorded as %s", got.MsgID)
				}
			})
		}
	}
}

// Every answer tells a time that is behind, while create_time is right. Then an
// equal message of some seconds ago seems to come after the send.
func TestDeliver_aListThatShowsTheFutureProvesNothing(t *testing.T) {
	for _, behind := range []time.Duration{20 * time.Second, 5 * time.Minute, 0} {
		for _, arrives := range []bool{true, false} {
			t.Run(fmt.Sprintf("behind %s, arrives %t", behind, arrives), func(t *testing.T) {
				w := newWorld(t)
				w.Sim.SetListLag(0)
				wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(hello12())), wecom.Accepted)
				w.Clock.Advance(10 * time.Second)
				w.withFront().on(nil, func(_ string, a *httptest.ResponseRecorder) { tells(a, -behind) })

				if arrives {
					w.lose()
				} else {
					w.swallow()
				}

				got := w.client().DeliverMassMessage(t.Context(), unchecked(hello12()))

				if behind == 0 && arrives { // the control
					wantKind(t, got, wecom.Accepted)
					return
				}

				wantKind(t, got, wecom.Unknown)

				if behind > 0 && (len(got.Candidates) == 0 || !got.Trace.Unprovable) {
					t.Errorf("candidates %v, trace %+v", got.Candidates, got.Trace)
				}
			})
		}
	}
}

// A message of unknown status is replaced, and the answer to the new one is
// lost as well: what turns up may be either.
func TestDeliver_whatWasRemovedWhileUnknownMayBeWhatIsFound(t *testing.T) {
	for _, removed := range []bool{true, false} {
		w := newWorld(t)
		w.Sim.SetListLag(time.Minute)
		w.lose()

		lost := w.client().DeliverMassMessage(t.Context(), unchecked(hello12()))
		wantKind(t, lost, wecom.Unknown)
		w.Clock.Advance(time.Hour)
		w.Sim.SetListLag(0)
		w.lose()

		d := unchecked(hello12())
		if removed {
			d.Removed = []wecom.Sent{lost.Sent.WithRecipients(slices.Clone(customers(1, 2)))}
		}

		got := w.client().DeliverMassMessage(t.Context(), d)

		want := wecom.Accepted // the control
		if removed {
			want = wecom.Unknown
		}

		wantKind(t, got, want)
	}
}
