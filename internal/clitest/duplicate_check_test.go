package clitest_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The three states of duplicate_check_interval, with a list that can be read
// and one that cannot.
func TestAccDuplicateCheck_hasThreeStates(t *testing.T) {
	cases := []struct {
		name, setting string
		refuses       bool // the list endpoint
		sends, lists  int  // lists: at least
		severity      string
	}{
		{name: "left out", sends: 1, lists: 1},
		{name: "left out, list refuses", refuses: true, sends: 1, lists: 1, severity: "warning"},
		{name: "set", setting: "1h", sends: 1, lists: 1},
		{name: "set, list refuses", setting: "1h", refuses: true, sends: 0, lists: 1, severity: "error"},
		{name: "off", setting: "0s", sends: 1},
		{name: "off, list refuses", setting: "0s", refuses: true, sends: 1},
	}

	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			if c.setting != "" {
				w.providerArgs += "\n  duplicate_check_interval = \"" + c.setting + `"`
			}

			if c.refuses {
				w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002})
			}

			w.write(oneMessage)

			got := w.apply()

			if w.sends() != c.sends || (got.code == 0) != (c.sends == 1) {
				t.Errorf("%d messages, exit code %d, want %d\n%s", w.sends(), got.code, c.sends, got.errorText())
			}

			if n := len(w.sim.Requests("get_groupmsg_list_v2")); (n > 0) != (c.lists > 0) {
				t.Errorf("%d list calls", n)
			}

			if c.severity == "warning" && !got.has("warning", "check for duplicates could not be made") {
				t.Errorf("no warning\n%s", got.output)
			}

			if c.severity == "error" && !strings.Contains(got.errorText(), "48002") {
				t.Errorf("the error does not teach\n%s", got.errorText())
			}
		})
	}
}

func TestAccDuplicateCheck_values(t *testing.T) {
	t.Parallel()

	for value, ok := range map[string]bool{
		"0s": true, "1m": true, "24h": true, "90m": true,
		"59s": false, "24h1s": false, "-5m": false, "30": false, "soon": false,
	} {
		w := newWorkspace(t)
		w.providerArgs = `duplicate_check_interval = "` + value + `"`
		w.write(oneMessage)

		if got := w.plan(); (got.code == 2) != ok || (!ok && !got.has("error", "Invalid duplicate_check_interval")) {
			t.Errorf("%s: exit code %d\n%s", value, got.code, got.errorText())
		}
	}
}
