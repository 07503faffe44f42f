package wecom_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// A journal that a person has asked for must be there before a message leaves.
// One that nobody asked for is left out with a warning.
func TestJournal_whatCannotBeWrittenBeforeASend(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, dir string, r *run){
		"a file has its name":       func(t *testing.T, dir string, _ *run) { putFile(t, dir) },
		"no parent":                 func(t *testing.T, dir string, _ *run) { remove(t, filepath.Dir(dir)) },
		"its run's name is taken":   func(t *testing.T, dir string, r *run) { putFile(t, filepath.Join(dir, r.journal.Run()+".jsonl")) },
		"its lock is no file":       func(t *testing.T, dir string, r *run) { makeDir(t, filepath.Join(dir, r.journal.Run()+".lock")) },
		"a file of it is too large": func(t *testing.T, dir string, _ *run) { grow(t, filepath.Join(dir, "large.jsonl")) },
	} {
		for _, asked := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, asked for: %t", name, asked), func(t *testing.T) {
				w, dir := newWorld(t), filepath.Join(t.TempDir(), "there", "journal")
				makeDir(t, filepath.Dir(dir))

				r := w.run(dir, func(c *wecom.Config) { c.JournalStrictly = asked })
				damage(t, dir, r)

				got := r.DeliverMassMessage(t.Context(), noted(hello12()))

				if asked {
					wantForbidden(t, got, 0)
					w.wantPosts(0)

					return
				}

				wantKind(t, got, wecom.Accepted)
				w.wantPosts(1)

				if got.JournalFailed == nil {
					t.Error("nobody hears of it")
				}
			})
		}
	}
}

// After the POST nothing is an error any more.
func TestJournal_aResultThatCannotBeWrittenIsAWarning(t *testing.T) {
	for _, asked := range []bool{true, false} {
		w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
		f, r := w.withFront(), (*run)(nil)

		f.on(func(endpoint string) {
			if endpoint == "add_msg_template" {
				r.end()
			}
		}, nil)

		r = w.run(dir, func(c *wecom.Config) { c.JournalStrictly = asked })
		got := r.DeliverMassMessage(t.Context(), noted(hello12()))

		wantKind(t, got, wecom.Accepted)

		if got.MsgID == "" || got.JournalFailed == nil {
			t.Errorf("msgid %q, journal failed: %v", got.MsgID, got.JournalFailed)
		}

		// A run that has lost the state still finds it.
		w.Clock.Advance(time.Minute)

		if later := w.send(dir, noted(hello12())); !later.Adopted || later.MsgID != got.MsgID {
			t.Errorf("later: %s, %q, %v", kindName(later.Kind), later.MsgID, later.Err)
		}

		w.wantPosts(1)
	}
}

// Neither is what this run records, or removes, and cannot say.
func TestJournal_aLineThatIsLostLaterIsAWarning(t *testing.T) {
	w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
	sent := w.send(dir, noted(hello12()))

	r := w.run(dir)
	putFile(t, filepath.Join(dir, r.journal.Run()+".jsonl"))

	got := r.DeliverMassMessage(t.Context(), noted(hello12()))
	wantKind(t, got, wecom.Accepted)

	if got.MsgID != sent.MsgID || got.JournalFailed == nil {
		t.Errorf("msgid %q, journal failed: %v", got.MsgID, got.JournalFailed)
	}

	w.wantPosts(1)

	other := w.run(dir)
	putFile(t, filepath.Join(dir, other.journal.Run()+".jsonl"))

	if other.RemoveInJournal(wecom.Held{Keys: keysOf(hello12()), MsgID: sent.MsgID}) == nil {
		t.Error("nobody hears that the journal does not hold it")
	}
}

func putFile(t testing.TB, path string) {
	t.Helper()
	makeDir(t, filepath.Dir(path))

	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
}

func makeDir(t testing.TB, dir string) {
	t.Helper()

	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
}

func remove(t testing.TB, dir string) {
	t.Helper()

	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
}

// grow makes a file of more than a journal may have, with nothing in it.
func grow(t testing.TB, path string) {
	t.Helper()
	putFile(t, path)

	if err := os.Truncate(path, 1<<30); err != nil {
		t.Fatal(err)
	}
}
