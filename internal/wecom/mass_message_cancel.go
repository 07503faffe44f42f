package wecom

import (
	"context"
	"encoding/json"
	"errors"
)

const cancelPath = "/cgi-bin/externalcontact/cancel_groupmsg_send"

// The errcodes of a message that cannot be cancelled.
const (
	errUnknownMsgID = 41047
	errCancelled    = 41093
)

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
// What was sent is not recalled. A call that has begun is brought to its end
// also when ctx ends.
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

	token, err := c.tokens.get(ctx)
	if err != nil {
		return 0, err
	}

	var lost *UnknownOutcomeError // of an earlier attempt

	again := repetition{wait: firstBackoff}

	for {
		if ctx.Err() != nil {
			return 0, unlessLost(lost, context.Cause(ctx))
		}

		err := c.effectOnce(ctx, cancelPath, token.value, body)

		switch code := Code(err); {
		case err == nil:
			return CancelledNow, nil
		case errors.As(err, &lost):
		case code == errCancelled:
			return cancelledAlready(lost), nil
		case code == errUnknownMsgID:
			return CancelNotKnown, nil
		case isTokenRefusal(code) && c.canRenew && !again.renewed:
			again.renewed = true

			if token, err = c.tokens.renew(ctx, token); err != nil {
				return 0, unlessLost(lost, err)
			}

			continue
		}

		pause, ok := again.pauseAfter(err)
		if !ok {
			return 0, unlessLost(lost, err)
		}

		if waitErr := c.clock.Wait(ctx, c.jittered(pause)); waitErr != nil {
			return 0, unlessLost(lost, errors.Join(err, waitErr))
		}
	}
}

// cancelledAlready is who may have stopped a message that is stopped.
func cancelledAlready(lost *UnknownOutcomeError) CancelOutcome {
	if lost != nil {
		return CancelledNowOrBefore
	}

	return CancelledBefore
}

// unlessLost is the error of a cancel. After an attempt whose answer was lost,
// what became of a later one proves nothing.
func unlessLost(lost *UnknownOutcomeError, err error) error {
	if lost == nil || errors.Is(err, lost) {
		return err
	}

	return &UnknownOutcomeError{cause: errors.Join(lost.cause, err)}
}
