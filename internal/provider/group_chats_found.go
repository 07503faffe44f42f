package provider

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// ownedGroup is a customer group and the member it was asked for by; the owner
// is empty where all members' groups were.
type ownedGroup struct {
	wecom.GroupChat

	owner string
}

// readGroupChats asks for one owner at a time: of several, WeCom does not say
// which group is whose. To ask for each group (groupchat/get) instead would be
// more calls wherever an owner has more than one.
func (p *providerData) readGroupChats(ctx context.Context, query groupChatsQuery) ([]ownedGroup, diag.Diagnostics) {
	if query.owners == nil {
		groups, err := p.client.GroupChats(ctx, "", query.status)
		if err != nil {
			return nil, p.readError(groupChatsSummary, path.Root("owner_filter"), err)
		}

		return ownedBy("", groups), nil
	}

	var (
		all    []ownedGroup
		none   []string // owners of whom WeCom answers nothing
		at     = path.Root("owner_filter").AtName("userid_list")
		places = placesOf(query.owners)
		seen   = map[string]bool{}
	)

	for i, owner := range query.owners {
		if places[strings.ToLower(owner)] != i {
			continue // named before
		}

		groups, err := p.client.GroupChats(ctx, owner, query.status)
		if err != nil {
			return nil, p.readErrorOf(groupChatsSummary, draft.MemberID.Shown(owner), at.AtListIndex(i), err)
		}

		if len(groups) == 0 {
			none = append(none, owner)
		}

		// A group that is handed over meanwhile can come twice.
		for _, g := range ownedBy(owner, groups) {
			if !seen[g.ChatID] {
				seen[g.ChatID] = true
				all = append(all, g)
			}
		}
	}

	// Whoever has left may have groups of one state, and none of another.
	if query.status != wecom.GroupsAll {
		return all, nil
	}

	return all, p.mustServe(ctx, groupChatsSummary, "groups", at, none)
}

func ownedBy(owner string, groups []wecom.GroupChat) []ownedGroup {
	owned := make([]ownedGroup, len(groups))
	for i, g := range groups {
		owned[i] = ownedGroup{GroupChat: g, owner: owner}
	}

	return owned
}

// pick applies what WeCom has no filter for, and sorts.
func (q groupChatsQuery) pick(groups []ownedGroup) []ownedGroup {
	if q.onlyNormal {
		groups = slices.DeleteFunc(groups, func(g ownedGroup) bool { return g.Status != 0 })
	}

	slices.SortFunc(groups, func(a, b ownedGroup) int { return cmp.Compare(a.ChatID, b.ChatID) })

	return groups
}

func groupChatValues(groups []ownedGroup) (ids, list types.List) {
	chatIDs := make([]string, len(groups))
	elements := make([]attr.Value, len(groups))

	for i, g := range groups {
		chatIDs[i] = g.ChatID
		elements[i] = types.ObjectValueMust(groupChatType().AttrTypes, map[string]attr.Value{
			"chat_id": types.StringValue(g.ChatID),
			"owner":   stringOrNull(g.owner),
			"status":  types.StringValue(nameOfNumber(groupStatuses(), g.Status)),
		})
	}

	return stringList(chatIDs), types.ListValueMust(groupChatType(), elements)
}

func groupChatType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{"chat_id": types.StringType, "owner": types.StringType, "status": types.StringType}}
}
