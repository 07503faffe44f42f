package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const lfsPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 48211\n"

// aPDF is as much of one as is looked at.
const aPDF = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"

func fileAttachment(path string) string {
	return withAttachments(`[provider::wecom::file({ source = "` + path + `" })]`)
}

// A pointer of Git LFS is refused wherever a file is named. In the place of a
// file that was sent it is a file that is gone, and no message.
func TestAccOddFiles_pointersOfGitLFS(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)

	for kind, body := range map[string]string{
		"file":            fileAttachment("p"),
		"image":           withAttachments(`[provider::wecom::image({ source = "p" })]`),
		"video":           withAttachments(`[provider::wecom::video({ source = "p" })]`),
		"recipients_file": strings.Replace(fromFile, "customers.txt", "p", 1),
		"wecom_image":     "resource \"wecom_image\" \"it\" {\n  source = \"p\"\n}\n",
	} {
		w.file("p", lfsPointer)
		w.write(body)

		if got := w.plan(); got.code != 1 || !strings.Contains(got.errorText(), "p is a Git LFS pointer") || !strings.Contains(got.errorText(), "git lfs pull") {
			t.Errorf("%s: code %d\n%s", kind, got.code, got.output)
		}
	}

	w.file("list.pdf", aPDF)
	w.write(fileAttachment("list.pdf"))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	w.file("list.pdf", lfsPointer)

	if got := w.apply(); got.code != 0 || w.sends() != 1 || !got.says("warning", "git lfs pull") {
		t.Errorf("a pointer after the send: %d messages, want 1 and a warning\n%s", w.sends(), got.output)
	}

	// The control: another content is another message.
	w.file("list.pdf", aPDF+"\n")

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("another content: %d messages, want 2\n%s", w.sends(), got.errorText())
	}
}

// What stands in the place of a path has its own words, and is not shown, on
// the screen or in a log.
func TestAccOddFiles_theContentOfAPathIsNeverShown(t *testing.T) {
	t.Parallel()

	for name, row := range map[string]struct{ expression, want string }{
		"the content of a list": {`file("ids.txt")`, "line break"},
		"of a list of one":      {`trimspace(file("one.txt"))`, "looks like ids"},
		"with commas":           {`join(",", split("\n", file("ids.txt")))`, "characters are not shown"},
		"as JSON":               {`jsonencode(split("\n", file("ids.txt")))`, "characters are not shown"},
		"as base64":             {`filebase64("ids.txt")`, "characters are not shown"},
		"a home directory":      {`"~/customers.csv"`, "begins with ~"},
		"a URL":                 {`"https://example.com/customers.csv"`, "URL (https://)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			log := filepath.Join(t.TempDir(), "trace.log")

			w := newWorkspace(t)
			w.env = append(w.env, "TF_LOG_PROVIDER=TRACE", "TF_LOG_PATH="+log)
			w.file("one.txt", customerTwo+"\n")
			w.file("ids.txt", strings.Repeat(customerTwo+"\n"+customerThree+"\n", 5))
			w.write(strings.Replace(fromFile, `"customers.txt"`, row.expression, 1))

			got, shown := w.plan(), w.run("plan", "-no-color")
			if got.code != 1 || !strings.Contains(got.errorText(), row.want) {
				t.Errorf("code %d, want an error with %q\n%s", got.code, row.want, got.output)
			}

			written, err := os.ReadFile(log)
			if err != nil {
				t.Error(err)
			}

			for where, said := range map[string]string{"JSON": got.output, "the screen": shown.output, "the log": string(written)} {
				if strings.Contains(said, customerTwo) || strings.Contains(said, customerThree) {
					t.Errorf("%s shows an id\n%s", where, said)
				}
			}
		})
	}
}

// Terraform makes one Unicode form of every string, so that a file whose name
// has the other one could be named in no way.
func TestAccOddFiles_theOtherUnicodeForm(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.file("客户e\u0301.csv", customerTwo+"\n")
	w.write(`
resource "wecom_mass_message" "it" {
  for_each        = fileset(path.module, "*.csv")
  sender          = "zhangsan"
  recipients_file = "${path.module}/${each.key}"
  text            = { content = "x" }
}
`)

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("recipients: %d messages, want 1\n%s", w.sends(), got.errorText())
	}

	w.file("re\u0301sume\u0301.pdf", aPDF)
	w.write(fileAttachment("r\u00e9sum\u00e9.pdf"))

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Fatalf("a file: %d messages, want 2\n%s", w.sends(), got.errorText())
	}

	if got := w.plan(); got.code != 0 {
		t.Errorf("the plan is not empty\n%s", got.output)
	}
}

// A file that is not what its name says is told before it is sent, and only
// then.
func TestAccOddFiles_contentAndName(t *testing.T) {
	t.Parallel()

	const summary = "not what its name says"

	w := newWorkspace(t)
	w.file("offer.pdf", "<!DOCTYPE html><html>Sign in</html>")
	w.write(fileAttachment("offer.pdf"))

	if got := w.plan(); got.code != 2 || !got.has("warning", summary) || !got.says("warning", "an HTML page") {
		t.Errorf("a page as a PDF: code %d\n%s", got.code, got.output)
	}

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	if got := w.plan(); got.code != 0 || got.has("warning", summary) {
		t.Errorf("after the send: code %d\n%s", got.code, got.output)
	}

	w.file("offer.pdf", aPDF)

	if got := w.plan(); got.code != 2 || got.has("warning", summary) {
		t.Errorf("a PDF: code %d\n%s", got.code, got.output)
	}

	for name, want := range map[string]string{`a"b.pdf`: "a quotation mark", `a\b.pdf`: "a backslash"} {
		w.file(name, aPDF)
		w.write(fileAttachment(strings.NewReplacer(`"`, `\"`, `\`, `\\`).Replace(name)))

		if got := w.run("validate", "-no-color"); got.code != 0 || !strings.Contains(got.unwrapped(), want) {
			t.Errorf("validate of %s: code %d\n%s", name, got.code, got.output)
		}

		if got := w.plan(); got.code != 1 || !strings.Contains(got.errorText(), want) || !strings.Contains(got.errorText(), "Rename the file") {
			t.Errorf("%s: code %d\n%s", name, got.code, got.output)
		}
	}

	if w.sends() != 1 {
		t.Errorf("%d messages, want 1", w.sends())
	}
}

// The page of a mini program ends with .html.
func TestAccOddFiles_pageWithoutHTML(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)

	for page, odd := range map[string]bool{
		"pages/index/index": true, "pages/index/index?a=b.html": true,
		"pages/index/index.html": false, "/path/index.html?a=b": false,
	} {
		w.write(withAttachments(`[{ msgtype = "miniprogram", miniprogram = { title = "t", appid = "wx8bd80126147dfAAA", page = "` + page + `", pic_media_id = "` + wecomsim.DemoCustomer + `" } }]`))

		if got := w.plan(); got.code != 2 || got.has("warning", "without .html") != odd {
			t.Errorf("%s: code %d, want a warning: %t\n%s", page, got.code, odd, got.output)
		}
	}
}
