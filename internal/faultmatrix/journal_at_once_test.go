package faultmatrix

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// unhurried is a clock by which others get on while one waits.
type unhurried struct{ wecom.Clock }

func (c unhurried) Wait(ctx context.Context, d time.Duration) error {
	time.Sleep(d / 300) // a pause of the journal is a millisecond

	return c.Clock.Wait(ctx, d)
}

// Two provider blocks, or two pipelines, send at the same moment. Both may
// stop, never do both send to the same people.
func TestJournal_twoThatSendAtOnce(t *testing.T) {
	const rounds = 15

	to := func(ids ...string) func() *wecom.MassMessage {
		return func() *wecom.MassMessage {
			m := message()
			m.ExternalUserID = ids

			return m
		}
	}

	for name, row := range map[string]struct {
		two  func() *wecom.MassMessage
		want int // messages in the end
	}{
		"the same":                        {to("wm1", "wm2"), 1},
		"equal content to some of them":   {to("wm2", "wm3"), 1},
		"equal content, by another":       {func() *wecom.MassMessage { m := message(); m.Sender = "lisi"; return m }, 1},
		"equal content to other people":   {to("wm3", "wm4"), 2},
		"another content to these people": {func() *wecom.MassMessage { m := message(); m.Text.Content = "hello"; return m }, 2},
	} {
		for _, k := range checks() {
			t.Run(fmt.Sprintf("%s, check %s", name, k), func(t *testing.T) {
				for round := range rounds {
					messages, both := sendAtOnce(t, k, row.two, true, round)

					want := row.want
					if k == off && want == 1 && name != "the same" {
						want = messages // "0s": nobody asks who has it under another key
					}

					if messages != want || want == 2 && !both {
						t.Fatalf("%d messages in round %d, want %d; both created: %t", messages, round, want, both)
					}
				}
			})
		}
	}

	// The positive control.
	if messages, _ := sendAtOnce(t, lenient, to("wm1", "wm2"), false, 0); messages != 2 {
		t.Errorf("%d messages without a journal, want 2: they do not meet", messages)
	}
}

// sendAtOnce sends two messages at once, in processes of their own, and applies
// both again, one after the other. It gives how many messages the server has,
// and whether both are created.
func sendAtOnce(t *testing.T, k check, two func() *wecom.MassMessage, kept bool, round int) (messages int, both bool) {
	t.Helper()

	w := newWorld(0)
	defer w.close()

	w.Sim.SetListLag(listLag) // it is of no help

	// So long is what is under way under way.
	w.Sim.Arm(wecomsim.Fault{Endpoint: sendEndpoint, DelayBefore: time.Duration(1+round%5) * 3 * time.Millisecond})

	resources := []*resource{{message: message(), status: none}, {message: two(), status: none}}
	processes := make([]runs, len(resources))

	apply := func(i int) {
		client := w.process(func(c *wecom.Config) {
			c.Clock = unhurried{w.Clock}

			if kept {
				c.Journal, c.JournalStrictly = processes[i].next(filepath.Join(w.dir(), "journal"), w.Clock), true
			}
		})

		if err := resources[i].apply(context.Background(), client, k); err != nil {
			t.Error(err)
		}
	}

	_ = w.dir() // made before both want it

	var wg sync.WaitGroup
	for i := range resources {
		wg.Go(func() { apply(i) })
	}

	wg.Wait()

	for range 2 {
		for i := range resources {
			w.Clock.Advance(time.Minute)
			processes[1-i].end()
			apply(i)
			processes[i].end()
		}
	}

	return len(w.Sim.Messages()), !slices.ContainsFunc(resources, func(r *resource) bool { return r.status != created })
}
