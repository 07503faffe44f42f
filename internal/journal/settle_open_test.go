package journal

import (
	"syscall"
	"testing"
	"time"
)

// unwritten is a run that has sent a message, and on whose disk the result
// found no room.
func unwritten(t *testing.T, dir string, q Query, msgid string, lookup Lookup) {
	t.Helper()

	j, disk := withFaulty(t, dir)

	op, v, err := j.Begin(look(t, j, q), Intent{Recipients: 3, Lookup: lookup})
	if err != nil || v.Decision != Send {
		t.Fatalf("%v, %v", v.Decision, err)
	}

	disk.takes, disk.fails = 40, syscall.ENOSPC

	if err := j.End(op, Result{Outcome: OutcomeCreated, MsgID: msgid, SentAt: noon}); err == nil {
		t.Fatal("the result was written")
	}

	ends(t, j.Close())
}

// atNoon is the lookup of a message that is sent at noon.
func atNoon() Lookup {
	return Lookup{NotBefore: noon.Add(-time.Second).Unix(), RequestTimeout: 30 * time.Second}
}

// A result that was not written is told by the state that has the message: an
// edit and back is three messages, as where it was written.
func TestEnter_tellsWhatBecameOfAnIntent(t *testing.T) {
	t.Parallel()

	a, b := Query{Key: key, Content: content}, Query{Key: otherKey, Content: content}

	for name, c := range map[string]struct {
		lose  string
		enter bool
		want  Decision
	}{
		"the first one":                       {"m1", true, Send},
		"the one that replaces it":            {"m2", true, Send},
		"control: the first, no state tells":  {"m1", false, LookUp},
		"control: the second, no state tells": {"m2", false, Record},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := t.TempDir()

			send := func(q Query, msgid string) {
				if c.lose == msgid {
					unwritten(t, dir, q, msgid, atNoon())
					return
				}

				created(t, dir, q, msgid)
			}

			enter := func(q Query, msgid string) {
				j, _ := opened(t, dir)
				if c.enter {
					ends(t, j.Enter(Holding{Key: q.Key, Content: q.Content, MsgID: msgid, SentAt: noon}))
				}

				ends(t, j.Close())
			}

			send(a, "m1")
			enter(a, "m1")

			b := b
			b.Replaces = []string{"m1"}

			send(b, "m2")
			enter(b, "m2")

			j, _ := opened(t, dir)
			back := a
			back.Replaces = []string{"m2"}
			wants(t, j, back, c.want)

			// A lost state is not an edit: what is there is recorded.
			if c.enter {
				wants(t, j, b, Record)
			}
		})
	}
}

