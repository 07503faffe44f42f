package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tests runs `terraform test` with a run block and what stands above it.
func (w *workspace) tests(above, inRun string) result {
	w.t.Helper()

	text := fmt.Sprintf(`%s
run "sends" {
  %s
  assert {
    condition     = wecom_mass_message.it.audience == "1 customer"
    error_message = "another audience"
  }
}
`, above, inRun)

	if err := os.WriteFile(filepath.Join(w.dir, "campaign.tftest.hcl"), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}

	return w.run("test", "-no-color")
}

// mocked takes the provider's place. It makes values up unless it has defaults.
const mocked = `
mock_provider "wecom" {
  mock_resource "wecom_mass_message" {
    defaults = { audience = "1 customer" }
  }
}
`

// `terraform test` applies where a run block does not say otherwise, and that
// sends, as the guide "Testing a campaign" says.
func TestAccEngineTests_sendWhereTheyApply(t *testing.T) {
	for name, row := range map[string]struct {
		above, inRun string
		want         int
	}{
		"a run block":       {"", "", 1},
		"command = plan":    {"", "command = plan", 0},
		"a mocked provider": {mocked, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			w.write(message("it", "一", ""))

			if got := w.tests(row.above, row.inRun); got.code != 0 {
				t.Fatal(got.output)
			}

			if w.sends() != row.want {
				t.Errorf("%d messages, want %d", w.sends(), row.want)
			}
		})
	}
}

// A provider block in the test file takes the place of that of the
// configuration, so it is the one to pin to the simulator.
func TestAccEngineTests_theirOwnProviderBlockCounts(t *testing.T) {
	w := newWorkspace(t)
	pinned := fmt.Sprintf("provider \"wecom\" { base_url = %q }\n", w.url)

	w.url = "http://127.0.0.1:1"
	w.write(message("it", "一", ""))

	if got := w.tests(pinned, ""); got.code != 0 || w.sends() != 1 {
		t.Errorf("%d messages, want 1\n%s", w.sends(), got.output)
	}

	// Its state is gone, and the look before the send finds the message.
	if got := w.tests(pinned, ""); got.code == 0 || !strings.Contains(got.output, "sent already") || w.sends() != 1 {
		t.Errorf("once more: %d messages, want 1\n%s", w.sends(), got.output)
	}
}
