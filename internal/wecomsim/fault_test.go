package wecomsim_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestFault_whatTheClientSeesAndWhatTheServerDid(t *testing.T) {
	const create = "add_msg_template"

	for _, test := range []struct {
		name     string
		fault    wecomsim.Fault
		failed   bool // the client gets no whole answer
		status   int
		code     int
		raw      string
		accepted int
	}{
		{name: "drop before read", fault: wecomsim.Fault{DropAt: wecomsim.BeforeRead}, failed: true},
		{name: "drop before effect", fault: wecomsim.Fault{DropAt: wecomsim.BeforeEffect}, failed: true},
		{name: "drop after effect", fault: wecomsim.Fault{DropAt: wecomsim.AfterEffect}, failed: true, accepted: 1},
		{name: "cut after 0 bytes", fault: wecomsim.Fault{DropAt: wecomsim.InAnswer}, failed: true, status: 200, accepted: 1},
		{name: "cut after 10 bytes", fault: wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: 10}, failed: true, status: 200, raw: `{"errcode"`, accepted: 1},
		{name: "cut after more bytes than there are", fault: wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: 1 << 20}, status: 200, accepted: 1},
		{name: "errcode", fault: wecomsim.Fault{Errcode: 45009}, status: 200, code: 45009},
		{name: "errcode and errmsg", fault: wecomsim.Fault{Errcode: 7, Errmsg: "seven"}, status: 200, code: 7, raw: `{"errcode":7,"errmsg":"seven","fail_list":[]}`},
		{name: "busy without effect", fault: wecomsim.Fault{Errcode: -1}, status: 200, code: -1},
		{name: "busy with effect", fault: wecomsim.Fault{Errcode: -1, WithEffect: true}, status: 200, code: -1, accepted: 1},
		{name: "status without body", fault: wecomsim.Fault{Status: 502}, status: 502, code: -9999},
		{name: "status with the real answer", fault: wecomsim.Fault{Status: 502, WithEffect: true}, status: 502, accepted: 1},
		{name: "status with errcode", fault: wecomsim.Fault{Status: 500, Errcode: 40058}, status: 500, code: 40058},
		{name: "redirect", fault: wecomsim.Fault{Status: 307, Header: map[string]string{"Location": "/elsewhere"}}, status: 307, code: -9999},
		{name: "raw body", fault: wecomsim.Fault{Body: []byte(`{"errcode":`)}, status: 200, code: -9999, raw: `{"errcode":`},
		{name: "raw body with effect", fault: wecomsim.Fault{Body: []byte(`{"errcode":0}`), WithEffect: true}, status: 200, raw: `{"errcode":0}`, accepted: 1},
		{name: "empty body with effect", fault: wecomsim.Fault{Body: []byte{}, WithEffect: true}, status: 200, code: -9999, accepted: 1},
		{name: "short delays", fault: wecomsim.Fault{DelayBefore: time.Millisecond, DelayAfter: time.Millisecond}, status: 200, accepted: 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newClient(t)
			test.fault.Endpoint, test.fault.Count = create, 1
			c.sim.Arm(test.fault)

			a, err := c.try("POST", c.contactPath(create), smallMessage)
			if (err != nil) != test.failed || a.status != test.status {
				t.Errorf("status %d, error %v", a.status, err)
			}

			if err == nil {
				c.wantCode(a, test.code)
			}

			if test.raw != "" && a.raw != test.raw {
				t.Errorf("body %q, want %q", a.raw, test.raw)
			}

			if want := test.fault.Header["Location"]; a.header.Get("Location") != want {
				t.Errorf("Location %q, want %q", a.header.Get("Location"), want)
			}

			c.wantMessages(test.accepted)

			record := c.sim.Requests(create)[0]
			if record.Effect != (test.accepted == 1) || record.Fault == "" || record.Status != test.status {
				t.Errorf("record %+v", record)
			}

			c.http.CloseIdleConnections() // one that the fault has closed may still look usable
			c.wantCode(c.contact(create, smallMessage), 0)
		})
	}
}

