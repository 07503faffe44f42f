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

// Terraform deletes and creates in one run when a block gets another name, and
// the run may end between the two.
func TestRemove_itCountsInThisRunAndInLaterOnes(t *testing.T) {
	const age = 100 * 24 * time.Hour

	// The control: without it the message is too old to be recorded.
	dir := t.TempDir()
	created(t, dir, asked(), "m1")

	renames, now := opened(t, dir)
	*now = noon.Add(age)

	wants(t, renames, asked(), RefuseOld)
	ends(t, renames.Remove(Removal{Key: key, Content: content, MsgID: "m1", SentAt: noon}))
	wants(t, renames, asked(), Record)
	ends(t, renames.Close())

	after, now := opened(t, dir)
	*now = noon.Add(age)

	s := wants(t, after, asked(), Record)
	ends(t, after.Resolve(Resolution{Op: s.Entry.Op, Key: key, Content: content, MsgID: "m1", SentAt: s.Entry.SentAt}))

	if !s.Entry.SentAt.Equal(noon) {
		t.Errorf("sent at %s, want %s", s.Entry.SentAt, noon)
	}
}

// Of two provider blocks one removes a message and the other one records it: in
// whatever order that comes, it counts.
func TestRemove_besideARunThatRecords(t *testing.T) {
	for _, recordedFirst := range []bool{true, false} {
		dir := t.TempDir()
		created(t, dir, asked(), "m1")

		removes, _ := opened(t, dir)
		records, _ := opened(t, dir)

		record := func() {
			e := wants(t, records, asked(), Record).Entry
			ends(t, records.Resolve(Resolution{Op: e.Op, Key: key, Content: content, MsgID: e.MsgID, SentAt: e.SentAt}))
		}

		if recordedFirst {
			record()
		}

		ends(t, removes.Remove(Removal{Key: key, Content: content, MsgID: "m1", SentAt: noon}))

		if !recordedFirst {
			record()
		}

		ends(t, removes.Close())
		ends(t, records.Close())

		later, _ := opened(t, dir)
		wants(t, later, asked(), Record)
	}
}

// What the journal has never heard of, as of an import or of a run without one.
func TestRemove_ofWhatOnlyAStateKnew(t *testing.T) {
	dir := t.TempDir()

	j, _ := opened(t, dir)
	wants(t, j, asked(), Send) // the control
	ends(t, j.Remove(Removal{Key: key, Content: content, MsgID: "m1", SentAt: noon}))
	ends(t, j.Remove(Removal{Key: otherKey, Content: content, SentAt: noon, Intent: Intent{Recipients: 3, Lookup: Lookup{NotBefore: 7}}}))
	ends(t, j.Close())

	later, _ := opened(t, dir)

	if s := wants(t, later, asked(), Record); s.Entry.MsgID != "m1" || len(s.Unknown) != 1 || !s.Unknown[0].StartedAt.Equal(noon) {
		t.Errorf("it stands %+v", s)
	}

	if s := wants(t, later, Query{Key: otherKey, Content: content}, LookUp); s.Entry.Lookup.NotBefore != 7 || s.Entry.Recipients != 3 {
		t.Errorf("it stands %+v", s)
	}
}

// With create_before_destroy the message is recorded before it is removed.
func TestRemove_writesNothingOfWhatThisRunHasRecorded(t *testing.T) {
	dir := t.TempDir()
	created(t, dir, asked(), "m1")

	j, _ := opened(t, dir)
	s := wants(t, j, asked(), Record)
	ends(t, j.Resolve(Resolution{Op: s.Entry.Op, Key: key, Content: content, MsgID: "m1"}))
	ends(t, j.Remove(Removal{Key: key, Content: content, MsgID: "m1"}))
	ends(t, j.Close())

	if text := textOf(t, j.dataPath(j.Run())); strings.Contains(text, "removed") {
		t.Errorf("the journal holds\n%s", text)
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
