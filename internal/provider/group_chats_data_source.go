package provider

import (
	"cmp"
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

type groupChatsModel struct {
	OwnerFilter  types.Object `tfsdk:"owner_filter"`
	StatusFilter types.String `tfsdk:"status_filter"`

	ChatIDList    types.List `tfsdk:"chat_id_list"`
	GroupChatList types.List `tfsdk:"group_chat_list"`
}

func newGroupChatsDataSource() datasource.DataSource {
	return newDataSource[groupChatsModel]("group_chats", groupChatsSchema())
}

func (m *groupChatsModel) check() diag.Diagnostics {
	_, diags := m.toQuery()

	return diags
}

func (m *groupChatsModel) read(ctx context.Context, provider *providerData) diag.Diagnostics {
	query, _ := m.toQuery() // checked

	groups, err := provider.client.GroupChats(ctx, query.owners, query.status)
	if err != nil {
		return provider.readError("Unable to Read Group Chats", path.Root("owner_filter"), err)
	}

	m.ChatIDList, m.GroupChatList = groupChatValues(query.pick(groups))

	return nil
}

// groupStatuses are the names of WeCom's numbers for the state of a group's
// owner. WeCom can filter by all but the first.
func groupStatuses() []string { return []string{"normal", "owner_left", "inheriting", "inherited"} }

const groupStatusAll = "all"

// groupChatsQuery says which groups are wanted.
type groupChatsQuery struct {
	owners     []string
	status     int  // WeCom's filter
	onlyNormal bool // what WeCom has no filter for
}

func (m groupChatsModel) toQuery() (groupChatsQuery, diag.Diagnostics) {
	c := newChecker()

	var query groupChatsQuery

	if p := problem.Root("owner_filter"); c.known(p, m.OwnerFilter) {
		list := m.OwnerFilter.Attributes()["userid_list"].(types.List)
		if list.IsNull() {
			c.errorf(p.AtName("userid_list"), "Missing value", "it is required. Leave owner_filter out for the groups of all members.")
		}

		query.owners = c.idList(p.AtName("userid_list"), list, draft.MemberID)
	}

	name := c.oneOf(problem.Root("status_filter"), m.StatusFilter, append([]string{groupStatusAll}, groupStatuses()...)...)
	query.status = max(0, slices.Index(groupStatuses(), name))
	query.onlyNormal = name == "normal"

	return query, c.diagnostics()
}

// pick applies what WeCom has no filter for, and sorts.
func (q groupChatsQuery) pick(groups []wecom.GroupChat) []wecom.GroupChat {
	if q.onlyNormal {
		groups = slices.DeleteFunc(groups, func(g wecom.GroupChat) bool { return g.Status != 0 })
	}

	slices.SortFunc(groups, func(a, b wecom.GroupChat) int { return cmp.Compare(a.ChatID, b.ChatID) })

	return groups
}

func groupChatValues(groups []wecom.GroupChat) (ids, list types.List) {
	chatIDs := make([]string, len(groups))
	elements := make([]attr.Value, len(groups))

	for i, g := range groups {
		chatIDs[i] = g.ChatID
		elements[i] = types.ObjectValueMust(groupChatType().AttrTypes, map[string]attr.Value{
			"chat_id": types.StringValue(g.ChatID),
			"status":  types.StringValue(nameOfNumber(groupStatuses(), g.Status)),
		})
	}

	return stringList(chatIDs), types.ListValueMust(groupChatType(), elements)
}

func groupChatType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{"chat_id": types.StringType, "status": types.StringType}}
}
