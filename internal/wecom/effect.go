package wecom

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"
)

// effect is a call that must not be made twice: it sends, reminds or cancels.
type effect struct {
	path        string
	contentType string
	body        []byte
	// readOK judges an answer with errcode 0.
	readOK func(*answer) Outcome
	// lookAgain comes before every POST but the first, and forbids it with an
	// error. Nil: nothing has to be looked at.
	lookAgain func() error
	// mayPost comes right before every POST, and forbids it with an error.
	// Nil: nothing does.
	mayPost func() error
	// repetition is for a call that a second one does not change. Nil: the one
	// rule.
	repetition *repetition
}

// callWithEffect makes a call that must not be made twice.
//
// It is the only place that POSTs such a call, and the one rule is here: a POST
// is made again only after WeCom has refused the one before without looking at
// it, and after lookAgain. That is a refused token once, with a new token, and
// a rate refusal (45009, 45033) once, after a minute at most. Nothing below
// repeats anything, see [newTransport].
//
// Until the POST, ctx cancels, and the outcome is Refused.
func (c *Client) callWithEffect(ctx context.Context, e effect) Outcome {
	token, err := c.tokens.get(ctx)
	if err != nil {
		return refused(err)
	}

	renewed, waited := false, false

	// before is the last refusal that is answered with another POST.
	var before error

	for {
		if ctx.Err() != nil {
			return refused(context.Cause(ctx))
		}

		if e.mayPost != nil {
			if err := e.mayPost(); err != nil {
				return refused(errors.Join(err, before))
			}
		}

		out := c.postOnce(ctx, token.value, e)
		code := Code(out.Err)

		var pause time.Duration

		switch {
		case out.Kind == Accepted:
			return out
		case out.Kind == Refused && isTokenRefusal(code) && c.canRenew && !renewed:
			renewed = true

			if token, err = c.tokens.renew(ctx, token); err != nil {
				return refused(err)
			}
		case e.repetition != nil:
			var again bool
			if pause, again = e.repetition.pauseAfter(out); !again {
				return out
			}

			pause = c.jittered(pause)
		case out.Kind == Refused && (code == errcodeRate || code == errcodeConcurrency) && !waited:
			waited = true
			pause = rateWaitFor(code)
		default:
			return out
		}

		before = out.Err

		if pause > 0 {
			if err := c.clock.Wait(ctx, pause); err != nil {
				out.Err = errors.Join(out.Err, err)
				return out
			}
		}

		if e.lookAgain != nil {
			if err := e.lookAgain(); err != nil {
				return refused(err)
			}
		}
	}
}

// rateWaitFor is how long to wait after a rate refusal. A concurrency refusal
// ends with the other calls, which take seconds.
func rateWaitFor(code int) time.Duration {
	if code == errcodeConcurrency {
		return 5 * time.Second
	}

	return rateWait
}

// postOnce makes the one POST. It does not obey ctx but has its own deadline,
// so that Ctrl-C cannot turn what was done into an Unknown. Retry class: never.
func (c *Client) postOnce(ctx context.Context, token string, e effect) Outcome {
	ctx, cancel := c.withRequestTimeout(context.WithoutCancel(ctx), 0)
	defer cancel()

	postedAt := c.clock.Now()
	watch := &sendWatch{}
	got, err := c.exchange(ctx, request{
		method:      http.MethodPost,
		path:        e.path,
		query:       url.Values{"access_token": {token}},
		contentType: e.contentType,
		body:        e.body,
	}, watch)

	out := judge(got, err, watch, e.readOK)
	out.postedAt = postedAt

	return out
}
