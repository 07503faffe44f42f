package wording

import (
	"math"
	"strings"
	"time"
)

// Lasting writes a duration in its two largest units: "2 days 3 hours". Less
// than a second is one. Ten years and more are in years; the longest duration
// is what two times end at that are further from each other.
func Lasting(d time.Duration) string {
	const year = 24 * time.Hour * 1461 / 4

	switch {
	case d == math.MaxInt64:
		return "more than " + Counted(int(d/year), "year")
	case d >= 10*year:
		return "about " + Counted(int(d.Round(year)/year), "year")
	}

	units := []struct {
		noun string
		long time.Duration
	}{{"day", 24 * time.Hour}, {"hour", time.Hour}, {"minute", time.Minute}, {"second", time.Second}}

	rest := max(d.Round(time.Second), time.Second)

	for i, unit := range units {
		if rest < unit.long {
			continue
		}

		parts := []string{Counted(int(rest/unit.long), unit.noun)}

		if i+1 < len(units) {
			if n := int(rest % unit.long / units[i+1].long); n > 0 {
				parts = append(parts, Counted(n, units[i+1].noun))
			}
		}

		return strings.Join(parts, " ")
	}

	return ""
}
