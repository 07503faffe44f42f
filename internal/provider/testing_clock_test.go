package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// hastyClock is a clock whose waits take no time, for a provider beside a
// simulator in the time of the machine.
func hastyClock() *wecomtest.Clock { return wecomtest.ClockAt(time.Now()) }

// simulateHastily is a simulator on a hasty clock, and the option that gives
// the provider the same.
func simulateHastily(t *testing.T) (simulation, provider.Option) {
	t.Helper()

	clock := hastyClock()

	return simulate(t, wecomsim.WithClock(clock.Now)), provider.WithClock(clock)
}
