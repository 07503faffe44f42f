package wecom

import "context"

// ctxLock lets one goroutine through at a time; waiting for it obeys a context.
type ctxLock chan struct{}

func newCtxLock() ctxLock { return make(ctxLock, 1) }

func (l ctxLock) lock(ctx context.Context) error {
	select {
	case l <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (l ctxLock) unlock() { <-l }
