package wecom_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// tally counts results by member and status, and the members that began.
func tally(t *testing.T, client *wecom.Client, msgid string) (string, error) {
	t.Helper()

	var lines []string

	counts := map[string]int{}

	err := client.MassMessageResults(t.Context(), msgid, func(task wecom.MemberTask) {
		lines = append(lines, fmt.Sprintf("%s task %d", task.UserID, task.Status))
	}, func(r wecom.SendResult) {
		counts[fmt.Sprintf("%s:%d", r.UserID, r.Status)]++
	})

	return fmt.Sprint(lines, counts), err
}

func TestResults_areThoseOfEveryMember(t *testing.T) {
	w := newWorld(t)
	client := w.client()

	receipt := client.DeliverMassMessage(t.Context(), unchecked(single("a", "zhangsan", customers(1, 3)...)))
	wantKind(t, receipt, wecom.Accepted)

	got, err := tally(t, client, receipt.MsgID)
	if want := "[zhangsan task 0] map[zhangsan:0:3]"; err != nil || got != want {
		t.Errorf("%s, error %v; want %s", got, err, want)
	}

	if err := w.Sim.Confirm(receipt.MsgID, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	got, err = tally(t, client, receipt.MsgID)
	if want := "[zhangsan task 2] map[zhangsan:1:3]"; err != nil || got != want {
		t.Errorf("%s, error %v; want %s", got, err, want)
	}
}

func TestResults_waitWhileWeComIsDispatching(t *testing.T) {
	w := newWorld(t)
	client := w.client()
	w.Sim.SetDispatchDelay(10 * time.Second)

	receipt := client.DeliverMassMessage(t.Context(), unchecked(single("a", "zhangsan", customers(1, 3)...)))
	wantKind(t, receipt, wecom.Accepted)

	if got, err := tally(t, client, receipt.MsgID); err != nil {
		t.Errorf("%s, error %v; want the results after 10 s", got, err)
	}

	w.Sim.SetDispatchDelay(time.Hour)

	before := w.Clock.Now()

	if got, err := tally(t, client, receipt.MsgID); wecom.Code(err) != 41063 {
		t.Errorf("%s, error %v; want 41063", got, err)
	}

	if waited := w.Clock.Now().Sub(before); waited > wecom.DefaultRequestTimeout {
		t.Errorf("waited %s for a message that is never dispatched, want at most %s", waited, wecom.DefaultRequestTimeout)
	}
}

// Nothing is counted twice, and nothing is missing, when the refusal comes
// after a page.
func TestResults_dispatchingInTheMiddleIsAnError(t *testing.T) {
	calls := 0
	client := stubClient(t, stub{
		"get_groupmsg_task": says(200, `{"errcode":0,"task_list":[{"userid":"zhangsan","status":2}]}`),
		"get_groupmsg_send_result": func(w http.ResponseWriter, _ *http.Request) {
			if calls++; calls == 1 {
				_, _ = io.WriteString(w, `{"errcode":0,"send_list":[{"external_userid":"wm1","status":1}],"next_cursor":"2"}`)
				return
			}

			_, _ = io.WriteString(w, `{"errcode":41063,"errmsg":"dispatching"}`)
		},
	})

	got, err := tally(t, client, "msg1")
	if err == nil || !strings.Contains(err.Error(), "41063") || calls != 2 {
		t.Errorf("%s after %d calls, error %v; want an error that names 41063", got, calls, err)
	}
}

// Pages shift while they are read, and WeCom repeats a row.
func TestResults_countEachRecipientOnce(t *testing.T) {
	calls := 0
	client := stubClient(t, stub{
		"get_groupmsg_task": says(200, `{"errcode":0,"task_list":[{"userid":"zhangsan","status":2},{"userid":"zhangsan","status":2},{"userid":"lisi","status":2}]}`),
		"get_groupmsg_send_result": func(w http.ResponseWriter, _ *http.Request) {
			if calls++; calls == 1 {
				_, _ = io.WriteString(w, `{"errcode":0,"send_list":[{"external_userid":"wm1","userid":"zhangsan","status":1},{"external_userid":"wm2","userid":"zhangsan","status":1}],"next_cursor":"2"}`)
				return
			}

			_, _ = io.WriteString(w, `{"errcode":0,"send_list":[{"external_userid":"wm2","userid":"zhangsan","status":1},{"external_userid":"wm3","userid":"zhangsan","status":1}]}`)
		},
	})

	// Of lisi the second answer is all, once.
	got, err := tally(t, client, "msg1")
	if want := "[zhangsan task 2 lisi task 2] map[zhangsan:1:5]"; err != nil || got != want {
		t.Errorf("%s, error %v; want %s", got, err, want)
	}
}
