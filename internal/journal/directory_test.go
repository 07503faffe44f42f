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
