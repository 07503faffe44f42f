package clitest_test

import (
	"bytes"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const eightMessages = `
resource "wecom_mass_message" "it" {
  for_each        = toset(["a", "b", "c", "d", "e", "f", "g", "h"])
  sender          = "zhangsan"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  text            = { content = "第 ${each.key} 条" }
}
`

// A run with a remote state is killed while it sends the messages of a
// for_each: what it has sent is in no state. With a journal the next apply
// sends the others only, and records all, and nobody imports anything. Without
// one, and as long as WeCom's list does not show them, it sends them again.
func TestAccJournal_killedInAForEachWithARemoteState(t *testing.T) {
	t.Parallel()

	// sent are WeCom's messages when the run is killed.
	for name, c := range map[string]struct {
		parallelism    string
		answered, sent int
		journal        string
		lagged         bool
		want           int
	}{
		"one after the other":                {"1", 5, 6, "asked for", false, 8},
		"one after the other, the list lags": {"1", 5, 6, "asked for", true, 8},
		"all at once":                        {"10", 3, 8, "asked for", false, 8},
		"journal in its default place":       {"1", 5, 6, "default", true, 8},
		"no journal":                         {"1", 5, 6, "", false, 8},
		"no journal, the list lags":          {"1", 5, 6, "", true, 14},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.providerArgs = `request_timeout = "10s"`
			w.write(eightMessages)
			backend := w.hasRemoteState()

			switch c.journal {
			case "asked for":
				w.keepsJournal()
			case "": // after init there would be one in its default place
				w.providerArgs += "\n" + `journal_dir = ""`
				w.write(eightMessages)
			}

			if c.lagged {
				w.sim.SetListLag(time.Hour)
			}

			w.sim.Arm(wecomsim.Fault{Endpoint: send, Skip: c.answered, DelayAfter: 5 * time.Second})
			w.killedAt(c.sent, c.answered, "-parallelism="+c.parallelism)
			w.sim.ClearFaults()

			if n := len(backend.state()); n != 0 {
				t.Fatalf("%d messages are in the state, so nothing is proven", n)
			}

			got := w.apply("-lock=false")

			if w.sends() != c.want {
				t.Errorf("%d messages, want %d\n%s", w.sends(), c.want, got.errorText())
			}

			if c.journal == "" {
				return
			}

			if got.code != 0 {
				t.Errorf("exit code %d, want 0\n%s", got.code, got.output)
			}

			if c.lagged {
				w.sim.SetListLag(0)

				got = w.apply("-lock=false")
			}

			w.holdsEach(backend.state(), got)

			if plan := w.plan(); plan.code != 0 {
				t.Errorf("the plan is not empty\n%s", plan.output)
			}
		})
	}
}

// killedAt starts an apply and kills it, with the provider, once WeCom has so
// many messages. Of these so many were answered.
func (w *workspace) killedAt(sent, answered int, args ...string) {
	w.t.Helper()

	cmd := w.command(append([]string{"apply", "-auto-approve", "-json"}, args...)...)

	var out bytes.Buffer

	cmd.Stdout, cmd.Stderr = &out, &out

	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}

	for deadline := time.Now().Add(60 * time.Second); w.sends() < sent && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}

	// An answer is on its way to the engine.
	time.Sleep(300 * time.Millisecond)

	if err := signalGroup(cmd, syscall.SIGKILL); err != nil {
		w.t.Fatal(err)
	}

	killed := finish(cmd.Wait(), cmd, out.String())

	if n := strings.Count(killed.output, "Creation complete"); n != answered || w.sends() != sent {
		w.t.Fatalf("%d creations completed, %d messages; want %d and %d\n%s", n, w.sends(), answered, sent, killed.output)
	}
}

// holdsEach: every message that WeCom has is in the state, once, under its
// msgid.
func (w *workspace) holdsEach(state []instance, last result) {
	w.t.Helper()

	recorded := map[any]int{}

	for _, one := range state {
		if one.Attributes["status"] == "created" {
			recorded[one.Attributes["msgid"]]++
		}
	}

	for _, one := range w.sim.Messages() {
		if recorded[one.MsgID] != 1 {
			w.t.Errorf("%s (%s) is %d times in the state, want once\n%s", one.MsgID, one.Text, recorded[one.MsgID], last.output)
		}
	}

	if len(state) != w.sends() || len(recorded) != w.sends() {
		w.t.Errorf("%d resources with %d msgids, and %d messages", len(state), len(recorded), w.sends())
	}
}
