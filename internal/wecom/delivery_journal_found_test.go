package wecom_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// WeCom's list does not show triggers. A run has died before its POST; within
// the same half minute another has sent the same words with other triggers.
func TestJournal_aLookupTakesNothingThatIsOfAnotherMessage(t *testing.T) {
	again := func() wecom.Delivery {
		d := noted(hello12(), "again")
		d.CheckInterval = 0

		return d
	}

	for name, row := range map[string]struct {
		arrives bool // what the run has sent that died
		other   func(w *world, dir string)
		found   bool
	}{
		"alone":                    {arrives: true, other: func(*world, string) {}, found: true},
		"sent with other triggers": {other: func(w *world, dir string) { w.send(dir, again()) }},
		"both sent":                {arrives: true, other: func(w *world, dir string) { w.send(dir, again()) }, found: true},
		"died with other triggers": {other: func(w *world, dir string) { w.diesInPost(dir, again(), true) }},
		"both died, one sent":      {arrives: true, other: func(w *world, dir string) { w.diesInPost(dir, again(), false) }},
		"died long after it":       {arrives: true, other: func(w *world, dir string) { w.Clock.Advance(time.Hour); w.diesInPost(dir, again(), false) }, found: true},
		"died with another text": {arrives: true, other: func(w *world, dir string) {
			w.diesInPost(dir, noted(single("hi", "zhangsan", customers(1, 2)...)), false)
		}, found: true},
		"died, to other people": {arrives: true, other: func(w *world, dir string) {
			w.diesInPost(dir, noted(single("hello", "zhangsan", customers(3, 5)...)), false)
		}, found: true},
		"died, refused with triggers":    {arrives: true, other: refusedWith(again), found: true},
		"nothing sent, and another dies": {other: func(w *world, dir string) { w.diesInPost(dir, again(), false) }},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			d := noted(hello12())
			d.CheckInterval = 0

			w.diesInPost(dir, d, row.arrives)
			w.rewind() // it died at once, and has not waited
			w.Clock.Advance(5 * time.Second)
			row.other(w, dir)
			w.Clock.Advance(time.Hour)

			posts := w.posts()
			got := w.send(dir, noted(hello12()))
			w.wantPosts(posts)

			if !row.found {
				wantKind(t, got, wecom.Unknown)

				// Nor does a refresh, in whatever run.
				finding, _, err := w.run(dir).FindEarlier(t.Context(), got.Sent.WithRecipients(customers(1, 2)), stored(t, got.Trace), keysOf(hello12()))
				if err != nil || finding.Proven != nil {
					t.Errorf("a refresh found %+v, %v", finding.Proven, err)
				}

				return
			}

			wantKind(t, got, wecom.Accepted)

			if got.MsgID != w.Sim.Messages()[0].MsgID || !got.Adopted {
				t.Errorf("%q, adopted %t", got.MsgID, got.Adopted)
			}
		})
	}
}

func refusedWith(d func() wecom.Delivery) func(*world, string) {
	return func(w *world, dir string) {
		w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: 41048})
		wantKind(w.t, w.send(dir, d()), wecom.Refused)
	}
}

// rewind sets the clock back to the beginning.
func (w *world) rewind() { w.Clock.Advance(w.began().Sub(w.Clock.Now())) }

// Every run uploads a file anew, and the list shows it by the name that it had
// in the run that has died.
func TestJournal_findsAMessageByTheNamesOfItsFilesInThatRun(t *testing.T) {
	w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
	with := func() wecom.Delivery { return noted(withFile(t, hello12())) }

	w.diesInPost(dir, with(), true)
	w.Clock.Advance(time.Hour)

	got := w.send(dir, with())
	wantKind(t, got, wecom.Accepted)
	w.wantPosts(1)

	if !got.Adopted {
		t.Error("it was not found in the list")
	}
}

