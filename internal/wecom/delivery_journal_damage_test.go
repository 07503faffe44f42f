package wecom_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// What cannot be read of a journal may tell of this message. It forbids to send
// and to record where a person has asked for it, and else is a warning.
func TestJournal_damage(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, dir string) error{
		"garbage":       func(_ *testing.T, dir string) error { return putText(dir, "x.jsonl", "\xff\xfe\n") },
		"an empty file": func(_ *testing.T, dir string) error { return putText(dir, "x.jsonl", "") }, // the control
		"a link": func(t *testing.T, dir string) error {
			return os.Symlink(filepath.Join(t.TempDir(), "x.jsonl"), filepath.Join(dir, "x.jsonl"))
		},
	} {
		for _, asked := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, asked for: %t", name, asked), func(t *testing.T) {
				w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
				w.send(dir, noted(hello12()))

				if err := damage(t, dir); err != nil {
					t.Fatal(err)
				}

				strictly := func(c *wecom.Config) { c.JournalStrictly = asked }
				damaged := name != "an empty file"

				// What can be read counts; what cannot may tell of a later one.
				again := w.run(dir, strictly).DeliverMassMessage(t.Context(), noted(hello12()))

				if damaged && asked {
					wantForbidden(t, again, 0)
				} else if wantKind(t, again, wecom.Accepted); again.Earlier == nil || (again.JournalDamage != nil) != damaged {
					t.Errorf("recorded %v, damage %v", again.Earlier, again.JournalDamage)
				}

				got := w.run(dir, strictly).DeliverMassMessage(t.Context(), noted(single("hi", "zhangsan", customers(1, 2)...)))

				if damaged && asked {
					wantForbidden(t, got, 0)
					w.wantPosts(1)

					if !strings.Contains(got.Err.Error(), "x.jsonl") {
						t.Errorf("error %v", got.Err)
					}

					return
				}

				wantKind(t, got, wecom.Accepted)
				w.wantPosts(2)

				if (got.JournalDamage != nil) != damaged || got.JournalFailed != nil {
					t.Errorf("damage: %v, failed: %v", got.JournalDamage, got.JournalFailed)
				}

				// It is kept nevertheless.
				if later := w.run(dir, strictly).DeliverMassMessage(t.Context(), noted(hello12())); later.Earlier == nil {
					t.Errorf("%s, %v", kindName(later.Kind), later.Err)
				}
			})
		}
	}
}

func putText(dir, name, text string) error {
	return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600)
}

// Somebody removes the journal while the request is on its way.
func TestJournal_removedDuringTheSend(t *testing.T) {
	w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")

	w.withFront().on(func(endpoint string) {
		if endpoint == "add_msg_template" {
			remove(t, dir)
		}
	}, nil)

	got := w.send(dir, noted(hello12()))
	if wantKind(t, got, wecom.Accepted); got.JournalFailed == nil {
		t.Error("nobody hears that no journal holds it")
	}
}

// A clock was wrong when a run began to send. Nobody waits a year for it.
func TestJournal_anIntentOfTheFuture(t *testing.T) {
	for ahead, want := range map[time.Duration]bool{time.Minute: false, 365 * 24 * time.Hour: true} {
		w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
		w.Clock.Advance(ahead)
		w.diesInPost(dir, noted(hello12()), false)
		w.rewind()

		got := w.send(dir, noted(single("hello", "zhangsan", customers(2, 3)...)))
		wantForbidden(t, got, journal.LookUp)

		if forbids, _ := errors.AsType[*wecom.JournalError](got.Err); forbids == nil || forbids.Ahead != want {
			t.Errorf("%s ahead: %v", ahead, got.Err)
		}
	}
}
