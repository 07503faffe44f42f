package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A query that was stopped never looks like a whole one: all 250 messages, or
// an error that says what is missing, and then nothing generated.
func TestAccStopped_aQueryIsWholeOrAnError(t *testing.T) {
	needsTerraform(t, 14, "list resources")

	moments := newStops(t)

	for i := range 20 {
		generate := i%2 == 0

		most := 1600 * time.Millisecond // eight pages of 150 ms
		if generate {
			most = 4 * time.Second // and the recipients of each message
		}

		s := moments.next(most)

		t.Run(fmt.Sprintf("%d after %s", i, s.after.Round(time.Millisecond)), func(t *testing.T) {
			t.Parallel()
			stopAQuery(t, s, generate)
		})
	}
}

func stopAQuery(t *testing.T, s stop, generate bool) {
	w := newWorkspace(t)
	w.threeMonths()
	w.write("")
	w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", DelayAfter: 150 * time.Millisecond})

	block := "list \"wecom_mass_message\" \"all\" {\n  provider = wecom\n  limit    = 1000\n\n  config {\n    " + window(92) + "\n  }\n}\n"
	if err := os.WriteFile(filepath.Join(w.dir, "messages.tfquery.hcl"), []byte(block), 0o600); err != nil {
		t.Fatal(err)
	}

	args := []string{"query", "-no-color"}
	if generate {
		args = append(args, "-generate-config-out=generated.tf")
	}

	got := w.runStopped(s, "gettoken", args...)
	shown := strings.Count(got.output, "list.wecom_mass_message.all")
	generated, _ := os.ReadFile(filepath.Join(w.dir, "generated.tf"))
	imports := strings.Count(string(generated), "import {")

	if got.code == 0 {
		if shown != 250 || (generate && imports != 250) {
			t.Errorf("exit code 0, with %d messages and %d imports of 250\n%.2000s", shown, imports, got.output)
		}

		return
	}

	got.wantWords(t, "The run was stopped before the list was read to its end", "Nothing of it is shown")

	if shown > 1 || imports != 0 {
		t.Errorf("exit code %d, and yet %d messages and %d imports\n%.2000s", got.code, shown, imports, got.output)
	}
}
