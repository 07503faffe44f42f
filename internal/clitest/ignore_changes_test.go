package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// ignoring is a message with a picture, a file and a mini program, whose
// changes in these places are ignored.
func ignoring(text, ignored string) string {
	lifecycle := ""
	if ignored != "" {
		lifecycle = "lifecycle { ignore_changes = " + ignored + " }"
	}

	return `
resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  text            = { content = "` + text + `" }
  attachments = [
    provider::wecom::image({ source = "pic.png" }),
    { msgtype = "miniprogram", miniprogram = { title = "小程序", appid = "wx8bd80126147dfAAA", page = "/index.html", pic_source = "pic.png" } },
    provider::wecom::file({ source = "offer.pdf" }),
  ]
  ` + lifecycle + `
}
`
}

// Another content of a file makes no message where its attachment is ignored,
// and one where it is not. It cannot come into a new message either.
func TestAccIgnoreChanges_anotherContentOfAFile(t *testing.T) {
	t.Parallel()

	for ignored, sends := range map[string]int{
		"": 2, "all": 1, "[attachments]": 1, "[attachments[0], attachments[1]]": 1,
		"[attachments[0].image.source_sha256, attachments[1].miniprogram.pic_source_sha256]": 1,
		"[attachments[0].image.source, attachments[1].miniprogram.pic_source]":               2,
		"[text]": 2,
	} {
		t.Run(ignored, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.picture("pic.png", 10)
			w.file("offer.pdf", aPDF)
			w.write(ignoring("一", ignored))

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
			}

			if got := w.plan(); got.code != 0 {
				t.Fatalf("the plan is not empty\n%s", got.output)
			}

			w.picture("pic.png", 99)

			if got := w.plan(); (got.code == 0) != (sends == 1) || got.code == 1 {
				t.Errorf("code %d, want %d messages\n%s", got.code, sends, got.output)
			}

			if got := w.apply(); got.code != 0 || w.sends() != sends {
				t.Errorf("%d messages, want %d\n%s", w.sends(), sends, got.errorText())
			}

			if got := w.plan(); got.code != 0 {
				t.Errorf("the plan after it is not empty\n%s", got.output)
			}
		})
	}
}

// The file of an ignored attachment may be gone or broken. A new message of
// another text cannot have another picture, and has the old one.
func TestAccIgnoreChanges_aNewMessageBesideIt(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.picture("pic.png", 10)
	w.file("offer.pdf", aPDF)
	w.write(ignoring("一", "[attachments]"))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	w.file("pic.png", "broken")
	_ = os.Remove(filepath.Join(w.dir, "offer.pdf"))

	if got := w.plan(); got.code != 0 {
		t.Errorf("broken and gone: code %d\n%s", got.code, got.output)
	}

	w.file("offer.pdf", aPDF)
	w.picture("pic.png", 99)
	w.write(ignoring("二", "[attachments]"))

	if got := w.apply(); got.code == 0 || w.sends() != 1 || !got.says("error", "Hash of another content") || !got.says("error", "ignore_changes") || w.status() != "created" {
		t.Errorf("another text, another picture: %d messages, want 1 and an error at plan\n%s", w.sends(), got.output)
	}

	w.picture("pic.png", 10)

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("another text: %d messages, want 2\n%s", w.sends(), got.errorText())
	}

	if got := w.plan(); got.code != 0 {
		t.Errorf("the plan is not empty\n%s", got.output)
	}
}

// A file of recipients that is ignored names nobody anew, whatever resend_on
// says.
func TestAccIgnoreChanges_otherRecipients(t *testing.T) {
	t.Parallel()

	for ignored, sends := range map[string]int{
		"[text]": 2, "[recipients_file]": 2, "all": 1, "[recipients_file, recipients_sha256]": 1, "[recipients_sha256]": 1,
	} {
		t.Run(ignored, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.file("customers.txt", customerTwo+"\n")
			w.write(strings.Replace(fromFile, "text ", "resend_on = \"change\"\n  lifecycle { ignore_changes = "+ignored+" }\n  text ", 1))

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
			}

			w.file("customers.txt", customerThree+"\n")

			if got := w.apply(); got.code != 0 || w.sends() != sends {
				t.Errorf("%d messages, want %d\n%s", w.sends(), sends, got.errorText())
			}

			if got := w.plan(); got.code != 0 {
				t.Errorf("the plan after it is not empty\n%s", got.output)
			}
		})
	}
}

// An image that is ignored is not uploaded anew.
func TestAccIgnoreChanges_image(t *testing.T) {
	t.Parallel()

	for ignored, uploads := range map[string]int{"all": 1, "[source_sha256]": 1, "[source]": 2, "[]": 2} {
		t.Run(ignored, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.picture("pic.png", 10)
			w.write("resource \"wecom_image\" \"it\" {\n  source = \"pic.png\"\n  lifecycle { ignore_changes = " + ignored + " }\n}\n")

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			w.picture("pic.png", 99)

			if got := w.apply(); got.code != 0 || len(w.sim.Requests("uploadimg")) != uploads {
				t.Errorf("%d uploads, want %d\n%s", len(w.sim.Requests("uploadimg")), uploads, got.output)
			}

			if got := w.plan(); got.code != 0 {
				t.Errorf("the plan after it is not empty\n%s", got.output)
			}
		})
	}
}
