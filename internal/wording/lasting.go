package wording

import (
	"strings"
	"time"
)

// Lasting writes a duration in its two largest units: "2 days 3 hours". Less
// than a second is one.
func Lasting(d time.Duration) string {
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
