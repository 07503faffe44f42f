package journal

import (
	"strings"
	"testing"
	"time"
)

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
	ends(t, renames.Remove(Holding{Key: key, Content: content, MsgID: "m1", SentAt: noon}))
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

		ends(t, removes.Remove(Holding{Key: key, Content: content, MsgID: "m1", SentAt: noon}))

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
	ends(t, j.Remove(Holding{Key: key, Content: content, MsgID: "m1", SentAt: noon}))
	ends(t, j.Remove(Holding{Key: otherKey, Content: content, SentAt: noon, Intent: Intent{Recipients: 3, Lookup: Lookup{NotBefore: 7}}}))
	ends(t, j.Close())

	later, _ := opened(t, dir)

	if s := wants(t, later, asked(), Record); s.Entry.MsgID != "m1" || len(s.Unknown) != 1 || !s.Unknown[0].StartedAt.Equal(noon) {
		t.Errorf("it stands %+v", s)
	}

	if s := wants(t, later, Query{Key: otherKey, Content: content}, LookUp); s.Entry.Lookup.NotBefore != 7 || s.Entry.Recipients != 3 {
		t.Errorf("it stands %+v", s)
	}
}

// What a refresh sees is entered once, and what the journal knows not at all.
func TestEnter_writesWhatTheJournalDoesNotKnow(t *testing.T) {
	dir := t.TempDir()
	created(t, dir, asked(), "m1")

	known := Holding{Key: key, Content: content, MsgID: "m1", SentAt: noon}
	other := Holding{Key: otherKey, Content: content, MsgID: "m2", SentAt: noon}

	for range 2 {
		j, _ := opened(t, dir)
		ends(t, j.Enter(known))
		ends(t, j.Enter(other))
		ends(t, j.Enter(other))
		ends(t, j.Close())
	}

	lines := 0
	for _, name := range []string{"intent", "result", "held"} {
		lines += strings.Count(allText(t, dir), `"kind":"`+name+`"`)
	}

	if lines != 3 {
		t.Errorf("%d lines, want 3\n%s", lines, allText(t, dir))
	}

	j, _ := opened(t, dir)
	if s := wants(t, j, Query{Key: otherKey, Content: content}, Record); s.Entry.MsgID != "m2" {
		t.Errorf("it stands %+v", s)
	}
}

// Messages of a campaign are entered all at once, and each stands for itself.
func TestEnter_several(t *testing.T) {
	dir := t.TempDir()
	all := []Holding{
		{Key: key, Content: content, MsgID: "m1", SentAt: noon},
		{Key: otherKey, Content: content, SentAt: noon, Intent: Intent{Recipients: 3, Lookup: Lookup{NotBefore: 7}}},
	}

	for range 2 {
		j, _ := opened(t, dir)
		ends(t, j.Enter())
		ends(t, j.Enter(all...))
		ends(t, j.Close())
	}

	if n := strings.Count(allText(t, dir), `"kind":"held"`); n != 2 {
		t.Errorf("%d lines, want 2\n%s", n, allText(t, dir))
	}

	j, _ := opened(t, dir)
	wants(t, j, Query{Key: key, Content: content}, Record)
	wants(t, j, Query{Key: otherKey, Content: content}, LookUp)
}

// A message that was replaced, or was to be, and is in a state all the same, is
// entered once more: it counts again, and the wish is taken back.
func TestEnter_whatWasReplaced(t *testing.T) {
	replaced := Holding{Key: key, Content: content, MsgID: "m1", SentAt: noon}
	back := Query{Key: key, Content: content, Replaces: []string{"m2"}}

	for _, seen := range []bool{true, false} {
		dir := t.TempDir()
		created(t, dir, asked(), "m1")
		created(t, dir, Query{Key: otherKey, Content: content, Replaces: []string{"m1"}}, "m2")

		j, now := opened(t, dir)
		*now = noon.Add(time.Hour)

		if seen {
			for range 2 {
				ends(t, j.Enter(replaced))
			}
		}

		want := map[bool]Decision{true: Record, false: Send}[seen]
		if s := look(t, j, back); s.Decision != want || strings.Count(allText(t, dir), `"kind":"held"`) > 1 {
			t.Errorf("seen %t: %v, want %v\n%s", seen, s.Decision, want, allText(t, dir))
		}
	}

	for _, seen := range []bool{true, false} {
		dir := t.TempDir()
		created(t, dir, asked(), "m1")
		created(t, dir, Query{Key: otherKey, Content: content, Replaces: []string{"m1"}}, "m2")

		// It was to be replaced, the run has not come to it, and then the state
		// was restored.
		held := Holding{Key: otherKey, Content: content, MsgID: "m2", SentAt: noon, ReplacedBy: key}

		j, now := opened(t, dir)
		*now = noon.Add(time.Hour)

		ends(t, j.Remove(held))
		ends(t, j.Close())

		j, now = opened(t, dir)
		*now = noon.Add(2 * time.Hour)

		if held.ReplacedBy = ""; seen {
			ends(t, j.Enter(held))
		}

		want := map[bool]Decision{true: Record, false: Send}[seen]
		if s := look(t, j, asked()); s.Decision != want {
			t.Errorf("the wish is taken back %t: %v, want %v\n%s", seen, s.Decision, want, allText(t, dir))
		}
	}
}

// Of a message of which the state does not know all, the words are known.
func TestLook_tellsOfEqualWords(t *testing.T) {
	dir := t.TempDir()

	j, _ := opened(t, dir)
	ends(t, j.Remove(Holding{Key: otherKey, Content: otherKey, Words: content, MsgID: "m1", SentAt: noon}))

	for words, want := range map[string]int{content: 1, key: 0, "": 0} {
		s := look(t, j, Query{Key: key, Content: content, Words: words})
		if s.Decision != Send || len(s.Told) != want || len(s.Unknown) != 0 || want == 1 && (s.Told[0].MsgID != "m1" || !s.Told[0].Partly) {
			t.Errorf("words %q: %+v, want %d told", words, s, want)
		}
	}
}

// With create_before_destroy the message is recorded before it is removed.
func TestRemove_writesNothingOfWhatThisRunHasRecorded(t *testing.T) {
	dir := t.TempDir()
	created(t, dir, asked(), "m1")

	j, _ := opened(t, dir)
	s := wants(t, j, asked(), Record)
	ends(t, j.Resolve(Resolution{Op: s.Entry.Op, Key: key, Content: content, MsgID: "m1"}))
	ends(t, j.Remove(Holding{Key: key, Content: content, MsgID: "m1"}))
	ends(t, j.Close())

	if text := textOf(t, j.dataPath(j.Run())); strings.Contains(text, "held") {
		t.Errorf("the journal holds\n%s", text)
	}
}
