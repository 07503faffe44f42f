//go:build !windows

package journal

import (
	"errors"
	"os"
	"syscall"
)

// syncDir makes the names in a directory last. Some file systems cannot sync a
// directory, and say so.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()

	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}

	return err
}
