package wording_test

import (
	"math"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

func TestLasting_namesTheTwoLargestUnits(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Millisecond:            "1 second",
		90 * time.Second:            "1 minute 30 seconds",
		time.Hour:                   "1 hour",
		time.Hour + 2*time.Second:   "1 hour",
		25*time.Hour + time.Minute:  "1 day 1 hour",
		1234 * 24 * time.Hour:       "1,234 days",
		3652 * 24 * time.Hour:       "3,652 days",
		3653 * 24 * time.Hour:       "about 10 years",
		1000_000 * time.Hour:        "about 114 years",
		math.MaxInt64 - 1:           "about 292 years",
		math.MaxInt64:               "more than 292 years",
		59*time.Minute + 59*1e9 + 1: "59 minutes 59 seconds",
	} {
		if got := wording.Lasting(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}
