package wecom

import (
	"context"
	"fmt"
	"strings"
)

// sendMassMessage sends the message: it POSTs add_msg_template, at most once.
// Of all that can happen it makes an [Outcome], and the one rule is in
// [Client.callWithEffect]. lookAgain must find nothing that forbids the send
// before WeCom is asked again after a refusal, and no POST leaves outside of
// the window.
//
// Retry class: never.
func (c *Client) sendMassMessage(ctx context.Context, m *MassMessage, window SendWindow, lookAgain func() error) Outcome {
	body, err := m.Encode()
	if err != nil {
		return refused(err)
	}

	return c.callWithEffect(ctx, effect{
		path:        "/cgi-bin/externalcontact/add_msg_template",
		contentType: "application/json; charset=utf-8",
		body:        body,
		readOK:      accepted,
		lookAgain:   lookAgain,
		mayPost:     func() error { return window.Refuses(c.clock.Now()) },
	})
}

// accepted reads an answer with errcode 0. Without a msgid that can be used it
// is Unknown: the message may be there, but this is not its name.
func accepted(got *answer) Outcome {
	msgid := stringField(got.fields["msgid"])
	if !got.secrets.plausibleID(msgid) {
		return Outcome{Kind: Unknown, Err: &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "the answer says ok (errcode 0) but has no msgid that can be used"}}
	}

	out := Outcome{Kind: Accepted, MsgID: msgid, FailList: []string{}}
	raw := got.fields["fail_list"]
	list, err := stringList(raw)

	switch {
	case raw == nil:
	case err != nil:
		// Nobody knows who is in it.
		out.FailList = nil
		out.Warning = "WeCom accepted the message, but its fail_list could not be read, so it is null: " + Printable(got.secrets.clean(formProblem(err)))
	default:
		out.FailList = got.secrets.plausibleIDs(list)
		if left := len(list) - len(out.FailList); left > 0 {
			out.Warning = fmt.Sprintf("WeCom accepted the message. Entries of its fail_list that are not recorded, because they are no ids or hold a secret of this provider: %d.", left)
		}

		// An empty one would say that everybody can be reached.
		if len(out.FailList) == 0 && len(list) > 0 {
			out.FailList = nil
		}
	}

	// "Warning: wrong json format." beside errcode 0 means that WeCom read only
	// a part of the body (unconfirmed, but cheap to pass on).
	if strings.Contains(strings.ToLower(got.errmsg), "warning") {
		out.Warning = strings.TrimSpace(out.Warning + " WeCom accepted the message and added: " + Printable(got.errmsg))
	}

	return out
}
