package wecom_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// sentMessage is the msgid of a message to three customers of zhangsan.
func sentMessage(t *testing.T, client *wecom.Client) string {
	t.Helper()

	receipt := client.DeliverMassMessage(t.Context(), unchecked(single("a", "zhangsan", customers(1, 3)...)))
	wantKind(t, receipt, wecom.Accepted)

	return receipt.MsgID
}

func (w *world) wantReminders(msgid string, n int) {
	w.t.Helper()

	if message, _ := w.Sim.Message(msgid); len(message.Reminders) != n {
		w.t.Errorf("%d reminders, want %d", len(message.Reminders), n)
	}
}

func TestRemind_theFourthIsRefusedWithATime(t *testing.T) {
	for name, skew := range map[string]time.Duration{"the same clock": 0, "our clock is a day behind": 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			w := newSkewedWorld(t, skew)
			client := w.client()
			msgid := sentMessage(t, client)

			for range 3 {
				if err := client.RemindMassMessage(t.Context(), msgid); err != nil {
					t.Fatal(err)
				}

				w.Clock.Advance(time.Hour)
			}

			usedUp, ok := errors.AsType[*wecom.RemindersUsedUpError](client.RemindMassMessage(t.Context(), msgid))
			if !ok || wecom.Code(usedUp) != 41094 {
				t.Fatalf("error %v, want one of used-up reminders", usedUp)
			}

			// The bound is in WeCom's time, and cannot be too early.
			if ahead := usedUp.Latest.Sub(w.Sim.Now()); ahead < 24*time.Hour-time.Second || ahead > 24*time.Hour+10*time.Second {
				t.Errorf("the next reminder at %s, %s from now; want 24 hours", usedUp.Latest, ahead)
			}

			w.wantReminders(msgid, 3)

			// The positive control: when the time has come, it is possible.
			w.Clock.Advance(usedUp.Latest.Sub(w.Sim.Now()))

			if err := client.RemindMassMessage(t.Context(), msgid); err != nil {
				t.Error(err)
			}

			w.wantReminders(msgid, 4)
		})
	}
}

// A reminder is never made a second time unless WeCom has refused the first
// one.
func TestRemind_isNotRepeatedBlindly(t *testing.T) {
	faults := map[string]struct {
		fault     wecomsim.Fault
		calls     int
		reminders int
		unknown   bool
		code      int
	}{
		"cut after the effect":  {fault: wecomsim.Fault{DropAt: wecomsim.AfterEffect}, calls: 1, reminders: 1, unknown: true},
		"cut before the effect": {fault: wecomsim.Fault{DropAt: wecomsim.BeforeEffect}, calls: 1, unknown: true},
		"busy":                  {fault: wecomsim.Fault{Errcode: -1}, calls: 1, unknown: true, code: -1},
		"HTTP 502":              {fault: wecomsim.Fault{Status: 502, Body: []byte("<html>")}, calls: 1, unknown: true},
		"no errcode":            {fault: wecomsim.Fault{Body: []byte(`{}`)}, calls: 1, unknown: true},
		"ok in HTTP 502":        {fault: wecomsim.Fault{Status: 502, Body: []byte(`{"errcode":0}`)}, calls: 1, unknown: true},
		"a code in HTTP 403":    {fault: wecomsim.Fault{Status: 403, Body: []byte(`{"errcode":48002}`), WithEffect: true}, calls: 1, reminders: 1, unknown: true, code: 48002},
		"no permission":         {fault: wecomsim.Fault{Errcode: 48002}, calls: 1, code: 48002},
		"not found":             {fault: wecomsim.Fault{Status: 404, Body: []byte("<html>")}, calls: 1, unknown: true},
		"token refused":         {fault: wecomsim.Fault{Errcode: 40014}, calls: 2, reminders: 1},
		"too many calls":        {fault: wecomsim.Fault{Errcode: 45009}, calls: 2, reminders: 1},
		"too many at once":      {fault: wecomsim.Fault{Errcode: 45033}, calls: 2, reminders: 1},
	}

	for name, c := range faults {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			client := w.client()
			msgid := sentMessage(t, client)

			c.fault.Endpoint, c.fault.Count = "remind_groupmsg_send", 1
			w.Sim.Arm(c.fault)

			err := client.RemindMassMessage(t.Context(), msgid)

			if _, unknown := errors.AsType[*wecom.UnknownOutcomeError](err); unknown != c.unknown {
				t.Errorf("unknown outcome %t, want %t: %v", unknown, c.unknown, err)
			}

			if succeeds := c.calls == 2; succeeds != (err == nil) || wecom.Code(err) != c.code {
				t.Errorf("error %v", err)
			}

			if calls := len(w.Sim.Requests("remind_groupmsg_send")); calls != c.calls {
				t.Errorf("%d calls, want %d", calls, c.calls)
			}

			w.wantReminders(msgid, c.reminders)
		})
	}
}

func TestRemind_isRefusedBeforeACallWithoutCredentials(t *testing.T) {
	client := stubClient(t, stub{"remind_groupmsg_send": func(http.ResponseWriter, *http.Request) {
		t.Error("a call was made")
	}}, func(c *wecom.Config) { c.Credentials = wecom.Credentials{} })

	if err := client.RemindMassMessage(t.Context(), "msg1"); !errors.Is(err, wecom.ErrNoCredentials) {
		t.Errorf("error %v", err)
	}
}

func TestRemind_theParameterIsCalledMsgid(t *testing.T) {
	w := newWorld(t)
	client := w.client()
	msgid := sentMessage(t, client)

	if err := client.RemindMassMessage(t.Context(), msgid); err != nil {
		t.Fatal(err)
	}

	if _, err := client.CancelMassMessage(t.Context(), msgid); err != nil {
		t.Fatal(err)
	}

	for _, endpoint := range []string{"remind_groupmsg_send", "cancel_groupmsg_send"} {
		if body := string(w.Sim.Requests(endpoint)[0].Body); strings.TrimSpace(body) != `{"msgid":"`+msgid+`"}` {
			t.Errorf("%s was called with %s", endpoint, body)
		}
	}
}
