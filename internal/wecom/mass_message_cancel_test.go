package wecom_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestCancel_stopsTheMessage(t *testing.T) {
	for name, c := range map[string]struct {
		succeedsTwice bool
		second        wecom.CancelOutcome
	}{
		"the second answers 41093": {false, wecom.CancelledBefore},
		"the second answers ok":    {true, wecom.CancelledNow},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, wecomsim.WithCancelTwice(c.succeedsTwice))
			client := w.client()
			msgid := sentMessage(t, client)

			if got, err := client.CancelMassMessage(t.Context(), msgid); err != nil || got != wecom.CancelledNow {
				t.Fatalf("outcome %d, error %v", got, err)
			}

			if message, _ := w.Sim.Message(msgid); message.CancelTime.IsZero() {
				t.Fatal("the message is not cancelled")
			}

			if got, err := client.CancelMassMessage(t.Context(), msgid); err != nil || got != c.second {
				t.Errorf("the second time: outcome %d, error %v", got, err)
			}

			if got, err := client.CancelMassMessage(t.Context(), "msgNOBODYKNOWS"); err != nil || got != wecom.CancelNotKnown {
				t.Errorf("an unknown msgid: outcome %d, error %v", got, err)
			}
		})
	}
}

// A cancel whose answer is lost is made again: the second one does no harm.
func TestCancel_mayBeRepeated(t *testing.T) {
	for name, c := range map[string]struct {
		fault wecomsim.Fault
		want  wecom.CancelOutcome
	}{
		"cut after the effect":  {wecomsim.Fault{DropAt: wecomsim.AfterEffect}, wecom.CancelledNowOrBefore},
		"cut before the effect": {wecomsim.Fault{DropAt: wecomsim.BeforeEffect}, wecom.CancelledNow},
		"busy":                  {wecomsim.Fault{Errcode: -1}, wecom.CancelledNow},
		"HTTP 502":              {wecomsim.Fault{Status: 502, Body: []byte("<html>")}, wecom.CancelledNow},
		"token refused":         {wecomsim.Fault{Errcode: 42001}, wecom.CancelledNow},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			client := w.client()
			msgid := sentMessage(t, client)

			c.fault.Endpoint, c.fault.Count = "cancel_groupmsg_send", 1
			w.Sim.Arm(c.fault)

			if got, err := client.CancelMassMessage(t.Context(), msgid); err != nil || got != c.want {
				t.Errorf("outcome %d, error %v; want %d", got, err, c.want)
			}

			if message, _ := w.Sim.Message(msgid); message.CancelTime.IsZero() {
				t.Error("the message is not cancelled")
			}
		})
	}
}

func TestCancel_anAnswerThatIsNoVerdictDoesNotCount(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		code int
	}{
		"no errcode":    {`{"status":"ok"}`, 0},
		"no permission": {`{"errcode":48002,"errmsg":"api forbidden"}`, 48002},
	} {
		client := stubClient(t, stub{"cancel_groupmsg_send": says(200, c.body)})

		if got, err := client.CancelMassMessage(t.Context(), "msg1"); err == nil || wecom.Code(err) != c.code {
			t.Errorf("%s: outcome %d, error %v", name, got, err)
		}
	}
}

// A refusal of WeCom's own proves that the message was not stopped, unless an
// earlier attempt may have done it. What a gateway writes proves nothing.
func TestCancel_isJudgedAsASendIs(t *testing.T) {
	const forbidden = `{"errcode":48002,"errmsg":"api forbidden"}`

	lost := wecomsim.Fault{DropAt: wecomsim.AfterEffect, Count: 1}

	for name, c := range map[string]struct {
		faults  []wecomsim.Fault
		unknown bool
		code    int
		stopped bool
	}{
		"refused":                           {faults: []wecomsim.Fault{{Errcode: 48002}}, code: 48002},
		"a code in HTTP 403":                {faults: []wecomsim.Fault{{Status: 403, Body: []byte(forbidden)}}, unknown: true, code: 48002},
		"the same, after the effect":        {faults: []wecomsim.Fault{{Status: 403, Body: []byte(forbidden), WithEffect: true}}, unknown: true, code: 48002, stopped: true},
		"a status as code":                  {faults: []wecomsim.Fault{{Errcode: 403}}, unknown: true, code: 403},
		"ok in HTTP 502":                    {faults: []wecomsim.Fault{{Status: 502, Body: []byte(`{"errcode":0}`)}}, unknown: true},
		"always busy":                       {faults: []wecomsim.Fault{{Errcode: -1}}, unknown: true, code: -1},
		"always too many at once":           {faults: []wecomsim.Fault{{Errcode: 45033}}, code: 45033},
		"refused after a lost answer":       {faults: []wecomsim.Fault{lost, {Errcode: 48002}}, unknown: true, code: 48002, stopped: true},
		"token refused after a lost answer": {faults: []wecomsim.Fault{lost, {Errcode: 40014}}, unknown: true, code: 40014, stopped: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			client := w.client()
			msgid := sentMessage(t, client)

			for _, fault := range c.faults {
				fault.Endpoint = "cancel_groupmsg_send"
				w.Sim.Arm(fault)
			}

			outcome, err := client.CancelMassMessage(t.Context(), msgid)

			if _, unknown := errors.AsType[*wecom.UnknownOutcomeError](err); outcome != 0 || err == nil || unknown != c.unknown || wecom.Code(err) != c.code {
				t.Errorf("outcome %d, unknown %t, error %v", outcome, unknown, err)
			}

			if message, _ := w.Sim.Message(msgid); message.CancelTime.IsZero() == c.stopped {
				t.Errorf("stopped %t, want %t", !c.stopped, c.stopped)
			}
		})
	}
}

