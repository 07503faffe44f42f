package wecom

import (
	"fmt"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// SendWindow is when a message may leave, both ends among it, by the clock of
// this machine. A zero time is no bound.
type SendWindow struct {
	NotBefore time.Time
	NotAfter  time.Time
}

// AsBound makes a bound of a time: also of the zero time, which is written in a
// configuration and would be none.
func AsBound(t time.Time) time.Time {
	if t.IsZero() {
		return t.Add(time.Nanosecond)
	}

	return t
}

// BoundText writes a bound as it is written in a configuration.
func BoundText(bound time.Time) string {
	if zero := bound.Add(-time.Nanosecond); zero.IsZero() {
		bound = zero
	}

	return bound.Format(time.RFC3339Nano)
}

// Refuses is the error of a send at a time outside of the window.
func (w SendWindow) Refuses(now time.Time) error {
	early := !w.NotBefore.IsZero() && now.Before(w.NotBefore)
	late := !w.NotAfter.IsZero() && now.After(w.NotAfter)

	if early || late {
		return &OutsideWindowError{Window: w, Now: now}
	}

	return nil
}

// OutsideWindowError says that a message was not sent because of the time.
type OutsideWindowError struct {
	Window SendWindow
	Now    time.Time
}

// Early reports whether the window is still to come.
func (e *OutsideWindowError) Early() bool {
	return !e.Window.NotBefore.IsZero() && e.Now.Before(e.Window.NotBefore)
}

// Bound is the name of the bound that is missed.
func (e *OutsideWindowError) Bound() string {
	if e.Early() {
		return "not_before"
	}

	return "not_after"
}

// Error names the time as the bound is written: in its zone.
func (e *OutsideWindowError) Error() string {
	bound, side := e.Window.NotAfter, "later"
	if e.Early() {
		bound, side = e.Window.NotBefore, "earlier"
	}

	return fmt.Sprintf("it is %s by the clock of this machine, %s %s than %s, %s",
		e.Now.In(bound.Location()).Format(time.RFC3339), wording.Lasting(e.Now.Truncate(time.Second).Sub(bound).Abs()), side, e.Bound(), BoundText(bound))
}
