package wecom

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"path"
	"strings"
)

// request is one HTTP request. Its query may hold secrets and its body
// messages, so neither is ever printed.
type request struct {
	method      string
	path        string // "/cgi-bin/..."
	query       url.Values
	contentType string
	body        []byte
	// open returns a body that is streamed, instead of body, and length is how
	// long it is.
	open   func() (io.ReadCloser, error)
	length int64
	// errcodeOptional is true for endpoints that leave errcode out on success.
	// Everywhere else such an answer is somebody else's.
	errcodeOptional bool
}

func (r request) endpoint() string { return endpointOf(r.path) }

// endpointOf is what errors call an endpoint: the last element of its path.
func endpointOf(p string) string { return path.Base(p) }

// answer is what came back. The verdict is errcode, whatever the HTTP status
// says.
type answer struct {
	endpoint string
	status   int
	raw      []byte
	fields   map[string]json.RawMessage
	errcode  *int // nil when the body has none that can be read
	errmsg   string
	// errcodeIsNumber is false where errcode was written as a string.
	errcodeIsNumber bool
	// byProxy is true where a proxy read the request, and may have written the
	// answer.
	byProxy bool
	secrets *redactor // judges the ids in it
}

// errBrokenOff marks an answer whose status came but whose body did not end:
// the verdict may have been in the part that is missing.
var errBrokenOff = errors.New("the answer broke off")

// exchange makes one request, once, and reads its whole answer. The error is a
// *CallError. The answer is non-nil whenever an HTTP status came back, also
// beside an error.
func (c *Client) exchange(ctx context.Context, r request, watch *sendWatch) (*answer, error) {
	started := c.clock.Now()
	record := Exchange{Method: r.method, Endpoint: r.endpoint(), RequestBytes: len(r.body) + int(r.length)}

	got, size, err := c.roundTrip(ctx, r, watch)

	record.Duration = c.clock.Now().Sub(started)
	record.ResponseBytes = size

	if got != nil {
		record.Status = got.status

		if got.errcode != nil {
			record.Errcode = *got.errcode
		}
	}

	if err != nil {
		record.Failure = err.Error()
	}

	c.log(ctx, record)

	return got, err
}

func (c *Client) roundTrip(ctx context.Context, r request, watch *sendWatch) (*answer, int, error) {
	if watch != nil {
		ctx = httptrace.WithClientTrace(ctx, watch.trace())
	}

	var body io.Reader

	switch {
	case r.open != nil:
		opened, err := r.open()
		if err != nil {
			return nil, 0, &CallError{Endpoint: r.endpoint(), Reason: err.Error(), cause: err}
		}

		body = opened
	case r.body != nil:
		// Only an opaque reader: from a bytes.Reader net/http would learn how
		// to rewind the body, and with it how to send twice.
		body = io.NopCloser(bytes.NewReader(r.body))
	}

	ctx = withFewAnnouncements(ctx)

	req, err := http.NewRequestWithContext(ctx, r.method, c.baseURL+r.path+"?"+r.query.Encode(), body)
	if err != nil {
		// The error would print the URL, query included.
		return nil, 0, &CallError{Endpoint: r.endpoint(), Reason: "the request could not be built; check base_url"}
	}

	// WeCom answers an upload without a length with 44001.
	req.ContentLength = int64(len(r.body)) + r.length
	req.Header.Set("User-Agent", c.userAgent)
	req.Header.Set("Accept", "application/json")

	if r.contentType != "" {
		req.Header.Set("Content-Type", r.contentType)
	}

	asked := c.clock.Now()

	transport := c.http
	if watch != nil { // a call with an effect
		transport = c.httpEffect
	}

	resp, err := transport.RoundTrip(req)
	if err != nil {
		return nil, 0, c.callError(ctx, r, 0, err)
	}
	defer func() { _ = resp.Body.Close() }()

	got := &answer{endpoint: r.endpoint(), status: resp.StatusCode, byProxy: c.readByProxy(req), secrets: c.secrets}
	answered := c.clock.Now()

	if err := switched(got); err != nil {
		return got, 0, err
	}

	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswerBytes+1))
	if err != nil {
		return got, len(raw), c.callError(ctx, r, resp.StatusCode, fmt.Errorf("%w: %w", errBrokenOff, err))
	}

	if len(raw) > maxAnswerBytes {
		return got, len(raw), &CallError{Endpoint: r.endpoint(), HTTPStatus: resp.StatusCode, Reason: "the answer is larger than 10 MiB", cause: errBrokenOff}
	}

	got.raw = raw
	if json.Unmarshal(raw, &got.fields) != nil || got.fields == nil {
		return got, len(raw), &CallError{Endpoint: r.endpoint(), HTTPStatus: resp.StatusCode, Reason: "the answer is not a JSON object; a proxy or gateway may have written it"}
	}

	got.readVerdict()
	got.errmsg = c.secrets.clean(got.errmsg)

	if date, dateErr := http.ParseTime(resp.Header.Get("Date")); dateErr == nil && got.isWeComs() {
		c.serverTime.learn(date, asked, answered)
	}

	return got, len(raw), nil
}

// callError makes a *CallError of an error of the network stack.
func (c *Client) callError(ctx context.Context, r request, status int, err error) *CallError {
	reason, kept := err.Error(), ""
	over, isOver := errors.AsType[*OverError](context.Cause(ctx))

	switch netErr, isNet := errors.AsType[net.Error](err); {
	case isOver:
		// A body that breaks off does not tell why.
		reason, err = "no answer in time: "+over.Error(), errors.Join(err, over)
	case errors.Is(err, context.Canceled):
		reason = "the call was cancelled"
	case errors.Is(err, context.DeadlineExceeded), isNet && netErr.Timeout():
		reason = "no answer in time: " + reason
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		reason = "the connection was closed before the answer was complete"
	case strings.Contains(reason, "transport connection broken"), strings.Contains(reason, "malformed"):
		// What net/http cannot read it quotes.
		kept = "the answer is not as HTTP has it; a proxy or gateway may have written it"
	}

	return &CallError{Endpoint: r.endpoint(), HTTPStatus: status, Reason: Printable(c.secrets.clean(reason)), cause: err, kept: kept}
}

// readVerdict finds errcode and errmsg. It accepts an errcode written as
// string, since WeCom writes other numbers so, but none in an object that has a
// name twice: one of the two was written by something in between.
func (a *answer) readVerdict() {
	if n, ok := intField(a.fields["errcode"]); ok && !repeatsName(a.raw) {
		code := int(n)
		a.errcode = &code
		a.errcodeIsNumber = !bytes.HasPrefix(a.fields["errcode"], []byte(`"`))
	}

	a.errmsg = stringField(a.fields["errmsg"])
}

// isWeComs reports whether WeCom wrote the answer: HTTP 200 and a verdict.
func (a *answer) isWeComs() bool {
	if a.status != http.StatusOK || a.errcode == nil {
		return false
	}

	return *a.errcode != errcodeBusy && isWeComCode(*a.errcode)
}

// apiError is the refusal in the answer, or nil if there is none.
func (a *answer) apiError() *APIError {
	if a.errcode == nil || *a.errcode == 0 {
		return nil
	}

	return newAPIError(a.endpoint, a.status, *a.errcode, a.errmsg)
}
