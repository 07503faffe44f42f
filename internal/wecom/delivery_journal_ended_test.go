package wecom_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// A run has looked for its message, and ended without having found it. An equal
// message that somebody sends after that is none of it, and a later run, which
// has lost the state, takes over nothing.
func TestJournal_whatComesAfterTheRunHasEndedIsNoProof(t *testing.T) {
	for _, after := range []time.Duration{2 * time.Second, 8 * time.Second, 20 * time.Second} {
		w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
		m := single("hello", "zhangsan", customers(1, 2)...)

		w.swallow()

		// It would wait for long, but its time is over at the first look.
		ctx, cancel := context.WithCancel(t.Context())

		w.withFront().on(func(endpoint string) {
			if endpoint == "get_groupmsg_list_v2" {
				cancel()
			}
		}, nil)

		d := noted(m)
		d.CheckInterval = 0

		first := w.run(dir, func(c *wecom.Config) { c.RequestTimeout = 10 * time.Minute })
		wantKind(t, first.DeliverMassMessage(ctx, d), wecom.Unknown)
		first.end()

		w.Clock.Advance(after)
		w.repicked("hello", "zhangsan", customers(1, 2)...)
		w.Clock.Advance(time.Minute)

		got := w.send(dir, noted(m))
		if wantKind(t, got, wecom.Unknown); !strings.Contains(got.Err.Error(), "could not find out what became of it") {
			t.Errorf("%s later: %v", after, got.Err)
		}

		w.wantPosts(1)
	}

	// The control: its own message is found, though the list shows it late.
	w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
	w.Sim.SetListLag(10 * time.Minute)
	w.lose()
	wantKind(t, w.send(dir, noted(single("hello", "zhangsan", customers(1, 2)...))), wecom.Unknown)

	w.Clock.Advance(11 * time.Minute)
	wantKind(t, w.send(dir, noted(single("hello", "zhangsan", customers(1, 2)...))), wecom.Accepted)
}
