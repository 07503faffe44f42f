package journal

import (
	"testing"
	"time"
)

// Two blocks have the same message, and the second names that of the first as
// none of its own. Whatever comes first once the states are lost, each has what
// it had.
func TestDecide_twoBlocksWithOneMessage(t *testing.T) {
	t.Parallel()

	second := asked()
	second.NotDuplicates = []string{"m1"}

	for name, c := range map[string]struct {
		order     []Query
		want      []string
		destroyed bool
	}{
		"the first comes first":     {[]Query{asked(), second}, []string{"m1", "m2"}, false},
		"the second comes first":    {[]Query{second, asked()}, []string{"m2", "m1"}, false},
		"destroyed, and the first":  {[]Query{asked(), second}, []string{"m1", "m2"}, true},
		"destroyed, and the second": {[]Query{second, asked()}, []string{"m2", "m1"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := t.TempDir()
			created(t, dir, asked(), "m1")
			created(t, dir, second, "m2")

			j, now := opened(t, dir)
			*now = noon.Add(time.Hour)

			// A destroy before that says of each that a state had it.
			if c.destroyed {
				for i, msgid := range []string{"m1", "m2"} {
					ends(t, j.Remove(Holding{Key: key, Content: content, MsgID: msgid, SentAt: noon.Add(time.Duration(i) * time.Minute)}))
				}
			}

			for i, q := range c.order {
				s := wants(t, j, q, Record)
				if s.Entry.MsgID != c.want[i] {
					t.Errorf("block %d records %s, want %s", i, s.Entry.MsgID, c.want[i])
				}

				ends(t, j.Resolve(Resolution{Op: s.Entry.Op, Key: key, Content: content, MsgID: s.Entry.MsgID, SentAt: noon}))
			}

			// A third one is one too many.
			wants(t, j, asked(), RefuseSameRun)
		})
	}
}
