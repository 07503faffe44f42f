package wecom

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// OutcomeKind is one of the three ways in which a send can end.
type OutcomeKind int

const (
	// Unknown may or may not have sent. It must never be sent again blindly. It
	// is the zero value: what nobody has judged is not known.
	Unknown OutcomeKind = iota
	// Refused is proven not to have sent anything. It may be sent again.
	Refused
	// Accepted is proven to have sent: WeCom gave a msgid.
	Accepted
)

// Outcome is how a send ended.
type Outcome struct {
	Kind OutcomeKind
	// MsgID is WeCom's id of the message. Accepted only.
	MsgID string
	// FailList are ids of customers or groups that WeCom cannot reach, never
	// nil. Accepted only.
	FailList []string
	// Warning is what WeCom said beside its ok, or what could not be read of
	// the answer; empty normally. Accepted only.
	Warning string
	// Err says why. Refused and Unknown only.
	Err error

	// postedAt is when the last POST began, by our clock.
	postedAt time.Time
}

func refused(err error) Outcome { return Outcome{Kind: Refused, Err: err} }

// sendMassMessage sends the message: it POSTs add_msg_template, and of all
// that can happen makes an [Outcome].
//
// This is the only place that sends, and it sends at most once. A POST is made
// again only after WeCom has refused the one before without looking at it: a
// refused token once, with a new token, and a rate refusal (45009, 45033) once,
// after a minute at most; and only if lookAgain finds nothing that forbids it.
// Nothing below repeats anything, see [newHTTPClient].
//
// Until the POST, ctx cancels, and the outcome is Refused. The POST itself does
// not obey ctx but has its own deadline, so that Ctrl-C cannot turn a success
// into an Unknown.
func (c *Client) sendMassMessage(ctx context.Context, m *MassMessage, lookAgain func() error) Outcome {
	body, err := m.Encode()
	if err != nil {
		return refused(err)
	}

	token, err := c.tokens.get(ctx)
	if err != nil {
		return refused(err)
	}

	renewed, waited := false, false

	for {
		if err := ctx.Err(); err != nil {
			return refused(err)
		}

		out := c.postOnce(ctx, token.value, body)
		code := Code(out.Err)

		switch {
		case out.Kind != Refused:
			return out
		case isTokenRefusal(code) && c.canRenew && !renewed:
			renewed = true

			if token, err = c.tokens.renew(ctx, token); err != nil {
				return refused(err)
			}
		case (code == errRate || code == errConcurrency) && !waited:
			waited = true

			if err := c.clock.Wait(ctx, rateWaitFor(code)); err != nil {
				return refused(errors.Join(out.Err, err))
			}
		default:
			return out
		}

		if err := lookAgain(); err != nil {
			return refused(err)
		}
	}
}

// rateWaitFor is how long to wait after a rate refusal. A concurrency refusal
// ends with the other calls, which take seconds.
func rateWaitFor(code int) time.Duration {
	if code == errConcurrency {
		return 5 * time.Second
	}

	return rateWait
}

// postOnce makes the one POST. Retry class: never.
func (c *Client) postOnce(ctx context.Context, token string, body []byte) Outcome {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.requestTimeout)
	defer cancel()

	postedAt := c.clock.Now()
	left := &departure{}
	got, err := c.exchange(ctx, request{
		method:      http.MethodPost,
		path:        "/cgi-bin/externalcontact/add_msg_template",
		query:       url.Values{"access_token": {token}},
		contentType: "application/json; charset=utf-8",
		body:        body,
	}, left)

	out := judge(got, err, left)
	out.postedAt = postedAt

	return out
}

// judge makes the outcome of one POST. What is not proven is Unknown.
func judge(got *answer, err error, left *departure) Outcome {
	if got == nil {
		if left.nothingLeft() {
			return refused(err)
		}

		return Outcome{Kind: Unknown, Err: err}
	}

	if err != nil {
		if got.status == http.StatusProxyAuthRequired && got.byProxy && !errors.Is(err, errBrokenOff) {
			return refused(err)
		}

		return Outcome{Kind: Unknown, Err: err}
	}

	switch {
	case got.errcode == nil:
		return Outcome{Kind: Unknown, Err: &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "the answer has no errcode"}}
	case *got.errcode == 0:
		return accepted(got)
	case got.refuses():
		return refused(got.apiError())
	default:
		return Outcome{Kind: Unknown, Err: got.apiError()}
	}
}

// refuses tells whether an answer proves that WeCom itself refused the call and
// did nothing. Gateways, filters and inspecting proxies answer in WeCom's place
// after it has done its work, with any HTTP status and with JSON of their own
// whose errcode is that status. WeCom answers a refusal with HTTP 200, a code of
// its own, and no msgid.
func (a *answer) refuses() bool {
	if a.status != http.StatusOK || !a.errcodeIsNumber || stringField(a.fields["msgid"]) != "" {
		return false
	}

	return *a.errcode != errBusy && isWeComCode(*a.errcode)
}

// firstErrcode is where WeCom's codes begin, but for a few that the tables name.
const firstErrcode = 40000

// accepted reads an answer with errcode 0. Without a msgid that can be used it
// is Unknown: the message may be there, but this is not its name.
func accepted(got *answer) Outcome {
	msgid := stringField(got.fields["msgid"])
	if !got.secrets.plausibleID(msgid) {
		return Outcome{Kind: Unknown, Err: &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "the answer says ok (errcode 0) but has no msgid that can be used"}}
	}

	out := Outcome{Kind: Accepted, MsgID: msgid, FailList: []string{}}

	if raw, ok := got.fields["fail_list"]; ok {
		list, err := stringList(raw)
		if err != nil {
			out.Warning = "WeCom accepted the message, but its fail_list could not be read: " + Printable(got.secrets.clean(formProblem(err)))
		}

		out.FailList = got.secrets.plausibleIDs(list)
		if left := len(list) - len(out.FailList); left > 0 {
			out.Warning = fmt.Sprintf("WeCom accepted the message. Entries of its fail_list that are not recorded, because they are no ids or hold a secret of this provider: %d.", left)
		}
	}

	// "Warning: wrong json format." beside errcode 0 means that WeCom read only
	// a part of the body (unconfirmed, but cheap to pass on).
	if strings.Contains(strings.ToLower(got.errmsg), "warning") {
		out.Warning = strings.TrimSpace(out.Warning + " WeCom accepted the message and added: " + Printable(got.errmsg))
	}

	return out
}
