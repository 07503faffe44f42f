package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type followUsersModel struct {
	FollowUser types.List `tfsdk:"follow_user"`
}

func newFollowUsersDataSource() datasource.DataSource {
	return newDataSource[followUsersModel]("follow_users", followUsersSchema())
}

func followUsersSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "The members who may serve customers (配置了客户联系功能的成员): those that a message can have as `sender`.",
		Attributes: map[string]schema.Attribute{
			"follow_user": schema.ListAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "userids of the members within the app's visible range (可见范围), sorted.",
			},
		},
	}
}

func (m *followUsersModel) check() diag.Diagnostics { return nil }

func (m *followUsersModel) read(ctx context.Context, provider *providerData) diag.Diagnostics {
	users, err := provider.client.FollowUsers(ctx)
	if err != nil {
		return provider.readError("Unable to Read Follow Users", path.Root("follow_user"), err)
	}

	slices.Sort(users)
	m.FollowUser = stringList(users)

	return nil
}
