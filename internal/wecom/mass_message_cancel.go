package wecom

import (
	"context"
	"encoding/json"
	"errors"
)

const cancelPath = "/cgi-bin/externalcontact/cancel_groupmsg_send"

// CancelOutcome is how a cancel ended that WeCom has given a verdict on.
type CancelOutcome int

// The verdicts after which a second cancel would change nothing.
const (
	// CancelledNow was done by this call.
	CancelledNow CancelOutcome = iota + 1
	// CancelledBefore had been done already, by a person or by an earlier run
	// (41093).
	CancelledBefore
	// CancelledNowOrBefore is 41093 as well, but after an attempt of this call
	// whose answer was lost, and which may have done it.
	CancelledNowOrBefore
	// CancelNotKnown is a msgid that WeCom does not know (41047): it has
	// forgotten the message, or never had it.
	CancelNotKnown
)

// CancelMassMessage stops a message for the members who have not sent it yet.
// What was sent is not recalled. A call that has begun is finished even when
// ctx ends.
//
// Errors: [*UnknownOutcomeError] where the message may or may not be stopped;
// any other proves that this call has not stopped it, such as 48002 and others
// of the general table.
// Source: https://developer.work.weixin.qq.com/document/path/97619.
// Retry class: repeatable. Whether a second cancel answers ok or 41093 is not
// documented, so both count as done.
func (c *Client) CancelMassMessage(ctx context.Context, msgid string) (CancelOutcome, error) {
	body, err := json.Marshal(map[string]string{"msgid": msgid})
	if err != nil {
		return 0, err
	}

	again := &repetition{wait: firstBackoff}
	outcome := c.callWithEffect(ctx, effect{path: cancelPath, contentType: "application/json", body: body, readOK: plainOK, repetition: again})

	if outcome.Kind == Unknown {
		return 0, outcome.asError()
	}

	switch code := outcome.refusalCode(); {
	case outcome.Kind == Accepted:
		return CancelledNow, nil
	case code == errcodeCancelled:
		return cancelledAlready(again.lost), nil
	case code == ErrcodeUnknownMsgID:
		return CancelNotKnown, nil
	case again.lost != nil:
		// What became of a later attempt proves nothing about the lost one.
		return 0, &UnknownOutcomeError{cause: errors.Join(again.lost, outcome.Err)}
	default:
		return 0, outcome.Err
	}
}

// cancelledAlready is who may have stopped a message that is stopped.
func cancelledAlready(lost error) CancelOutcome {
	if lost != nil {
		return CancelledNowOrBefore
	}

	return CancelledBefore
}
