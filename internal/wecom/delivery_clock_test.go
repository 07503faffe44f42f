package wecom_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// wrongClocks are answers that tell a time that is not WeCom's.
func wrongClocks() map[string]func(w *world) {
	header := func(w *world, ahead time.Duration) map[string]string {
		return map[string]string{"Date": w.Sim.Now().Add(ahead).UTC().Format(http.TimeFormat)}
	}
	all := map[string]func(w *world){}

	for _, ahead := range []time.Duration{8 * time.Hour, -8 * time.Hour, 20 * time.Minute, -20 * time.Minute} {
		all[fmt.Sprintf("a gateway at gettoken, %s", ahead)] = func(w *world) {
			w.Sim.Arm(wecomsim.Fault{Endpoint: "gettoken", Count: 1, Status: 502, Body: []byte("<html>"), Header: header(w, ahead)})
		}
		all[fmt.Sprintf("a gateway with an errcode at gettoken, %s", ahead)] = func(w *world) {
			w.Sim.Arm(wecomsim.Fault{Endpoint: "gettoken", Count: 1, Status: 504, Body: []byte(`{"errcode":504}`), Header: header(w, ahead)})
		}
		all[fmt.Sprintf("one answer of gettoken, %s", ahead)] = func(w *world) {
			w.Sim.Arm(wecomsim.Fault{Endpoint: "gettoken", Count: 1, WithEffect: true, Header: header(w, ahead)})
		}

		all[fmt.Sprintf("one answer of the list, %s", ahead)] = func(w *world) {
			w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Count: 1, WithEffect: true, Header: header(w, ahead)})
		}
		if ahead.Abs() < time.Hour {
			continue // where all answers say so, our own clock is taken to be off
		}

		all[fmt.Sprintf("every answer, %s", ahead)] = func(w *world) {
			w.withFront().on(nil, func(_ string, a *httptest.ResponseRecorder) { tells(a, ahead) })
		}
	}

	return all
}

// The message itself is there, seconds old: the run that sent it was killed.
func TestDate_aWrongOneDoesNotHideAMessageFromTheCheck(t *testing.T) {
	for name, spoil := range wrongClocks() {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.repicked("hello", "zhangsan", customer(1))
			w.Clock.Advance(10 * time.Second)
			spoil(w)

			got := w.client().DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(1))))
			wantKind(t, got, wecom.Refused)
			w.wantPosts(0)
		})
	}
}

// What is wrong on every answer is believed, and then only widens the search.
func TestDate_aWrongOneDoesNotHideALostMessage(t *testing.T) {
	clocks := wrongClocks()

	for _, ahead := range []time.Duration{20 * time.Minute, -20 * time.Minute} {
		clocks[fmt.Sprintf("every answer, %s", ahead)] = func(w *world) {
			w.withFront().on(nil, func(_ string, a *httptest.ResponseRecorder) { tells(a, ahead) })
		}
	}

	clocks["a gateway at the send"] = func(w *world) {
		w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Status: 504, Body: []byte(`{"errcode":504}`), WithEffect: true, Header: map[string]string{
			"Date": w.Sim.Now().Add(8 * time.Hour).UTC().Format(http.TimeFormat),
		}})
	}

	for name, spoil := range clocks {
		for _, interval := range []time.Duration{0, 30 * time.Minute} {
			t.Run(fmt.Sprintf("%s, interval %s", name, interval), func(t *testing.T) {
				w := newWorld(t)
				w.Sim.SetListLag(5 * time.Minute)
				spoil(w)
				w.lose()

				m := single("hello", "zhangsan", customer(1))
				got := w.client().DeliverMassMessage(t.Context(), wecom.Delivery{Message: m, CheckInterval: interval})
				wantKind(t, got, wecom.Unknown)
				w.Sim.ClearFaults()
				w.Clock.Advance(time.Hour)

				finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, got.Trace))
				if err != nil || len(finding.Candidates) != 1 || finding.Candidates[0].MsgID != w.Sim.Messages()[0].MsgID {
					t.Errorf("found %+v, %v with trace %+v; want the message", finding, err, got.Trace)
				}

				// Only where each answer is wrong is it not proven.
				if everywhere := len(name) > 5 && name[:5] == "every"; (finding.Proven == nil) != everywhere {
					t.Errorf("proven %+v with trace %+v", finding.Proven, got.Trace)
				}
			})
		}
	}
}

