package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

var (
	_ datasource.DataSourceWithConfigure      = (*massMessagesDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*massMessagesDataSource)(nil)
)

type massMessagesDataSource struct{ dataSource }

type massMessagesModel struct {
	StartTime  types.String `tfsdk:"start_time"`
	EndTime    types.String `tfsdk:"end_time"`
	ChatType   types.String `tfsdk:"chat_type"`
	Creator    types.String `tfsdk:"creator"`
	CreateType types.String `tfsdk:"create_type"`

	MsgIDs       types.List `tfsdk:"msgids"`
	GroupMsgList types.List `tfsdk:"group_msg_list"`
}

func newMassMessagesDataSource() datasource.DataSource { return &massMessagesDataSource{} }

func (d *massMessagesDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_mass_messages"
}

func (d *massMessagesDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = massMessagesSchema()
}

func (d *massMessagesDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config massMessagesModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	_, diags := config.toQueries()
	resp.Diagnostics.Append(diags...)
}

func (d *massMessagesDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config massMessagesModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(d.mustBeConnected()...)

	if resp.Diagnostics.HasError() {
		return
	}

	queries, diags := config.toQueries()
	resp.Diagnostics.Append(diags...)

	if resp.Diagnostics.HasError() {
		return
	}

	var all []wecom.Record

	for _, q := range queries {
		if q.End.IsZero() {
			q.End = d.provider.clock.Now()
		}

		records, err := d.provider.client.MassMessages(ctx, q)
		if err != nil {
			resp.Diagnostics.Append(d.readError("Unable to Read Mass Messages", path.Root("creator"), err))
			return
		}

		all = append(all, records...)
	}

	config.MsgIDs, config.GroupMsgList = recordValues(all)

	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}
