package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const besideIt = `
resource "terraform_data" "rest" {
  input = "the rest of the root"
}
`

const fromFiles = `
resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  recipients_file = "customers.txt"
  text            = { content = "名单和图都在文件里" }
  attachments     = [{ msgtype = "image", image = { source = "pic.png" } }]
}
` + besideIt

// Files that cannot be sent any more stop nothing that sends nothing.
func TestAccRulesOfASend_files(t *testing.T) {
	t.Parallel()

	directory := func(w *workspace, name string) {
		_ = os.Remove(filepath.Join(w.dir, name))
		_ = os.Mkdir(filepath.Join(w.dir, name), 0o700)
	}

	for name, damage := range map[string]func(w *workspace){
		"emptied": func(w *workspace) { w.file("customers.txt", ""); w.file("pic.png", "") },
		"directories": func(w *workspace) {
			directory(w, "customers.txt")
			directory(w, "pic.png")
		},
		"broken": func(w *workspace) {
			w.file("customers.txt", "wm1,wm2;wm3\n")
			w.file("pic.png", "GIF89a and so on")
		},
		"pointers of Git LFS": func(w *workspace) { w.file("customers.txt", lfsPointer); w.file("pic.png", lfsPointer) },
		"gone": func(w *workspace) {
			_ = os.Remove(filepath.Join(w.dir, "customers.txt"))
			_ = os.Remove(filepath.Join(w.dir, "pic.png"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.file("customers.txt", wecomsim.DemoCustomer+"\n")
			w.picture("pic.png", 10)
			w.write(fromFiles)

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
			}

			damage(w)
			w.goesOn("recipients_file: ", "attachments[0].image.source: ")

			// The control: a new message is refused, and nothing has left.
			w.write(strings.Replace(fromFiles, "名单", "新的名单", 1))

			if got := w.apply(); got.code != 1 || len(w.sim.Requests(send)) != 1 {
				t.Errorf("a replacement: %d sends were tried, want 1\n%s", len(w.sim.Requests(send)), got.output)
			}

			w.write(fromFiles)

			if got := w.destroy(); got.code != 0 || w.status() != "none" {
				t.Errorf("the destroy failed\n%s", got.errorText())
			}
		})
	}
}

// goesOn expects that the message in the state, which breaks rules now, stops
// no run, and that each names the places as warnings.
func (w *workspace) goesOn(places ...string) {
	w.t.Helper()

	before := fmt.Sprint(w.state())

	for _, args := range [][]string{
		{"validate", "-json"},
		{"plan", "-json", "-detailed-exitcode"},
		{"plan", "-json", "-destroy"},
		{"plan", "-json", "-refresh-only"},
		{"apply", "-json", "-auto-approve", "-refresh-only"},
		{"apply", "-json", "-auto-approve"},
	} {
		got := w.run(args...)
		if got.code != 0 {
			w.t.Errorf("%q: exit code %d\n%s", args, got.code, got.output)
		}

		for _, place := range places {
			if !strings.Contains(got.output, place) {
				w.t.Errorf("%q: nothing is said of %s\n%s", args, place, got.output)
			}
		}
	}

	if after := fmt.Sprint(w.state()); after != before {
		w.t.Errorf("the state has changed\n%s\nfrom\n%s", after, before)
	}
}

// A live audience that has become empty, and rules that a later version has
// tightened, stop nothing either.
func TestAccRulesOfASend_values(t *testing.T) {
	t.Parallel()

	const live = `
variable "customers" {
  type    = list(string)
  default = ["` + wecomsim.DemoCustomer + `"]
}

resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = var.customers
  text            = { content = "大家好" }
}
` + besideIt

	t.Run("a live audience", func(t *testing.T) {
		t.Parallel()

		w := newWorkspace(t)
		w.write(live)

		if got := w.apply(); got.code != 0 || w.sends() != 1 {
			t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
		}

		w.env = append(w.env, "TF_VAR_customers=[]")

		for _, args := range [][]string{{"plan", "-json"}, {"plan", "-json", "-destroy"}, {"apply", "-json", "-auto-approve"}} {
			got := w.run(args...)
			if got.code != 0 || args[1] == "-json" && len(args) == 2 && !got.has("warning", "Empty audience") {
				t.Errorf("%q: exit code %d\n%s", args, got.code, got.output)
			}
		}

		if w.sends() != 1 {
			t.Errorf("%d messages, want 1", w.sends())
		}

		// What is to be sent has an audience.
		w.write(strings.Replace(live, "大家好", "大家都好", 1))

		if got := w.plan(); got.code != 1 || !got.has("error", "Empty audience") {
			t.Errorf("a message to nobody is planned\n%s", got.output)
		}
	})

	t.Run("a data source", func(t *testing.T) {
		t.Parallel()

		const found = `
data "wecom_customers" "live" {
  userid_list = ["zhangsan"]
}

resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = data.wecom_customers.live.external_userid
  text            = { content = "大家好" }
}
`

		w := newWorkspace(t)
		w.write(strings.Replace(found, "data.wecom_customers.live.external_userid", `["`+wecomsim.DemoCustomer+`"]`, 1))

		if got := w.apply(); got.code != 0 || w.sends() != 1 {
			t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
		}

		w.write(strings.Replace(found, "[\"zhangsan\"]\n}", "[\"zhangsan\"]\n  added_after = \"2099-01-01T00:00:00Z\"\n}", 1))

		if got := w.plan(); got.code != 0 || !got.has("warning", "Empty audience") {
			t.Errorf("want an empty plan with a warning\n%s", got.output)
		}

		if got := w.destroy(); got.code != 0 {
			t.Errorf("the destroy failed\n%s", got.errorText())
		}
	})

	t.Run("a tightened rule", func(t *testing.T) {
		t.Parallel()

		w := newWorkspace(t)
		w.write(live)

		if got := w.apply(); got.code != 0 {
			t.Fatal(got.output)
		}

		// As if a version without the rule had sent it: the text and the ids of
		// the state are those of the configuration.
		old := strings.Repeat("长", 1400)
		state := strings.NewReplacer("大家好", old, `"`+wecomsim.DemoCustomer+`"`, `"`+wecomsim.DemoCustomer+` "`).Replace(w.withoutDigests())
		w.file("terraform.tfstate", state)
		w.write(strings.NewReplacer("大家好", old, wecomsim.DemoCustomer, wecomsim.DemoCustomer+" ").Replace(live))
		w.goesOn("text.content: ")

		if w.sends() != 1 {
			t.Errorf("%d messages, want 1", w.sends())
		}
	})
}

