//go:build unix

package journal

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Whoever opens a pipe that nobody writes into waits for ever.
func TestJournal_pipesDoNotHangIt(t *testing.T) {
	dir := t.TempDir()

	j, err := Open(dir, Options{Now: func() time.Time { return noon }, Random: counting(9)})
	ends(t, err)

	for _, name := range []string{"pipe.jsonl", "old.lock", j.Run() + lockSuffix} {
		ends(t, syscall.Mkfifo(filepath.Join(dir, name), 0o600))
	}

	put(t, dir, "old.jsonl", good("1", key)+"\n")

	// What has no lock file that can be asked counts as living.
	wants(t, j, asked(), RefuseRunning)

	if names := j.memory.damage.names; len(names) != 1 {
		t.Errorf("damage: %v, want 1 name", names)
	}

	op, _, err := j.Begin(look(t, j, Query{Key: otherKey, Content: otherKey}), Intent{})
	if op != "" || err == nil || !strings.Contains(err.Error(), "lock file") {
		t.Errorf("op %q, %v", op, err)
	}

	pipe := filepath.Join(dir, "pipe.jsonl")
	in, _ := opened(t, pipe)

	if _, err := in.Look(asked()); err == nil {
		t.Error("a journal in a pipe")
	}
}

// Windows lets nobody take away a file that a run has open, and few make a link
// there. So what follows cannot be tried on it.

func TestLook_directoriesAndLinksAreNotRead(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	put(t, elsewhere, "old.jsonl", good("1", key)+"\n")

	ends(t, os.Mkdir(filepath.Join(dir, "directory.jsonl"), 0o700))

	ends(t, os.Symlink(filepath.Join(elsewhere, "old.jsonl"), filepath.Join(dir, "link.jsonl")))

	put(t, dir, "other.json", good("1", key)+"\n")
	put(t, dir, ".jsonl", good("1", key)+"\n")

	j, _ := opened(t, dir)

	// Whoever asks hears that there is something that may stand against it.
	if s := wants(t, j, asked(), Send); s.Damage == nil || len(j.memory.damage.names) != 2 || !strings.Contains(s.Damage.Error(), "link.jsonl (not a regular file)") {
		t.Errorf("%v, damage: %v, want 2 names", j.memory.damage.names, s.Damage)
	}
}

// A run that lives and has lost its lock file is still read.
func TestBegin_readsARunWhoseLockFileIsGone(t *testing.T) {
	dir := t.TempDir()
	a, _ := opened(t, dir)
	ends(t, a.Withdraw(begin(t, a, Query{Key: otherKey, Content: otherKey})))
	ends(t, os.Remove(a.lockPath(a.Run())))

	b, _ := opened(t, dir)
	s := wants(t, b, asked(), Send)
	begin(t, a, asked())

	if _, v, err := b.Begin(s, Intent{}); v.Decision != LookUp || err != nil {
		t.Errorf("%v, %v, want that it is looked up", v.Decision, err)
	}
}

func TestBegin_whereTheFileOfThisRunHasVanished(t *testing.T) {
	for name, spoil := range map[string]func(*Journal) error{
		"its file": func(j *Journal) error { return os.Remove(j.dataPath(j.Run())) },
		"its file, by a copy": func(j *Journal) error {
			raw, err := os.ReadFile(j.dataPath(j.Run()))
			if err != nil {
				return err
			}

			copied := filepath.Join(t.TempDir(), "copy")
			put(t, filepath.Dir(copied), "copy", string(raw))

			return os.Rename(copied, j.dataPath(j.Run()))
		},
		"the directory": func(j *Journal) error { return os.RemoveAll(j.dir) },
	} {
		j, _ := opened(t, filepath.Join(t.TempDir(), "journal"))
		ends(t, j.Withdraw(begin(t, j, Query{Key: otherKey, Content: otherKey})))

		s := look(t, j, asked())
		ends(t, spoil(j))

		if op, v, err := j.Begin(s, Intent{}); err == nil || v.Decision == Send || op != "" {
			t.Errorf("%s: op %q, %v, %v", name, op, v.Decision, err)
		}
	}
}

func TestRefresh_whereFilesOfOthersChange(t *testing.T) {
	dir := t.TempDir()
	a, _ := opened(t, dir)
	begin(t, a, asked())

	b, _ := opened(t, dir)
	wants(t, b, asked(), RefuseRunning)

	// What was read is kept, though its file is not.
	ends(t, os.Rename(a.dataPath(a.Run()), filepath.Join(dir, "away")))
	wants(t, b, asked(), RefuseRunning)

	put(t, dir, a.Run()+dataSuffix, "cut")

	if _, err := b.Look(asked()); err == nil || !strings.Contains(err.Error(), "shorter") {
		t.Errorf("a file that was cut: %v", err)
	}
}

// What came of a send is told nowhere then, and the run says so.
func TestEnd_whereTheFileOfThisRunHasVanished(t *testing.T) {
	for name, isFile := range map[string]bool{"nothing is there": false, "a file has the name of the directory": true} {
		j, _ := opened(t, filepath.Join(t.TempDir(), "journal"))
		op := begin(t, j, asked())
		ends(t, os.RemoveAll(j.dir))

		if isFile {
			put(t, filepath.Dir(j.dir), "journal", "x")
		}

		if err := j.End(op, Result{Outcome: OutcomeCreated, MsgID: "m"}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
