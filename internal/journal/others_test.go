package journal

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// An operation with other triggers, of which it is not known what became of it,
// is told to whoever says the same, unless that comes after it on purpose.
func TestAlike_tellsOfOtherTriggers(t *testing.T) {
	t.Parallel()

	says, third := strings.Repeat("5", 64), strings.Repeat("3", 64)
	with := func(l line) line { l.Key, l.Content, l.Says = otherKey, otherKey, says; return l }
	of := func(l line, campaignID string) line {
		l.CampaignID, l.Part = campaignID, strings.Repeat("1", 64)
		return l
	}
	after := func(l line, names ...string) line { l.After = names; return l }
	under := func(l line) line { l.Key, l.Content = third, third; return l }
	dead := func(lines ...line) told { return told{"dead", ended, lines} }
	begun := with(sent("1", noon))

	for name, c := range map[string]struct {
		files []told
		query func(*Query)
		want  bool
	}{
		"another block":                   {files: []told{dead(begun)}, want: true},
		"nobody looks, the same triggers": {files: []told{dead(begun)}, query: func(q *Query) { q.Says, q.Content = "", otherKey }, want: true},
		"by an earlier version, which did not write what it says": {
			files: []told{dead(func(l line) line { l.Says = ""; return l }(begun))}, query: func(q *Query) { q.Content = otherKey }, want: true,
		},
		"nobody looks":               {files: []told{dead(begun)}, query: func(q *Query) { q.Says = "" }},
		"says something else":        {files: []told{dead(begun)}, query: func(q *Query) { q.Says = third }},
		"without triggers":           {files: []told{dead(begun)}, query: func(q *Query) { q.Content = says }, want: true},
		"of this run":                {files: []told{{"own", living, []line{begun}}}},
		"withdrawn":                  {files: []told{dead(begun, with(withdrawn("1")))}},
		"refused":                    {files: []told{dead(begun, with(result("1", OutcomeRefused, "")))}},
		"only a state had it":        {files: []told{dead(with(held("1", "", noon, noon)))}, want: true},
		"it replaces that":           {files: []told{dead(begun)}, query: func(q *Query) { q.ReplacesLost = otherKey }},
		"it replaces another one":    {files: []told{dead(begun)}, query: func(q *Query) { q.ReplacesLost = third }, want: true},
		"a person passes it":         {files: []told{dead(begun)}, query: func(q *Query) { q.NotDuplicates = []string{"1"} }},
		"what it replaces passes it": {files: []told{dead(begun, under(after(sent("2", noon), "op 1")))}, query: func(q *Query) { q.ReplacesLost = third }},
		"an earlier wish of its own, taken back": {
			files: []told{dead(begun, after(sent("2", noon), "op 1"), result("2", OutcomeRefused, ""), with(held("1", "", noon, noon.Add(time.Minute))))},
			want:  true,
		},
		"what it replaces has come after it, and left it open": {
			files: []told{dead(begun, with(wished(held("1", "", noon, noon), third)))},
			query: func(q *Query) { q.ReplacesLost = third },
		},
		"a wish of a state": {files: []told{dead(begun, with(wished(held("1", "", noon, noon), key)))}},
		"a wish of a state, taken back": {
			files: []told{dead(begun, with(wished(held("1", "", noon, noon), key)), with(held("1", "", noon, noon.Add(time.Minute))))},
			want:  true,
		},
		"a wish of a state for another": {files: []told{dead(begun, with(wished(held("1", "", noon, noon), third)))}, want: true},
		"what another one passes":       {files: []told{dead(begun, under(after(sent("2", noon), "op 1")))}, want: true},
		"an earlier wish of its own":    {files: []told{dead(begun, after(sent("2", noon), "op 1"), result("2", OutcomeRefused, ""))}},
		"after a message that passes":   {files: []told{dead(begun, under(after(sent("2", noon), "op 1")), under(result("2", OutcomeCreated, "m2")))}, query: func(q *Query) { q.Replaces = []string{"m2"} }},
		"a campaign, of another one":    {files: []told{dead(of(begun, "b"))}, query: func(q *Query) { q.CampaignID = "a" }, want: true},
		"a campaign, of the wave before": {
			files: []told{dead(of(begun, "b"), under(of(sent("2", noon), "b")), under(result("2", OutcomeCreated, "m2")))},
			query: func(q *Query) { q.CampaignID, q.Replaces = "a", []string{"m2"} },
		},
		"a campaign, which is to replace that wave": {
			files: []told{dead(of(begun, "b"), with(of(wished(held("1", "", noon, noon), third), "b")))},
			query: func(q *Query) { q.CampaignID = "a" },
		},
		"a message, where a campaign is to replace that wave": {
			files: []told{dead(of(begun, "b"), with(of(wished(held("1", "", noon, noon), third), "b")))}, want: true,
		},
		"a campaign, another message of which replaces that wave": {
			files: []told{
				dead(of(begun, "b"), under(of(sent("2", noon), "b")), under(result("2", OutcomeCreated, "m2"))),
				{"own", living, []line{of(replacing(line{Kind: kindIntent, Op: "3", Key: strings.Repeat("4", 64), Content: strings.Repeat("4", 64)}, "m2"), "a")}},
			},
			query: func(q *Query) { q.CampaignID = "a" },
		},
	} {
		for _, backwards := range []bool{false, true} {
			m := remembers(c.files, backwards)
			q := Query{Key: key, Content: content, Says: says}

			if c.query != nil {
				c.query(&q)
			}

			_, unknown, _ := m.alike(q)
			if got := slices.ContainsFunc(unknown, func(e Entry) bool { return e.Op == "1" }); got != c.want {
				t.Errorf("%s (backwards: %t): told %t, want %t", name, backwards, got, c.want)
			}
		}
	}
}