// Another server tells the right time now and then: what was believed does not
// narrow the search.
func TestDate_twoTimesAreBothSearched(t *testing.T) {
	for name, isWrong := range map[string]func(n int) bool{
		"every other answer": func(n int) bool { return n%2 == 0 },
		"all but the first":  func(n int) bool { return n > 1 },
		"the first":          func(n int) bool { return n == 1 },
	} {
		for _, skew := range []time.Duration{0, 3 * time.Hour} {
			t.Run(fmt.Sprintf("%s, skew %s", name, skew), func(t *testing.T) {
				w := newSkewedWorld(t, skew)
				n := 0

				w.withFront().on(nil, func(_ string, a *httptest.ResponseRecorder) {
					if n++; isWrong(n) {
						tells(a, -5*time.Hour)
					}
				})
				w.repicked("hello", "zhangsan", customer(1))
				w.Clock.Advance(20 * time.Minute)

				got := w.client().DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(1))))
				wantKind(t, got, wecom.Refused)
				w.wantPosts(0)
			})
		}
	}
}

// Gateways have told another time four times, and WeCom its own once.
func TestDate_isNeverAGateways(t *testing.T) {
	w := newWorld(t)
	date := map[string]string{"Date": w.Sim.Now().Add(8 * time.Hour).UTC().Format(http.TimeFormat)}
	w.Sim.Arm(wecomsim.Fault{Endpoint: "gettoken", Count: 3, Status: 502, Body: []byte(`{"errcode":502}`), Header: date})
	w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Status: 504, Body: []byte(`{"errcode":504}`), WithEffect: true, Header: date})
	w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", DropAt: wecomsim.BeforeEffect})

	m := single("hello", "zhangsan", customer(1))
	got := w.client().DeliverMassMessage(t.Context(), unchecked(m))
	wantKind(t, got, wecom.Unknown)
	w.Sim.ClearFaults()

	finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, got.Trace))
	if err != nil || finding.Proven == nil {
		t.Errorf("found %+v, %v with trace %+v", finding, err, got.Trace)
	}
}

// A server that tells another time with every answer neither hides a message
// nor keeps a run for ever.
func TestDate_thatJumpsHidesNothingAndEnds(t *testing.T) {
	w := newWorld(t)
	n := 0

	w.withFront().on(nil, func(_ string, a *httptest.ResponseRecorder) {
		n++
		tells(a, time.Duration(n)*3*time.Hour)
	})
	w.repicked("hello", "zhangsan", customer(1))

	got := w.client().DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(1))))
	wantKind(t, got, wecom.Refused)
	w.wantPosts(0)

	if calls := len(w.Sim.Requests("get_groupmsg_list_v2")); calls > 40 {
		t.Errorf("the list was read %d times", calls)
	}
}

// A date that is farther away than any clock is none.
func TestDate_anImpossibleOneIsIgnored(t *testing.T) {
	for _, ahead := range []time.Duration{-80 * 365 * 24 * time.Hour, 80 * 365 * 24 * time.Hour} {
		w := newWorld(t)
		w.withFront().on(nil, func(_ string, a *httptest.ResponseRecorder) { tells(a, ahead) })
		w.repicked("hello", "zhangsan", customer(1))

		wantKind(t, w.client().DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(1)))), wecom.Refused)

		for _, request := range w.Sim.Requests("get_groupmsg_list_v2") {
			if len(w.Sim.Requests("get_groupmsg_list_v2")) != 1 {
				t.Errorf("asked %s", request.Body)
			}
		}
	}
}

// An equal message is two hours old, and ours never arrives. Where every answer
// tells a time hours ago, the older one is not younger than the send.
func TestDate_aWrongOneDoesNotMakeAnOlderMessageOurs(t *testing.T) {
	for _, ahead := range []time.Duration{-8 * time.Hour, -3 * time.Hour, -50 * time.Minute, 8 * time.Hour} {
		for _, age := range []time.Duration{time.Minute, 40 * time.Minute, 2 * time.Hour} {
			w := newWorld(t)
			w.repicked("hello", "zhangsan", customer(1))
			w.Clock.Advance(age)
			w.withFront().on(nil, func(_ string, a *httptest.ResponseRecorder) { tells(a, ahead) })
			w.swallow()

			got := w.client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(1))))
			wantKind(t, got, wecom.Unknown)
			w.Clock.Advance(time.Hour)

			finding, err := w.client().FindMassMessage(t.Context(), got.Sent, stored(t, got.Trace))
			if err != nil || finding.Proven != nil {
				t.Errorf("Date %s, message of %s ago: adopted %+v, %v with trace %+v", ahead, age, finding.Proven, err, got.Trace)
			}
		}
	}
}

