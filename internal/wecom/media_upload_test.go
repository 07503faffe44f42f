//go:build unix

package wecom_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// A file that has become something else since the plan is not waited for, and
// not read for ever.
func TestUpload_refusesAFileThatIsNoneAnyMore(t *testing.T) {
	for name, becomes := range map[string]func(name string) error{
		"a pipe":      func(name string) error { return syscall.Mkfifo(name, 0o600) },
		"a device":    func(name string) error { return os.Symlink("/dev/zero", name) },
		"a directory": func(name string) error { return os.Mkdir(name, 0o700) },
		"a large hole": func(name string) error {
			return errors.Join(os.WriteFile(name, []byte("x"), 0o600), os.Truncate(name, 1<<40))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "picture.png")
			if err := becomes(path); err != nil {
				t.Fatal(err)
			}

			w := newWorld(t)
			sum := sha256.Sum256([]byte("a picture"))
			m := single("x", "zhangsan", customer(1))
			m.Attachments = []wecom.Attachment{{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{
				Upload: &wecom.Upload{Path: path, Name: "picture.png", SHA256: hex.EncodeToString(sum[:])},
			}}}

			got := w.client().DeliverMassMessage(t.Context(), unchecked(m))
			wantKind(t, got, wecom.Refused)

			if !errors.Is(got.Err, regularfile.ErrNotRegular) && !errors.Is(got.Err, wecom.ErrFileChanged) {
				t.Errorf("error %v", got.Err)
			}

			_, err := w.client().UploadImage(t.Context(), *m.Attachments[0].Image.Upload)
			if err == nil || strings.Contains(err.Error(), "no answer") {
				t.Errorf("error %v", err)
			}

			w.wantMessages(0)
		})
	}
}
