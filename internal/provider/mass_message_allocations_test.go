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

	// Where the framework walks through a list, a plan takes 300 allocations
	// for each recipient. See heldlist.
	mostForARecipient = 60.0
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

				if more > mostForARecipient*many {
					t.Errorf("%.0f allocations for %d recipients: %.0f for each, want at most %.0f", more, many, more/many, mostForARecipient)
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

// The framework keeps the context of each call for as long as the process
// lives. No list of ids may hang on it.
func TestMassMessage_aCallKeepsNoList(t *testing.T) {
	const (
		times   = 20
		mostMiB = 2.0
	)

	for call, do := range calls() {
		t.Run(call, func(t *testing.T) {
			l := load(t, helloTo(numbered(many)...))
			do(l)

			before := liveMiB()

			for range times {
				do(l)
			}

			if grown := liveMiB() - before; grown > mostMiB {
				t.Errorf("%d calls keep %.1f MiB, want at most %.1f", times, grown, mostMiB)
			}
		})
	}
}

// liveMiB is the memory in use, garbage left out.
func liveMiB() float64 {
	var stats runtime.MemStats

	runtime.GC()
	runtime.ReadMemStats(&stats)

	return float64(stats.HeapAlloc) / (1 << 20)
}
