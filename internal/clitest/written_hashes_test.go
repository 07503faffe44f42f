package clitest_test

import (
	"strings"
	"testing"
)

// A hash that a person writes is that of the file, or an error.
func TestAccIgnoreChanges_aHashThatIsWritten(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.picture("pic.png", 10)
	w.picture("other.png", 99)

	written := func(file string) string {
		return withAttachments(`[provider::wecom::image({ source = "pic.png", source_sha256 = filesha256("` + file + `") })]`)
	}

	w.write(written("other.png"))

	if got := w.apply(); got.code == 0 || w.sends() != 0 || !got.says("error", "Hash of another content") {
		t.Errorf("of another file: %d messages\n%s", w.sends(), got.output)
	}

	w.write(written("pic.png"))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	// Left out, it is the same message, and another content another one.
	w.write(withAttachments(`[provider::wecom::image({ source = "pic.png" })]`))

	if got := w.plan(); got.code != 0 {
		t.Errorf("left out: the plan is not empty\n%s", got.output)
	}

	w.picture("pic.png", 99)
	w.write(written("other.png"))

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("another content, with its hash: %d messages, want 2\n%s", w.sends(), got.errorText())
	}

	for body, want := range map[string]string{
		`[provider::wecom::image({ source = "pic.png", source_sha256 = "ABC" })]`:                              "Invalid hash",
		`[provider::wecom::image({ media_id = "M", source_sha256 = filesha256("pic.png") })]`:                  "Hash without a file",
		`[{ msgtype = "image", image = { source = "pic.png", source_sha256 = upper(filesha256("pic.png")) }}]`: "lower-case",
	} {
		// To be sent anew, it is an error in any case.
		w.write(strings.Replace(withAttachments(body), "你好", "再见", 1))

		if got := w.plan(); got.code != 1 || !got.says("error", want) {
			t.Errorf("%s: code %d\n%s", body, got.code, got.output)
		}
	}
}

// What is wrong with the hash or the name of a file is a rule for a send: of a
// message that was sent it stops no plan and no destroy, and so is what is no
// hash.
func TestAccIgnoreChanges_aWrongHashOfASentMessage(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.picture("pic.png", 10)
	w.picture("other.png", 99)
	w.file("customers.txt", customerTwo+"\n")

	const sent = `[provider::wecom::image({ source = "pic.png" })]`

	with := func(attachments string) string {
		return strings.Replace(fromFile, "text ", "attachments = "+attachments+"\n  text ", 1)
	}

	w.write(with(sent))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	wrong := strings.NewReplacer(
		"pic.png\"", `pic.png", source_sha256 = filesha256("other.png")`,
		"text ", "recipients_sha256 = sha256(\"another\\n\")\n  text ").Replace(with(sent))

	w.write(wrong)

	for _, args := range [][]string{{"validate"}, {"plan", "-detailed-exitcode"}, {"plan", "-destroy"}, {"plan", "-refresh-only"}, {"apply", "-auto-approve"}} {
		if got := w.run(args...); got.code != 0 || w.sends() != 1 {
			t.Errorf("%q: code %d, %d messages, want 1\n%s", args, got.code, w.sends(), got.output)
		}
	}

	// The control: a new message must be right about its files.
	w.write(strings.Replace(wrong, "content = \"", "content = \"新", 1))

	if got := w.apply(); got.code == 0 || w.sends() != 1 || !got.says("error", "Hash of another content") || !got.says("error", "Hash of other recipients") {
		t.Errorf("another text: code %d, %d messages, want 1\n%s", got.code, w.sends(), got.output)
	}

	w.write(wrong)

	if got := w.destroy(); got.code != 0 || w.status() != "none" {
		t.Errorf("the destroy failed\n%s", got.errorText())
	}

	w.write(strings.Replace(wrong, `filesha256("other.png")`, `"ABC"`, 1))

	if got := w.run("validate"); got.code != 0 || !strings.Contains(got.output, "Invalid hash") {
		t.Errorf("no hash: code %d, want a warning\n%s", got.code, got.output)
	}

	if got := w.plan(); got.code != 1 || !got.has("error", "Invalid hash") {
		t.Errorf("no hash: code %d, want an error\n%s", got.code, got.output)
	}
}

