package wecom

import (
	"context"
	"encoding/json"
)

// GroupChat is a customer group.
type GroupChat struct {
	ChatID string
	Status int // of the owner: 0 present, 1 left, 2 being handed over, 3 handed over
}

// The documented values of status_filter.
const (
	GroupsAll        = 0
	GroupsOwnerLeft  = 1
	GroupsInheriting = 2
	GroupsInherited  = 3
)

const groupChatsPath = "/cgi-bin/externalcontact/groupchat/list"

// GroupChats returns the customer groups of one owner, all pages of them. WeCom
// takes several owners in one call, and then does not say which group is whose.
// "" means all members that the app sees, which WeCom refuses with 81017 if
// they are over a thousand; groups of members who have left are then not among
// them. A group is given once.
//
// Errors: 81017, 60021 or 60111 for an owner.
// Source: https://developer.work.weixin.qq.com/document/path/93414.
// Retry class: repeatable.
func (c *Client) GroupChats(ctx context.Context, owner string, statusFilter int) ([]GroupChat, error) {
	done, err := c.locks.lock(ctx, groupChatsPath)
	if err != nil {
		return nil, err
	}
	defer done()

	// The limit has no default here: without one the call is refused.
	body := map[string]any{"status_filter": statusFilter, "limit": MaxGroupChatsPerPage}
	if owner != "" {
		body["owner_filter"] = map[string]any{"userid_list": []string{owner}}
	}

	var all []GroupChat

	seen := map[string]bool{}

	err = c.readPages(ctx, groupChatsPath, body, func(raw []byte) error {
		groups, err := c.decodeGroupChats(raw)

		for _, g := range groups {
			if !seen[g.ChatID] {
				seen[g.ChatID] = true
				all = append(all, g)
			}
		}

		return err
	})
	if err != nil {
		return nil, err
	}

	return all, nil
}

func (c *Client) decodeGroupChats(raw []byte) ([]GroupChat, error) {
	var answer struct {
		List []struct {
			ChatID string `json:"chat_id"`
			Status number `json:"status"`
		} `json:"group_chat_list"`
	}

	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, badForm(groupChatsPath, err)
	}

	groups := make([]GroupChat, 0, len(answer.List))

	for _, g := range answer.List {
		if err := c.secrets.needIDs(g.ChatID); err != nil {
			return nil, badForm(groupChatsPath, err)
		}

		groups = append(groups, GroupChat{ChatID: g.ChatID, Status: int(g.Status)})
	}

	return groups, nil
}
