package provider_test

import (
	"fmt"
	"runtime"
	"testing"
)

// Ten times the recipients may take ten times the allocations, and little
// more: whatever looks at each recipient once is in proportion, whatever looks
// at pairs is a hundredfold.
const (
	few  = 1_000
	many = 10_000

	mostAllocations = 11.0
	mostPlanBytes   = 15.0
)

func TestMassMessage_allocationsGrowWithTheAudience(t *testing.T) {
	for call, do := range calls() {
		for form, config := range audienceForms() {
			t.Run(fmt.Sprintf("%s/%s", call, form), func(t *testing.T) {
				small, large := load(t, config(t, few)), load(t, config(t, many))
				less := testing.AllocsPerRun(1, func() { do(small) })
				more := testing.AllocsPerRun(1, func() { do(large) })

				if more > mostAllocations*less {
					t.Errorf("%.0f allocations for %d recipients, %.0f for %d: %.1f times, want at most %.0f", more, many, less, few, more/less, mostAllocations)
				}

				lessBytes, moreBytes := bytesOf(func() { do(small) }), bytesOf(func() { do(large) })

				if moreBytes > mostPlanBytes*lessBytes {
					t.Errorf("%.0f bytes for %d recipients, %.0f for %d: %.1f times, want at most %.0f", moreBytes, many, lessBytes, few, moreBytes/lessBytes, mostPlanBytes)
				}

				t.Logf("%d recipients: %.0f allocations, %.0f KiB; %d: %.0f allocations (%.1f times), %.0f KiB (%.1f times)",
					few, less, lessBytes/1024, many, more, more/less, moreBytes/1024, moreBytes/lessBytes)
			})
		}
	}
}

// bytesOf is what a function allocates, in bytes. No other test of the package
// runs at that time: neither this test nor a parent of it is parallel.
func bytesOf(do func()) float64 {
	var before, after runtime.MemStats

	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)

	return float64(after.TotalAlloc - before.TotalAlloc)
}
