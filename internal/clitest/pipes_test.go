//go:build unix

package clitest_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Every attribute that names a file refuses what is none: nobody writes into
// the pipe, and the device never ends, so that a plan which read them would
// not end either. A file of a terabyte that is mostly a hole is not read.
func TestAccFiles_onlyRegularFilesAreRead(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t, strict())
	pipe, huge := filepath.Join(w.dir, "pipe"), filepath.Join(w.dir, "huge")

	w.file("huge", "\xFF\xD8\xFF")

	if err := errors.Join(syscall.Mkfifo(pipe, 0o600), os.Symlink(pipe, filepath.Join(w.dir, "link")), os.Truncate(huge, 1<<40)); err != nil {
		t.Fatal(err)
	}

	const noFile = "not a regular file"

	for attribute, config := range map[string]string{
		"recipients_file": `sender = "zhangsan"
  recipients_file = "FILE"
  text            = { content = "hello" }`,
		"image.source":           attached(`image`, `image = { source = "FILE" }`),
		"video.source":           attached(`video`, `video = { source = "FILE" }`),
		"file.source":            attached(`file`, `file = { source = "FILE" }`),
		"miniprogram.pic_source": attached(`miniprogram`, `miniprogram = { title = "小程序", appid = "wx8bd80126147dfAAA", page = "/index.html", pic_source = "FILE" }`),
		"wecom_image.source":     `source = "FILE"`,
	} {
		kind := "wecom_mass_message"
		if attribute == "wecom_image.source" {
			kind = "wecom_image"
		}

		for name, want := range map[string]string{"pipe": noFile, "link": noFile, "/dev/zero": noFile, "/dev/null": noFile, ".": noFile, "huge": ""} {
			w.write("resource \"" + kind + "\" \"it\" {\n  " + strings.Replace(config, "FILE", name, 1) + "\n}\n")

			got := w.plan()
			if got.code != 1 || !strings.Contains(got.errorText(), want) || !strings.Contains(got.errorText(), name) {
				t.Errorf("%s = %q: want an error with %q\n%s", attribute, name, want, got.output)
			}
		}
	}
}

func attached(kind, object string) string {
	return `sender          = "zhangsan"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  attachments     = [{ msgtype = "` + kind + `", ` + object + ` }]`
}
