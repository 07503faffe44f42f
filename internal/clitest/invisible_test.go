package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The text of a file that an editor or git has saved otherwise is the same text
// to every engine: no change, and no second send where the state is lost.
func TestAccInvisible_anotherEditorSavesTheText(t *testing.T) {
	const text = "双十一老客户专享\n全场五折\n"

	for name, saved := range map[string]string{
		"CRLF":               strings.ReplaceAll(text, "\n", "\r\n"),
		"a byte order mark":  "\ufeff" + text,
		"no last line end":   strings.TrimSuffix(text, "\n"),
		"blanks at line end": strings.ReplaceAll(text, "\n", " \n"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.file("msg.txt", text)
			w.write(`
resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]
  text            = { content = file("msg.txt") }
}
`)

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			if sent := w.sim.Messages()[0].Text; sent != strings.TrimSuffix(text, "\n") {
				t.Errorf("%q was sent", sent)
			}

			w.file("msg.txt", saved)

			if got := w.plan(); got.code != 0 {
				t.Errorf("the plan is not empty\n%s", got.output)
			}

			if err := os.Remove(filepath.Join(w.dir, "terraform.tfstate")); err != nil {
				t.Fatal(err)
			}

			if got := w.apply(); w.sends() != 1 || !got.has("error", "sent already") {
				t.Errorf("%d messages, want 1 and a refusal\n%s", w.sends(), got.output)
			}

			// The control: a text that reads otherwise is another message.
			w.file("msg.txt", text+"仅此一天")

			if w.apply(); w.sends() != 2 {
				t.Errorf("%d messages, want 2", w.sends())
			}
		})
	}
}
