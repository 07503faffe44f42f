package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// cannot says in plain words what the journal cannot do, and why.
func (j *Journal) cannot(what string, err error) error {
	reason := ""

	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		reason = "the disk is full: "
	case errors.Is(err, syscall.EROFS):
		reason = "the file system is read-only: "
	case errors.Is(err, fs.ErrPermission):
		reason = "permission is missing: "
	case errors.Is(err, syscall.ENOTDIR) && !errors.Is(err, fs.ErrNotExist): // Windows has one error for both
		reason = "a part of the path is not a directory: "
	}

	return fmt.Errorf("the journal in %q cannot be %s: %s%w", j.dir, what, reason, err)
}
