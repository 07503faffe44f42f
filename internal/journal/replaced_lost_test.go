package journal

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// of is a message of a campaign with some key.
func of(key, campaignID string) Query {
	return Query{Key: key, Content: content, CampaignID: campaignID, Part: strings.Repeat("1", 64)}
}

// began is one that has begun, at its place.
func began(t *testing.T, j *Journal, q Query) string {
	t.Helper()

	op, v, err := j.Begin(look(t, j, q), Intent{Place: Place{CampaignID: q.CampaignID, Part: q.Part}})
	if err != nil || v.Decision != Send {
		t.Fatalf("%v, %v", v.Decision, err)
	}

	return op
}

// A wave goes back to what an earlier one has said, and nobody knew what had
// become of a message of that when it was replaced: it does not stand against
// the wave that comes after it on purpose, and is a question to every other.
func TestDecide_aLostOneOfAnEarlierWave(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		single     bool   // a message that stands alone
		replacedBy string // what was to replace the lost one
		between    bool   // that was sent
		back       bool   // and replaced by the first key again
		replace    bool   // or what it was to replace is handed on
		want       Decision
	}{
		"back over a wave that was sent":                  {replacedBy: otherKey, between: true, back: true, want: Send},
		"back over one that was not":                      {replacedBy: otherKey, replace: true, want: Send},
		"nobody says that it goes back":                   {replacedBy: otherKey, between: true, want: RefuseFollowed},
		"what was to replace it was not sent":             {replacedBy: otherKey, want: LookUp},
		"not known by what it was replaced":               {replacedBy: NotKnown, replace: true, want: LookUp},
		"control: it was not replaced":                    {replace: true, want: LookUp},
		"one that stands alone may be an edit taken back": {single: true, replacedBy: otherKey, between: true, back: true, want: LookUp},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := t.TempDir()
			first, second, third := of(key, "1"), of(otherKey, "2"), of(key, "3")

			if c.single {
				first, second, third = asked(), Query{Key: otherKey, Content: content}, asked()
			}

			lost, _ := opened(t, dir)
			ends(t, lost.End(began(t, lost, first), Result{Outcome: OutcomeUnknown}))
			ends(t, lost.Close())

			j, now := opened(t, dir)
			*now = noon.Add(time.Hour)
			held := func(q Query, msgid, replacedBy string) Holding {
				return Holding{Key: q.Key, Content: q.Content, MsgID: msgid, ReplacedBy: replacedBy, Intent: Intent{Place: Place{CampaignID: q.CampaignID, Part: q.Part}}}
			}

			if c.replacedBy != "" {
				ends(t, j.Remove(held(first, "", c.replacedBy)))
			}

			if c.between {
				ends(t, j.End(began(t, j, second), Result{Outcome: OutcomeCreated, MsgID: "m2"}))
			}

			ends(t, j.Close())

			j, now = opened(t, dir)
			*now = noon.Add(2 * time.Hour)

			if c.back {
				ends(t, j.Remove(held(second, "m2", key)))
			}

			for range 2 {
				if c.replace {
					ends(t, j.Replace(map[string][]string{key: nil}))
				}
			}

			s := wants(t, j, third, c.want)

			// What comes after it knows of it, and it is told only once.
			if got := len(s.Before); (got == 1) != (c.want == Send) {
				t.Errorf("it comes after %d", got)
			}

			if c.want == RefuseFollowed && !slices.Equal(s.Entry.Later, []string{"m2"}) {
				t.Errorf("later ones: %q", s.Entry.Later)
			}

			text := allText(t, dir)
			if got := strings.Count(text, `"replaced_by":"`+key+`"`); c.replace && got > 1 {
				t.Errorf("told %d times\n%s", got, text)
			}

			// So does a run that reads the same later, and nothing begins a
			// second time.
			if c.want != Send {
				return
			}

			ends(t, j.End(began(t, j, third), Result{Outcome: OutcomeUnknown}))
			ends(t, j.Close())

			j, now = opened(t, dir)
			*now = noon.Add(3 * time.Hour)

			wants(t, j, of(key, "4"), LookUp)

			// What WeCom's list shows may be either of the two.
			if _, open, err := j.Alike(key, "", ""); err != nil || len(open) != 1 || !open[0].StartedAt.Equal(noon) {
				t.Errorf("alike: %v, %v", open, err)
			}
		})
	}
}

