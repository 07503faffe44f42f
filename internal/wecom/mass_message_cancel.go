package wecom

import "context"

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
	// CancelledBefore had been done already, by a person, by an earlier run, or
	// by an attempt of this call whose answer was lost (41093).
	CancelledBefore
	// CancelNotKnown is a msgid that WeCom does not know (41047): it has
	// forgotten the message, or never had it.
	CancelNotKnown
)

// CancelMassMessage stops a message for the members who have not sent it yet.
// What was sent is not recalled.
//
// Errors: 48002 and others of the general table.
// Source: https://developer.work.weixin.qq.com/document/path/97619.
// Retry class: repeatable. Whether a second cancel answers ok or 41093 is not
// documented, so both count as done.
func (c *Client) CancelMassMessage(ctx context.Context, msgid string) (CancelOutcome, error) {
	var answer struct{} // a verdict is all there is

	err := c.read(ctx, cancelPath, map[string]string{"msgid": msgid}, &answer)

	switch Code(err) {
	case errCancelled:
		return CancelledBefore, nil
	case errUnknownMsgID:
		return CancelNotKnown, nil
	}

	if err != nil {
		return 0, err
	}

	return CancelledNow, nil
}