func TestFault_skipCountAndOrder(t *testing.T) {
	c := newClient(t)
	c.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 2, Errcode: 1})
	c.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, Errcode: 2})
	c.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_task", Errcode: 3})

	for _, want := range []int{0, 1, 1, 2, 0, 0} {
		c.wantCode(c.contact("add_msg_template", smallMessage), want)
	}

	c.wantCode(c.contact("get_groupmsg_task", `{}`), 3)
	c.wantCode(c.contact("get_groupmsg_task", `{}`), 3)

	if armed := c.sim.Faults(); len(armed) != 1 || armed[0].Errcode != 3 {
		t.Errorf("armed faults %+v", armed)
	}

	c.sim.ClearFaults()
	c.wantCode(c.contact("get_groupmsg_task", `{}`), 41046)
}

func TestFault_probabilityIsSeeded(t *testing.T) {
	run := func(seed uint64) string {
		c := newClient(t, wecomsim.WithSeed(seed))
		c.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_task", Probability: 0.5, Errcode: 9})

		var hits strings.Builder

		for range 64 {
			if c.contact("get_groupmsg_task", `{}`).code() == 9 {
				hits.WriteString("x")
			} else {
				hits.WriteString(".")
			}
		}

		return hits.String()
	}

	first := run(1)
	if again := run(1); again != first {
		t.Errorf("the same seed gave %s and %s", first, again)
	}

	if run(2) == first {
		t.Error("two seeds gave the same")
	}

	if n := strings.Count(first, "x"); n < 16 || n > 48 {
		t.Errorf("%d of 64 hits with probability 0.5", n)
	}
}

// post sends in the background and gives the error when it is done.
func (c *client) post(ctx context.Context, endpoint string) <-chan error {
	done := make(chan error, 1)

	go func() {
		request, err := http.NewRequestWithContext(ctx, "POST", c.url+c.contactPath(endpoint), strings.NewReader(smallMessage))
		if err != nil {
			done <- err
			return
		}

		response, err := c.http.Do(request)
		if err == nil {
			_, err = io.Copy(io.Discard, response.Body)
			response.Body.Close()
		}

		done <- err
	}()

	return done
}

// eventually waits for something that happens on the server after the client
// has gone.
func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()

	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if condition() {
			return
		}
	}

	t.Fatalf("did not happen: %s", what)
}

func TestFault_delayedEffectHappensAlsoWhenTheClientHasGone(t *testing.T) {
	c := newClient(t)
	c.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DelayBefore: time.Hour})

	ctx, cancel := context.WithCancel(t.Context())
	done := c.post(ctx, "add_msg_template")

	eventually(t, "the request was read", func() bool {
		requests := c.sim.Requests("add_msg_template")
		return len(requests) == 1 && len(requests[0].Body) > 0
	})
	cancel()

	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}

	time.Sleep(50 * time.Millisecond) // the server notices that the client has gone, and must not care
	c.wantMessages(0)
	c.sim.ClearFaults()
	eventually(t, "the effect", func() bool { return len(c.sim.Messages()) == 1 })
}

func TestFault_abandonedDelayHasNoEffect(t *testing.T) {
	c := newClient(t)
	// A server of its own shows when the handler has returned.
	returned := make(chan struct{})

	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(returned)

		c.sim.ServeHTTP(w, r)
	}))
	defer server.Close()

	c.url = server.URL
	c.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DelayBefore: time.Hour, AbandonOnDisconnect: true})

	ctx, cancel := context.WithCancel(t.Context())
	done := c.post(ctx, "add_msg_template")

	eventually(t, "the request was read", func() bool {
		requests := c.sim.Requests("add_msg_template")
		return len(requests) == 1 && len(requests[0].Body) > 0
	})
	cancel()

	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}

	select {
	case <-returned:
	case <-time.After(30 * time.Second):
		t.Fatal("the server did not notice that the client has gone")
	}

	c.wantMessages(0)

	if c.sim.Requests("add_msg_template")[0].Effect {
		t.Error("the record says that there was an effect")
	}
}