// withoutDigests is the state as an early build wrote it, which is compared by
// its attributes.
func (w *workspace) withoutDigests() string {
	w.t.Helper()

	var kept []string

	text, inSent := w.stateText(), false

	for line := range strings.Lines(text) {
		switch trimmed := strings.TrimSpace(line); {
		case strings.HasPrefix(trimmed, `"sent": {`):
			inSent = true
			line = `"sent": null,` + "\n"
		case inSent:
			inSent = !strings.HasPrefix(trimmed, "}")
			continue
		case strings.HasPrefix(trimmed, `"recipients_sha256"`):
			line = `"recipients_sha256": null,` + "\n"
		}

		kept = append(kept, line)
	}

	return strings.Join(kept, "")
}

// Validate warns of what forbids to send, once, and errs on what could never
// have been sent. The plan of a send has it as an error, once.
//
// Every engine validates before it plans, with a provider that it never
// configures: as `terraform validate` does, and nothing in the protocol tells
// one from the other. So the warning of validate comes before the error of the
// plan, and no third time.
func TestAccRulesOfASend_saidOnce(t *testing.T) {
	t.Parallel()

	count := func(got result, severity string) int {
		n := 0

		for _, d := range got.diags {
			if d.Severity == severity && strings.Contains(d.Detail, "text.content: ") {
				n++
			}
		}

		return n
	}

	w := newWorkspace(t)
	w.write(strings.Replace(message("it", "长", ""), "长", strings.Repeat("长", 1400), 1))

	validated := w.run("validate", "-json")
	if validated.code != 0 || strings.Count(validated.output, "Too long: text.content") != 1 {
		t.Errorf("validate: want one warning\n%s", validated.output)
	}

	planned := w.plan()
	if planned.code != 1 || count(planned, "error") != 1 || count(planned, "warning") != 1 {
		t.Errorf("plan: want one error and the warning of validate\n%s", planned.output)
	}

	// Of a message that was sent a person reads it once: the engine folds
	// warnings with one summary.
	w.write(message("it", "长", ""))

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.output)
	}

	w.write(strings.NewReplacer(`"长"`, `"`+strings.Repeat("长", 1400)+`"`, "text", "resend_on = \"triggers\"\n  text").Replace(message("it", "长", "")))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.output)
	}

	read := w.run("plan", "-no-color")
	if n := strings.Count(read.output, "Too long: text.content"); n != 1 {
		t.Errorf("the plan shows it %d times, want once\n%s", n, read.output)
	}

	for what, wrong := range map[string]string{
		"kind":          `attachments = [{ msgtype = "voice" }]`,
		"required name": `attachments = [{ msgtype = "link", link = { title = "a" } }]`,
		"one source":    `attachments = [{ msgtype = "file", file = { media_id = "a", source = "main.tf" } }]`,
		"one of two":    "recipients_file = \"main.tf\"\n  external_userid = [\"wm1\"]",
	} {
		w.write("resource \"wecom_mass_message\" \"it\" {\n  sender = \"zhangsan\"\n  text   = { content = \"a\" }\n  " + wrong + "\n}\n")

		if got := w.run("validate"); got.code != 1 {
			t.Errorf("%s: exit code %d, want an error\n%s", what, got.code, got.output)
		}
	}

	if slices.ContainsFunc(planned.diags, func(d diagnostic) bool {
		return d.Severity == "error" && !strings.HasPrefix(d.Detail, "text.content: ")
	}) {
		t.Errorf("the text of an error begins with its path\n%s", planned.errorText())
	}
}
