package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// testFile runs the engine's tests with one test file.
func (w *workspace) testFile(text string) result {
	w.t.Helper()
	w.file("campaign.tftest.hcl", text)

	return w.run("test", "-no-color")
}

// pinned is a provider block of a test file that sends to the simulator.
func (w *workspace) pinned(args string) string {
	return fmt.Sprintf("provider \"wecom\" {\n  base_url = %q\n  corp_id = \"wwsim0000000000001\"\n  corp_secret = \"sim-secret\"\n  journal_dir = \"\"\n  %s\n}\n", w.url, args)
}

// mockedAs takes the provider's place and gives messages this status.
func mockedAs(status string) string {
	return fmt.Sprintf("mock_provider \"wecom\" {\n  mock_resource \"wecom_mass_message\" {\n    defaults = { status = %q }\n  }\n}\n", status)
}

// judgedMessage has every kind of thing that a test can expect to fail.
const judgedMessage = `
variable "text" {
  type    = string
  default = "一"

  validation {
    condition     = var.text != ""
    error_message = "empty"
  }
}

check "greeting" {
  assert {
    condition     = var.text != "二"
    error_message = "not a greeting"
  }
}

resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]
  text            = { content = var.text }

  lifecycle {
    %s
    postcondition {
      condition     = self.status == "created"
      error_message = "unknown"
    }
  }
}
`

const tooLong = `join("", [for i in range(1000) : "一二三四五六七八九十"])`

// A mock judges no limit: what the plan of a send refuses is a warning of
// validation there. So a limit is tested with the real provider, at plan.
func TestAccEngineTests_aMockJudgesNoLimit(t *testing.T) {
	w := newWorkspace(t)
	w.write(fmt.Sprintf(judgedMessage, ""))

	long := "run \"long\" {\n  command = plan\n  variables {\n    text = " + tooLong + "\n  }\n}\n"

	if got := w.testFile(mockedAs("created") + long); got.code != 0 || !strings.Contains(got.output, "Too long") {
		t.Errorf("mocked: code %d\n%s", got.code, got.output)
	}

	if got := w.testFile(w.pinned("") + long); got.code == 0 || !strings.Contains(got.output, "Too long") {
		t.Errorf("the real provider: code %d\n%s", got.code, got.output)
	}

	if _, requests := w.sim.Counts(); requests > 0 {
		t.Errorf("a plan has made %d requests", requests)
	}
}

// What the guide says of expect_failures, for each engine.
func TestAccEngineTests_whatExpectFailuresCatches(t *testing.T) {
	name, _ := engineVersion(t)

	for what, row := range map[string]struct {
		provider, inRun string
		caught          bool
	}{
		"a validation": {mockedAs("created"), "command = plan\n variables {\n text = \"\"\n }\n expect_failures = [var.text]", true},
		"a check":      {mockedAs("created"), "variables {\n text = \"二\"\n }\n expect_failures = [check.greeting]", true},
		// OpenTofu 1.12 does not catch it in a run that applies.
		"a postcondition": {mockedAs("unknown"), "expect_failures = [wecom_mass_message.it]", name == "Terraform"},
		"an error of the provider": {
			"", "command = plan\n variables {\n text = " + tooLong + "\n }\n expect_failures = [wecom_mass_message.it]", false,
		},
	} {
		t.Run(what, func(t *testing.T) {
			w := newWorkspace(t)
			w.write(fmt.Sprintf(judgedMessage, ""))

			if row.provider == "" {
				row.provider = w.pinned("")
			}

			if got := w.testFile(row.provider + "run \"it\" {\n " + row.inRun + "\n}\n"); (got.code == 0) != row.caught {
				t.Errorf("code %d, caught should be %t\n%s", got.code, row.caught, got.output)
			}
		})
	}
}

// prevent_destroy is in the way of the end of a test: Terraform 1.11 fails it,
// OpenTofu 1.12 leaves a state behind, Terraform 1.15 does not mind.
func TestAccEngineTests_preventDestroyAndTheEnd(t *testing.T) {
	name, minor := engineVersion(t)

	w := newWorkspace(t)
	w.write(fmt.Sprintf(judgedMessage, "prevent_destroy = true"))

	got := w.testFile(mockedAs("created") + "run \"it\" {}\n")

	_, err := os.Stat(filepath.Join(w.dir, "errored_test.tfstate"))

	var want bool

	switch {
	case name == "OpenTofu":
		want = got.code == 0 && err == nil && strings.Contains(got.output, "prevent_destroy")
	case minor < 15:
		want = got.code == 1 && strings.Contains(got.output, "prevent_destroy")
	default:
		want = got.code == 0 && err != nil
	}

	if !want {
		t.Errorf("code %d, errored_test.tfstate: %v\n%s", got.code, err, got.output)
	}
}

// Two runs of one file that would send the same: whether the look before the
// send refuses the second depends on the engine, so a test switches it off.
func TestAccEngineTests_theLookBetweenRuns(t *testing.T) {
	const runs = `
run "first" {}

run "edited" {
  variables {
    text = "三"
  }
}

run "back" {
  variables {
    text = "一"
  }
}
`

	w := newWorkspace(t)
	w.write(fmt.Sprintf(judgedMessage, ""))

	for range 2 {
		if got := w.testFile(w.pinned(`duplicate_check_interval = "0s"`) + runs); got.code != 0 {
			t.Fatal(got.output)
		}
	}

	if w.sends() != 6 {
		t.Errorf("%d messages without the look, want 6", w.sends())
	}

	// With it Terraform 1.15 sends all three: it keeps the provider running,
	// and messages of one process do not count.
	name, minor := engineVersion(t)
	fresh := newWorkspace(t)
	fresh.write(fmt.Sprintf(judgedMessage, ""))

	got := fresh.testFile(fresh.pinned("") + runs)
	if all := name == "Terraform" && minor >= 15; all != (got.code == 0 && fresh.sends() == 3) || !all && fresh.sends() != 2 {
		t.Errorf("in one test, with the look: code %d, %d messages\n%s", got.code, fresh.sends(), got.output)
	}

	// Whatever the engine, a second test is refused.
	if got := w.testFile(w.pinned("") + runs); got.code == 0 || !strings.Contains(got.output, "sent already") || w.sends() != 6 {
		t.Errorf("with the look: code %d, %d messages, want 6\n%s", got.code, w.sends(), got.output)
	}
}
