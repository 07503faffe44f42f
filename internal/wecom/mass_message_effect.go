package wecom

import (
	"context"
	"net/http"
	"net/url"
)

// UnknownOutcomeError says that a call with an effect went out, and that no
// verdict came back: it may or may not have been done.
type UnknownOutcomeError struct{ cause error }

func (e *UnknownOutcomeError) Error() string {
	return "it is not known whether WeCom has done it: " + e.cause.Error()
}

// Unwrap gives what happened to the call.
func (e *UnknownOutcomeError) Unwrap() error { return e.cause }

// effectOnce makes one POST that has an effect and whose answer is only a
// verdict. It does not obey ctx but has its own deadline: Ctrl-C must not make
// an unknown outcome of what was done. Any error but an [*UnknownOutcomeError]
// proves that nothing was done. Retry class: never.
func (c *Client) effectOnce(ctx context.Context, path, token string, body []byte) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.requestTimeout)
	defer cancel()

	left := &departure{}

	got, err := c.exchange(ctx, request{
		method:      http.MethodPost,
		path:        path,
		query:       url.Values{"access_token": {token}},
		contentType: "application/json",
		body:        body,
	}, left)
	if err == nil && got.errcode != nil && *got.errcode == 0 {
		if got.isWeComs() {
			return nil
		}

		err = &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "the answer says ok (errcode 0), but not as WeCom does; a proxy or gateway may have written it"}
	}

	out := judge(got, err, left)
	if out.Kind == Unknown {
		return &UnknownOutcomeError{cause: out.Err}
	}

	return out.Err
}
