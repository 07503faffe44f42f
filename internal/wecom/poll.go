package wecom

import (
	"context"
	"time"
)

// poll tries until done, with growing waits, up to a deadline that is
// usually as far away as one call may take; at least once. It returns the last
// error.
func (c *Client) poll(ctx context.Context, deadline time.Time, try func() (done bool, err error)) error {
	// 30 s are waits of 2, 4, 8 and 16 s.
	for wait := c.requestTimeout / 15; ; wait *= 2 {
		done, err := try()
		if done || c.clock.Now().Add(wait).After(deadline) {
			return err
		}

		if waitErr := c.clock.Wait(ctx, wait); waitErr != nil {
			if err == nil {
				err = waitErr
			}

			return err
		}
	}
}
