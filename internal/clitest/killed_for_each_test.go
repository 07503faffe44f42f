package clitest_test

import (
	"bytes"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// threeMessages are sent one after the other with -parallelism=1.
const threeMessages = `
resource "wecom_mass_message" "it" {
  for_each        = toset(["a", "b", "c"])
  sender          = "zhangsan"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  text            = { content = "第 ${each.key} 条" }
}
`

// A run that is killed while it sends the third message has printed "Creation
// complete" for two. They may be missing in the state, where an engine writes
// it only now and then: then the next apply names each of them, and sends none
// a second time.
func TestAccKilled_inAForEach(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.providerArgs = `request_timeout = "10s"`
	w.write(threeMessages)
	w.sim.Arm(wecomsim.Fault{Endpoint: send, Skip: 2, Count: 1, DelayAfter: 5 * time.Second})

	cmd := w.command("apply", "-auto-approve", "-json", "-parallelism=1")

	var out bytes.Buffer

	cmd.Stdout, cmd.Stderr = &out, &out

	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}

	for deadline := time.Now().Add(60 * time.Second); w.sends() < 3 && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}

	if err := signalGroup(cmd, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}

	killed := finish(cmd.Wait(), cmd, out.String())

	if n := strings.Count(killed.output, "Creation complete"); n != 2 || w.sends() != 3 {
		t.Fatalf("%d creations completed, %d messages; want 2 and 3\n%s", n, w.sends(), killed.output)
	}

	recorded := len(w.state())
	t.Logf("%d of the 2 completed messages are in the state", recorded)

	again := w.apply("-lock=false")
	if again.code == 0 || w.sends() != 3 {
		t.Errorf("applied again: exit code %d, %d messages, want an error and 3\n%s", again.code, w.sends(), again.errorText())
	}

	// Each that is missing is named, and its import mends it.
	var imports strings.Builder

	for _, one := range w.sim.Messages() {
		key := strings.TrimSuffix(strings.TrimPrefix(one.Text, "第 "), " 条")
		missing := !strings.Contains(w.stateText(), one.MsgID)

		if named := strings.Contains(again.errorText(), one.MsgID); named != missing {
			t.Errorf("%s: missing in the state: %t, named in the error: %t", one.Text, missing, named)
		}

		if missing {
			fmt.Fprintf(&imports, "import {\n  to = wecom_mass_message.it[%q]\n  id = %q\n}\n", key, one.MsgID)
		}
	}

	w.write(threeMessages + imports.String())

	if got := w.apply("-lock=false"); got.code != 0 || len(w.state()) != 3 || w.sends() != 3 {
		t.Errorf("imported: exit code %d, %d messages, %d in the state\n%s", got.code, w.sends(), len(w.state()), got.errorText())
	}
}
