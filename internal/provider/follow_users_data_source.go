package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var _ datasource.DataSourceWithConfigure = (*followUsersDataSource)(nil)

type followUsersDataSource struct{ dataSource }

type followUsersModel struct {
	FollowUser types.List `tfsdk:"follow_user"`
}

func newFollowUsersDataSource() datasource.DataSource { return &followUsersDataSource{} }

func (d *followUsersDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_follow_users"
}

func (d *followUsersDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The members who may serve customers (配置了客户联系功能的成员): those that a message can have as `sender`.",
		Attributes: map[string]schema.Attribute{
			"follow_user": schema.ListAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "userids of the members within the app's visible range (可见范围), sorted.",
			},
		},
	}
}

func (d *followUsersDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.Diagnostics.Append(d.mustBeConnected()...)

	if resp.Diagnostics.HasError() {
		return
	}

	users, err := d.provider.client.FollowUsers(ctx)
	if err != nil {
		resp.Diagnostics.Append(d.readError("Unable to Read Follow Users", path.Root("follow_user"), err))
		return
	}

	slices.Sort(users)

	resp.Diagnostics.Append(resp.State.Set(ctx, &followUsersModel{FollowUser: stringList(users)})...)
}
