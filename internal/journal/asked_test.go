package journal

import (
	"testing"
	"time"
)

// The people of an operation are those of a message only by WeCom's own word.
func TestAsked_isWeComsWordOnly(t *testing.T) {
	for name, row := range map[string]struct {
		tell func(t *testing.T, j *Journal, op string)
		want bool
	}{
		"it was answered": {
			tell: func(t *testing.T, j *Journal, op string) {
				ends(t, j.End(op, Result{Outcome: OutcomeCreated, MsgID: "m1"}))
			},
			want: true,
		},
		"a person has named it": {
			tell: func(t *testing.T, j *Journal, op string) {
				ends(t, j.End(op, Result{Outcome: OutcomeUnknown}))
				ends(t, j.Resolve(Resolution{Op: op, Key: key, Content: content, MsgID: "m1"}))
			},
		},
		"a person has named it as one that was answered otherwise": {
			tell: func(t *testing.T, j *Journal, op string) {
				ends(t, j.End(op, Result{Outcome: OutcomeCreated, MsgID: "m2"}))
				ends(t, j.Resolve(Resolution{Op: op, Key: key, Content: content, MsgID: "m1"}))
			},
		},
		"a state holds it": {
			tell: func(t *testing.T, j *Journal, op string) {
				ends(t, j.Withdraw(op))
				ends(t, j.Enter(Holding{Key: key, Content: content, MsgID: "m1", SentAt: noon, Intent: Intent{Who: "who"}}))
			},
		},
		"an import": {
			tell: func(t *testing.T, j *Journal, op string) {
				ends(t, j.Withdraw(op))
				ends(t, j.Enter(Holding{Key: key, Content: content, MsgID: "m1", SentAt: noon, Words: content, Intent: Intent{Who: "who"}}))
			},
		},
		"a person has named it for one that a state holds": {
			tell: func(t *testing.T, j *Journal, op string) {
				ends(t, j.Withdraw(op))
				ends(t, j.Enter(Holding{Key: key, Content: content, SentAt: noon, Intent: Intent{Who: "who"}}))
				ends(t, j.Resolve(Resolution{Key: key, Content: content, MsgID: "m1"}))
			},
		},
		"a state holds it that is to be replaced": {
			tell: func(t *testing.T, j *Journal, op string) {
				ends(t, j.Withdraw(op))
				ends(t, j.Enter(Holding{Key: key, Content: content, MsgID: "m1", SentAt: noon, ReplacedBy: otherKey, Intent: Intent{Who: "who"}}))
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			j, _ := opened(t, dir)

			op, _, err := j.Begin(look(t, j, asked()), Intent{Who: "who"})
			ends(t, err)
			row.tell(t, j, op)

			later, _ := opened(t, dir)
			look(t, later, asked())

			for _, one := range []*Journal{j, later} {
				if e, ok := one.Asked("m1"); ok != row.want || ok && e.Who != "who" {
					t.Errorf("%v, want %v: %+v", ok, row.want, e)
				}

				if all := one.Claiming("m1"); len(all) == 0 {
					t.Error("nobody claims it")
				}

				for _, told := range look(t, one, asked()).Told {
					if told.MsgID == "m1" && (told.Who != "") != row.want {
						t.Errorf("told with %q, want it where WeCom has answered", told.Who)
					}
				}
			}
		})
	}
}

// A later run, without the state of the first, has recorded the message. Who
// has asked for it still knows its people, in whatever order files are read.
func TestAsked_ofAMessageThatWasRecordedAgain(t *testing.T) {
	dir := t.TempDir()

	first, _ := opened(t, dir)
	op, _, err := first.Begin(look(t, first, asked()), Intent{Who: "who", Place: Place{CampaignID: "first", Part: otherKey, Cut: otherKey}})
	ends(t, err)
	ends(t, first.End(op, Result{Outcome: OutcomeCreated, MsgID: "m1"}))
	ends(t, first.Close())

	again, _ := opened(t, dir)
	ends(t, again.Resolve(Resolution{Op: op, Key: key, Content: content, MsgID: "m1", SentAt: noon}))
	ends(t, again.Close())

	for range 20 { // directories are read in no order
		later, _ := opened(t, dir)

		for _, told := range look(t, later, asked()).Told {
			if told.MsgID != "m1" || told.Who != "who" || told.Place.Cut != otherKey {
				t.Errorf("told %+v", told)
			}
		}

		if e, ok := later.Asked("m1"); !ok || e.Who != "who" {
			t.Errorf("asked %t: %+v", ok, e)
		}
	}
}

// A person's word for a block is in doubt where another message was named or
// imported for it since; what WeCom has answered is not.
func TestClaiming_doubted(t *testing.T) {
	imported := Holding{Key: key, Content: content, MsgID: "m2", SentAt: noon, Words: content, Intent: Intent{Who: "who"}}
	held := imported
	held.Words = ""

	name := func(t *testing.T, j *Journal, op, msgid string) {
		t.Helper()
		ends(t, j.Resolve(Resolution{Op: op, Key: key, Content: content, MsgID: msgid, Named: true}))
	}

	for text, row := range map[string]struct {
		tell func(t *testing.T, j *Journal, op string)
		want bool
	}{
		"named":                   {tell: func(*testing.T, *Journal, string) {}},
		"another is held":         {tell: func(t *testing.T, j *Journal, _ string) { t.Helper(); ends(t, j.Enter(held)) }},
		"another was imported":    {tell: func(t *testing.T, j *Journal, _ string) { t.Helper(); ends(t, j.Enter(imported)) }, want: true},
		"another was named since": {tell: func(t *testing.T, j *Journal, op string) { t.Helper(); name(t, j, op, "m2") }, want: true},
		"it was named once more since": {tell: func(t *testing.T, j *Journal, op string) {
			t.Helper()
			ends(t, j.Enter(imported))

			later, now := opened(t, j.dir)
			*now = now.Add(time.Hour)

			look(t, later, asked())
			name(t, later, op, "m1")
		}},
	} {
		t.Run(text, func(t *testing.T) {
			dir := t.TempDir()
			j, _ := opened(t, dir)

			op, _, err := j.Begin(look(t, j, asked()), Intent{Who: "who"})
			ends(t, err)
			ends(t, j.End(op, Result{Outcome: OutcomeUnknown}))

			later, now := opened(t, dir)
			look(t, later, asked())
			name(t, later, op, "m1")

			*now = now.Add(time.Minute)

			row.tell(t, later, op)

			last, _ := opened(t, dir)

			all := last.Claiming("m1")
			if len(all) == 0 || all[0].Doubted != row.want {
				t.Errorf("doubted %+v, want %t", all, row.want)
			}
		})
	}
}
