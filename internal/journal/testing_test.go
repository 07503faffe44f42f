package journal

import (
	"bytes"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var (
	key      = strings.Repeat("a", 64)
	otherKey = strings.Repeat("b", 64)
	content  = strings.Repeat("c", 64)
	// noon is when the tests take place.
	noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
)

func asked() Query { return Query{Key: key, Content: content} }

// opened is a new run in a directory, at a time that the test can change.
func opened(t testing.TB, dir string) (*Journal, *time.Time) {
	t.Helper()

	now := noon

	j, err := Open(dir, Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() { _ = j.Close() })

	return j, &now
}

func look(t testing.TB, j *Journal, q Query) Standing {
	t.Helper()

	s, err := j.Look(q)
	if err != nil {
		t.Fatal(err)
	}

	return s
}

// begin looks and begins, and wants both to go on.
func begin(t testing.TB, j *Journal, q Query) string {
	t.Helper()

	op, v, err := j.Begin(look(t, j, q), Intent{Recipients: 3})
	if err != nil || v.Decision != Send || op == "" {
		t.Fatalf("op %q, %v, %v", op, v.Decision, err)
	}

	return op
}

// created is a send of an earlier run that has ended.
func created(t testing.TB, dir string, q Query, msgid string) *Journal {
	t.Helper()

	j, _ := opened(t, dir)
	ends(t, j.End(begin(t, j, q), Result{Outcome: OutcomeCreated, MsgID: msgid}))
	ends(t, j.Close())

	return j
}

func ends(t testing.TB, err error) {
	t.Helper()

	if err != nil {
		t.Fatal(err)
	}
}

func wants(t testing.TB, j *Journal, q Query, want Decision) Standing {
	t.Helper()

	s := look(t, j, q)
	if s.Decision != want {
		t.Errorf("%v, want %v", s.Decision, want)
	}

	return s
}

// put writes a file into the journal.
func put(t testing.TB, dir, name, text string) {
	t.Helper()

	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func textOf(t testing.TB, path string) string {
	t.Helper()

	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	return string(raw)
}

// counting is a source of random numbers that are none.
func counting(n byte) *bytes.Reader {
	return bytes.NewReader(bytes.Repeat([]byte{n}, 16))
}

func countingHex(n byte) string { return hex.EncodeToString(bytes.Repeat([]byte{n}, 16)) }

// allText are all lines of a journal.
func allText(t testing.TB, dir string) string {
	t.Helper()

	names, err := filepath.Glob(filepath.Join(dir, "*"+dataSuffix))
	ends(t, err)

	text := ""
	for _, name := range names {
		text += textOf(t, name)
	}

	return text
}
