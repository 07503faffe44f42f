package wecom

import (
	"context"
	"fmt"
	"time"
)

// OverError is the cause of a context that has ended because a bound of time
// was over. A call has one of its own, and ends with that of its caller, too:
// only the cause tells which of them a person has to make longer.
type OverError struct {
	Bound string // what the configuration calls it
	Lasts time.Duration
	// forSize is what a large upload gets on top of it.
	forSize time.Duration
}

func (e *OverError) Error() string {
	if e.forSize > 0 {
		return fmt.Sprintf("%s (%s, and %s for the size of the file) was over", e.Bound, e.Lasts, e.forSize)
	}

	return fmt.Sprintf("%s (%s) was over", e.Bound, e.Lasts)
}

// Unwrap makes it what a context without a cause ends with.
func (*OverError) Unwrap() error { return context.DeadlineExceeded }

// Is makes any bound of the same name equal, however long it is.
func (e *OverError) Is(target error) bool {
	other, ok := target.(*OverError)

	return ok && e.Bound == other.Bound
}

// withRequestTimeout bounds one call.
func (c *Client) withRequestTimeout(ctx context.Context, forSize time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, c.requestTimeout+forSize,
		&OverError{Bound: "request_timeout", Lasts: c.requestTimeout, forSize: forSize})
}
