package journal

import (
	"testing"
	"time"
)

// told are lines of one file, each as its fields beyond those of its operation.
type told struct {
	run   string
	state liveness
	lines []line
}

// underOther is a line of the same content under another key.
func underOther(l line) line {
	l.Key = otherKey
	return l
}

// remembers is the memory of the run "own", which has read some files, the
// first one last if backwards.
func remembers(files []told, backwards bool) *memory {
	m := newMemory("own")

	for i := range files {
		f := files[i]
		if backwards {
			f = files[len(files)-1-i]
		}

		s := m.own
		if f.run != "own" {
			s = &source{run: f.run, state: f.state}
		}

		for _, l := range f.lines {
			l.Run = f.run
			m.add(l, s)
		}
	}

	return m
}

func TestDecide_everyRowOfTheTable(t *testing.T) {
	const week = 7 * 24 * time.Hour

	dead := func(lines ...line) told { return told{"dead", ended, lines} }
	lost := func(lines ...line) told { return told{"lost", gone, lines} }
	live := func(lines ...line) told { return told{"live", living, lines} }
	own := func(lines ...line) told { return told{"own", living, lines} }
	later := func(lines ...line) told { return told{"later", ended, lines} }
	ago := func(d time.Duration) line { return sent("1", noon.Add(-d)) }
	ok := result("1", OutcomeCreated, "m1")

	tests := []struct {
		name  string
		files []told
		want  Decision
		msgid string
		not   []string // msgids in not_duplicate_of
		over  []string // msgids that it replaces
		since string   // the msgid that was imported since
	}{
		{name: "nothing", want: Send},
		{name: "a refusal", files: []told{dead(ago(0), result("1", OutcomeRefused, ""))}, want: Send},
		{name: "a refusal of this run", files: []told{own(ago(0), result("1", OutcomeRefused, ""))}, want: Send},
		{name: "withdrawn", files: []told{live(ago(0), withdrawn("1"))}, want: Send},
		{name: "withdrawn by this run", files: []told{own(ago(0), withdrawn("1"))}, want: Send},
		{name: "a msgid in not_duplicate_of", files: []told{dead(ago(0), ok)}, not: []string{"m1"}, want: Send},

		{name: "a msgid of a dead run", files: []told{dead(ago(time.Hour), ok)}, want: Record, msgid: "m1"},
		{name: "a msgid of a run that lives", files: []told{live(ago(time.Hour), ok)}, want: Record, msgid: "m1"},
		{name: "of two, the later", files: []told{dead(ago(time.Hour), ok, sent("2", noon), result("2", OutcomeCreated, "m2"))}, want: Record, msgid: "m2"},
		{name: "of two, the young one", files: []told{dead(ago(2*week), ok, sent("2", noon), result("2", OutcomeCreated, "m2"))}, want: Record, msgid: "m2"},
		{name: "of two, the one that counts", files: []told{dead(ago(time.Hour), ok, sent("2", noon), result("2", OutcomeCreated, "m2"))}, not: []string{"m2"}, want: Record, msgid: "m1"},
		{name: "a second less than 7 days", files: []told{dead(ago(week-time.Second), ok)}, want: Record, msgid: "m1"},
		{name: "7 days", files: []told{dead(ago(week), ok)}, want: RefuseOld, msgid: "m1"},
		{name: "a year", files: []told{dead(ago(52*week), ok)}, want: RefuseOld, msgid: "m1"},
		{name: "a time in the future", files: []told{dead(ago(-52*week), ok)}, want: Record, msgid: "m1"},
		{name: "a year, in not_duplicate_of", files: []told{dead(ago(52*week), ok)}, not: []string{"m1"}, want: Send},

		{name: "an intent of a dead run", files: []told{dead(ago(52 * week))}, want: LookUp},
		{name: "an intent of a run without lock file", files: []told{lost(ago(0))}, want: LookUp},
		{name: "unknown of a dead run", files: []told{dead(ago(0), result("1", OutcomeUnknown, ""))}, want: LookUp},
		{name: "unknown, then found", files: []told{dead(ago(0), result("1", OutcomeUnknown, "")), later(resolved("1", "m1"))}, want: Record, msgid: "m1"},
		{name: "unknown, then not sent", files: []told{dead(ago(0), result("1", OutcomeUnknown, "")), later(resolved("1", ""))}, want: Send},
		{name: "of two that were named, the last", files: []told{dead(ago(0), result("1", OutcomeUnknown, "")), later(resolved("1", "m2"), held("3", "m1", noon.Add(-time.Hour), noon.Add(time.Minute)))}, want: Record, msgid: "m1"},
		{name: "of two that were named, an import that came last", files: []told{dead(ago(0), result("1", OutcomeUnknown, "")), later(byPerson(at(resolved("1", "m2"), 0)), inPart(held("3", "m1", noon, noon.Add(time.Minute))))}, want: Record, msgid: "m2", since: "m1"},
		{name: "of two that were named, an import, and the first was recorded before", files: []told{dead(ago(0), result("1", OutcomeUnknown, "")), later(byPerson(at(resolved("1", "m2"), 0)), at(resolved("1", "m2"), 2), inPart(held("3", "m1", noon, noon.Add(3*time.Minute))))}, want: Record, msgid: "m2", since: "m1"},
		{name: "of two that were named, the second, and a state had the first", files: []told{dead(ago(0), result("1", OutcomeUnknown, "")), later(byPerson(at(resolved("1", "m2"), 0)), byPerson(at(resolved("1", "m1"), 1)), held("1", "m2", noon, noon.Add(2*time.Minute)))}, want: Record, msgid: "m1"},
		{name: "of two that were named, an import that came first", files: []told{dead(ago(0), result("1", OutcomeUnknown, "")), later(inPart(held("3", "m1", noon, noon.Add(-time.Minute))), byPerson(at(resolved("1", "m2"), 0)))}, want: Record, msgid: "m2"},
		{name: "an import of the one that was named", files: []told{dead(ago(0), result("1", OutcomeUnknown, "")), later(byPerson(at(resolved("1", "m2"), 0)), inPart(held("3", "m2", noon, noon.Add(time.Minute))))}, want: Record, msgid: "m2"},
		{name: "an import that came after WeCom's answer", files: []told{dead(ago(0), ok), later(inPart(held("3", "m9", noon, noon.Add(time.Hour))))}, want: Record, msgid: "m1"},
		{name: "a state has another, of which nobody knows more", files: []told{dead(ago(0), ok), later(held("3", "m9", noon, noon.Add(time.Hour)))}, want: Record, msgid: "m9"},
		{name: "a state has another, which WeCom has answered to another", files: []told{dead(ago(0), ok), dead(underOther(sent("2", noon)), underOther(result("2", OutcomeCreated, "m9"))), later(held("3", "m9", noon, noon.Add(time.Hour)))}, want: Record, msgid: "m1"},
		{name: "a state has only what WeCom has answered to another", files: []told{dead(underOther(sent("2", noon)), underOther(result("2", OutcomeCreated, "m9"))), later(held("3", "m9", noon, noon.Add(time.Hour)))}, want: Record, msgid: "m9"},
		{name: "of two that were named, the last once more", files: []told{dead(ago(0), result("1", OutcomeUnknown, "")), later(held("3", "m1", noon.Add(time.Hour), noon.Add(-time.Minute)), at(resolved("1", "m2"), 0))}, want: Record, msgid: "m2"},
		{name: "not sent, and sent nevertheless", files: []told{dead(ago(0), ok), later(resolved("1", ""))}, want: Record, msgid: "m1"},
		{name: "unknown, and sent later", files: []told{dead(ago(0), sent("2", noon), result("2", OutcomeCreated, "m2"))}, want: Record, msgid: "m2"},

		{name: "an intent of a run that lives", files: []told{live(ago(0))}, want: RefuseRunning},
		{name: "unknown of a run that lives", files: []told{live(ago(0), result("1", OutcomeUnknown, ""))}, want: LookUp},
		{name: "one that lives, one dead", files: []told{live(ago(0)), dead(sent("2", noon))}, want: RefuseRunning},
		{name: "one that lives, one recorded", files: []told{live(ago(0)), dead(sent("2", noon), result("2", OutcomeCreated, "m2"))}, want: RefuseRunning},

		{name: "an intent of this run", files: []told{own(ago(0))}, want: RefuseSameRun},
		{name: "unknown of this run", files: []told{own(ago(0), result("1", OutcomeUnknown, ""))}, want: RefuseSameRun},
		{name: "a msgid of this run", files: []told{own(ago(0), ok)}, want: RefuseSameRun},
		{name: "a msgid of this run, in not_duplicate_of", files: []told{own(ago(0), ok)}, not: []string{"m1"}, want: RefuseSameRun},
		{name: "recorded by this run", files: []told{dead(ago(0), ok), own(resolved("1", "m1"))}, want: RefuseSameRun},

		{name: "removed by an earlier run", files: []told{dead(ago(0), ok), later(held("2", "m1", noon, noon))}, want: Record, msgid: "m1"},
		{name: "removed by this run", files: []told{dead(ago(0), ok), own(held("2", "m1", noon, noon))}, want: Record, msgid: "m1"},
		{name: "only a state knew it", files: []told{later(held("2", "m1", noon, noon))}, want: Record, msgid: "m1"},
		{name: "only a state of this run knew it", files: []told{own(held("2", "m1", noon, noon))}, want: Record, msgid: "m1"},
		{name: "a state whose run lives knew it", files: []told{live(held("2", "m1", noon, noon))}, want: Record, msgid: "m1"},
		{name: "a year, removed now", files: []told{dead(ago(52*week), ok), own(held("2", "m1", noon.Add(-52*week), noon))}, want: Record, msgid: "m1"},
		{name: "a year, removed six days ago", files: []told{later(held("2", "m1", noon.Add(-52*week), noon.Add(-6*24*time.Hour)))}, want: Record, msgid: "m1"},
		{name: "a year, removed 7 days ago", files: []told{later(held("2", "m1", noon.Add(-52*week), noon.Add(-week)))}, want: RefuseOld, msgid: "m1"},
		{name: "removed, and recorded again by this run", files: []told{dead(ago(0), ok), own(held("2", "m1", noon, noon), resolved("1", "m1"))}, want: RefuseSameRun},
		{name: "removed, in not_duplicate_of", files: []told{own(held("2", "m1", noon, noon))}, not: []string{"m1"}, want: Send},
		{name: "unknown, removed by this run", files: []told{own(held("2", "", noon, noon))}, want: LookUp},
		{name: "unknown, removed by a run that lives", files: []told{live(held("2", "", noon, noon))}, want: LookUp},
		{name: "unknown, removed, then not sent", files: []told{live(held("2", "", noon, noon)), later(resolved("2", ""))}, want: Send},
		{name: "unknown of equal content, removed by this run", files: []told{own(underOther(held("2", "", noon, noon)))}, want: Send},

		{name: "replaced by this one", files: []told{dead(ago(0), ok)}, over: []string{"m1"}, want: Send},
		{name: "another one is replaced", files: []told{dead(ago(0), ok)}, over: []string{"m2"}, want: Record, msgid: "m1"},
		{
			name:  "replaced by one that this one replaces",
			files: []told{dead(ago(0), ok, underOther(replacing(sent("2", noon), "m1")), underOther(result("2", OutcomeCreated, "m2")))},
			over:  []string{"m2"}, want: Send,
		},
		{
			name:  "replaced by one that this one does not replace",
			files: []told{dead(ago(0), ok, underOther(replacing(sent("2", noon), "m1")), underOther(result("2", OutcomeCreated, "m2")))},
			want:  Record, msgid: "m1",
		},
		{
			name:  "replaced, and sent again with an outcome that is not known",
			files: []told{dead(ago(0), ok, underOther(replacing(sent("2", noon), "m1")), underOther(result("2", OutcomeCreated, "m2")), replacing(sent("3", noon), "m2"))},
			want:  LookUp,
		},
		{
			// The wish still stands.
			name:  "to be replaced by one that was refused",
			files: []told{dead(ago(0), ok, underOther(replacing(sent("2", noon), "m1")), underOther(result("2", OutcomeCreated, "m2")), replacing(sent("3", noon), "m2"), result("3", OutcomeRefused, ""))},
			want:  Send,
		},
		{
			name:  "to be replaced by one that never came",
			files: []told{dead(ago(0), ok, underOther(replacing(sent("2", noon), "m1")), underOther(result("2", OutcomeCreated, "m2")), underOther(wished(held("3", "m2", noon, noon), key)))},
			want:  Send,
		},
		{
			name:  "to be replaced, and it was",
			files: []told{dead(ago(0), ok, underOther(wished(held("2", "m1", noon, noon), key)), sent("3", noon), result("3", OutcomeCreated, "m3"))},
			want:  Record, msgid: "m3",
		},
		{
			// The edit was taken back: the message is recorded again.
			name: "to be replaced, and held again",
			files: []told{
				dead(ago(time.Hour), ok, underOther(at(replacing(sent("2", noon), "m1"), -50)), underOther(result("2", OutcomeCreated, "m2"))),
				lost(underOther(at(wished(held("3", "m2", noon, noon), key), -40))), later(underOther(at(resolved("2", "m2"), -30))),
			},
			want: Record, msgid: "m1",
		},
		{
			// Another block has it, of the run that has replaced it.
			name: "replaced by one that this one replaces, and held by another block",
			files: []told{
				dead(ago(time.Hour), ok),
				lost(underOther(at(replacing(sent("2", noon), "m1"), -40)), underOther(result("2", OutcomeCreated, "m2")), at(resolved("1", "m1"), -41)),
			},
			over: []string{"m2"}, want: Record, msgid: "m1",
		},
		{
			// It was recorded before it was replaced, as after a lost state.
			name: "replaced by one that this one replaces, after it was found",
			files: []told{
				dead(ago(time.Hour), ok), lost(at(resolved("1", "m1"), -50)),
				later(underOther(at(replacing(sent("2", noon), "m1"), -40)), underOther(result("2", OutcomeCreated, "m2"))),
			},
			over: []string{"m2"}, want: Send,
		},
		{
			name:  "another one is to replace it",
			files: []told{dead(ago(0), ok, wished(held("2", "m1", noon, noon), otherKey))},
			want:  Record, msgid: "m1",
		},
		{
			name:  "two that replace each other",
			files: []told{dead(replacing(ago(0), "m2"), ok, replacing(sent("2", noon), "m1"), result("2", OutcomeCreated, "m2"))},
			over:  []string{"m2"}, want: Send,
		},
		{name: "imported as this one", files: []told{lost(inPart(held("2", "m1", noon, noon)))}, want: RefusePartly, msgid: "m1"},
		{name: "imported as this one, and sent as it", files: []told{lost(inPart(held("2", "m1", noon, noon))), dead(ago(0), ok)}, want: Record, msgid: "m1"},
		{name: "imported as this one, and replaced", files: []told{lost(inPart(held("2", "m1", noon, noon)))}, over: []string{"m1"}, want: Send},
		{name: "found without an operation", files: []told{dead(resolved("x", "m1"))}, want: RefuseOld, msgid: "m1"}, // that told no time

		{name: "equal content sent", files: []told{dead(underOther(ago(0)), underOther(ok))}, want: Send},
		{name: "equal content on its way", files: []told{live(underOther(ago(0)))}, want: RefuseRunning},
		{name: "equal content withdrawn", files: []told{live(underOther(ago(0)), underOther(withdrawn("1")))}, want: Send},
		{name: "equal content of a dead run", files: []told{dead(underOther(ago(0)))}, want: Send},
		{name: "equal content of this run", files: []told{own(underOther(ago(0)))}, want: Send},

		{name: "a later version", files: []told{dead(line{Key: key})}, want: RefuseObscure},
		{name: "a later version, of the content", files: []told{dead(line{Content: content})}, want: RefuseObscure},
		{name: "a later version, of another key", files: []told{dead(line{Key: otherKey})}, want: Send},
		{name: "one operation with two keys", files: []told{dead(underOther(ago(0)), result("1", OutcomeRefused, ""))}, want: RefuseObscure},
	}

	for _, test := range tests {
		for _, backwards := range []bool{false, true} {
			m := remembers(test.files, backwards)
			q := Query{Key: key, Content: content, NotDuplicates: test.not, Replaces: test.over}

			v := m.decide(q, "", m.changes, noon)
			if v.Decision != test.want || v.Entry.MsgID != test.msgid {
				t.Errorf("%s (backwards: %v): %v of %q, want %v of %q", test.name, backwards, v.Decision, v.Entry.MsgID, test.want, test.msgid)
			}

			since := ""
			if imported := m.importedSince(v, q, noon); imported != nil {
				since = imported.MsgID
			}

			if since != test.since {
				t.Errorf("%s (backwards: %v): imported since is %q, want %q", test.name, backwards, since, test.since)
			}

			if v.Decision == LookUp && v.Entry.Lookup.NotBefore != 7 {
				t.Errorf("%s: without what the lookup needs: %+v", test.name, v.Entry)
			}
		}
	}
}

