package wecom_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestACancelledMessageIsDone(t *testing.T) {
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

			if message, _ := w.sim.Message(msgid); message.CancelTime.IsZero() {
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
func TestACancelMayBeRepeated(t *testing.T) {
	for name, c := range map[string]struct {
		fault wecomsim.Fault
		want  wecom.CancelOutcome
	}{
		"cut after the effect":  {wecomsim.Fault{DropAt: wecomsim.AfterEffect}, wecom.CancelledBefore},
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
			w.sim.Arm(c.fault)

			if got, err := client.CancelMassMessage(t.Context(), msgid); err != nil || got != c.want {
				t.Errorf("outcome %d, error %v; want %d", got, err, c.want)
			}

			if message, _ := w.sim.Message(msgid); message.CancelTime.IsZero() {
				t.Error("the message is not cancelled")
			}
		})
	}
}

func TestAnAnswerThatIsNoVerdictDoesNotCount(t *testing.T) {
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