func TestFault_hangHoldsTheConnectionUntilItIsReleased(t *testing.T) {
	for point, accepted := range map[wecomsim.Point]int{
		wecomsim.BeforeRead: 0, wecomsim.BeforeEffect: 0, wecomsim.AfterEffect: 1, wecomsim.InAnswer: 1,
	} {
		t.Run(string(point), func(t *testing.T) {
			c := newClient(t)
			c.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", HangAt: point})
			done := c.post(t.Context(), "add_msg_template")
			eventually(t, "the request came", func() bool { return len(c.sim.Requests("add_msg_template")) == 1 })
			eventually(t, "the effect", func() bool { return len(c.sim.Messages()) == accepted })

			select {
			case err := <-done:
				t.Fatalf("not held: %v", err)
			case <-time.After(50 * time.Millisecond):
			}

			c.wantMessages(accepted)
			c.sim.ClearFaults()

			if err := <-done; err == nil {
				t.Error("the connection was not closed")
			}
		})
	}
}

func TestReset_dropsAHeldRequestWithoutEffect(t *testing.T) {
	c := newClient(t)
	c.sim.Arm(wecomsim.Fault{DelayBefore: time.Hour})
	done := c.post(t.Context(), "add_msg_template")
	eventually(t, "the request came", func() bool { return len(c.sim.Requests("add_msg_template")) == 1 })
	c.sim.AdvanceClock(time.Hour)
	c.sim.Reset()

	if err := <-done; err == nil {
		t.Error("the held request was answered")
	}

	c.wantMessages(0)

	if len(c.sim.Requests("")) != 0 || len(c.sim.Faults()) != 0 || !c.sim.Now().Equal(testTime) {
		t.Error("Reset left something")
	}

	c.wantCode(c.contact("add_msg_template", smallMessage), 40014)
}

func TestClock_dateHeaderComesFromIt(t *testing.T) {
	c := newClient(t)
	c.sim.AdvanceClock(36 * time.Hour)

	if got, want := c.do("GET", "/cgi-bin/gettoken", "").header.Get("Date"), "Sat, 12 Jul 2025 22:00:00 GMT"; got != want {
		t.Errorf("Date %q, want %q", got, want)
	}
}

func TestRequestLog_keepsRequestsAsTheyCame(t *testing.T) {
	c := newClient(t)
	c.contact("get_groupmsg_task", `{"msgid":"no"}`)

	requests := c.sim.Requests("get_groupmsg_task")
	if len(requests) != 1 || len(c.sim.Requests("")) != 2 || len(c.sim.Requests("task")) != 0 {
		t.Fatalf("%d requests", len(requests))
	}

	r := requests[0]
	if r.Method != "POST" || r.Path != "/cgi-bin/externalcontact/get_groupmsg_task" ||
		r.Query != "access_token="+c.token || string(r.Body) != `{"msgid":"no"}` || r.Status != 200 ||
		r.Errcode != 41047 || r.Effect || !r.Time.Equal(testTime) || r.Header.Get("User-Agent") == "" {
		t.Errorf("record %+v", r)
	}
}

func TestFault_underParallelRequestsHitsExactlyCount(t *testing.T) {
	c := newClient(t)
	c.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 10, Errcode: 45033})
	parallel(50, func(int) { _, _ = c.try("POST", c.contactPath("add_msg_template"), smallMessage) })
	c.wantMessages(40)
}

func TestIntake_aBodyOverTheBoundIsRefused(t *testing.T) {
	c := newClient(t)
	c.wantCode(c.contact("add_msg_template", textOf(strings.Repeat("x", 10<<20))), 40206)
}
