package wecom

import "context"

// The documented values of SendResult.Status. WeCom may add others.
const (
	ResultNotSent   = 0
	ResultSent      = 1
	ResultNotFriend = 2
	ResultOverQuota = 3
)

// MassMessageResults reads what became of a message, one member at a time: it
// gives each member's task to begin, and then the member's recipients to add,
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

		err := c.whenDispatched(ctx, func() error {
			err := c.listResults(ctx, msgid, task.UserID, func(r SendResult) {
				given++

				add(r)
			})
			if Code(err) == ErrcodeDispatching && given > 0 {
				// Reading again would count the first pages twice.
				return &CallError{Endpoint: endpointOf(resultsPath), Reason: "WeCom refused the next page: " + err.Error()}
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
	return c.patiently(ctx, c.clock.Now().Add(c.requestTimeout), func() (bool, error) {
		err := query()

		return Code(err) != ErrcodeDispatching, err
	})
}
