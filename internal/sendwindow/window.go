// Package sendwindow is the time in which a message may be sent.
package sendwindow

import (
	"fmt"
	"time"
)

// Window bounds a send. A zero time is no bound.
type Window struct{ NotBefore, NotAfter time.Time }

// Closed says why nothing may be sent now; empty if it may.
func (w Window) Closed(now time.Time) string {
	switch {
	case !w.NotBefore.IsZero() && now.Before(w.NotBefore):
		return fmt.Sprintf("not_before is %s, and it is %s: %s too early", stamp(w.NotBefore), stamp(now), apart(w.NotBefore.Sub(now)))
	case !w.NotAfter.IsZero() && now.After(w.NotAfter):
		return fmt.Sprintf("not_after is %s, and it is %s: %s too late", stamp(w.NotAfter), stamp(now), apart(now.Sub(w.NotAfter)))
	default:
		return ""
	}
}

// stamp keeps the offset in which a person has written the time.
func stamp(t time.Time) string { return t.Format(time.RFC3339) }

// apart rounds up to what matters.
func apart(d time.Duration) string {
	if d > time.Minute {
		return d.Round(time.Minute).String()
	}

	return max(d.Round(time.Second), time.Second).String()
}