// A hash that is known only at apply is judged then, before anything is sent.
func TestAccIgnoreChanges_aHashThatIsKnownLate(t *testing.T) {
	t.Parallel()

	for file, sends := range map[string]int{"pic.png": 1, "other.png": 0} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.picture("pic.png", 10)
			w.picture("other.png", 99)
			w.write(`
resource "terraform_data" "hash" {
  input = filesha256("` + file + `")
}
` + withAttachments(`[provider::wecom::image({ source = "pic.png", source_sha256 = terraform_data.hash.output })]`))

			if got := w.apply(); (got.code == 0) != (sends == 1) || w.sends() != sends {
				t.Errorf("code %d, %d messages, want %d\n%s", got.code, w.sends(), sends, got.output)
			}

			if got := w.plan(); sends == 1 && got.code != 0 {
				t.Errorf("the plan is not empty\n%s", got.output)
			}
		})
	}
}

// The same for the hash of recipients.
func TestAccIgnoreChanges_aHashOfRecipients(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.file("customers.txt", customerTwo+"\n")

	with := func(expression string) string {
		return strings.Replace(fromFile, "text ", "recipients_sha256 = "+expression+"\n  text ", 1)
	}

	w.write(with(`sha256("another\n")`))

	if got := w.apply(); got.code == 0 || w.sends() != 0 || !got.says("error", "Hash of other recipients") || strings.Contains(got.output, customerTwo) {
		t.Errorf("another hash: %d messages\n%s", w.sends(), got.output)
	}

	w.write(with(`sha256("` + customerTwo + `\n")`))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	w.write("resource \"terraform_data\" \"hash\" {\n  input = \"new\"\n}\n" + with(`sha256("${terraform_data.hash.output}\n")`))

	if got := w.apply(); w.sends() != 1 {
		t.Errorf("a hash that is known late: %d messages, want 1\n%s", w.sends(), got.output)
	}

	w.write(fromFile)

	if got := w.apply(); got.code != 0 || w.sends() != 1 || !strings.Contains(got.output, `"change":0`) {
		t.Errorf("left out: %d messages, want 1 and no change of it\n%s", w.sends(), got.output)
	}
}

// A hash that is none, beside a file that is added to what was sent, is judged
// as any other value that could not be sent: no plan fails for it.
func TestAccIgnoreChanges_aHashThatIsEmpty(t *testing.T) {
	t.Parallel()

	const added = `
  attachments = [
    { msgtype = "image", image = { source = "pic.png", source_sha256 = "" } },
    provider::wecom::file({ source = "pic.png", source_sha256 = "" }),
    { msgtype = "miniprogram", miniprogram = { title = "t", appid = "wx1", page = "p.html", pic_source = "pic.png", pic_source_sha256 = "" } },
  ]
  text `

	for name, body := range map[string]string{
		"a message":  strings.Replace(fromFile, "text ", "resend_on = \"triggers\"\n  text ", 1),
		"a campaign": strings.Replace(fromFile, "wecom_mass_message", "wecom_campaign", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.picture("pic.png", 10)
			w.file("customers.txt", customerTwo+"\n")
			w.write(strings.Replace(body, "text ", added, 1))

			if got := w.plan(); got.code != 1 || !got.has("error", "Invalid hash") {
				t.Errorf("of what is sent: code %d\n%s", got.code, got.output)
			}

			w.write(body)

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
			}

			w.write(strings.Replace(body, "text ", added, 1))

			for _, args := range [][]string{{"plan"}, {"plan", "-destroy"}, {"apply", "-auto-approve"}} {
				if got := w.run(args...); got.code != 0 || w.sends() != 1 {
					t.Errorf("%q: code %d, %d messages, want 1\n%s", args, got.code, w.sends(), got.output)
				}
			}

			if got := w.plan(); got.code != 0 {
				t.Errorf("the plan after it is not empty\n%s", got.output)
			}

			// A hash that is known only at apply is as late for what was sent.
			w.write("resource \"terraform_data\" \"hash\" {\n  input = filesha256(\"pic.png\")\n}\n" + strings.Replace(body, "text ", strings.ReplaceAll(added, `""`, "terraform_data.hash.output"), 1))

			for _, args := range [][]string{{"plan"}, {"apply", "-auto-approve"}} {
				if got := w.run(args...); strings.Contains(got.output, "bug in the provider") || w.sends() != 1 {
					t.Errorf("a late hash, %q: code %d, %d messages, want 1\n%s", args, got.code, w.sends(), got.output)
				}
			}
		})
	}
}
