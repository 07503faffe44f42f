package wecomsim

import (
	"fmt"
	"strings"
	"time"
)

// Limits of groupchat/list (path 93414).
const (
	maxGroupLimit                 = 1000
	maxMembersWithoutOwners       = 1000
	maxGroupStatus          int64 = 3
)

type groupChatsAnswer struct {
	verdict
	GroupChatList []groupChatRow `json:"group_chat_list"`
	NextCursor    string         `json:"next_cursor"`
}

type groupChatRow struct {
	ChatID string `json:"chat_id"`
	Status int    `json:"status"`
}

// groupChatList answers groupchat/list. Groups of an owner who is no longer a
// member are listed only when owner_filter names the owner.
func groupChatList(c *call) (any, *refusal) {
	body := c.readObject()
	status, _ := body.integer("status_filter")
	owners := body.child("owner_filter")
	userids := c.directory.spellings(owners.strs("userid_list"))
	owners.noteUnknown()

	limit, _ := body.integer("limit")
	p := readPageRequest(body, fmt.Sprintf("groups,%d,%s", status, strings.Join(userids, ",")), 0, maxGroupLimit, 0)
	body.noteUnknown()

	switch {
	case body.reader.refused != nil:
		return nil, body.reader.refused
	case limit < 1 || limit > maxGroupLimit:
		return nil, refuse(codeBadParameter, "limit should be 1 to %d", maxGroupLimit)
	case status < 0 || status > maxGroupStatus:
		return nil, refuse(codeBadParameter, "status_filter should be 0 to %d", maxGroupStatus)
	case len(userids) > maxUserIDList:
		return nil, outOfRange("owner_filter.userid_list", 0, maxUserIDList)
	case len(userids) == 0 && c.visibleMembers() > maxMembersWithoutOwners:
		return nil, refuse(codeTooManyGroups, "")
	}

	wanted := map[string]bool{}
	for _, userid := range userids {
		wanted[userid] = true
	}

	found := []groupChatRow{}

	for _, group := range c.directory.company.Groups {
		listed := wanted[group.Owner] || len(wanted) == 0 && c.directory.members[group.Owner] != nil
		if listed && c.app.sees(group.Owner) && !group.NotCustomerGroup && (status == 0 || int64(group.Status) == status) {
			found = append(found, groupChatRow{group.ChatID, group.Status})
		}
	}

	from, to, next := p.cut(len(found))

	return groupChatsAnswer{c.success(), found[from:to], next}, nil
}

func (c *call) visibleMembers() int {
	if n := len(c.app.VisibleMembers); n > 0 {
		return n
	}

	return len(c.directory.company.Members)
}

type groupChatAnswer struct {
	verdict
	GroupChat groupChatDetail `json:"group_chat"`
}

type groupChatDetail struct {
	ChatID        string            `json:"chat_id"`
	Name          string            `json:"name"`
	Owner         string            `json:"owner"`
	CreateTime    int64             `json:"create_time"`
	Notice        string            `json:"notice,omitempty"`
	MemberList    []groupChatPerson `json:"member_list"`
	AdminList     []any             `json:"admin_list"`
	MemberVersion string            `json:"member_version"`
}

type groupChatPerson struct {
	UserID    string `json:"userid"`
	Type      int    `json:"type"`
	JoinTime  int64  `json:"join_time"`
	JoinScene int    `json:"join_scene"`
	Name      string `json:"name,omitempty"`
}

// groupChatGet answers groupchat/get (path 96338). Names of persons come only
// with need_name 1.
func groupChatGet(c *call) (any, *refusal) {
	body := c.readObject()
	chatID := body.str("chat_id")
	needName, _ := body.integer("need_name")
	body.noteUnknown()

	if body.reader.refused != nil {
		return nil, body.reader.refused
	}

	group := c.directory.groups[chatID]
	switch {
	case chatID == "":
		return nil, refuse(codeChatIDMissing, "")
	case group == nil:
		return nil, refuse(codeNoSuchChat, "")
	case group.NotCustomerGroup:
		return nil, refuse(codeNotCustomerGroup, "")
	case !c.app.sees(group.Owner):
		return nil, refuse(codeOutOfRange, "")
	}

	detail := groupChatDetail{
		ChatID: chatID, Name: group.Name, Owner: group.Owner, CreateTime: unixOrZero(group.CreateTime),
		Notice: group.Notice, MemberList: []groupChatPerson{}, AdminList: []any{}, MemberVersion: "1",
	}
	for _, member := range group.Members {
		person := groupChatPerson{
			UserID: member.UserID, Type: member.Type, JoinTime: unixOrZero(member.JoinTime), JoinScene: member.JoinScene,
		}
		if needName == 1 {
			person.Name = member.Name
		}

		detail.MemberList = append(detail.MemberList, person)
	}

	return groupChatAnswer{c.success(), detail}, nil
}

// unixOrZero is 0 for a time that the company does not give.
func unixOrZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}

	return t.Unix()
}
