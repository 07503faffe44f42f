package clitest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// messages sends n different messages side by side.
func messages(n int) string {
	return fmt.Sprintf(`
resource "wecom_mass_message" "it" {
  count           = %d
  sender          = "zhangsan"
  external_userid = [%q]
  text            = { content = "第 ${count.index} 条" }
}
`, n, wecomsim.DemoCustomer)
}

// Two hundred messages fetch one token and share what is read of the list, also
// where the token dies in the middle.
func TestAccTokens_oneForAll(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(messages(200))
	w.sim.Arm(wecomsim.Fault{Endpoint: send, Skip: 100, Count: 1, Errcode: 42001})

	if got := w.apply(); got.code != 0 || w.sends() != 200 {
		t.Fatalf("%d messages, want 200\n%s", w.sends(), got.errorText())
	}

	// The one that was refused fetched a second token, for all that followed.
	if tokens := len(w.sim.Requests("gettoken")); tokens != 2 {
		t.Errorf("%d token calls, want 2", tokens)
	}

	// A reading serves five seconds; only before the second POST comes one
	// sooner. A request may take a second to arrive.
	readings := w.listReadings()
	sooner := 0

	for i := 1; i < len(readings); i++ {
		if readings[i].Sub(readings[i-1]) < 4*time.Second {
			sooner++
		}
	}

	if len(readings) < 2 || sooner > 1 {
		t.Errorf("the list was read %d times, want 2 at least; %d of these within four seconds of the last, want 1 at most: %v", len(readings), sooner, readings)
	}

	if posts := len(w.sim.Requests(send)); posts != 201 {
		t.Errorf("%d POSTs, want one for each message and one after the refusal", posts)
	}
}

// listReadings are the times at which the list was read, in whatever number of
// pages.
func (w *workspace) listReadings() []time.Time {
	var times []time.Time

	for _, r := range w.sim.Requests("get_groupmsg_list_v2") {
		if !strings.Contains(string(r.Body), `"cursor"`) {
			times = append(times, r.Time)
		}
	}

	return times
}

// A wrong secret is tried once, not two hundred times: WeCom blocks an address
// that repeats it.
func TestAccTokens_wrongSecretIsTriedOnce(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.env = []string{"WECOM_CORP_SECRET=wrong-secret-of-the-app"}
	w.write(messages(200))

	if got := w.apply(); got.code == 0 || !got.has("error", "Unable to Create") {
		t.Errorf("a wrong secret was accepted\n%s", got.output)
	}

	if tokens := len(w.sim.Requests("gettoken")); tokens != 1 {
		t.Errorf("%d token calls, want 1", tokens)
	}

	if len(w.sim.Requests(send)) != 0 {
		t.Error("something was sent")
	}
}
