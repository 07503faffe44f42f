package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

type groupChatsModel struct {
	outputFileModel

	OwnerFilter  types.Object `tfsdk:"owner_filter"`
	StatusFilter types.String `tfsdk:"status_filter"`

	ChatIDList    types.List `tfsdk:"chat_id_list"`
	GroupChatList types.List `tfsdk:"group_chat_list"`
}

const groupChatsSummary = "Unable to Read Group Chats"

func newGroupChatsDataSource() datasource.DataSource {
	return newDataSource[groupChatsModel]("group_chats", groupChatsSchema())
}

func (m *groupChatsModel) check() diag.Diagnostics {
	_, diags := m.toQuery()

	return diags
}

func (m *groupChatsModel) read(ctx context.Context, provider *providerData) diag.Diagnostics {
	query, _ := m.toQuery() // checked

	groups, diags := provider.readGroupChats(ctx, query)
	if diags.HasError() {
		return diags
	}

	groups = query.pick(groups)
	m.RecipientsCount = types.Int64Value(int64(len(groups)))

	if !m.wanted() {
		m.ChatIDList, m.GroupChatList = groupChatValues(groups)
		return nil
	}

	// Empty, not null, as of customers.
	m.ChatIDList, m.GroupChatList = types.ListValueMust(types.StringType, nil), types.ListNull(groupChatType())

	rows := make([][]string, len(groups))
	for i, g := range groups {
		rows[i] = []string{g.ChatID, g.owner}
	}

	return m.write(groupChatsSummary, []string{"chat_id", "sender"}, rows)
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

	m.outputFileModel.check(c)

	if given(m.OutputFile) && m.OwnerFilter.IsNull() {
		c.errorf(problem.Root("owner_filter"), "Missing value", "output_file needs it: WeCom does not say whose a group is, only which groups an owner has. For the groups of all members write userid_list = data.wecom_follow_users.all.follow_user.")
	}

	return query, c.diagnostics()
}
