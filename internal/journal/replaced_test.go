package journal

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// What an earlier message was to replace, and has not, another one is to
// replace instead. It is told once, and only of what the lines know.
func TestReplace_whatAnEarlierOneWasToReplace(t *testing.T) {
	dir, third := t.TempDir(), strings.Repeat("d", 64)
	created(t, dir, asked(), "m1")

	j, now := opened(t, dir)
	replaces := func(want ...string) {
		t.Helper()

		all, err := j.Replaced(nil, []string{third})
		if got := slices.Sorted(maps.Keys(all)); err != nil || !slices.Equal(got, want) {
			t.Errorf("replaces %q, %v, want %q", got, err, want)
		}
	}

	ends(t, j.Remove(Holding{Key: key, Content: content, MsgID: "m1", ReplacedBy: otherKey}))
	replaces()

	for range 2 {
		ends(t, j.Replace(map[string][]string{third: {"m1", "m2"}}))
	}

	replaces("m1")

	if got := strings.Count(allText(t, dir), third); got != 1 {
		t.Errorf("told %d times\n%s", got, allText(t, dir))
	}

	// Where a state has it again, it is not to be replaced.
	*now = noon.Add(time.Hour)

	ends(t, j.Enter(Holding{Key: key, Content: content, MsgID: "m1"}))
	replaces()
}

// One of which nobody knows what became of it was to replace a message. Who
// goes back from it to that message sends it again, unless it is held since.
func TestDecide_whatALostOneWasToReplace(t *testing.T) {
	t.Parallel()

	back := Query{Key: key, Content: content, ReplacesLost: otherKey}

	for name, c := range map[string]struct {
		query Query
		held  bool
		// another block is to be replaced by the lost key, and was not yet
		another bool
		want    Decision
	}{
		"back":                             {query: back, want: Send},
		"held again":                       {query: back, held: true, want: Record},
		"control: nothing says what it is": {query: asked(), want: Record},
		"only another block wishes so":     {query: Query{Key: key, Content: content, ReplacesLost: strings.Repeat("e", 64)}, another: true, want: Record},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := t.TempDir()
			created(t, dir, asked(), "m1")

			lost, _ := opened(t, dir)
			begin(t, lost, Query{Key: otherKey, Content: content, Replaces: []string{"m1"}})
			ends(t, lost.Close())

			j, now := opened(t, dir)
			*now = noon.Add(time.Minute)

			if c.held {
				ends(t, j.Enter(Holding{Key: key, Content: content, MsgID: "m1", SentAt: noon}))
			}

			if c.another {
				ends(t, j.Remove(Holding{Key: key, Content: content, MsgID: "m1", ReplacedBy: strings.Repeat("e", 64)}))
			}

			wants(t, j, c.query, c.want)
		})
	}
}