// One root does not know what has become of its message. Another root finds it,
// or a person names it there.
func TestFindEarlier_takesWhatAnotherRootHasFound(t *testing.T) {
	for _, named := range []bool{false, true} {
		t.Run(fmt.Sprintf("named by a person: %t", named), func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002})
			w.lose()

			lost := w.send(dir, noted(hello12()))
			wantKind(t, lost, wecom.Unknown)

			sent := lost.Sent.WithRecipients(customers(1, 2))
			find := func() (wecom.Finding, string) {
				finding, told, err := w.run(dir).FindEarlier(t.Context(), sent, stored(t, lost.Trace), keysOf(hello12()))
				if finding.Proven == nil && err == nil {
					t.Error("the list cannot be read, and nobody says so")
				}

				return finding, told.MsgID
			}

			if finding, _ := find(); finding.Proven != nil {
				t.Fatalf("found %+v", finding.Proven)
			}

			made := w.Sim.Messages()[0]

			if named {
				r := w.run(dir)
				if err := r.ResolveInJournal(keysOf(hello12()), made.MsgID, made.CreateTime, 0, 0, true); err != nil {
					t.Fatal(err)
				}

				r.end()
			} else {
				w.Sim.ClearFaults()
				wantKind(t, w.send(dir, noted(hello12())), wecom.Accepted)
				w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002})
			}

			finding, told := find()
			if finding.Proven == nil || finding.Proven.MsgID != made.MsgID || told != made.MsgID || finding.FailList != nil {
				t.Errorf("found %+v, told %q", finding, told)
			}

			// What is known to be another message is not taken.
			lost.Trace.Exclude = []string{made.MsgID}

			if finding, _ := find(); finding.Proven != nil {
				t.Errorf("found %+v", finding.Proven)
			}

			w.wantPosts(1)
		})
	}
}

// What a refresh has found is told to those who have no state: the list may
// not show it for ever.
func TestFindEarlier_tellsTheJournal(t *testing.T) {
	for _, refreshed := range []bool{true, false} {
		w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
		w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002})
		w.lose()

		lost := w.send(dir, noted(hello12()))
		wantKind(t, lost, wecom.Unknown)
		w.Sim.ClearFaults()

		if refreshed {
			r := w.run(dir)

			finding, _, err := r.FindEarlier(t.Context(), lost.Sent.WithRecipients(customers(1, 2)), stored(t, lost.Trace), keysOf(hello12()))
			if err != nil || finding.Proven == nil {
				t.Fatalf("found %+v, %v", finding, err)
			}

			r.end()
		}

		if err := w.Sim.Forget(w.Sim.Messages()[0].MsgID); err != nil {
			t.Fatal(err)
		}

		want := wecom.Unknown // the control
		if refreshed {
			want = wecom.Accepted
		}

		wantKind(t, w.send(dir, noted(hello12())), want)
	}
}

// While a run looks for its lost message, another one sends the same words with
// other triggers: that is a message of its own, and the journal says so.
func TestJournal_aLookupTakesNothingThatAnotherRunSendsMeanwhile(t *testing.T) {
	for name, arrives := range map[string]bool{"lost before": false, "lost after": true} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			f := w.withFront()

			d, again := noted(hello12()), noted(hello12(), "again")
			d.CheckInterval, again.CheckInterval = 0, 0

			sent := false

			f.on(func(endpoint string) {
				if endpoint == "get_groupmsg_list_v2" && !sent {
					sent = true

					w.Clock.Advance(time.Second)
					wantKind(t, w.send(dir, again), wecom.Accepted)
				}
			}, nil)

			if arrives {
				w.lose()
			} else {
				w.swallow()
			}

			got := w.send(dir, d)

			if !sent {
				t.Fatal("nothing was looked up")
			}

			// The control: its own it may find.
			if arrives && (got.Kind != wecom.Accepted || got.MsgID != w.Sim.Messages()[0].MsgID) {
				t.Errorf("%s, %q", kindName(got.Kind), got.MsgID)
			}

			if !arrives {
				wantKind(t, got, wecom.Unknown)
			}
		})
	}
}

// An equal message to the same people was there, in the very second, before a
// run died in its POST: a later run that has lost the state knows by the intent
// that it is another one.
func TestJournal_knowsWhatWasThereBefore(t *testing.T) {
	for name, isThere := range map[string]bool{"there before": true, "the message itself": false} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			first := noted(hello12())

			if isThere {
				msgid := w.Sim.Add(wecomsim.Message{Text: "hello", Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 2)...)}})
				first.NotDuplicates = []string{msgid}
			}

			w.diesInPost(dir, first, !isThere)
			w.rewind()

			got := w.send(dir, noted(hello12()))
			if isThere {
				wantKind(t, got, wecom.Unknown)
			} else {
				wantKind(t, got, wecom.Accepted) // the control
			}
		})
	}
}
