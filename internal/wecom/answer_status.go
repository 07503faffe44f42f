package wecom

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
)

// maxAnnouncements is how many answers of status 1xx may come before the
// answer itself. A proxy may send some ("103 Early Hints"); WeCom sends none.
const maxAnnouncements = 20

var errAnnouncements = errors.New("the server announces an answer again and again (HTTP status 1xx) and gives none; a proxy or gateway may do so")

// withFewAnnouncements bounds how many answers of status 1xx a call waits
// through. Net/http bounds only their bytes.
func withFewAnnouncements(ctx context.Context) context.Context {
	came := 0

	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{Got1xxResponse: func(int, textproto.MIMEHeader) error {
		if came++; came > maxAnnouncements {
			return errAnnouncements
		}

		return nil
	}})
}

// switched refuses an answer whose status ends HTTP on the connection, or is
// none of HTTP's. Behind 101 the body is the connection itself, which obeys no
// deadline. What became of the request is not known: nothing is proven by it.
func switched(got *answer) error {
	if got.status >= http.StatusOK {
		return nil
	}

	return &CallError{
		Endpoint: got.endpoint, HTTPStatus: got.status, cause: errBrokenOff,
		Reason: "this is no answer to a call; a proxy or gateway that takes it for another protocol may have written it",
	}
}
