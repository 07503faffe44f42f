package journal

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// A message costs two small writes, each synced: the intent before its POST,
// and the result after it. Looks write nothing.
func TestCosts_twoSyncedWritesForAMessage(t *testing.T) {
	j, disk := withFaulty(t, t.TempDir())

	for n := 1; n <= 20; n++ {
		before := j.size
		q := Query{Key: fmt.Sprintf("%064x", n), Content: content}

		wants(t, j, q, Send)
		ends(t, j.End(begin(t, j, q), Result{Outcome: OutcomeCreated, MsgID: fmt.Sprint("m", n)}))

		if disk.written != 2*n || disk.synced != 2*n {
			t.Fatalf("%d writes and %d syncs after %d messages, want two of each for a message", disk.written, disk.synced, n)
		}

		if size := j.size - before; size > 2<<10 {
			t.Errorf("%d bytes for a message", size)
		}
	}
}

// One that replaces another costs one more: of the message that leaves the
// state, which an earlier run has sent, a line is written before that.
func TestCosts_threeSyncedWritesForAReplacement(t *testing.T) {
	dir := t.TempDir()
	created(t, dir, asked(), "m0")

	last := asked()

	for n := 1; n <= 20; n++ {
		j, disk := withFaulty(t, dir)
		next := Query{Key: fmt.Sprintf("%064x", n), Content: content, Replaces: []string{fmt.Sprint("m", n-1)}}

		ends(t, j.Remove(Holding{Key: last.Key, Content: content, MsgID: next.Replaces[0], SentAt: noon, ReplacedBy: next.Key}))
		wants(t, j, next, Send)
		ends(t, j.End(begin(t, j, next), Result{Outcome: OutcomeCreated, MsgID: fmt.Sprint("m", n)}))

		if disk.written != 3 || disk.synced != 3 {
			t.Fatalf("%d writes and %d syncs for a replacement, want three of each", disk.written, disk.synced)
		}

		ends(t, j.Close())

		last = next
	}
}

// A run reads the whole directory once, however many old files it has, and
// finds in it what was sent. Later it reads of each file what has come to it,
// and of those whose run has ended nothing.
func TestCosts_oneReadOfTenThousandFiles(t *testing.T) {
	runs := 10_000
	if testing.Short() {
		runs = 300
	}

	dir := t.TempDir()
	old(t, dir, runs, true)

	living, _ := opened(t, dir)
	ends(t, living.End(begin(t, living, Query{Key: otherKey, Content: otherKey}), Result{Outcome: OutcomeCreated, MsgID: "lives"}))

	j, _ := opened(t, dir)

	for _, i := range []int{0, runs / 2, runs - 1} {
		s := wants(t, j, Query{Key: fmt.Sprintf("%064x", i), Content: content}, Record)
		if want := fmt.Sprint("msg", i); s.Entry.MsgID != want {
			t.Errorf("found %q, want %q", s.Entry.MsgID, want)
		}
	}

	// Who reads any of this again finds damage.
	ended, err := filepath.Glob(filepath.Join(dir, "20260301T*"+dataSuffix))
	ends(t, err)

	for _, name := range ended {
		ends(t, os.WriteFile(name, []byte("not a line\n"), 0o600))
	}

	overwriteStart(t, filepath.Join(dir, living.run+dataSuffix))

	ends(t, living.End(begin(t, living, asked()), Result{Outcome: OutcomeCreated, MsgID: "new"}))

	ends(t, j.refresh())

	s := wants(t, j, asked(), Record)
	if s.Entry.MsgID != "new" || s.Damage != nil {
		t.Errorf("found %q, with %v", s.Entry.MsgID, s.Damage)
	}

	// The control: a run that has read nothing yet does.
	other, _ := opened(t, dir)
	if s := look(t, other, asked()); s.Damage == nil {
		t.Error("there was nothing to find")
	}
}

// overwriteStart makes the beginning of a file no line, without making it
// shorter.
func overwriteStart(t *testing.T, path string) {
	t.Helper()

	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	ends(t, err)

	_, err = f.WriteAt([]byte("not a line"), 0)
	ends(t, err)
	ends(t, f.Close())
}
