package wecom

import "time"

// repetition is the rule of a call with an effect that a second one does not
// change: it is made again after a lost answer, where nothing was sent, and
// after a busy refusal.
type repetition struct {
	attempts      int
	wait          time.Duration
	waitedForRate bool
	lost          error // why the newest attempt without a verdict had none
}

// pauseAfter is how long to wait before the next attempt, if there is to be
// one.
func (r *repetition) pauseAfter(out Outcome) (time.Duration, bool) {
	r.attempts++

	pause := r.wait
	r.wait *= 2

	if out.Kind == Unknown {
		r.lost = out.Err
	}

	if r.attempts >= readAttempts || isProxyVariableError(out.Err) {
		return 0, false
	}

	switch code := Code(out.Err); {
	case out.Kind == Unknown, code == 0, isBusy(code):
		return pause, true
	case code == errcodeRate && !r.waitedForRate:
		r.waitedForRate = true

		return rateWait, true
	}

	return 0, false
}

// jittered is a pause that two clients do not end at the same time.
func (c *Client) jittered(pause time.Duration) time.Duration {
	return pause + time.Duration(c.random()*float64(pause)/2)
}
