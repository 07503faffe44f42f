package journal

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/gofrs/flock"
)

// liveness is what the lock of a run tells.
type liveness int

const (
	living liveness = iota // or it cannot be told
	gone                   // nobody can ask: the lock file is not there
	ended                  // and nothing will be appended
)

// livenessOf asks by a shared lock, so that those who ask do not take each
// other for the run.
func livenessOf(path string) liveness {
	info, err := os.Lstat(path)

	switch {
	case errors.Is(err, fs.ErrNotExist):
		return gone
	case err != nil, !info.Mode().IsRegular():
		return living
	}

	lock := flock.New(path, flock.SetFlag(os.O_RDONLY))
	if got, err := lock.TryRLock(); err != nil || !got {
		return living
	}

	_ = lock.Close()

	return ended
}

var (
	errLocked     = errors.New("another process holds the lock of this run")
	errNoLockFile = errors.New("what has the name of its lock file is no regular file")
)

// lockRun takes the lock of this run, and waits for it no longer than wait.
func lockRun(path string, wait time.Duration) (*flock.Flock, error) {
	ctx, stop := context.WithTimeout(context.Background(), wait)
	defer stop()

	lock, err := lockFile(ctx, path, wait/20)
	if errors.Is(err, context.DeadlineExceeded) {
		err = errLocked
	}

	return lock, err
}

// lockFile takes a lock, and asks for it again and again until ctx is done.
func lockFile(ctx context.Context, path string, pause time.Duration) (*flock.Flock, error) {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return nil, errNoLockFile
	}

	lock := flock.New(path)
	_, err := lock.TryLockContext(ctx, pause)

	return lock, err
}
