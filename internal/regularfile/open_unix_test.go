//go:build unix

package regularfile_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
)

// Nobody writes into the pipe and nobody listens at the socket: whoever opens
// the one waits for ever.
func TestOpen_refusesPipesDevicesAndSockets(t *testing.T) {
	dir := t.TempDir()
	pipe, link, socket := filepath.Join(dir, "pipe"), filepath.Join(dir, "link"), filepath.Join(dir, "s")

	if err := errors.Join(syscall.Mkfifo(pipe, 0o600), os.Symlink(pipe, link)); err != nil {
		t.Fatal(err)
	}

	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()

	for _, name := range []string{pipe, link, socket, "/dev/zero", "/dev/null", "/dev/tty"} {
		if _, err := os.Stat(name); err != nil {
			continue // not every machine has every device
		}

		if _, _, err := regularfile.Open(name); !errors.Is(err, regularfile.ErrNotRegular) {
			t.Errorf("%s: error %v, want that it is not a regular file", name, err)
		}
	}
}