func TestCancel_isRefusedWhereItCannotLeave(t *testing.T) {
	w := newWorld(t)
	client := w.client()
	msgid := sentMessage(t, client)

	w.Sim.Arm(wecomsim.Fault{Endpoint: "gettoken", Errcode: 40013})

	_, err := w.client().CancelMassMessage(t.Context(), msgid)
	if _, unknown := errors.AsType[*wecom.UnknownOutcomeError](err); err == nil || unknown || len(w.Sim.Requests("cancel_groupmsg_send")) != 0 {
		t.Errorf("error %v", err)
	}
}

// Ctrl-C does not take the answer of a call that is under way, and no call is
// begun after it.
func TestEffect_isBroughtToItsEnd(t *testing.T) {
	stopped := errors.New("the run was stopped")

	for name, call := range map[string]func(context.Context, *wecom.Client) error{
		"remind": func(ctx context.Context, c *wecom.Client) error { return c.RemindMassMessage(ctx, "msg1") },
		"cancel": func(ctx context.Context, c *wecom.Client) error {
			_, err := c.CancelMassMessage(ctx, "msg1")

			return err
		},
	} {
		for answer, c := range map[string]struct {
			body    string
			fails   bool
			unknown bool
		}{
			`done`:    {`{"errcode":0}`, false, false},
			`refused`: {`{"errcode":48002}`, true, false},
			`no JSON`: {`<html>`, true, true},
			`token`:   {`{"errcode":40014}`, true, false},
		} {
			t.Run(name+" "+answer, func(t *testing.T) {
				ctx, stop := context.WithCancelCause(t.Context())
				calls := 0

				handler := func(w http.ResponseWriter, r *http.Request) {
					calls++

					stop(stopped)
					// A call that is given up would end here.
					select {
					case <-r.Context().Done():
					case <-time.After(50 * time.Millisecond):
					}

					says(200, c.body)(w, r)
				}

				err := call(ctx, stubClient(t, stub{"remind_groupmsg_send": handler, "cancel_groupmsg_send": handler}))

				if _, unknown := errors.AsType[*wecom.UnknownOutcomeError](err); (err != nil) != c.fails || unknown != c.unknown || calls != 1 {
					t.Errorf("%d calls, unknown %t, error %v", calls, unknown, err)
				}

				// The run is over.
				if err := call(ctx, stubClient(t, stub{"remind_groupmsg_send": handler, "cancel_groupmsg_send": handler})); err == nil || calls != 1 {
					t.Errorf("%d calls after the stop, error %v", calls, err)
				}
			})
		}
	}
}

// A code counts only as the answer to the call itself, not to that for a token.
func TestEffect_theRefusalOfATokenIsNoVerdict(t *testing.T) {
	for _, code := range []string{"41093", "41047", "41094"} {
		client := stubClient(t, stub{"gettoken": says(200, `{"errcode":`+code+`,"errmsg":"no token"}`)})

		if got, err := client.CancelMassMessage(t.Context(), "m"); got != 0 || err == nil {
			t.Errorf("%s: cancel outcome %d, error %v", code, got, err)
		}

		err := client.RemindMassMessage(t.Context(), "m")
		if _, usedUp := errors.AsType[*wecom.RemindersUsedUpError](err); err == nil || usedUp {
			t.Errorf("%s: reminder: %v", code, err)
		}
	}
}
