package wecom

import (
	"errors"
	"time"
)

// repetition counts the attempts of a call with an effect that a second one
// does not change.
type repetition struct {
	attempts      int
	wait          time.Duration
	waitedForRate bool
	renewed       bool // the token
}

// pauseAfter is how long to wait before the next attempt, if there is to be
// one: after a lost answer, where nothing was sent, and after a busy refusal.
func (r *repetition) pauseAfter(err error) (time.Duration, bool) {
	r.attempts++

	pause := r.wait
	r.wait *= 2

	if r.attempts >= readAttempts || isProxyVariableError(err) {
		return 0, false
	}

	_, lost := errors.AsType[*UnknownOutcomeError](err)

	switch code := Code(err); {
	case lost, code == 0, isBusy(code):
		return pause, true
	case code == errRate && !r.waitedForRate:
		r.waitedForRate = true

		return rateWait, true
	}

	return 0, false
}

// jittered is a pause that two clients do not end at the same time.
func (c *Client) jittered(pause time.Duration) time.Duration {
	return pause + time.Duration(c.random()*float64(pause)/2)
}
