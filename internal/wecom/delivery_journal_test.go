package wecom_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func hello12() *wecom.MassMessage { return single("hello", "zhangsan", customers(1, 2)...) }

// Each row is what earlier runs have left, and what a run does that has lost
// the state.
func TestJournal_whatEarlierRunsHaveLeftDecides(t *testing.T) {
	const week = 7 * 24 * time.Hour

	sends := func(w *world, dir string) { wantKind(w.t, w.send(dir, noted(hello12())), wecom.Accepted) }
	dies := func(arrives bool) func(*world, string) {
		return func(w *world, dir string) { w.diesInPost(dir, noted(hello12()), arrives) }
	}
	after := func(d time.Duration, first func(*world, string)) func(*world, string) {
		return func(w *world, dir string) {
			first(w, dir)
			w.Clock.Advance(d)
		}
	}

	for name, row := range map[string]struct {
		before  func(w *world, dir string)
		want    wecom.OutcomeKind
		forbids journal.Decision
		posts   int  // in all
		earlier bool // an earlier run has it
		adopted bool // found in WeCom's list
	}{
		"nothing":           {before: func(*world, string) {}, want: wecom.Accepted, posts: 1},
		"sent":              {before: sends, want: wecom.Accepted, posts: 1, earlier: true},
		"sent six days ago": {before: after(week-time.Hour, sends), want: wecom.Accepted, posts: 1, earlier: true},
		"sent long ago":     {before: after(week+time.Hour, sends), want: wecom.Refused, forbids: journal.RefuseOld, posts: 1},
		"refused by WeCom": {before: func(w *world, dir string) {
			w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: 41048})
			wantKind(w.t, w.send(dir, noted(hello12())), wecom.Refused)
		}, want: wecom.Accepted, posts: 2},
		"an answer lost, and found": {before: func(w *world, dir string) {
			w.lose()
			sends(w, dir)
		}, want: wecom.Accepted, posts: 1, earlier: true},
		"died in the POST":                   {before: after(time.Minute, dies(true)), want: wecom.Accepted, posts: 1, earlier: true, adopted: true},
		"died in the POST, days ago":         {before: after(2*week, dies(true)), want: wecom.Accepted, posts: 1, earlier: true, adopted: true},
		"died in the POST, of which nothing": {before: after(time.Minute, dies(false)), want: wecom.Unknown, posts: 1, earlier: true},
		"died, and the list is not there": {before: func(w *world, dir string) {
			dies(true)(w, dir)
			w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002})
		}, want: wecom.Unknown, posts: 1, earlier: true},
		// Its process may live on for hours. It does not send it any more.
		"another run, which lives, has lost it": {before: func(w *world, dir string) {
			r := w.run(dir)
			w.swallow()
			wantKind(w.t, r.DeliverMassMessage(w.t.Context(), noted(hello12())), wecom.Unknown)
		}, want: wecom.Unknown, earlier: true, posts: 1},
		"another run, which lives, has lost it, and WeCom has it": {before: func(w *world, dir string) {
			r := w.run(dir)
			w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Skip: 1, Errcode: 48002})
			w.lose()
			wantKind(w.t, r.DeliverMassMessage(w.t.Context(), noted(hello12())), wecom.Unknown)
			w.Sim.ClearFaults()
		}, want: wecom.Accepted, earlier: true, adopted: true, posts: 1},
		"a line of a later version": {before: func(w *world, dir string) {
			putLine(w.t, dir, fmt.Sprintf(`{"v":2,"kind":"planned","key":%q}`, keysOf(hello12()).Key))
		}, want: wecom.Refused, forbids: journal.RefuseObscure},
		"removed from the state": {before: func(w *world, dir string) {
			sends(w, dir)
			removes(w, dir, wecom.Held{MsgID: w.Sim.Messages()[0].MsgID, SentAt: w.Clock.Now()})
		}, want: wecom.Accepted, posts: 1, earlier: true},
		"only a state knew it": {before: after(time.Hour, func(w *world, dir string) {
			wantKind(w.t, w.client().DeliverMassMessage(w.t.Context(), checked(hello12())), wecom.Accepted)
			removes(w, dir, wecom.Held{MsgID: w.Sim.Messages()[0].MsgID, SentAt: w.Clock.Now()})
		}), want: wecom.Accepted, posts: 1, earlier: true},
		"only a state knew it, of unknown status": {before: after(time.Hour, func(w *world, dir string) {
			removes(w, dir, losesUnnoted(w))
		}), want: wecom.Accepted, posts: 1, earlier: true, adopted: true},
		"only a state knew it, of which nothing": {before: after(time.Hour, func(w *world, dir string) {
			removes(w, dir, wecom.Held{SentAt: w.Clock.Now(), Trace: wecom.Trace{Unprovable: true}})
		}), want: wecom.Unknown, earlier: true},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			row.before(w, dir)

			r := w.run(dir)
			got := r.DeliverMassMessage(t.Context(), noted(hello12()))
			wantKind(t, got, row.want)
			w.wantPosts(row.posts)

			if row.forbids != 0 {
				wantForbidden(t, got, row.forbids)
			}

			if (got.Earlier != nil) != row.earlier || got.Adopted != row.adopted || got.JournalFailed != nil {
				t.Errorf("earlier %v, adopted %t, journal failed %v", got.Earlier, got.Adopted, got.JournalFailed)
			}

			if got.Kind == wecom.Accepted && got.MsgID != w.Sim.Messages()[len(w.Sim.Messages())-1].MsgID {
				t.Errorf("msgid %q is not that of the message", got.MsgID)
			}

			// Whatever it was, this run does not send it again, nor does a
			// later one that has lost it.
			w.Sim.ClearFaults()

			if got.Kind == wecom.Accepted {
				wantForbidden(t, r.DeliverMassMessage(t.Context(), noted(hello12())), journal.RefuseSameRun)
			}

			r.end()

			w.Clock.Advance(time.Minute)
			w.send(dir, noted(hello12()))

			if row.want != wecom.Refused {
				w.wantPosts(row.posts)
			}

			if row.posts > 0 {
				wantNotIn(t, dir, append(customers(1, 2), "hello", "zhangsan", "wwtest", "a-secret-that-nobody-may-read")...)
			}
		})
	}
}

