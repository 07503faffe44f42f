package journal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

func TestLivenessOf_thoseWhoAskAreNotTheRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.lock")

	if got := livenessOf(path); got != gone {
		t.Errorf("without a lock file: %v", got)
	}

	lock, err := lockRun(path, time.Second)
	ends(t, err)

	if got := livenessOf(path); got != living {
		t.Errorf("while the run holds it: %v", got)
	}

	ends(t, lock.Close())

	asks := flock.New(path)
	if got, err := asks.TryRLock(); !got || err != nil {
		t.Fatal(got, err)
	}

	if got := livenessOf(path); got != ended {
		t.Errorf("while another one asks: %v", got)
	}

	ends(t, asks.Close())
	ends(t, os.Remove(path))
	ends(t, os.Mkdir(path, 0o700))

	if got := livenessOf(path); got != living {
		t.Errorf("where it cannot be told: %v", got)
	}
}

// A run appends its last line and ends while its file is being read. Who asked
// for the lock after that would never read the line.
func TestRefresh_aRunThatEndsMeanwhile(t *testing.T) {
	var text strings.Builder
	for i := range 5000 {
		text.WriteString(good(fmt.Sprintf("op%d", i), otherKey) + "\n")
	}

	for try := range 10 {
		dir := t.TempDir()
		put(t, dir, "run.jsonl", text.String())

		lock, err := lockRun(filepath.Join(dir, "run.lock"), time.Second)
		ends(t, err)

		j, _ := opened(t, dir)
		s := &source{run: "run"}
		j.sources["run.jsonl"] = s

		done := make(chan error)

		go func() {
			time.Sleep(time.Duration(try) * time.Millisecond)

			f, err := os.OpenFile(filepath.Join(dir, "run.jsonl"), os.O_WRONLY|os.O_APPEND, 0)
			if err == nil {
				_, err = f.WriteString(good("last", key) + "\n")
				_ = f.Close()
			}

			_ = lock.Close()

			done <- err
		}()

		for s.state != ended {
			ends(t, j.refresh())
		}

		ends(t, <-done)

		if j.memory.operations["last"] == nil {
			t.Fatal("the last line of a run was never read")
		}
	}
}