// Whatever is not certain leaves the outcome open.
func TestEnter_leavesAnIntentOpen(t *testing.T) {
	t.Parallel()

	lookup := func(change func(*Lookup)) Lookup {
		l := atNoon()
		change(&l)

		return l
	}

	for name, c := range map[string]struct {
		lookup Lookup
		held   Holding
		before func(*testing.T, string)
		open   bool
	}{
		"certain":             {lookup: atNoon()},
		"created much later":  {lookup: atNoon(), held: Holding{SentAt: noon.Add(time.Hour)}, open: true},
		"created before":      {lookup: atNoon(), held: Holding{SentAt: noon.Add(-time.Minute)}, open: true},
		"an import":           {lookup: atNoon(), held: Holding{Words: otherKey}, open: true},
		"no time of WeCom":    {lookup: lookup(func(l *Lookup) { l.NotBefore = 0 }), open: true},
		"it was there before": {lookup: lookup(func(l *Lookup) { l.Known = []string{"m1"} }), open: true},
		"of another key": {lookup: atNoon(), open: true, before: func(t *testing.T, dir string) {
			t.Helper()
			created(t, dir, Query{Key: otherKey, Content: content}, "m1")
		}},
		"held as another key": {lookup: atNoon(), open: true, before: func(t *testing.T, dir string) {
			t.Helper()
			put(t, dir, "earlier.jsonl", `{"v":1,"kind":"held","time":"2026-03-02T12:00:01Z","run":"earlier","op":"earlier-1","key":"`+otherKey+`","content":"`+content+`","msgid":"m1","sent_at":"2026-03-02T12:00:00Z"}`+"\n")
		}},
		"found by a run": {lookup: atNoon(), open: true, before: func(t *testing.T, dir string) {
			t.Helper()
			put(t, dir, "earlier.jsonl", `{"v":1,"kind":"resolved","time":"2026-03-02T12:00:01Z","run":"earlier","op":"earlier-1","key":"`+key+`","content":"`+content+`","msgid":"m1","sent_at":"2026-03-02T12:00:00Z"}`+"\n")
		}},
		"of another intent": {lookup: atNoon(), open: true, before: func(t *testing.T, dir string) {
			t.Helper()

			named := `"time":"2026-03-02T12:00:01Z","run":"earlier","op":"earlier-1","key":"` + key + `","content":"` + content + `"`
			put(t, dir, "earlier.jsonl", `{"v":1,"kind":"intent",`+named+`}`+"\n"+`{"v":1,"kind":"held",`+named+`,"msgid":"m1","sent_at":"2026-03-02T12:00:00Z"}`+"\n")
		}},
		"open only in a state": {open: true, before: func(t *testing.T, dir string) {
			t.Helper()
			put(t, dir, "earlier.jsonl", `{"v":1,"kind":"held","time":"2026-03-02T12:00:01Z","run":"earlier","op":"earlier-1","key":"`+key+`","content":"`+content+`","sent_at":"2026-03-02T12:00:00Z","lookup":{"not_before":1772452799,"request_timeout":30000000000}}`+"\n")
		}},
		"a run that lives": {open: true, before: func(t *testing.T, dir string) {
			t.Helper()

			j, _ := opened(t, dir)
			if _, _, err := j.Begin(look(t, j, asked()), Intent{Lookup: atNoon()}); err != nil {
				t.Fatal(err)
			}
		}},
		"entered already": {lookup: atNoon(), before: func(t *testing.T, dir string) {
			t.Helper()
			put(t, dir, "earlier.jsonl", `{"v":1,"kind":"held","time":"2026-03-02T12:00:01Z","run":"earlier","op":"earlier-1","key":"`+key+`","content":"`+content+`","msgid":"m1","sent_at":"2026-03-02T12:00:00Z"}`+"\n")
		}},
		"one of two": {lookup: atNoon(), open: true, before: func(t *testing.T, dir string) {
			t.Helper()
			put(t, dir, "earlier.jsonl", `{"v":1,"kind":"intent","time":"2026-03-02T11:59:59Z","run":"earlier","op":"earlier-1","key":"`+key+`","content":"`+content+`","lookup":{"not_before":1772452790,"request_timeout":30000000000}}`+"\n")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := t.TempDir()

			if c.lookup.RequestTimeout != 0 {
				unwritten(t, dir, asked(), "m1", c.lookup)
			}

			if c.before != nil {
				c.before(t, dir)
			}

			h := c.held
			h.Key, h.Content, h.MsgID = key, content, "m1"

			if h.SentAt.IsZero() {
				h.SentAt = noon
			}

			j, _ := opened(t, dir)
			replaced := asked()
			replaced.Replaces = []string{"m1"}

			if look(t, j, replaced); (j.memory.outcomeOf(h) == nil) != c.open {
				t.Errorf("it is the outcome of %v, open want %v", j.memory.outcomeOf(h), c.open)
			}

			ends(t, j.Enter(h))

			s := look(t, j, replaced)
			if got := s.Decision != Send; got != c.open {
				t.Errorf("%v: open is %v, want %v\n%s", s.Decision, got, c.open, allText(t, dir))
			}
		})
	}
}
