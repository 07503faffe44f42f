package wecom

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// APIError is a verdict of WeCom: an answer whose errcode is not 0.
type APIError struct {
	Endpoint   string // last element of the path, such as "add_msg_template"
	HTTPStatus int
	Code       int    // errcode
	Message    string // errmsg without its hint, address and link
	Hint       string // what WeCom's support asks for; may be empty
	CallerIP   string // the caller's address as WeCom saw it; may be empty
}

func (e *APIError) Error() string {
	var b strings.Builder

	fmt.Fprintf(&b, "%s: errcode %d: %s", e.Endpoint, e.Code, e.Message)

	if e.Hint != "" {
		fmt.Fprintf(&b, " (hint %s)", e.Hint)
	}

	return b.String()
}

// CallError is a call without a verdict of WeCom: no connection, a time-out, a
// cut answer, an HTTP status without an errcode, or a body that is not what
// the endpoint documents. Its text never holds the query of the request, in
// which tokens and secrets travel.
type CallError struct {
	Endpoint   string
	HTTPStatus int // 0 when no answer came
	Reason     string
	cause      error
	// kept is Reason in our own words alone, where it quotes an answer.
	kept string
}

func (e *CallError) Error() string {
	if e.HTTPStatus != 0 {
		return fmt.Sprintf("%s: HTTP status %d: %s", e.Endpoint, e.HTTPStatus, e.Reason)
	}

	return fmt.Sprintf("%s: %s", e.Endpoint, e.Reason)
}

// Unwrap returns the cause for errors.Is, for example context.Canceled.
func (e *CallError) Unwrap() error { return e.cause }

// Code is the errcode of err, or 0 if WeCom gave no verdict.
func Code(err error) int {
	if apiErr, ok := errors.AsType[*APIError](err); ok {
		return apiErr.Code
	}

	return 0
}

// codeOfWeCom is Code where the status is WeCom's, too: a list is empty only if
// WeCom says so, and not a gateway.
func codeOfWeCom(err error) int {
	if apiErr, ok := errors.AsType[*APIError](err); ok && apiErr.HTTPStatus == http.StatusOK {
		return apiErr.Code
	}

	return 0
}

// The shape of errmsg: "text, hint: [1234], from ip: 1.2.3.4, more info at
// https://open.work.weixin.qq.com/devtool/query?e=40096". Every part but the
// text may be missing.
var (
	errmsgHint = regexp.MustCompile(`,?\s*hint:\s*(\[[^\]]*\])`)
	errmsgIP   = regexp.MustCompile(`,?\s*from ip:\s*([0-9A-Fa-f.:]+)`)
	errmsgLink = regexp.MustCompile(`,?\s*more info at\s+\S+`)
)

func newAPIError(endpoint string, status, code int, errmsg string) *APIError {
	e := &APIError{Endpoint: endpoint, HTTPStatus: status, Code: code}
	text := Printable(errmsg)

	if m := errmsgHint.FindStringSubmatch(text); m != nil {
		e.Hint = m[1]
	}

	if m := errmsgIP.FindStringSubmatch(text); m != nil {
		e.CallerIP = strings.TrimRight(m[1], ".:")
	}

	for _, part := range []*regexp.Regexp{errmsgHint, errmsgIP, errmsgLink} {
		text = part.ReplaceAllString(text, "")
	}

	e.Message = strings.TrimSpace(text)
	if e.Message == "" {
		e.Message = "(no errmsg)"
	}

	return e
}
