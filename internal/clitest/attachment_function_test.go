package clitest_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// withAttachments is a message with these attachments, as they are written.
func withAttachments(written string) string {
	return `
resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  text            = { content = "你好" }
  attachments     = ` + written + `
}
`
}

// A name that the engine drops from an object without a word is an error of the
// function, at its call. The control is the plain object.
func TestAccAttachmentFunction_aMisspeltName(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(withAttachments(`[{ msgtype = "link", link = { title = "t", url = "https://example.com/", pic_url = "https://example.com/p.png" } }]`))

	if got := w.plan(); got.code != 2 || strings.Contains(got.output, "pic_url\": ") {
		t.Fatalf("exit code %d, want a plan without the picture\n%s", got.code, got.output)
	}

	w.write(withAttachments(`[provider::wecom::link({ title = "t", url = "https://example.com/", pic_url = "https://example.com/p.png" })]`))

	for _, verb := range []string{"validate", "plan"} {
		got := w.run(verb, "-no-color")
		if got.code == 0 || !strings.Contains(strings.Join(strings.Fields(got.output), " "), "did you mean picurl?") || !strings.Contains(got.output, "provider::wecom::link(") {
			t.Errorf("%s: exit code %d\n%s", verb, got.code, got.output)
		}
	}
}

// All kinds in one list, chosen by conditions, with values known at apply, say
// what plain objects say: to change from one form to the other plans nothing.
func TestAccAttachmentFunction_saysWhatThePlainObjectSays(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.picture("pic.png", 10)

	const known = `
resource "terraform_data" "url" { input = "https://example.com/known-at-apply" }

variable "vip" { default = true }
`

	functions := known + withAttachments(`[
    provider::wecom::image({ source = "${path.module}/pic.png" }),
    var.vip ? provider::wecom::link({ title = "t", url = terraform_data.url.output }) : provider::wecom::image({ media_id = "M" }),
    provider::wecom::miniprogram({ title = "t", pic_source = "${path.module}/pic.png", appid = "wx8bd80126147dfAAA", page = "p.html" }),
    provider::wecom::file({ source = "${path.module}/pic.png" }),
  ]`)
	plain := known + withAttachments(`[
    { msgtype = "image", image = { source = "${path.module}/pic.png" } },
    { msgtype = "link", link = { title = "t", url = terraform_data.url.output } },
    { msgtype = "miniprogram", miniprogram = { title = "t", pic_source = "${path.module}/pic.png", appid = "wx8bd80126147dfAAA", page = "p.html" } },
    { msgtype = "file", file = { source = "${path.module}/pic.png" } },
  ]`)

	w.write(functions)

	if got := w.apply(); got.code != 0 || w.sends() != 1 || len(w.sim.Messages()[0].Attachments) != 4 {
		t.Fatalf("%d messages\n%s", w.sends(), got.errorText())
	}

	w.write(plain)

	if got := w.plan(); got.code != 0 {
		t.Errorf("the plain objects plan a change\n%s", got.output)
	}

	w.write(functions)

	if got := w.run("plan", "-destroy", "-detailed-exitcode"); got.code != 2 {
		t.Errorf("plan -destroy: exit code %d\n%s", got.code, got.output)
	}
}

// The object of a function may itself be known at apply only, with its type or
// without it. Every engine plans it and sends it.
func TestAccAttachmentFunction_anObjectKnownAtApply(t *testing.T) {
	t.Parallel()

	for name, row := range map[string]struct{ input, object string }{
		"of a known type":    {`{ title = "t", url = "https://example.com/" }`, "terraform_data.card.output"},
		"of an unknown type": {`jsonencode({ title = "t", url = "https://example.com/" })`, "jsondecode(terraform_data.card.output)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.write("resource \"terraform_data\" \"card\" {\n  input = " + row.input + "\n}\n" + withAttachments("[provider::wecom::link("+row.object+")]"))

			if got := w.plan(); got.code != 2 {
				t.Errorf("plan: exit code %d\n%s", got.code, got.output)
			}

			if got := w.apply(); got.code != 0 || w.sends() != 1 || len(w.sim.Messages()[0].Attachments) != 1 {
				t.Fatalf("%d messages\n%s", w.sends(), got.errorText())
			}

			if got := w.plan(); got.code != 0 {
				t.Errorf("the next plan changes something\n%s", got.output)
			}
		})
	}
}