func putLine(t testing.TB, dir, line string) {
	t.Helper()

	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(filepath.Join(dir, "later.jsonl"), []byte(line+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// removes is a run that removes hello12 from its state.
func removes(w *world, dir string, m wecom.Held) {
	w.t.Helper()

	r := w.run(dir)
	defer r.end()

	m.Keys = keysOf(hello12())

	if err := r.RemoveInJournal(m); err != nil {
		w.t.Fatal(err)
	}
}

// losesUnnoted sends hello12 without a journal, and hears no answer.
func losesUnnoted(w *world) wecom.Held {
	w.Sim.SetListLag(time.Minute)
	w.lose()

	got := w.client().DeliverMassMessage(w.t.Context(), checked(hello12()))
	wantKind(w.t, got, wecom.Unknown)

	return wecom.Held{SentAt: got.SentAt, Sent: got.Sent, Trace: got.Trace}
}

// What a person names in not_duplicate_of does not count, and other triggers
// make another message.
func TestJournal_onlyAPersonSendsAgain(t *testing.T) {
	for name, change := range map[string]func(d *wecom.Delivery, msgid string){
		"not_duplicate_of": func(d *wecom.Delivery, msgid string) { d.NotDuplicates = []string{msgid} },
		"triggers": func(d *wecom.Delivery, msgid string) {
			d.Journal, d.Repeats = keysOf(hello12(), "again"), []string{msgid}
		},
	} {
		for _, age := range []time.Duration{time.Minute, 30 * 24 * time.Hour} {
			t.Run(fmt.Sprintf("%s after %s", name, age), func(t *testing.T) {
				w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
				first := w.send(dir, noted(hello12()))
				w.Clock.Advance(age)

				d := noted(hello12())
				change(&d, first.MsgID)

				wantKind(t, w.send(dir, d), wecom.Accepted)
				w.wantPosts(2)
			})
		}
	}
}

// Two blocks of one run, at once. The second is no second message.
func TestJournal_twoBlocksOfOneRunAreOneMessage(t *testing.T) {
	for _, sent := range []bool{false, true} {
		t.Run(fmt.Sprintf("sent by an earlier run: %t", sent), func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			if sent {
				w.send(dir, noted(hello12()))
			}

			r := w.run(dir)
			one, two := deliver(t.Context(), r.Client, noted(hello12())), deliver(t.Context(), r.Client, noted(hello12()))

			a, b := receive(t, "one", one), receive(t, "two", two)
			if a.Kind == wecom.Refused {
				a, b = b, a
			}

			wantKind(t, a, wecom.Accepted)
			wantForbidden(t, b, journal.RefuseSameRun)
			w.wantPosts(1)
		})
	}
}

// A journal of which the company is not known, or that nobody has, changes
// nothing.
func TestJournal_aMessageWithoutKeysIsInNone(t *testing.T) {
	w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")

	wantKind(t, w.send(dir, checked(hello12())), wecom.Accepted)

	if _, err := os.Stat(dir); err == nil {
		t.Error("the journal was made")
	}

	got := w.client().DeliverMassMessage(t.Context(), noted(hello12()))
	if wantKind(t, got, wecom.Refused); !strings.Contains(got.Err.Error(), "sent") {
		t.Errorf("error %v", got.Err)
	}
}
