package journal

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

func good(op, key string) string {
	return fmt.Sprintf(`{"v":1,"kind":"intent","time":"2026-03-02T11:00:00Z","run":"r","op":%q,"key":%q,"content":%q}`, op, key, content)
}

func TestParse_whatIsNotUnderstoodCountsByItsNames(t *testing.T) {
	tests := []struct {
		name, text string
		how        legibility
		kind       kind
	}{
		{"whole", good("1", key), legible, kindIntent},
		{"a field more", strings.Replace(good("1", key), `"v":1`, `"v":1,"new":[1]`, 1), legible, kindIntent},
		{"a later version", strings.Replace(good("1", key), `"v":1`, `"v":2`, 1), legible, kindObscure},
		{"a version in words", strings.Replace(good("1", key), `"v":1`, `"v":"two"`, 1), legible, kindObscure},
		{"no version", strings.Replace(good("1", key), `"v":1,`, ``, 1), legible, kindObscure},
		{"an unknown kind", strings.Replace(good("1", key), `intent`, `wish`, 1), legible, kindObscure},
		{"no operation", good("", key), legible, kindObscure},
		{"a field of another type", strings.Replace(good("1", key), `"op"`, `"errcode":"x","op"`, 1), legible, kindObscure},
		{"a later version with a key only", `{"v":9,"key":"` + key + `","content":{"sha512":"x"},"time":7}`, legible, kindObscure},
		{"a later version with neither", `{"v":9,"kind":"intent","hash":"` + key + `"}`, silent, ""},
		{"created without a msgid", `{"v":1,"kind":"result","op":"1","key":"k","content":"c","outcome":"created"}`, legible, kindObscure},
		{"an unknown outcome", `{"v":1,"kind":"result","op":"1","key":"k","content":"c","outcome":"late"}`, legible, kindObscure},
		{"resolved as nothing", `{"v":1,"kind":"resolved","op":"1","key":"k","content":"c"}`, legible, kindObscure},
		{"half a line", good("1", key)[:40], torn, ""},
		{"a key that is none", strings.Replace(good("1", key), key[:2], "zz", 1), damaged, ""},
		{"a msgid that is none", `{"v":1,"kind":"held","op":"1","key":"` + key + `","content":"` + content + `","msgid":"m 1"}`, damaged, ""},
		{"two lines in one", good("1", key) + good("2", key), damaged, ""},
		{"a list", `[1]`, damaged, ""},
		{"null", `null`, damaged, ""},
		{"garbage", "\xff\x00{", damaged, ""},
	}

	for _, test := range tests {
		l, how := parse([]byte(test.text))
		if how != test.how || l.Kind != test.kind {
			t.Errorf("%s: kind %q, %v, want %q, %v", test.name, l.Kind, how, test.kind, test.how)
		}
	}
}

