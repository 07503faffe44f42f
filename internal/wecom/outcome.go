package wecom

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// OutcomeKind is one of the three ways in which a call with an effect can end.
type OutcomeKind int

const (
	// Unknown may or may not have been done. It must never be done again
	// blindly. It is the zero value: what nobody has judged is not known.
	Unknown OutcomeKind = iota
	// Refused is proven not to have done anything. It may be done again.
	Refused
	// Accepted is proven to have been done. Of a send, WeCom gave a msgid.
	Accepted
)

// Outcome is how a call with an effect ended: a send, and with Kind and Err
// only every other one.
type Outcome struct {
	Kind OutcomeKind
	// MsgID is WeCom's id of the message. Accepted only.
	MsgID string
	// FailList are ids of customers or groups that WeCom cannot reach, nil if
	// its list could not be read. Accepted only.
	FailList []string
	// Warning is what WeCom said beside its ok, or what could not be read of
	// the answer; empty normally. Accepted only.
	Warning string
	// Answered is true where an answer came back as a whole, and no verdict
	// could be read from it.
	Answered bool
	// Err says why. Refused and Unknown only.
	Err error

	// postedAt is when the last POST began, by our clock; zero if the call
	// ended before it.
	postedAt time.Time
}

func refused(err error) Outcome { return Outcome{Kind: Refused, Err: err} }

func unknown(err error) Outcome { return Outcome{Kind: Unknown, Err: err} }

// UnknownOutcomeError says that a call with an effect went out, and that no
// verdict came back: it may or may not have been done.
type UnknownOutcomeError struct{ cause error }

func (e *UnknownOutcomeError) Error() string {
	return "it is not known whether WeCom has done it: " + e.cause.Error()
}

// Unwrap returns what happened to the call.
func (e *UnknownOutcomeError) Unwrap() error { return e.cause }

// asError is the outcome of a call that gives nothing but a verdict. Any error
// but an [*UnknownOutcomeError] proves that nothing was done.
func (o Outcome) asError() error {
	switch o.Kind {
	case Accepted:
		return nil
	case Refused:
		return o.Err
	case Unknown:
	}

	return &UnknownOutcomeError{cause: o.Err}
}

// refusalCode is the errcode with which WeCom refused this very call, or 0. The
// refusal of a token, for which nothing was posted, is none.
func (o Outcome) refusalCode() int {
	if o.Kind != Refused || o.postedAt.IsZero() {
		return 0
	}

	return Code(o.Err)
}

// judge makes the outcome of one POST. What is not proven is Unknown. An answer
// with errcode 0 is for readOK to judge.
func judge(got *answer, err error, watch *sendWatch, readOK func(*answer) Outcome) Outcome {
	if got == nil {
		if watch.nothingLeft() {
			return refused(err)
		}

		return unknown(err)
	}

	outcome := judgeAnswer(got, err, readOK)
	outcome.Answered = outcome.Kind == Unknown && !errors.Is(err, errBrokenOff)

	return outcome
}

func judgeAnswer(got *answer, err error, readOK func(*answer) Outcome) Outcome {
	if err != nil {
		return withoutVerdict(got, err)
	}

	switch {
	case got.errcode == nil:
		return unknown(&CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "the answer has no errcode"})
	case *got.errcode == 0:
		return readOK(got)
	case got.refuses():
		return refused(got.apiError())
	default:
		return unknown(got.apiError())
	}
}

// withoutVerdict judges an answer that is not WeCom's. A proxy that asks for
// credentials has passed nothing on.
func withoutVerdict(got *answer, err error) Outcome {
	if got.status == http.StatusProxyAuthRequired && got.byProxy && !errors.Is(err, errBrokenOff) {
		return refused(err)
	}

	return unknown(err)
}

// plainOK judges an answer with errcode 0 to a call that gives nothing but
// a verdict.
func plainOK(got *answer) Outcome {
	if !got.isWeComs() {
		return withoutVerdict(got, &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "the answer says ok (errcode 0), but not as WeCom does; a proxy or gateway may have written it"})
	}

	return Outcome{Kind: Accepted}
}

// refuses reports whether an answer proves that WeCom itself refused the call
// and did nothing. Gateways, filters and inspecting proxies answer instead of
// WeCom after it has done its work, with any HTTP status and with JSON of their
// own whose errcode is that status. WeCom answers a refusal with HTTP 200, a
// code of its own, and no msgid.
func (a *answer) refuses() bool {
	if a.status != http.StatusOK || !a.errcodeIsNumber || stringField(a.fields["msgid"]) != "" {
		return false
	}

	return *a.errcode != errcodeBusy && isWeComCode(*a.errcode)
}

// isOf is the outcome where the msgid of an answer is that of another message:
// then it says nothing about this one.
func (o Outcome) isOf(other string) Outcome {
	return Outcome{Kind: Unknown, Err: fmt.Errorf("WeCom's answer names %s, which is %s", o.MsgID, other), Answered: true, postedAt: o.postedAt}
}
