package wecomtest

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Clock passes a wait at once and remembers it.
type Clock struct {
	mu    sync.Mutex
	now   time.Time
	waits []time.Duration
}

// NewClock stands at 10:00 on a Monday.
func NewClock() *Clock { return ClockAt(time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)) }

// ClockAt stands where it is told to, such as at the time of a simulator that
// has a clock of its own.
func ClockAt(now time.Time) *Clock { return &Clock{now: now} }

// Now is where the hands stand.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()

	return c.now
}

// Wait moves the hands, unless ctx has ended.
func (c *Clock) Wait(ctx context.Context, d time.Duration) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}

	c.mu.Lock()
	defer c.mu.Unlock()

	c.now = c.now.Add(d)
	c.waits = append(c.waits, d)

	return nil
}

// Advance lets time pass in which nobody waits.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()

	c.now = c.now.Add(d)
}

// Waited is how long each wait was.
func (c *Clock) Waited() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()

	return slices.Clone(c.waits)
}
