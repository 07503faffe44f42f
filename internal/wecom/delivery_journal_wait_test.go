package wecom_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// patient is a clock that does something when somebody waits.
type patient struct {
	wecom.Clock

	at   int // which wait, from 1
	does func()
	n    int
}

func (p *patient) Wait(ctx context.Context, d time.Duration) error {
	if p.n++; p.n == p.at {
		p.does()
	}

	return p.Clock.Wait(ctx, d)
}

// Another run, which lives, has equal content under way to others. Who they are
// does not count then: it is waited for.
func TestJournal_waitsForEqualContentOfAnotherRun(t *testing.T) {
	disjoint, overlap := single("hello", "zhangsan", customers(3, 4)...), single("hello", "zhangsan", customers(2, 3)...)

	for name, row := range map[string]struct {
		now  *wecom.MassMessage
		want wecom.OutcomeKind
	}{
		"to other people":      {disjoint, wecom.Accepted},
		"to some of the same":  {overlap, wecom.Refused},
		"to whoever has a tag": {tagged(), wecom.Refused},
	} {
		withTriggers(t, name, func(t *testing.T, triggers ...string) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			h := w.withHolder()
			held := h.hold(t, customer(1))

			other := w.run(dir)
			first := deliver(t.Context(), other.Client, noted(hello12()))

			<-held.arrived

			// Without a look into the list, which shows the other one at once.
			w.Sim.SetListLag(time.Hour)

			r := w.run(dir, func(c *wecom.Config) {
				c.Clock = &patient{Clock: w.Clock, at: 3, does: func() {
					held.letGo()
					wantKind(t, receive(t, "the other run", first), wecom.Accepted)
				}}
			})

			got := r.DeliverMassMessage(t.Context(), noted(row.now, triggers...))
			if row.want == wecom.Refused {
				wantDuplicate(t, got)
				w.wantPosts(1)

				return
			}

			wantKind(t, got, row.want)
			w.wantPosts(2)
		})
	}
}

// It is not waited for longer than a call may take, nor after Ctrl-C, nor at
// all for the very same message.
func TestJournal_doesNotWaitForever(t *testing.T) {
	for name, row := range map[string]struct {
		now      *wecom.MassMessage
		cancel   bool
		min, max time.Duration
	}{
		"equal content":             {now: single("hello", "zhangsan", customers(3, 4)...), min: 30 * time.Second, max: 31 * time.Second},
		"equal content, and Ctrl-C": {now: single("hello", "zhangsan", customers(3, 4)...), cancel: true, max: 2 * time.Second},
		"the same message":          {now: hello12()},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			held := w.withHolder().hold(t, customer(1))
			first := deliver(t.Context(), w.run(dir).Client, noted(hello12()))

			<-held.arrived

			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()

			began := w.Clock.Now()
			r := w.run(dir, func(c *wecom.Config) {
				c.Clock = &patient{Clock: w.Clock, at: 2, does: func() {
					if row.cancel {
						cancel()
					}
				}}
			})

			wantForbidden(t, r.DeliverMassMessage(ctx, noted(row.now)), journal.RefuseRunning)
			w.wantPosts(1)

			if took := w.Clock.Now().Sub(began); took < row.min || took > row.max {
				t.Errorf("it has waited for %s, want %s to %s", took, row.min, row.max)
			}

			held.letGo()
			wantKind(t, receive(t, "the other run", first), wecom.Accepted)
		})
	}
}

// A run that tells of equal content between the look and the intent is asked
// about again.
func TestJournal_looksAgainWhereAnotherRunHasComeBetween(t *testing.T) {
	w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
	f := w.withFront()

	between := true

	f.on(func(endpoint string) {
		if endpoint == "get_groupmsg_list_v2" && between {
			between = false
			// It sends and ends while this one reads the list.
			wantKind(t, w.send(dir, unlooked(hello12())), wecom.Accepted)
			w.Sim.SetListLag(time.Hour)
		}
	}, nil)

	r := w.run(dir)
	wantDuplicate(t, r.DeliverMassMessage(t.Context(), noted(single("hello", "zhangsan", customers(2, 3)...))))
	w.wantPosts(1)

	// What was not sent then is not waited for by the lookups of this run.
	w.Sim.SetListLag(0)
	w.lose()

	got := receive(t, "a lookup", deliver(t.Context(), r.Client, noted(single("hello", "zhangsan", customer(5)))))
	if wantKind(t, got, wecom.Accepted); !got.Adopted {
		t.Error("it was not looked up")
	}
}

// unlooked is a delivery without a look into the list.
func unlooked(m *wecom.MassMessage, triggers ...string) wecom.Delivery {
	d := noted(m, triggers...)
	d.CheckInterval = 0

	return d
}

// Two runs may both stop, and the error says who is in the way.
func TestJournal_theErrorNamesTheOtherRun(t *testing.T) {
	w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
	held := w.withHolder().hold(t, customer(1))
	other := w.run(dir)
	first := deliver(t.Context(), other.Client, noted(hello12()))

	<-held.arrived

	got := w.send(dir, noted(hello12()))

	forbids, ok := errors.AsType[*wecom.JournalError](got.Err)
	if !ok || forbids.Entry.Run != other.journal.Run() || !forbids.Entry.StartedAt.Equal(w.began()) || forbids.Entry.Recipients != 2 {
		t.Errorf("error %+v", forbids)
	}

	held.letGo()
	receive(t, "the other run", first)
}