// A message of a campaign was told from another one, and sent after it: as a
// wave that came before the one before it was removed. Where that is asked for
// again, nobody says whether it is to be sent.
func TestDecide_whatOneCameAfter(t *testing.T) {
	t.Parallel()

	dir := t.TempDir()
	first, _ := opened(t, dir)
	ends(t, first.End(began(t, first, of(key, "1")), Result{Outcome: OutcomeCreated, MsgID: "m1"}))
	ends(t, first.Close())

	j, now := opened(t, dir)
	*now = noon.Add(time.Hour)
	after := of(otherKey, "2")
	after.NotDuplicates = []string{"m1"}
	ends(t, j.End(began(t, j, after), Result{Outcome: OutcomeCreated, MsgID: "m2"}))
	ends(t, j.Close())

	j, now = opened(t, dir)
	*now = noon.Add(2 * time.Hour)

	if s := wants(t, j, of(key, "3"), RefuseFollowed); !slices.Equal(s.Entry.Later, []string{"m2"}) {
		t.Errorf("later ones: %q", s.Entry.Later)
	}

	// Where a state has it since, it is no wave before.
	ends(t, j.Enter(Holding{Key: key, Content: content, MsgID: "m1"}))
	wants(t, j, of(key, "3"), Record)
}

// Of another campaign, with the same content to others, that is no wave: other
// triggers make one.
func TestDecide_whatWasOnlyToldApart(t *testing.T) {
	t.Parallel()

	others := strings.Repeat("9", 64)

	for name, c := range map[string]struct {
		content, cut string
		want         Decision
	}{
		"the same content, to others":    {content: content, cut: others, want: Record},
		"other triggers, to others":      {content: otherKey, cut: others, want: RefuseFollowed},
		"the same content, to the same":  {content: content, cut: key, want: RefuseFollowed},
		"the same content, not told who": {content: content, want: RefuseFollowed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := t.TempDir()

			sends := func(q Query, cut, msgid string) {
				j, _ := opened(t, dir)
				op, _, err := j.Begin(look(t, j, q), Intent{Place: Place{CampaignID: q.CampaignID, Part: q.Part, Cut: cut}})
				ends(t, err)
				ends(t, j.End(op, Result{Outcome: OutcomeCreated, MsgID: msgid}))
				ends(t, j.Close())
			}

			sends(of(key, "1"), key, "m1")

			after := of(otherKey, "2")
			after.Content, after.NotDuplicates = c.content, []string{"m1"}
			sends(after, c.cut, "m2")

			j, now := opened(t, dir)
			*now = noon.Add(2 * time.Hour)

			wants(t, j, of(key, "3"), c.want)
		})
	}
}

// A run was killed, and its state lost, before it could say what became of a
// message. The campaign that was created again holds that, and the next wave
// replaces it: nobody asks about it then, in whatever run of that wave.
func TestRemove_whatACampaignWasBeforeItsStateWasLost(t *testing.T) {
	t.Parallel()

	says, cut := strings.Repeat("5", 64), strings.Repeat("6", 64)
	at := func(key, content, campaignID, part string) Query {
		return Query{Key: key, Content: content, Says: says, Cut: cut, CampaignID: campaignID, Part: strings.Repeat(part, 64)}
	}
	wave := strings.Repeat("3", 64)

	for name, c := range map[string]struct {
		takenUp bool
		want    Decision
	}{
		"it was taken up":          {takenUp: true, want: Send},
		"of another one (control)": {want: RefuseBeside},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := t.TempDir()
			j, _ := opened(t, dir)

			var sent string

			for i, q := range []Query{at(otherKey, content, "1", "2"), at(key, content, "1", "1")} {
				op, v, err := j.Begin(look(t, j, q), Intent{Place: Place{CampaignID: "1", Part: q.Part, Cut: cut}, Says: says})
				if err != nil || v.Decision != Send {
					t.Fatalf("%v, %v", v.Decision, err)
				}

				if i == 0 {
					ends(t, j.End(op, Result{Outcome: OutcomeCreated, MsgID: "m1"}))

					sent = op
				}
			}

			ends(t, j.Close())

			j, _ = opened(t, dir)
			if c.takenUp {
				_, err := j.OfCampaign("2", "", content)
				ends(t, err)
				ends(t, j.TakeUp(sent, "2"))
			}

			ends(t, j.Close())

			j, _ = opened(t, dir)
			q := at(wave, wave, "3", "1")
			ends(t, j.Remove(Holding{Key: key, Content: content, ReplacedBy: wave, Intent: Intent{Place: Place{CampaignID: "2", Part: q.Part, Cut: cut}}}))
			ends(t, j.Close())

			j, _ = opened(t, dir)
			wants(t, j, q, c.want)
		})
	}
}
