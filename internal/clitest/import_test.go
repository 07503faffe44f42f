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

// sharing makes a second workspace, without state, that talks to the same
// simulator.
func (w *workspace) sharing() *workspace {
	return &workspace{t: w.t, dir: w.t.TempDir(), url: w.url, sim: w.sim, providerArgs: w.providerArgs}
}

func importBlock(id string) string {
	return fmt.Sprintf(`
import {
  to = wecom_mass_message.it
  id = %q
}
`, id)
}

// allKinds is the official page's example: every kind of attachment.
func allKinds(t *testing.T) string {
	t.Helper()

	raw, err := os.ReadFile("../provider/testdata/official_example.tf")
	if err != nil {
		t.Fatal(err)
	}

	return strings.Replace(string(raw), `"example"`, `"it"`, 1)
}

const groupMessage = `
resource "wecom_mass_message" "it" {
  chat_type    = "group"
  chat_id_list = ["` + wecomsim.DemoGroup + `"]
  sender       = "zhangsan"
  text         = { content = "群里见" }
}
`

// A message that was sent is imported into an empty state. That sends nothing,
// and neither does anything after it.
func TestAccImport_sendsNothing(t *testing.T) {
	cases := map[string]string{
		"one customer": oneMessage,
		"all of a member": `
resource "wecom_mass_message" "it" {
  sender = "zhangsan"
  text   = { content = "大家好" }
}
`,
		"tags": `
resource "wecom_mass_message" "it" {
  tag_filter = { group_list = [{ tag_list = ["ete19278asuMT123109rBAAAA"] }] }
  text       = { content = "会员" }
}
`,
		"every attachment":   "",
		"customer groups":    groupMessage,
		"with local choices": strings.Replace(oneMessage, "text ", "resend_on = \"change\"\n  triggers = { a = \"1\" }\n  text ", 1),
	}

	for name, body := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if name == "every attachment" {
				body = allKinds(t)
			}

			sender := newWorkspace(t)
			sender.write(body)

			if first := sender.apply(); first.code != 0 {
				t.Fatal(first.errorText())
			}

			msgid := sender.sim.Messages()[0].MsgID

			w := sender.sharing()
			w.write(body + importBlock(msgid))

			if got := w.apply(); got.code != 0 {
				t.Fatalf("the import failed\n%s", got.errorText())
			}

			if got := w.state(); len(got) != 1 || got[0].Attributes["msgid"] != msgid {
				t.Fatalf("the state has %v, want %s", got, msgid)
			}

			if plan := w.plan(); plan.code != 0 {
				t.Errorf("the plan after the import is not empty\n%s", plan.output)
			}

			if again := w.apply(); again.code != 0 {
				t.Error(again.errorText())
			}

			if w.sends() != 1 {
				t.Errorf("%d messages, want the 1 that was imported", w.sends())
			}

			// Where the import has recorded nothing it is not over. An apply
			// that records triggers ends it, and sends nothing.
			triggered := strings.Replace(body, `triggers = { a = "1" }`, "", 1)
			triggered = strings.Replace(triggered, "\" {\n", "\" {\n  triggers = { edit = \"1\" }\n", 1)

			if imported, _ := w.state()[0].Attributes["imported"].(bool); imported {
				w.write(triggered)

				if got := w.apply(); got.code != 0 || w.sends() != 1 {
					t.Errorf("triggers of an imported message: %d messages, want 1\n%s", w.sends(), got.errorText())
				}
			}

			// The positive control: an edit after that does send.
			w.write(strings.Replace(triggered, "content = \"", "content = \"改 ", 1))

			if edit := w.apply(); edit.code != 0 || w.sends() != 2 {
				t.Errorf("an edit after the import: %d messages, want 2\n%s", w.sends(), edit.errorText())
			}
		})
	}
}

