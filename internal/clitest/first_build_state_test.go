package clitest_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// States of the first build, which kept what was sent in the configured
// attributes, and the trace of an unknown message and the mark of an import in
// private state. They plan empty and send nothing; an edit still does what the
// table says. Their attributes are those of the schema of build 63c34b8.
func TestAccFirstBuild_stateGoesOn(t *testing.T) {
	const created = `
resource "wecom_mass_message" "list" {
  sender          = "zhangsan"
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]
  text            = { content = "一" }
  triggers        = { a = "1" }
  timeouts        = { create = "3m" }
}

resource "wecom_mass_message" "file" {
  sender          = "zhangsan"
  recipients_file = "customers.txt"
  text            = { content = "二" }
  attachments     = [{ msgtype = "link", link = { title = "t", url = "https://example.com/" } }]
}

resource "wecom_mass_message" "group" {
  chat_type    = "group"
  sender       = "zhangsan"
  chat_id_list = ["wr2GCAAAXtWyujaWJHDDGasdadAAA"]
  text         = { content = "三" }
}
`

	tests := map[string]struct {
		config string
		// edited is what a person writes next, and what becomes of it.
		edited string
		want   string // the summary of a problem
		sends  int
	}{
		"created":  {created, message("list", "改了", ""), "new message instead of", 1},
		"unknown":  {message("it", "一", ""), message("it", "一", `triggers = { again = "1" }`), "new message instead of", 1},
		"imported": {message("it", "一", ""), message("it", "改了", `triggers = { again = "1" }`), "differs from the imported message", 0},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.write(test.config)
			w.file("customers.txt", "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA\nwoSIM0000000000000000000000002AA\n")
			w.stateOfFirstBuild(name)

			if plan := w.plan(); plan.code != 0 {
				t.Errorf("the plan is not empty\n%s", plan.output)
			}

			if got := w.apply(); got.code != 0 || w.sends() != 0 {
				t.Errorf("%d messages, want none\n%s", w.sends(), got.errorText())
			}

			w.write(test.edited)

			got := w.apply()
			if !got.has("warning", test.want) && !got.has("error", test.want) {
				t.Errorf("no word of %q\n%s", test.want, got.output)
			}

			if w.sends() != test.sends {
				t.Errorf("%d messages after the edit, want %d\n%s", w.sends(), test.sends, got.errorText())
			}
		})
	}
}

// What an update in place records of such a state is what the state says, not
// what the edit beside it says.
func TestAccFirstBuild_theNextUpdateRecordsWhatWasSent(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.stateOfFirstBuild("unknown")
	w.write(message("it", "改了", `resend_on = "triggers"
  timeouts = { create = "4m" }`))

	if got := w.apply(); got.code != 0 || w.sends() != 0 {
		t.Fatalf("%d messages, want none\n%s", w.sends(), got.errorText())
	}

	attributes := w.state()[0].Attributes
	for _, name := range []string{"sent", "trace"} {
		if attributes[name] == nil {
			t.Errorf("%s was not recorded", name)
		}
	}

	if plan := w.plan(); !plan.has("warning", "content of a sent message") {
		t.Errorf("the edit passes for what was sent\n%s", plan.output)
	}
}

// stateOfFirstBuild puts a recorded state into the workspace, with the address
// that this engine gives the provider.
func (w *workspace) stateOfFirstBuild(name string) {
	w.t.Helper()

	// Not .tfstate, which git ignores.
	state := readFile(w.t, filepath.Join("testdata", name+".json"))
	if engine, _ := engineVersion(w.t); engine == "OpenTofu" {
		state = strings.ReplaceAll(state, "registry.terraform.io", "registry.opentofu.org")
	}

	w.file("terraform.tfstate", state)
}
