package wecom

import (
	"context"
	"time"
)

// Clock says what time it is, and waits. Tests bring their own.
type Clock interface {
	// Now is the local time. It may differ from WeCom's.
	Now() time.Time
	// Wait returns nil after d, or the context's error if that comes first.
	Wait(ctx context.Context, d time.Duration) error
}

// SystemClock is the clock of the machine.
type SystemClock struct{}

// Now is time.Now.
func (SystemClock) Now() time.Time { return time.Now() }

// Wait sleeps for d, or until ctx ends.
func (SystemClock) Wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()

	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}
