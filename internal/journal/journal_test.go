package journal

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestJournal_aLaterRunKnowsWhatWasSent(t *testing.T) {
	dir := t.TempDir()
	created(t, dir, asked(), "m1")

	j, now := opened(t, dir)
	s := wants(t, j, asked(), Record)

	if s.Entry.MsgID != "m1" || !s.Entry.SentAt.Equal(noon) || s.Entry.Recipients != 3 || s.Entry.Outcome != OutcomeCreated {
		t.Errorf("entry %+v", s.Entry)
	}

	if op, v, err := j.Begin(s, Intent{}); op != "" || v.Decision != Record || err != nil {
		t.Errorf("Begin gives %q, %v, %v", op, v.Decision, err)
	}

	// The clock jumps, and nothing is ever sent for it.
	for jump, want := range map[time.Duration]Decision{-100 * 24 * time.Hour: Record, 100 * 24 * time.Hour: RefuseOld, 0: Record} {
		*now = noon.Add(jump)

		wants(t, j, asked(), want)
	}

	if files, _ := filepath.Glob(filepath.Join(dir, j.Run()+"*")); files != nil {
		t.Errorf("a run that has only looked has made %v", files)
	}
}

func TestJournal_oneRunSendsEachMessageOnce(t *testing.T) {
	j, _ := opened(t, t.TempDir())
	before := look(t, j, asked())

	op := begin(t, j, asked())
	wants(t, j, asked(), RefuseSameRun)

	if _, v, err := j.Begin(before, Intent{}); v.Decision != RefuseSameRun || err != nil {
		t.Errorf("another block that had looked before: %v, %v", v.Decision, err)
	}

	ends(t, j.End(op, Result{Outcome: OutcomeRefused}))

	if err := j.End(op, Result{Outcome: OutcomeCreated, MsgID: "m1"}); err == nil {
		t.Error("one operation has two results")
	}

	op = begin(t, j, asked())
	ends(t, j.Withdraw(op))
	ends(t, j.End(begin(t, j, asked()), Result{Outcome: OutcomeUnknown}))
	wants(t, j, asked(), RefuseSameRun)
}

func TestJournal_blocksSideBySide(t *testing.T) {
	j, _ := opened(t, t.TempDir())

	var (
		mu    sync.Mutex
		sends int
		all   sync.WaitGroup
	)

	for range 8 {
		all.Go(func() {
			s, err := j.Look(asked())
			if err != nil {
				t.Error(err)
				return
			}

			if _, v, err := j.Begin(s, Intent{}); err != nil {
				t.Error(err)
			} else if v.Decision == Send {
				mu.Lock()
				defer mu.Unlock()

				sends++
			}
		})
	}

	all.Wait()

	if sends != 1 {
		t.Errorf("%d sends, want 1", sends)
	}
}

func TestJournal_anUnknownOutcomeIsResolvedOnce(t *testing.T) {
	dir := t.TempDir()
	dead, _ := opened(t, dir)
	ends(t, dead.End(begin(t, dead, asked()), Result{Outcome: OutcomeUnknown}))
	ends(t, dead.Close())

	j, _ := opened(t, dir)
	s := wants(t, j, asked(), LookUp)
	found := Resolution{Op: s.Entry.Op, Key: s.Entry.Key, Content: s.Entry.Content, MsgID: "m1"}

	ends(t, j.Resolve(found))

	if err := j.Resolve(found); !errors.Is(err, ErrHeld) {
		t.Errorf("resolved in two blocks: %v", err)
	}

	wants(t, j, asked(), RefuseSameRun)
	ends(t, j.Close())

	j, _ = opened(t, dir)
	wants(t, j, asked(), Record)

	for name, r := range map[string]Resolution{
		"neither":          {Op: s.Entry.Op, Key: key, Content: content},
		"both":             {Op: s.Entry.Op, Key: key, Content: content, MsgID: "m2", NotSent: true},
		"of another key":   {Op: s.Entry.Op, Key: otherKey, Content: content, MsgID: "m2"},
		"without a digest": {Op: s.Entry.Op, Key: "Sale!", Content: content, MsgID: "m2"},
	} {
		if err := j.Resolve(r); err == nil {
			t.Errorf("%s: resolved", name)
		}
	}
}

