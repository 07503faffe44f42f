package journal

import (
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

		if got, err := j.Replaced(third); err != nil || !slices.Equal(got, want) {
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
