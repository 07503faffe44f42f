package wecom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

const (
	// readAttempts is how often a call without effects is tried.
	readAttempts = 4
	// firstBackoff is the wait after the first failed attempt; it doubles.
	firstBackoff = 500 * time.Millisecond
	// rateWait is the longest wait after a rate refusal: the shortest window
	// that WeCom documents is a minute.
	rateWait = 60 * time.Second
)

// uploadRate is the slowest line, in bytes a second, on which an upload is
// still waited for.
const uploadRate = 100_000

// Retry class of everything in this file: repeatable. The calls have no
// effect, so a lost answer costs nothing but another call.

// read calls an endpoint that has no effect, with a token, and decodes its
// answer into result.
func (c *Client) read(ctx context.Context, path string, body, result any) error {
	got, err := c.withToken(ctx, func(token string) (request, error) {
		return readRequest(path, body, token)
	})
	if err != nil {
		return err
	}

	return decodeResult(got, result)
}

// get reads from an endpoint that takes its arguments in the query.
func (c *Client) get(ctx context.Context, path string, query url.Values, result any) error {
	got, err := c.withToken(ctx, func(token string) (request, error) {
		full := url.Values{"access_token": {token}}
		for name, values := range query {
			full[name] = values
		}

		return request{method: http.MethodGet, path: path, query: full}, nil
	})
	if err != nil {
		return err
	}

	return decodeResult(got, result)
}

// withToken makes a repeatable call that needs a token, and gives its answer if
// WeCom has not refused it. A token refusal is answered with one new token.
func (c *Client) withToken(ctx context.Context, build func(token string) (request, error)) (*answer, error) {
	token, err := c.tokens.get(ctx)
	if err != nil {
		return nil, err
	}

	renewed := false

	for {
		r, err := build(token.value)
		if err != nil {
			return nil, err
		}

		got, err := c.repeatable(ctx, r)
		if err != nil {
			return nil, err
		}

		refusal := got.apiError()
		if refusal == nil {
			return got, nil
		}

		if !isTokenRefusal(refusal.Code) || renewed || !c.canRenew {
			return nil, refusal
		}

		renewed = true

		if token, err = c.tokens.renew(ctx, token); err != nil {
			return nil, err
		}
	}
}

// readRequest is a GET without a body, else a POST.
func readRequest(path string, body any, token string) (request, error) {
	query := url.Values{"access_token": {token}}

	if body == nil {
		return request{method: http.MethodGet, path: path, query: query}, nil
	}

	encoded, err := json.Marshal(body)
	if err != nil {
		return request{}, err
	}

	return request{method: http.MethodPost, path: path, query: query, contentType: "application/json", body: encoded}, nil
}

func decodeResult(got *answer, result any) error {
	if err := json.Unmarshal(got.raw, result); err != nil {
		return &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: anotherForm + Printable(got.secrets.clean(formProblem(err))), cause: err}
	}

	return nil
}

// repeatable makes a call until it gives a verdict, a few times. Busy answers
// (-1, 45033, 81026) are repeated with a growing wait; 45009 once, after a
// minute.
func (c *Client) repeatable(ctx context.Context, r request) (*answer, error) {
	wait, waitedForRate := firstBackoff, false

	for attempt := 1; ; attempt++ {
		got, err := c.exchangeBounded(ctx, r)

		pause, again := wait, attempt < readAttempts

		switch {
		case err != nil:
			again = again && ctx.Err() == nil && !isProxyVariableError(err) && (got == nil || got.status >= 500 || got.status == http.StatusOK || got.status == http.StatusRequestTimeout || got.status == http.StatusTooManyRequests)
		case got.errcode == nil && !(r.errcodeOptional && got.status == http.StatusOK):
			err = &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "the answer has no errcode; a proxy or gateway may have written it"}
			again = again && (got.status >= 500 || got.status == http.StatusOK)
		case got.status != http.StatusOK && (got.errcode == nil || *got.errcode == 0):
			err = &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "errcode 0 under this status is not WeCom's; a proxy or gateway may have written it"}
		case got.errcode == nil, *got.errcode == 0:
			return got, nil
		case !isWeComCode(*got.errcode):
			err = &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: fmt.Sprintf("errcode %d is none of WeCom's; a proxy or gateway may have written it", *got.errcode)}
		case *got.errcode == errcodeRate:
			again, pause = !waitedForRate, rateWait
			waitedForRate = true
		case !isBusy(*got.errcode):
			return got, nil
		}

		if !again {
			return got, err
		}

		if waitErr := c.clock.Wait(ctx, c.jittered(pause)); waitErr != nil {
			if err == nil {
				err = got.apiError()
			}

			return got, errors.Join(err, waitErr)
		}

		wait *= 2
	}
}

func (c *Client) exchangeBounded(ctx context.Context, r request) (*answer, error) {
	// A large body may take as long as it takes at uploadRate.
	ctx, cancel := c.withRequestTimeout(ctx, time.Duration(r.length/uploadRate)*time.Second)
	defer cancel()

	return c.exchange(ctx, r, nil)
}