// What others have told between the look and the intent was in no look.
func TestDecide_whatHasComeSinceTheLook(t *testing.T) {
	m := remembers([]told{{"dead", ended, []line{underOther(sent("1", noon))}}}, false)
	since := m.changes

	decides := func(when string, want Decision) {
		t.Helper()

		if v := m.decide(asked(), "self", since, noon); v.Decision != want {
			t.Errorf("%s: %v, want %v", when, v.Decision, want)
		}
	}

	decides("as it was", Send)

	m.add(sent("self", noon), m.own)
	decides("with its own intent", Send)

	other := &source{run: "other", state: ended}
	refused := underOther(result("2", OutcomeRefused, ""))
	refused.Run = "other"
	m.add(refused, other)
	decides("with what was refused", Send)

	intent := underOther(sent("3", noon))
	intent.Run = "other"
	m.add(intent, other)
	decides("with an intent of a run that has died since", LookAgain)

	since = m.changes

	decides("after another look", Send)

	found := underOther(result("3", OutcomeCreated, "m3"))
	found.Run = "other"
	m.add(found, other)
	decides("with a msgid", LookAgain)
}

// A line may stand in the file of its run, and in one into which a person has
// joined it. The lock of the run counts, whichever is read first.
func TestDecide_aLineThatStandsTwice(t *testing.T) {
	run, joined := &source{run: "live", state: living}, &source{run: "joined", state: gone}

	for _, order := range [][]*source{{run, joined}, {joined, run}} {
		m := newMemory("own")

		for _, s := range order {
			l := sent("1", noon)
			l.Run = "live"
			m.add(l, s)
		}

		if v := m.decide(asked(), "", m.changes, noon); v.Decision != RefuseRunning {
			t.Errorf("%s read first: %v", order[0].run, v.Decision)
		}
	}
}

func TestDecision_String(t *testing.T) {
	for d, want := range map[Decision]string{0: "none", Send: "send", RefuseSameRun: "refuse: same run", 99: "none", -1: "none"} {
		if d.String() != want {
			t.Errorf("%d is %q, want %q", int(d), d.String(), want)
		}
	}
}
