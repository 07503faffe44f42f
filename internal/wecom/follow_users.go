package wecom

import (
	"context"
)

const followUsersPath = "/cgi-bin/externalcontact/get_follow_user_list"

// FollowUsers returns the userids of the members who may serve customers,
// within the app's visible range: those that a message can have as sender. The
// endpoint has no pages.
//
// Errors: 48002 when the app may not call it.
// Source: https://developer.work.weixin.qq.com/document/path/92571.
// Retry class: repeatable.
func (c *Client) FollowUsers(ctx context.Context) ([]string, error) {
	done, err := c.locks.lock(ctx, followUsersPath)
	if err != nil {
		return nil, err
	}
	defer done()

	var answer struct {
		FollowUser *[]string `json:"follow_user"`
	}

	if err := c.read(ctx, followUsersPath, nil, &answer); err != nil {
		return nil, err
	}

	// Without the field there is no list, and nobody may take it for an empty
	// one.
	if answer.FollowUser == nil {
		return nil, badForm(followUsersPath, errNoList)
	}

	if err := c.secrets.needIDs(*answer.FollowUser...); err != nil {
		return nil, c.secrets.cleanError(badForm(followUsersPath, err))
	}

	return *answer.FollowUser, nil
}
