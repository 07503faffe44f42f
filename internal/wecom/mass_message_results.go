package wecom

import (
	"context"
	"encoding/json"
	"errors"
)

const (
	tasksPath   = "/cgi-bin/externalcontact/get_groupmsg_task"
	resultsPath = "/cgi-bin/externalcontact/get_groupmsg_send_result"
)

// MemberTask is one member's part in a message.
type MemberTask struct {
	UserID   string
	Status   int   // 0 not sent, 2 sent; any other number but 0 counts as acted
	SendTime int64 // unix seconds, 0 when not sent
}

// listTasks reads the members who got a task from a message, all pages.
//
// Errors: 41063 while WeCom is still dispatching, 41047 for an unknown msgid.
// Source: https://developer.work.weixin.qq.com/document/path/96355.
// Retry class: repeatable.
func (c *Client) listTasks(ctx context.Context, msgid string) ([]MemberTask, error) {
	var all []MemberTask

	err := c.readPages(ctx, tasksPath, map[string]any{"msgid": msgid, "limit": MaxResultsPerPage}, func(raw []byte) error {
		var answer struct {
			List []struct {
				UserID   string          `json:"userid"`
				Status   number          `json:"status"`
				SendTime json.RawMessage `json:"send_time"`
			} `json:"task_list"`
		}

		if err := json.Unmarshal(raw, &answer); err != nil {
			return badForm(tasksPath, err)
		}

		for _, t := range answer.List {
			if err := c.secrets.needIDs(t.UserID); err != nil {
				return badForm(tasksPath, err)
			}

			sendTime, _ := intField(t.SendTime)
			all = append(all, MemberTask{UserID: t.UserID, Status: int(t.Status), SendTime: sendTime})
		}

		return nil
	})

	return all, err
}

// SendResult is what became of one recipient.
type SendResult struct {
	ExternalUserID string // single messages
	ChatID         string // group messages
	UserID         string // the member who sends
	Status         int    // 0 not sent, 1 sent, 2 not a friend, 3 over the receive quota
	SendTime       int64  // unix seconds, only when sent
}

// errNobody says that results do not name a recipient as messages of their
// chat_type do.
var errNobody = errors.New("a recipient has no id")

// listResults reads the recipients of one member's task, all pages. A group
// message lists only groups that it was sent to.
//
// Errors and source as [Client.listTasks]. Retry class: repeatable.
func (c *Client) listResults(ctx context.Context, msgid, userid string, add func(SendResult)) error {
	return c.readPages(ctx, resultsPath, map[string]any{"msgid": msgid, "userid": userid, "limit": MaxResultsPerPage}, func(raw []byte) error {
		var answer struct {
			List []struct {
				ExternalUserID string          `json:"external_userid"`
				ChatID         string          `json:"chat_id"`
				UserID         string          `json:"userid"`
				Status         number          `json:"status"`
				SendTime       json.RawMessage `json:"send_time"`
			} `json:"send_list"`
		}

		if err := json.Unmarshal(raw, &answer); err != nil {
			return badForm(resultsPath, err)
		}

		for _, r := range answer.List {
			if err := c.secrets.allowIDs(r.ExternalUserID, r.ChatID, r.UserID); err != nil {
				return badForm(resultsPath, err)
			}

			if r.ExternalUserID+r.ChatID == "" {
				return badForm(resultsPath, errNobody)
			}

			sendTime, _ := intField(r.SendTime)
			add(SendResult{ExternalUserID: r.ExternalUserID, ChatID: r.ChatID, UserID: r.UserID, Status: int(r.Status), SendTime: sendTime})
		}

		return nil
	})
}

// The documented values of SendResult.Status. WeCom may add others.
const (
	ResultNotSent   = 0
	ResultSent      = 1
	ResultNotFriend = 2
	ResultOverQuota = 3
)

// MassMessageResults reads what became of a message, one member at a time: it
// passes each member's task to begin, and then the member's recipients to add,
// all pages of them. A group message lists only groups that it was sent to.
//
// It waits while WeCom is still dispatching the message (41063), as long as
// one call may take. How long that lasts is not documented.
//
// Errors: 41063 when that was not long enough, 41047 for an unknown msgid.
// Any error means that the results are not whole.
// Source: https://developer.work.weixin.qq.com/document/path/96355.
// Retry class: repeatable.
func (c *Client) MassMessageResults(ctx context.Context, msgid string, begin func(MemberTask), add func(SendResult)) error {
	if err := c.results.lock(ctx); err != nil {
		return err
	}
	defer c.results.unlock()

	var tasks []MemberTask

	err := c.whenDispatched(ctx, func() (err error) {
		tasks, err = c.listTasks(ctx, msgid)

		return err
	})
	if err != nil {
		return err
	}

	seen := map[string]bool{}

	for _, task := range tasks {
		if seen[task.UserID] {
			continue
		}

		seen[task.UserID] = true

		begin(task)

		given := 0
		told := map[string]bool{} // pages may shift while they are read

		err := c.whenDispatched(ctx, func() error {
			err := c.listResults(ctx, msgid, task.UserID, func(r SendResult) {
				given++

				if id := r.ExternalUserID + r.ChatID; !told[id] {
					told[id] = true

					add(r)
				}
			})
			if Code(err) == ErrcodeDispatching && given > 0 {
				const refusedNext = "WeCom refused the next page: "

				// Reading again would count the first pages twice.
				return &CallError{Endpoint: endpointOf(resultsPath), Reason: refusedNext + err.Error(), kept: refusedNext + Kept(err)}
			}

			return err
		})
		if err != nil {
			return err
		}
	}

	return nil
}

func (c *Client) whenDispatched(ctx context.Context, query func() error) error {
	return c.poll(ctx, c.clock.Now().Add(c.requestTimeout), func() (bool, error) {
		err := query()

		return Code(err) != ErrcodeDispatching, err
	})
}
