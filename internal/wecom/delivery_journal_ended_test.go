package wecom_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// A run has looked for its message, and its time was over long before it would
// have waited no longer. An equal message that somebody sends after that is
// none of it, and a later run, which has lost the state, takes over nothing.
func TestJournal_whatComesAfterTheRunHasEndedIsNoProof(t *testing.T) {
	// The control: created while the run looked, it is the one.
	for after, want := range map[time.Duration]wecom.OutcomeKind{
		-4 * time.Second: wecom.Accepted, 2 * time.Second: wecom.Unknown, 8 * time.Second: wecom.Unknown, time.Minute: wecom.Unknown,
	} {
		w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
		m := single("hello", "zhangsan", customers(1, 2)...)
		keys := keysOf(m)

		j, err := journal.Open(dir, journal.Options{Now: w.Clock.Now})
		if err != nil {
			t.Fatal(err)
		}

		standing, err := j.Look(journal.Query{Key: keys.Key, Content: keys.Content})
		if err != nil {
			t.Fatal(err)
		}

		op, _, err := j.Begin(standing, journal.Intent{Recipients: 2, Lookup: journal.Lookup{NotBefore: w.Sim.Now().Unix(), RequestTimeout: 10 * time.Minute}})
		if err != nil {
			t.Fatal(err)
		}

		const looked = 6 * time.Second
		if after < 0 {
			w.Clock.Advance(looked + after)
			w.repicked("hello", "zhangsan", customers(1, 2)...)
			w.Clock.Advance(-after)
		} else {
			w.Clock.Advance(looked)
		}

		if err := j.End(op, journal.Result{Outcome: journal.OutcomeUnknown}); err != nil {
			t.Fatal(err)
		}

		_ = j.Close()

		if after > 0 {
			w.Clock.Advance(after)
			w.repicked("hello", "zhangsan", customers(1, 2)...)
		}

		w.Clock.Advance(time.Minute)

		got := w.send(dir, noted(m))
		if wantKind(t, got, want); want == wecom.Unknown && !strings.Contains(got.Err.Error(), "could not find out what became of it") {
			t.Errorf("%s later: %v", after, got.Err)
		}

		w.wantPosts(0)
	}
}
