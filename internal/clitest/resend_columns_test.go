package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every row of the table "What sends again", for every value of resend_on:
// how many messages there are after the change. The first apply sends one.
func TestAccWhatSendsAgain_rowsAndColumns(t *testing.T) {
	text := func(w *workspace, column, from, to string) {
		w.write(strings.Replace(resendMessage(column), from, to, 1))
	}

	rows := []struct {
		name                       string
		change                     func(w *workspace, column string)
		content, onChange, trigger int
	}{
		{"triggers", func(w *workspace, c string) { text(w, c, `"first"`, `"second"`) }, 2, 2, 2},
		{"text", func(w *workspace, c string) { text(w, c, "一次", "两次") }, 2, 2, 1},
		{"sender", func(w *workspace, c string) { text(w, c, `"zhangsan"`, `"lisi"`) }, 2, 2, 1},
		{"content of a media file", func(w *workspace, _ string) { w.picture("pic.png", 99) }, 2, 2, 1},
		{"audience", func(w *workspace, c string) { text(w, c, customerTwo, customerThree) }, 1, 2, 1},
		{"order and repetition", func(w *workspace, c string) {
			text(w, c, `["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA", "`+customerTwo+`"]`, `["`+customerTwo+`", "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA", "`+customerTwo+`"]`)
		}, 1, 1, 1},
		{"path of a file", func(w *workspace, c string) {
			w.picture("moved.png", 10)
			text(w, c, "pic.png", "moved.png")
		}, 1, 1, 1},
		{"unknown at plan", func(w *workspace, c string) {
			text(w, c, `"一次"`, `terraform_data.late.output`)
			w.append("resource \"terraform_data\" \"late\" {\n  input = \"一次\"\n}\n")
		}, 1, 1, 1},
		{"a file that is gone", func(w *workspace, _ string) { _ = os.Remove(filepath.Join(w.dir, "pic.png")) }, 1, 1, 1},
		{"timeouts", func(w *workspace, c string) { text(w, c, "create = \"4m\"", "create = \"3m\"") }, 1, 1, 1},
	}

	for _, row := range rows {
		for column, want := range map[string]int{"content": row.content, "change": row.onChange, "triggers": row.trigger} {
			t.Run(fmt.Sprintf("%s/%s", row.name, column), func(t *testing.T) {
				t.Parallel()

				w := newWorkspace(t)
				w.picture("pic.png", 10)
				w.write(resendMessage(column))

				if first := w.apply(); first.code != 0 || w.sends() != 1 {
					t.Fatalf("%d messages, want 1\n%s", w.sends(), first.errorText())
				}

				row.change(w, column)

				if got := w.apply(); got.code != 0 || w.sends() != want {
					t.Errorf("%d messages after the change, want %d\n%s", w.sends(), want, got.errorText())
				}
			})
		}
	}
}

func resendMessage(resendOn string) string {
	return `
resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA", "` + customerTwo + `"]
  text            = { content = "一次" }
  attachments     = [{ msgtype = "image", image = { source = "pic.png" } }]
  triggers        = { run = "first" }
  resend_on       = "` + resendOn + `"
  timeouts        = { create = "4m" }
}
`
}

// append adds to the configuration that stands there.
func (w *workspace) append(body string) {
	w.t.Helper()
	w.file("main.tf", readFile(w.t, filepath.Join(w.dir, "main.tf"))+body)
}