func TestLook_tellsOfEqualContent(t *testing.T) {
	dir := t.TempDir()
	created(t, dir, Query{Key: otherKey, Content: content}, "m1")
	created(t, dir, Query{Key: otherKey[:8], Content: otherKey}, "of other content")

	dead, _ := opened(t, dir)
	open := begin(t, dead, Query{Key: content, Content: content})
	ends(t, dead.Close())

	j, _ := opened(t, dir)

	s := wants(t, j, asked(), Send)
	if len(s.Told) != 1 || s.Told[0].MsgID != "m1" || s.Told[0].Replaced || len(s.Unknown) != 1 || s.Unknown[0].Op != open || s.Unknown[0].Recipients != 3 {
		t.Errorf("told of %v, unknown %+v", s.Told, s.Unknown)
	}
}

func TestJournal_filesAndTheirModes(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "journal")
	j, _ := opened(t, dir)

	wants(t, j, asked(), Send)

	if _, err := os.Stat(dir); err == nil {
		t.Error("a look has made the directory")
	}

	begin(t, j, asked())

	for path, want := range map[string]os.FileMode{dir: os.ModeDir | 0o700, j.dataPath(j.Run()): 0o600, j.lockPath(j.Run()): 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}

		if info.Mode() != want && runtime.GOOS != "windows" {
			t.Errorf("%s has mode %v, want %v", path, info.Mode(), want)
		}
	}
}

func TestOpen_twoRunsInOneMillisecond(t *testing.T) {
	dir := t.TempDir()
	a, _ := opened(t, dir)
	b, _ := opened(t, dir)

	if a.Run() == b.Run() || a.Run()[:20] != b.Run()[:20] {
		t.Errorf("runs %s and %s", a.Run(), b.Run())
	}

	begin(t, a, asked())
	wants(t, b, asked(), RefuseRunning)

	// Even with one name they do not share a file.
	c, err := Open(dir, Options{Now: func() time.Time { return noon }, Random: counting(1)})
	ends(t, err)
	d, err := Open(dir, Options{Now: func() time.Time { return noon }, Random: counting(1)})
	ends(t, err)

	d.lockWait = 50 * time.Millisecond

	begin(t, c, Query{Key: otherKey, Content: otherKey})

	if op, _, err := d.Begin(look(t, d, Query{Key: content, Content: key}), Intent{}); err == nil || op != "" {
		t.Errorf("two runs of one name: op %q, %v", op, err)
	}

	text := textOf(t, c.dataPath(c.Run()))
	ends(t, c.Close())

	if op, _, err := d.Begin(look(t, d, Query{Key: content, Content: key}), Intent{}); err == nil || op != "" || textOf(t, c.dataPath(c.Run())) != text {
		t.Errorf("two runs of one name, after each other: op %q, %v", op, err)
	}

	// It has taken the lock, and gives it back.
	ends(t, d.Close())

	if got := livenessOf(d.lockPath(d.Run())); got != ended {
		t.Errorf("the lock of a run that has ended: %v", got)
	}

	if _, err := Open(dir, Options{Random: strings.NewReader("short")}); err == nil {
		t.Error("a run without a random name")
	}
}

func TestLook_refusesWhatIsNoDigest(t *testing.T) {
	j, _ := opened(t, t.TempDir())

	for _, text := range []string{"", "Spring sale, 20 % off", "wmqfasd1e1927831291723123109rAAA", "v1:", "versions1:" + key, "v1:v2:" + key, strings.Repeat("a", 129)} {
		if _, err := j.Look(Query{Key: text, Content: content}); err == nil {
			t.Errorf("the key %q is taken", text)
		}

		if _, err := j.Look(Query{Key: key, Content: text}); err == nil {
			t.Errorf("the content %q is taken", text)
		}
	}

	if _, _, err := j.Begin(Standing{}, Intent{}); err == nil {
		t.Error("something begins without a look")
	}
}

// What a person says of a message comes too early while the run that sends it
// lives.
func TestResolve_waitsForTheRunThatSends(t *testing.T) {
	dir := t.TempDir()
	other, _ := opened(t, dir)
	op := begin(t, other, asked())
	j, _ := opened(t, dir)

	for _, said := range []Resolution{
		{Op: op, Key: key, Content: content, NotSent: true},
		{Key: key, Content: content, NotSent: true},
		{Key: key, Content: content, MsgID: "m9", Named: true},
	} {
		if err := j.Resolve(said); !errors.Is(err, ErrSending) {
			t.Errorf("%+v: %v", said, err)
		}
	}

	ends(t, other.Close())
	ends(t, j.Resolve(Resolution{Op: op, Key: key, Content: content, NotSent: true}))
}