// The journal of an old run is read by every later version: its form is fixed.
func TestLines_asDocumented(t *testing.T) {
	dir := t.TempDir()

	j, err := Open(dir, Options{Now: func() time.Time { return noon }, Random: counting(7)})
	ends(t, err)

	defer j.Close()

	op, _, err := j.Begin(look(t, j, asked()), Intent{Place: Place{CampaignID: "c1"}, Recipients: 3, Lookup: Lookup{NotBefore: 1772452800, RequestTimeout: 30 * time.Second, Known: []string{"m0"}}})
	ends(t, err)
	ends(t, j.End(op, Result{Outcome: OutcomeCreated, MsgID: "m1", SentAt: noon.Add(time.Second)}))

	q := Query{Key: "v1:" + otherKey, Content: content}
	ends(t, j.End(begin(t, j, q), Result{Outcome: OutcomeRefused, ErrCode: 41048}))
	ends(t, j.Withdraw(begin(t, j, q)))
	ends(t, j.Resolve(Resolution{Op: "op0", Key: otherKey, Content: content, NotSent: true}))

	const run = "20260302T120000.000Z-07070707070707070707070707070707"

	same := func(op, key string) string {
		return `"time":"2026-03-02T12:00:00Z","run":"` + run + `","op":"` + op + `","key":"` + key + `","content":"` + content + `"`
	}

	unique := countingHex(7)
	want := strings.Join([]string{
		`{"v":1,"kind":"intent",` + same(unique+"-1", key) + `,"campaign_id":"c1","recipients":3,"lookup":{"not_before":1772452800,"request_timeout":30000000000,"known":["m0"]}}`,
		`{"v":1,"kind":"result",` + same(unique+"-1", key) + `,"campaign_id":"c1","outcome":"created","msgid":"m1","sent_at":"2026-03-02T12:00:01Z"}`,
		`{"v":1,"kind":"intent",` + same(unique+"-2", q.Key) + `,"recipients":3,"lookup":{"not_before":0,"request_timeout":0}}`,
		`{"v":1,"kind":"result",` + same(unique+"-2", q.Key) + `,"outcome":"refused","errcode":41048}`,
		`{"v":1,"kind":"intent",` + same(unique+"-3", q.Key) + `,"recipients":3,"lookup":{"not_before":0,"request_timeout":0}}`,
		`{"v":1,"kind":"withdrawn",` + same(unique+"-3", q.Key) + `}`,
		`{"v":1,"kind":"resolved",` + same("op0", otherKey) + `,"not_sent":true}`,
	}, "\n") + "\n"

	if got := textOf(t, j.dataPath(run)); got != want {
		t.Errorf("the journal holds\n%s\nwant\n%s", got, want)
	}

	ends(t, j.Close())

	later, _ := opened(t, dir)
	ends(t, later.Remove(Holding{Key: key, Content: content, MsgID: "m1", SentAt: noon}))

	want = `{"v":1,"kind":"held","time":"2026-03-02T12:00:00Z","run":"` + later.Run() + `","op":"` + later.unique + `-1","key":"` + key + `","content":"` + content + `","msgid":"m1","sent_at":"2026-03-02T12:00:00Z"}` + "\n"
	if got := textOf(t, later.dataPath(later.Run())); got != want {
		t.Errorf("the journal holds\n%s\nwant\n%s", got, want)
	}
}

// Whatever a file holds, it is read without harm, and each good line in it
// counts.
func TestRead_damage(t *testing.T) {
	long := strings.Repeat("x", maxLine)

	tests := []struct {
		name, text string
		damaged    int
		want       Decision
	}{
		{"nothing", "", 0, Send},
		{"a whole line", good("1", key) + "\n", 0, LookUp},
		{"a line without its break", good("1", key), 0, LookUp},
		{"a torn line", good("1", key)[:60], 0, Send},
		{"two lines in one", good("1", otherKey) + good("2", otherKey), 1, Send},
		{"garbage at the end", good("1", key) + "\n\xff\xfe", 1, LookUp},
		{"a torn line, and one after it", good("1", otherKey)[:60] + "~\n" + good("1", key) + "\n", 0, LookUp},
		{"a line that was cut off", good("1", otherKey)[:60] + "\n" + good("1", key) + "\n", 1, LookUp},
		{"a mark of an editor", "\xef\xbb\xbf" + good("1", key) + "\n", 0, LookUp},
		{"UTF-16", "\xff\xfe" + strings.Join(strings.Split(good("1", key)+"\n", ""), "\x00"), 1, Send},
		{"a good line before a torn one", good("1", key) + "\n" + good("2", key)[:50], 0, LookUp},
		{"a good line before garbage", good("1", key) + "\n\xff\xfe\n", 1, LookUp},
		{"a good line after garbage", "garbage\n\n\n{}\n" + good("1", key) + "\n", 2, LookUp},
		{"a good line with zeros around it", strings.Repeat("\x00", 4096) + good("1", key) + "\x00\n", 1, LookUp},
		{"zeros at the end", good("1", key) + "\n" + strings.Repeat("\x00", 4096), 0, LookUp},
		{"zeros only", strings.Repeat("\x00", 4096), 0, Send},
		{"zeros in place of a line", good("1", otherKey) + "\n" + strings.Repeat("\x00", 400) + good("2", key) + "\n", 1, LookUp},
		{"Windows line breaks", good("1", key) + "\r\n", 0, LookUp},
		{"a good line after one that is too long", long + "\n" + good("1", key) + "\n", 1, LookUp},
		{"a good line before one that is too long and torn", good("1", key) + "\n" + long + long, 1, LookUp},
		{"the longest line", good("1", key)[:1] + strings.Repeat(" ", maxLine-1-len(good("1", key))) + good("1", key)[1:] + "\n", 0, LookUp},
		{"a later version", `{"v":2,"key":"` + key + `"}` + "\n", 0, RefuseObscure},
	}

	for _, test := range tests {
		dir := t.TempDir()
		put(t, dir, "old.jsonl", test.text)

		j, _ := opened(t, dir)
		s := look(t, j, asked())

		if lines := len(j.memory.damage.lines["old"]); s.Decision != test.want || lines != test.damaged || (s.Damage != nil) != (lines > 0) {
			t.Errorf("%s: %v with %d lines damaged (%v), want %v with %d", test.name, s.Decision, lines, s.Damage, test.want, test.damaged)
		}
	}
}

