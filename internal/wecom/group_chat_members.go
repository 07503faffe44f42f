package wecom

import (
	"context"
	"errors"
)

const groupChatPath = "/cgi-bin/externalcontact/groupchat/get"

// memberExternal is WeCom's number for a person in a group who is none of the
// company's members.
const memberExternal = 2

// errNoType says that nobody can tell whether a person is of the company.
var errNoType = errors.New("a person in it has no type")

// GroupChatCustomers returns the ids of the external contacts in a customer
// group. Not each of them needs to be a customer of a member. What WeCom tells
// may lag behind the group.
//
// Errors: 40050, 86001 or 86003 for an id that is none, 90501 for a group that
// is no customer group, 49008 for one that was dissolved, 60021.
// Source: https://developer.work.weixin.qq.com/document/path/96338.
// Retry class: repeatable.
func (c *Client) GroupChatCustomers(ctx context.Context, chatID string) ([]string, error) {
	done, err := c.locks.lock(ctx, groupChatPath)
	if err != nil {
		return nil, err
	}
	defer done()

	var answer struct {
		GroupChat struct {
			MemberList *[]struct {
				UserID string `json:"userid"`
				Type   number `json:"type"`
			} `json:"member_list"`
		} `json:"group_chat"`
	}

	// Names are of no use here, so none are asked for.
	if err := c.read(ctx, groupChatPath, map[string]any{"chat_id": chatID, "need_name": 0}, &answer); err != nil {
		return nil, err
	}

	if answer.GroupChat.MemberList == nil {
		return nil, badForm(groupChatPath, errNoList)
	}

	customers := []string{}

	for _, member := range *answer.GroupChat.MemberList {
		if member.Type == 0 {
			return nil, badForm(groupChatPath, errNoType)
		}

		if member.Type != memberExternal {
			continue
		}

		if err := c.secrets.needIDs(member.UserID); err != nil {
			return nil, badForm(groupChatPath, err)
		}

		customers = append(customers, member.UserID)
	}

	return customers, nil
}