// What a state tells first and an intent later, which alone says what the
// message says beside its triggers, comes to the same in any order.
func TestMemory_knowsWhatIsSaidInAnyOrder(t *testing.T) {
	t.Parallel()

	says := strings.Repeat("5", 64)
	intent, state := sent("1", noon), held("1", "", noon, noon.Add(time.Minute))
	intent.Says = says

	for _, lines := range [][]line{{intent, state}, {state, intent}} {
		m := remembers([]told{{"dead", ended, lines}}, false)

		if len(m.bySays[says]) != 1 || len(m.bySays[content]) != 0 {
			t.Errorf("%v: %d that say it, %d by their content", lines[0].Kind, len(m.bySays[says]), len(m.bySays[content]))
		}
	}
}

// A run that lives is waited for, whatever its triggers, and what it has told
// since the look is looked at.
func TestDecide_waitsForOtherTriggers(t *testing.T) {
	t.Parallel()

	says, other := strings.Repeat("5", 64), strings.Repeat("6", 64)
	q, again := Query{Key: key, Content: content, Says: says}, Query{Key: other, Content: other, Says: says}

	dir := t.TempDir()
	first, _ := opened(t, dir)
	second, _ := opened(t, dir)

	before := look(t, second, again)

	op, v, err := first.Begin(look(t, first, q), Intent{Says: says})
	if err != nil || v.Decision != Send {
		t.Fatalf("%v, %v", v.Decision, err)
	}

	if _, v, err := second.Begin(before, Intent{Says: says}); err != nil || v.Decision != RefuseRunning {
		t.Errorf("%v, %v", v.Decision, err)
	}

	ends(t, first.End(op, Result{Outcome: OutcomeCreated, MsgID: "m1"}))

	s := wants(t, second, again, Send)
	if _, v, err := second.Begin(before, Intent{Says: says}); err != nil || v.Decision != LookAgain {
		t.Errorf("%v, %v", v.Decision, err)
	}

	if len(s.Told) != 1 || s.Told[0].MsgID != "m1" || !s.Told[0].Retriggered {
		t.Errorf("told %+v", s.Told)
	}

	// Without a look other triggers make another message.
	again.Says = ""
	if s := wants(t, second, again, Send); len(s.Told) != 0 {
		t.Errorf("told %+v", s.Told)
	}
}

// A message that a person has named for an operation, wrongly as it may be,
// stands against others with other triggers, and not against the one that
// replaces it on purpose: the state of that has it as unknown.
func TestAlike_aNamedOneThatIsReplaced(t *testing.T) {
	t.Parallel()

	says := strings.Repeat("5", 64)
	of := func(l line) line { l.Key, l.Content, l.Says = otherKey, otherKey, says; return l }
	began := told{"dead", ended, []line{of(sent("1", noon)), of(result("1", OutcomeUnknown, ""))}}
	named := told{"later", ended, []line{of(byPerson(at(resolved("1", "m1"), 1)))}}

	for replaces, want := range map[string]int{"": 1, otherKey: 0} {
		m := remembers([]told{began, named}, false)

		if _, _, got := m.alike(Query{Key: key, Content: content, Says: says, ReplacesLost: replaces}); len(got) != want {
			t.Errorf("replaces %q: %d named ones stand against it, want %d", replaces, len(got), want)
		}
	}
}