// A file that grows is read as if it had been there at once, wherever it is
// cut.
func TestRead_aLineThatComesInPieces(t *testing.T) {
	dir := t.TempDir()
	text := good("1", key) + "\n" + strings.Repeat("y", maxLine+10) + "\n" + good("2", otherKey) + "\n"
	j, _ := opened(t, dir)

	for _, cut := range []int{10, len(good("1", key)), len(good("1", key)) + 1, 1000, maxLine + 100, len(text) - 1, len(text)} {
		put(t, dir, "old.jsonl", text[:cut])
		ends(t, j.refresh())
	}

	if lines := len(j.memory.damage.lines["old"]); len(j.memory.operations) != 2 || lines != 1 {
		t.Errorf("%d operations and %d damaged lines, want 2 and 1", len(j.memory.operations), lines)
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"", "\n", good("1", key), good("1", key) + "\n" + good("2", key)[:30], "\x00\x00\n{}", `{"v":2,"key":"k","content":[]}`,
		`{"v":1,"kind":"held","op":"1","key":"k","content":"c","msgid":"m","replaces":["m"]}`, `{"v":1,"kind":"result","op":"1","key":"k","content":"c","outcome":"created","msgid":"m"}`,
		`{"v":1,"kind":"resolved","op":"good","key":"k","content":"c","not_sent":true}`, strings.Repeat("[", 20000), `{"v":1e400}`, `{"time":"x","key":"k"}`,
	} {
		f.Add([]byte(text), 3)
	}

	f.Fuzz(func(t *testing.T, garbage []byte, cut int) {
		// Garbage that names the same operation may well contradict it.
		if bytes.Contains(garbage, []byte("good")) {
			return
		}

		text := []byte(good("good", key) + "\n")
		text = append(text, garbage...)
		cut = min(max(cut, 0), len(text))

		j := &Journal{memory: newMemory("own"), reader: newReader()}
		s := &source{run: "old", state: ended}

		for _, text := range [][]byte{text[:cut], text} {
			_, err := j.readLines(bytes.NewReader(text[s.offset:]), s)
			ends(t, err)
		}

		if op := j.memory.operations["good"]; op == nil || op.key != key || op.startedAt.IsZero() {
			t.Error("the good line before the garbage is lost")
		}

		if v := j.memory.decide(asked(), "", j.memory.changes, noon); v.Decision == Send && !bytes.Contains(garbage, []byte("op")) {
			t.Error("the good line before the garbage does not count")
		}

		j.memory.alike(asked())
		j.memory.replacedBy(Query{Key: key, Replaces: []string{"m"}}, "")
	})
}
