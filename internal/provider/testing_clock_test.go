package provider_test

import (
	"context"
	"sync"
	"time"
)

// hastyClock is a clock whose waits take no time: they only move its hands.
type hastyClock struct {
	mu      sync.Mutex
	skipped time.Duration
}

func (c *hastyClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()

	return time.Now().Add(c.skipped)
}

func (c *hastyClock) Wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()

	c.skipped += d

	return ctx.Err()
}
