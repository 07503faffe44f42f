package provider_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
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

// simulateHastily is a simulator on a hasty clock, and the option that gives
// the provider the same.
func simulateHastily(t *testing.T) (simulation, provider.Option) {
	t.Helper()

	clock := &hastyClock{}

	return simulate(t, wecomsim.WithClock(clock.Now)), provider.WithClock(clock)
}