// Nobody has told the time, or one answer a time that is not ours: then nothing
// is proven later, neither the message of a moment ago nor an older one.
func TestDate_thatIsNotKnownProvesNothing(t *testing.T) {
	for name, row := range map[string]struct {
		age   time.Duration // of an equal message
		ahead time.Duration // of the one answer; 0 is none
	}{
		"nobody has told it, a message of minutes ago":  {age: 4*time.Minute + 50*time.Second},
		"nobody has told it, a message of seconds ago":  {age: 2 * time.Second},
		"one answer is hours behind, and so is another": {age: 2 * time.Hour, ahead: -2 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.repicked("hello", "zhangsan", customer(1))
			w.Clock.Advance(row.age)

			client := w.client(w.fixedToken())
			if row.ahead != 0 {
				client = w.client()
				w.Sim.Arm(wecomsim.Fault{Endpoint: "gettoken", Count: 1, WithEffect: true, Header: map[string]string{
					"Date": w.Sim.Now().Add(row.ahead).UTC().Format(http.TimeFormat),
				}})
			}

			w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", DropAt: wecomsim.BeforeEffect})
			w.swallow()

			m := single("hello", "zhangsan", customer(1))
			got := client.DeliverMassMessage(t.Context(), unchecked(m))
			wantKind(t, got, wecom.Unknown)
			w.Sim.ClearFaults()

			finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, got.Trace))
			if err != nil || finding.Proven != nil {
				t.Errorf("adopted %+v, %v with trace %+v", finding.Proven, err, got.Trace)
			}
		})
	}
}

// WeCom's time is told otherwise after the send than before it. What was
// created in between the two is no proof.
func TestTheClock_aProofHoldsByEveryTimeThatWasSaid(t *testing.T) {
	for _, behind := range []time.Duration{0, 20 * time.Second} {
		w := newWorld(t)

		earlier := w.Sim.Add(wecomsim.Message{
			Text: "hello", CreateTime: w.Clock.Now().Add(-behind), Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))},
		})

		shift := time.Duration(0)

		w.withFront().on(nil, func(_ string, a *httptest.ResponseRecorder) {
			a.Header().Set("Date", w.Clock.Now().Add(-shift).UTC().Format(http.TimeFormat))
		})

		client := w.client()
		wantKind(t, client.DeliverMassMessage(t.Context(), checked(single("other", "zhangsan", customer(2)))), wecom.Accepted)

		shift = behind

		w.swallow()

		got := client.DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(1))))

		// The control: created in the second of the send, it is taken for it.
		if adopted := got.Kind == wecom.Accepted && got.MsgID == earlier; adopted != (behind == 0) {
			t.Errorf("%s behind: adopted %t", behind, adopted)
		}
	}
}

// WeCom's Date is seconds behind its create_time, in all answers or in those of
// the list. An equal message of somebody else is younger than that and older
// than the send, by our own clock.
func TestDate_thatIsALittleBehindMakesNoOlderMessageOurs(t *testing.T) {
	for _, of := range []string{"", "get_groupmsg_list_v2"} {
		for behind, age := range map[time.Duration]time.Duration{
			3 * time.Second: 3 * time.Second, 5 * time.Second: 3200 * time.Millisecond, 28 * time.Second: 27 * time.Second,
		} {
			w := newWorld(t)
			w.repicked("hello", "zhangsan", customer(1))
			w.Clock.Advance(age)
			w.withFront().on(nil, func(endpoint string, a *httptest.ResponseRecorder) {
				if of == "" || of == endpoint {
					tells(a, -behind)
				}
			})
			w.swallow()

			got := w.client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(1))))
			if got.Kind != wecom.Unknown {
				t.Errorf("Date of %q is %s behind, message of %s ago: adopted %s", of, behind, age, got.MsgID)
			}
		}
	}
}