// A configuration that differs from what was sent is refused with both values,
// whatever triggers says. They are recorded by the apply that ends the import,
// and only a change after it sends.
func TestAccImport_differingContentIsRefused(t *testing.T) {
	t.Parallel()

	sender := newWorkspace(t)
	sender.write(oneMessage)

	if first := sender.apply(); first.code != 0 {
		t.Fatal(first.errorText())
	}

	id := importBlock(sender.sim.Messages()[0].MsgID)
	other := strings.Replace(oneMessage, "一次就好", "再来一次", 1)

	w := sender.sharing()
	w.write(other + id)

	got := w.apply()
	if !got.has("error", "differs from the imported message") || !strings.Contains(got.output, "再来一次") || !strings.Contains(got.output, "一次就好") {
		t.Errorf("the error does not show both values\n%s", got.output)
	}

	if w.sends() != 1 {
		t.Fatalf("%d messages, want 1", w.sends())
	}

	triggered := func(body string) string {
		return strings.Replace(body, "text ", "triggers = { again = \"1\" }\n  text ", 1) + id
	}

	w.write(triggered(other))

	if got := w.apply(); !got.has("error", "differs from the imported message") || w.sends() != 1 {
		t.Errorf("with triggers: %d messages, want 1 and an error\n%s", w.sends(), got.output)
	}

	w.write(triggered(oneMessage))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Errorf("the apply that ends the import: %d messages, want 1\n%s", w.sends(), got.errorText())
	}

	w.write(triggered(other))

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("an edit after it: %d messages, want 2\n%s", w.sends(), got.errorText())
	}
}

func TestAccImport_generatedConfiguration(t *testing.T) {
	for name, body := range map[string]string{"customers": "", "groups": groupMessage} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if body == "" {
				body = allKinds(t)
			}

			sender := newWorkspace(t)
			sender.write(body)

			if first := sender.apply(); first.code != 0 {
				t.Fatal(first.errorText())
			}

			w := sender.sharing()
			w.write(importBlock(sender.sim.Messages()[0].MsgID))

			if got := w.run("plan", "-generate-config-out=generated.tf"); got.code != 0 {
				raw, _ := os.ReadFile(filepath.Join(w.dir, "generated.tf"))
				t.Fatalf("%s\n%s", got.output, raw)
			}

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			if plan := w.plan(); plan.code != 0 {
				t.Errorf("the plan of the generated configuration is not empty\n%s", plan.output)
			}

			if w.sends() != 1 {
				t.Errorf("%d messages, want 1", w.sends())
			}
		})
	}
}

func TestAccImport_oldAndUnknownMessages(t *testing.T) {
	t.Parallel()

	sender := newWorkspace(t)
	sender.write(groupMessage)

	if first := sender.apply(); first.code != 0 {
		t.Fatal(first.errorText())
	}

	msgid := sender.sim.Messages()[0].MsgID
	sender.sim.AdvanceClock(170 * 24 * time.Hour)

	w := sender.sharing()
	w.write(groupMessage)

	before := len(w.sim.Requests("get_groupmsg_list_v2"))

	if got := w.run("import", "-no-color", "wecom_mass_message.it", msgid); got.code != 0 {
		t.Fatalf("a message of 170 days ago was not found\n%s", got.output)
	}

	// Seven windows of 28 days, for each chat type.
	if calls := len(w.sim.Requests("get_groupmsg_list_v2")) - before; calls > 14 {
		t.Errorf("the import made %d list calls, want at most 14", calls)
	}

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Errorf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	for id, want := range map[string]string{
		"msgNOBODYKNOWS": "no message of this msgid",
		"unknown-7f3a":   "local name",
	} {
		empty := sender.sharing()
		empty.write(groupMessage)

		if got := empty.run("import", "-no-color", "wecom_mass_message.it", id); got.code == 0 || !strings.Contains(got.output, want) {
			t.Errorf("import of %s: want an error with %q\n%s", id, want, got.output)
		}
	}
}

// Import by identity needs Terraform 1.12 or OpenTofu 1.12.
func TestAccImport_byIdentity(t *testing.T) {
	t.Parallel()

	sender := newWorkspace(t)

	if version := sender.run("version").output; strings.Contains(version, "Terraform v1.11") {
		t.Skip("import by identity needs Terraform 1.12 or OpenTofu 1.12")
	}

	sender.write(oneMessage)

	if first := sender.apply(); first.code != 0 {
		t.Fatal(first.errorText())
	}

	w := sender.sharing()
	w.write(oneMessage + fmt.Sprintf(`
import {
  to       = wecom_mass_message.it
  identity = { msgid = %q }
}
`, sender.sim.Messages()[0].MsgID))

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	if plan := w.plan(); plan.code != 0 || w.sends() != 1 {
		t.Errorf("%d messages, want 1\n%s", w.sends(), plan.output)
	}
}
