//go:build linux || darwin

package journal

import (
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
)

// limitFileSize lets no file of this process grow beyond a size in bytes, as a
// disk that is full.
func limitFileSize(size uint64) {
	signal.Ignore(syscall.SIGXFSZ)

	limit := syscall.Rlimit{Cur: size, Max: size}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
}

// The kernel itself takes a part of the line.
func TestBegin_aFileThatMayNotGrow(t *testing.T) {
	dir := t.TempDir()
	out := child(t, dir, "full").talk(t, "go")

	if !strings.HasPrefix(out, "error") {
		t.Fatalf("the run with a limit says %q", out)
	}

	j, _ := opened(t, dir)
	wants(t, j, asked(), Send)
}
