package journal

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// What was sent with other triggers to the same people is a question to whoever
// asks for such a wave, unless it replaces that.
func TestDecide_theWaveOfAnotherDay(t *testing.T) {
	t.Parallel()

	says, cut, other := strings.Repeat("5", 64), strings.Repeat("6", 64), strings.Repeat("7", 64)
	wave := func(key string, change func(*Query)) Query {
		q := of(key, key[:1])
		q.Content, q.Says, q.Cut = key, says, cut

		if change != nil {
			change(&q)
		}

		return q
	}

	for name, c := range map[string]struct {
		change  func(*Query)
		after   time.Duration
		sameRun bool
		outcome Outcome
		want    Decision
	}{
		"another wave":                 {want: RefuseBeside},
		"it replaces that":             {change: func(q *Query) { q.Replaces = []string{"m1"} }, want: Send},
		"a person has told it from it": {change: func(q *Query) { q.NotDuplicates = []string{"m1"} }, want: Send},
		"another part":                 {change: func(q *Query) { q.Part = other }, want: Send},
		"other people":                 {change: func(q *Query) { q.Cut = other }, want: Send},
		"another text":                 {change: func(q *Query) { q.Says = other }, want: Send},
		"nobody looks":                 {change: func(q *Query) { q.Says, q.Cut = "", "" }, want: Send},
		"long ago":                     {after: aWaveAgo + time.Hour, want: Send},
		"not long ago":                 {after: aWaveAgo - time.Hour, want: RefuseBeside},
		"of this run":                  {sameRun: true, want: Send},
		"refused":                      {outcome: OutcomeRefused, want: Send},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := t.TempDir()
			first, _ := opened(t, dir)
			q := wave(key, nil)

			op, _, err := first.Begin(look(t, first, q), Intent{Place: Place{CampaignID: q.CampaignID, Part: q.Part, Cut: cut}, Says: says})
			ends(t, err)

			result := Result{Outcome: OutcomeCreated, MsgID: "m1", SentAt: noon}
			if c.outcome != "" {
				result = Result{Outcome: c.outcome}
			}

			ends(t, first.End(op, result))

			j := first

			if !c.sameRun {
				ends(t, first.Close())

				var now *time.Time

				j, now = opened(t, dir)
				*now = noon.Add(max(c.after, time.Hour))
			}

			if s := wants(t, j, wave(otherKey, c.change), c.want); c.want == RefuseBeside && !slices.Equal(s.Entry.Later, []string{"m1"}) {
				t.Errorf("names %q", s.Entry.Later)
			}
		})
	}
}
