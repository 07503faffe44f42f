package journal

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// namedFor is what a person says of a lost message of a key.
func namedFor(key, msgid string) Resolution {
	return Resolution{Key: key, Content: content, MsgID: msgid, Named: true}
}

// Two runs are told at a time that one message is that of their block: one of
// them records it. A later run judges the word of the first by itself.
func TestResolve_namedByTwoAtOnce(t *testing.T) {
	t.Parallel()

	for range 20 {
		dir := t.TempDir()
		first, _ := opened(t, dir)
		second, _ := opened(t, dir)
		later, now := opened(t, dir)

		wants(t, first, asked(), Send)
		wants(t, second, asked(), Send)

		var (
			both sync.WaitGroup
			errs [2]error
		)

		both.Go(func() { errs[0] = first.Resolve(namedFor(key, "m")) })
		both.Go(func() { errs[1] = second.Resolve(namedFor(otherKey, "m")) })
		both.Wait()

		taken := 0

		for _, err := range errs {
			if errors.Is(err, ErrTaken) {
				taken++
			} else {
				ends(t, err)
			}
		}

		if taken != 1 {
			t.Fatalf("%v: %d of the two were refused, want one", errs, taken)
		}

		// The controls: another message, and the same block once more.
		ends(t, second.Resolve(namedFor(otherKey, "another")))

		if err := later.Resolve(namedFor(content, "m")); !errors.Is(err, ErrTaken) {
			t.Errorf("while the run lives: %v", err)
		}

		ends(t, first.Close())
		ends(t, second.Close())

		*now = noon.Add(time.Minute)
		later.begunAt = *now

		ends(t, later.Resolve(namedFor(content, "m")))
	}
}

// An answer waits for others no longer than a line does, and one that cannot be
// written is none.
func TestResolve_namedWhereTheLockIsNotToBeHad(t *testing.T) {
	t.Parallel()

	dir := t.TempDir()
	j, _ := opened(t, dir)
	j.lockWait = 50 * time.Millisecond

	held, err := lockRun(filepath.Join(dir, answersLock), time.Second)
	ends(t, err)

	if err := j.Resolve(namedFor(key, "m")); !errors.Is(err, errLocked) || j.Knows("m") {
		t.Errorf("held for ever: %v, known %t", err, j.Knows("m"))
	}

	ends(t, held.Close())
	ends(t, os.Remove(filepath.Join(dir, answersLock)))
	ends(t, os.Mkdir(filepath.Join(dir, answersLock), 0o700))

	if err := j.Resolve(namedFor(key, "m")); !errors.Is(err, errNoLockFile) {
		t.Errorf("a directory: %v", err)
	}

	ends(t, os.Remove(filepath.Join(dir, answersLock)))
	ends(t, j.Resolve(namedFor(key, "m")))
}
