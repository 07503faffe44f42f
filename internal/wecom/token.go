package wecom

import (
	"context"
	"errors"
	"sync"
	"time"
)

// tokenMargin is how long before its end a token is no longer used: a call
// that begins now must still find it valid.
const tokenMargin = 2 * time.Minute

// token is one access token. The number tells two fetches apart that gave the
// same value.
type token struct {
	value  string
	number int
}

// tokenCache holds the access token of one client. However many calls ask at
// once, one fetch is under way at a time, and all of them get its outcome.
type tokenCache struct {
	clock Clock
	fetch func(context.Context) (value string, life time.Duration, err error)

	mu      sync.Mutex
	current token
	expires time.Time // zero: not known
	refused error     // a verdict that no repetition changes
	flight  *tokenFlight
}

type tokenFlight struct {
	done  chan struct{}
	token token
	err   error
}

func newTokenCache(clock Clock, fetch func(context.Context) (string, time.Duration, error)) *tokenCache {
	return &tokenCache{clock: clock, fetch: fetch}
}

// get returns the token, fetching it if there is none or its life is over.
// A refusal such as a wrong secret is fetched once and remembered: WeCom
// blocks an address that repeats wrong secrets.
func (t *tokenCache) get(ctx context.Context) (token, error) {
	t.mu.Lock()

	if t.refused != nil {
		defer t.mu.Unlock()
		return token{}, t.refused
	}

	if t.current.value != "" && (t.expires.IsZero() || t.clock.Now().Before(t.expires)) {
		defer t.mu.Unlock()
		return t.current, nil
	}

	flight := t.flight
	if flight == nil {
		flight = &tokenFlight{done: make(chan struct{})}
		t.flight = flight

		// Detached: others wait for this fetch, and must not lose it because
		// the caller that happened to be first was cancelled.
		go t.fly(context.WithoutCancel(ctx), flight)
	}

	t.mu.Unlock()

	select {
	case <-flight.done:
		return flight.token, flight.err
	case <-ctx.Done():
		return token{}, context.Cause(ctx)
	}
}

// renew returns a token other than the one that WeCom has just refused. Of
// many calls that were refused with the same token, one fetches.
func (t *tokenCache) renew(ctx context.Context, stale token) (token, error) {
	t.mu.Lock()
	if t.current.number == stale.number {
		t.current.value = ""
	}
	t.mu.Unlock()

	return t.get(ctx)
}

func (t *tokenCache) fly(ctx context.Context, flight *tokenFlight) {
	started := t.clock.Now()
	value, life, err := t.fetch(ctx)

	t.mu.Lock()
	defer t.mu.Unlock()
	defer close(flight.done)

	t.flight = nil

	if err != nil {
		flight.err = err
		if isFinalRefusal(err) {
			t.refused = err
		}

		return
	}

	t.current = token{value: value, number: t.current.number + 1}
	t.expires = time.Time{}

	if life > 0 {
		t.expires = started.Add(life - min(tokenMargin, life/2))
	}

	flight.token = t.current
}

// isFinalRefusal reports whether asking again with the same credentials cannot
// help in this run.
func isFinalRefusal(err error) bool {
	apiErr, ok := errors.AsType[*APIError](err)

	return ok && !isBusy(apiErr.Code)
}
