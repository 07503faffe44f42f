package wecom_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// A lost message that the journal has from a state has WeCom's time. Whatever
// the clock of this machine says, what may share somebody with it waits until
// WeCom's list shows it.
func TestJournal_aLostMessageOfAStateAndAWrongClock(t *testing.T) {
	for name, c := range map[string]struct {
		skew  time.Duration
		waits time.Duration
	}{
		"the clocks agree":  {0, 11 * time.Minute},
		"11 minutes behind": {-11 * time.Minute, 11 * time.Minute},
		"24 minutes behind": {-24 * time.Minute, 11 * time.Minute},
		"24 minutes ahead":  {24 * time.Minute, 35 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newSkewedWorld(t, c.skew), filepath.Join(t.TempDir(), "journal")
			w.Sim.SetListLag(5 * time.Minute)
			w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

			first := hello12()
			lost := w.client().DeliverMassMessage(t.Context(), checked(first))
			wantKind(t, lost, wecom.Unknown)

			r := w.run(dir)
			if err := r.EnterInJournal(wecom.Held{Keys: keysOf(first), SentAt: lost.SentAt, Sent: lost.Sent, Trace: lost.Trace}); err != nil {
				t.Fatal(err)
			}

			r.end()

			other := noted(single("hello", "lisi", customers(2, 3)...))
			wantForbidden(t, w.send(dir, other), journal.LookUp)

			w.Clock.Advance(c.waits)
			wantDuplicate(t, w.send(dir, other))
			w.wantPosts(1)
		})
	}
}

// The clock of another machine, with the same journal, is behind.
func TestJournal_anIntentOfAMachineWhoseClockIsBehind(t *testing.T) {
	for _, behind := range []time.Duration{0, 24 * time.Minute} {
		w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
		w.Sim.SetListLag(5 * time.Minute)
		w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
		w.Clock.Advance(behind)

		clock := wecomtest.NewClock()
		if behind == 0 {
			clock = w.Clock
		}

		w.onMachine(dir, clock, func(r *run) {
			wantKind(t, r.DeliverMassMessage(t.Context(), noted(hello12())), wecom.Unknown)
			r.end()
		})

		other := noted(single("hello", "lisi", customers(2, 3)...))
		wantForbidden(t, w.send(dir, other), journal.LookUp)

		w.Clock.Advance(11 * time.Minute)
		wantDuplicate(t, w.send(dir, other))
		w.wantPosts(1)
	}
}

// The clock of a machine was days ahead when it lost its message, and has been
// set right. Nobody waits for those days; by WeCom's clock ten minutes are
// enough, as with a clock that was right.
func TestJournal_anIntentOfAMachineWhoseClockWasAhead(t *testing.T) {
	for _, ahead := range []time.Duration{0, 24 * time.Minute, 8 * 24 * time.Hour} {
		w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
		w.Sim.SetListLag(5 * time.Minute)
		w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

		clock := wecomtest.ClockAt(w.Clock.Now().Add(ahead))

		w.onMachine(dir, clock, func(r *run) {
			wantKind(t, r.DeliverMassMessage(t.Context(), noted(hello12())), wecom.Unknown)
			r.end()
		})

		other := noted(single("hello", "lisi", customers(2, 3)...))

		early := w.send(dir, other)
		wantForbidden(t, early, journal.LookUp)

		if forbids, _ := errors.AsType[*wecom.JournalError](early.Err); forbids == nil || forbids.Wait > 10*time.Minute || forbids.Ahead {
			t.Errorf("%s ahead: %+v", ahead, forbids)
		}

		if says := "at " + w.Clock.Now().UTC().Format("2006-01-02T"); !strings.Contains(early.Err.Error(), says) {
			t.Errorf("%s ahead: %q does not say %q", ahead, early.Err, says)
		}

		w.Clock.Advance(11 * time.Minute)
		wantDuplicate(t, w.send(dir, other))
		w.wantPosts(1)
	}
}

// WeCom's clock is ahead of ours, which nobody knows before two answers have
// said so: the first refusal holds for ten minutes, not for as much more.
func TestJournal_anIntentBesideAClockOfWeComThatIsAhead(t *testing.T) {
	w, dir := newSkewedWorld(t, 11*time.Minute), filepath.Join(t.TempDir(), "journal")
	w.Sim.SetListLag(5 * time.Minute)
	w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

	wantKind(t, w.send(dir, noted(hello12())), wecom.Unknown)

	got := w.send(dir, noted(single("hello", "lisi", customers(2, 3)...)))
	wantForbidden(t, got, journal.LookUp)

	if forbids, _ := errors.AsType[*wecom.JournalError](got.Err); forbids == nil || forbids.Wait > 10*time.Minute {
		t.Errorf("%+v", forbids)
	}
}

// A person has said of an attempt that it sent nothing, and says so again of an
// older state. What the machine, whose clock is behind, has tried since is not
// meant.
func TestNotSentInJournal_aLaterAttemptOfAMachineWhoseClockIsBehind(t *testing.T) {
	for _, behind := range []time.Duration{0, 24 * time.Minute} {
		w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
		w.Sim.SetListLag(time.Hour)
		w.Clock.Advance(behind)

		clock := wecomtest.NewClock()
		if behind == 0 {
			clock = w.Clock
		}

		d := noted(hello12())
		d.Journal.CampaignID, d.Journal.Part, d.Journal.Cut = "1", strings.Repeat("a", 32), strings.Repeat("c", 32)

		does := func(do func(r *run)) {
			w.onMachine(dir, clock, do)
			w.Clock.Advance(5 * time.Minute)

			if behind > 0 {
				clock.Advance(5 * time.Minute)
			}
		}

		loses := func(at wecomsim.Point) (lost wecom.Receipt) {
			w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: at})
			does(func(r *run) { lost = r.DeliverMassMessage(t.Context(), d) })

			return lost
		}

		first := loses(wecomsim.BeforeEffect)
		wantKind(t, first, wecom.Unknown)

		says := func(r *run) {
			if err := r.NotSentInJournal(d.Journal, first.Op, first.SentAt); err != nil {
				t.Fatal(err)
			}
		}

		does(says)
		wantKind(t, loses(wecomsim.AfterEffect), wecom.Unknown)
		does(says)

		does(func(r *run) { wantKind(t, r.DeliverMassMessage(t.Context(), d), wecom.Unknown) })
		w.wantPosts(2)
	}
}

// onMachine is a run on a machine with a clock of its own.
func (w *world) onMachine(dir string, clock *wecomtest.Clock, do func(r *run)) {
	w.t.Helper()

	j, err := journal.Open(dir, journal.Options{Now: clock.Now})
	if err != nil {
		w.t.Fatal(err)
	}

	do(w.run(dir, func(c *wecom.Config) { c.Journal, c.Clock = j, clock }))

	if err := j.Close(); err != nil {
		w.t.Fatal(err)
	}
}
