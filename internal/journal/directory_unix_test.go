//go:build unix

package journal

import (
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
