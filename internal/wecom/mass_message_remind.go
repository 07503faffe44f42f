package wecom

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

const remindPath = "/cgi-bin/externalcontact/remind_groupmsg_send"

// RemindersUsedUpError says that a message has had its three reminders.
type RemindersUsedUpError struct {
	// Latest is when the next one is possible at the latest, in WeCom's time.
	// When the three were made is something WeCom does not say.
	Latest  time.Time
	refusal error
}

func (e *RemindersUsedUpError) Error() string {
	return fmt.Sprintf("%s; the next reminder is possible at %s at the latest", e.refusal, e.Latest.UTC().Format(time.RFC3339))
}

// Unwrap returns WeCom's refusal.
func (e *RemindersUsedUpError) Unwrap() error { return e.refusal }

// RemindMassMessage notifies once more every member who has not yet sent the
// message. WeCom allows MaxReminders for a message in ReminderWindow.
//
// Errors: [*RemindersUsedUpError] (41094), [*UnknownOutcomeError], 41093 for a
// message that was cancelled (this answer is not documented), 41047 for an
// unknown msgid.
// Source: https://developer.work.weixin.qq.com/document/path/97618.
// Retry class: never, but where WeCom has refused the call without looking at
// it: a refused token is renewed once, and a rate refusal (45009, 45033) waits
// once, a minute at most.
func (c *Client) RemindMassMessage(ctx context.Context, msgid string) error {
	body, err := json.Marshal(map[string]string{"msgid": msgid})
	if err != nil {
		return err
	}

	outcome := c.callWithEffect(ctx, effect{path: remindPath, contentType: "application/json", body: body, readOK: plainOK})

	if outcome.refusalCode() == errcodeRemindedTooOften {
		latest := c.serverTime.at(c.clock.Now()).Add(ReminderWindow + clockMargin)

		return &RemindersUsedUpError{Latest: latest.Truncate(time.Second), refusal: outcome.Err}
	}

	return outcome.asError()
}
