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

	began := time.Now()

	if got := w.apply(); got.code != 0 || w.sends() != 200 {
		t.Fatalf("%d messages, want 200\n%s", w.sends(), got.errorText())
	}

	// The one that was refused fetched a second token, for all that followed.
	if tokens := len(w.sim.Requests("gettoken")); tokens != 2 {
		t.Errorf("%d token calls, want 2", tokens)
	}

	// The first reading serves 5 seconds; before a second POST comes another
	// one.
	most := 2 + int(time.Since(began)/(5*time.Second))
	if readings := w.listReadings(); readings < 2 || readings > most {
		t.Errorf("the list was read %d times, want 2 to %d", readings, most)
	}

	if posts := len(w.sim.Requests(send)); posts != 201 {
		t.Errorf("%d POSTs, want one for each message and one after the refusal", posts)
	}
}

// listReadings counts the readings of the list, of whatever number of pages.
func (w *workspace) listReadings() int {
	n := 0

	for _, r := range w.sim.Requests("get_groupmsg_list_v2") {
		if !strings.Contains(string(r.Body), `"cursor"`) {
			n++
		}
	}

	return n
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
