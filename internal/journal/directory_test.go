package journal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLook_aFileThatIsTooLong(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "huge.jsonl", "")

	if err := os.Truncate(filepath.Join(dir, "huge.jsonl"), maxFile+1); err != nil {
		t.Fatal(err)
	}

	j, _ := opened(t, dir)
	if _, err := j.Look(asked()); err == nil || !strings.Contains(err.Error(), "huge.jsonl") {
		t.Errorf("error %v", err)
	}
}

func TestLook_directoriesAndLinksAreNotRead(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	put(t, elsewhere, "old.jsonl", good("1", key)+"\n")

	if err := os.Mkdir(filepath.Join(dir, "directory.jsonl"), 0o700); err != nil {
		t.Fatal(err)
	}

	if err := os.Symlink(filepath.Join(elsewhere, "old.jsonl"), filepath.Join(dir, "link.jsonl")); err != nil {
		t.Fatal(err)
	}

	put(t, dir, "other.json", good("1", key)+"\n")
	put(t, dir, ".jsonl", good("1", key)+"\n")

	j, _ := opened(t, dir)

	// Whoever asks hears that there is something that may stand against it.
	if s := wants(t, j, asked(), Send); s.Damage == nil || len(j.memory.damage.names) != 2 || !strings.Contains(s.Damage.Error(), "link.jsonl (not a regular file)") {
		t.Errorf("%v, damage: %v, want 2 names", j.memory.damage.names, s.Damage)
	}
}

// Runs that were joined into one file are those that they were.
func TestLook_filesThatWereJoined(t *testing.T) {
	dir := t.TempDir()
	a := created(t, dir, asked(), "m1")
	b, _ := opened(t, dir)
	ends(t, b.Remove(Holding{Key: key, Content: content, MsgID: "m1"}))
	ends(t, b.Close())

	text := textOf(t, b.dataPath(b.Run())) + textOf(t, a.dataPath(a.Run()))
	ends(t, os.RemoveAll(dir))
	ends(t, os.Mkdir(dir, 0o700))
	put(t, dir, "all of March.jsonl", text)

	j, _ := opened(t, dir)
	wants(t, j, asked(), Record)

	put(t, dir, "some of March.jsonl", strings.SplitAfter(text, "\n")[1])

	j, _ = opened(t, dir)
	wants(t, j, asked(), Record)
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

// To ask for the lock of a run comes before reading its file: else what it
// writes in between, before it ends, would never be read.
func TestRefresh_readsARunThatHasEndedToItsEnd(t *testing.T) {
	dir := t.TempDir()
	a, _ := opened(t, dir)
	op := begin(t, a, asked())

	b, _ := opened(t, dir)
	wants(t, b, asked(), RefuseRunning)

	ends(t, a.End(op, Result{Outcome: OutcomeCreated, MsgID: "m1"}))
	ends(t, a.Close())
	wants(t, b, asked(), Record)

	// It is not read again.
	put(t, dir, a.Run()+dataSuffix, "")
	ends(t, b.refresh())
	wants(t, b, asked(), Record)
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
