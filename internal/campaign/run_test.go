package campaign_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The time of a campaign is judged before each POST.
func TestRun_theWindowClosesDuringTheRun(t *testing.T) {
	w := worldOf(t, []int{1, 1, 1})
	w.window = wecom.SendWindow{NotAfter: w.clock.Now().Add(90 * time.Second)}
	// The first message is refused for its rate, which takes a minute, and
	// then another one, which so comes too late.
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: 45009})
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, Errcode: 45009})

	result := w.run(100, 0, false, nil)

	if !errors.As(result.Stopped, new(*wecom.OutsideWindowError)) || !strings.Contains(result.Stopped.Error(), "later than not_after") || len(w.sim.Messages()) != 1 || w.status() != "partial" {
		t.Fatalf("%v, %d messages, %s", result.Stopped, len(w.sim.Messages()), w.status())
	}

	// The control.
	w.window = wecom.SendWindow{}
	w.run(100, 0, false, nil)

	if w.status() != "complete" || len(w.received()) != 3 || len(w.twice()) > 0 {
		t.Errorf("%s, %v", w.status(), w.received())
	}
}

// One list serves a run, however long it takes, and WeCom is asked about none
// of the campaign's own messages.
func TestRun_calls(t *testing.T) {
	w := worldOf(t, make30(1))
	w.run(30, 0, false, nil)

	for _, percent := range []int{60, 100} {
		w.clock.Advance(time.Hour)
		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: 45009}) // a minute passes
		w.run(percent, 0, false, nil)
	}

	calls := map[string]int{}
	for _, r := range w.sim.Requests("") {
		calls[r.Path[strings.LastIndex(r.Path, "/")+1:]]++
	}

	// After a refusal for the rate the list is read once more.
	if calls["get_groupmsg_list_v2"] != 3+2 || calls["add_msg_template"] != 30+2 || calls["gettoken"] != 3 || len(calls) != 3 {
		t.Errorf("%v", calls)
	}
}

// make30 is thirty members with so many customers each.
func make30(customers int) []int {
	all := make([]int, 30)
	for i := range all {
		all[i] = customers
	}

	return all
}
