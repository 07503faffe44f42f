package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ datasource.DataSourceWithConfigure      = (*customersDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*customersDataSource)(nil)
)

type customersDataSource struct{ dataSource }

type customersModel struct {
	UserIDList  types.List   `tfsdk:"userid_list"`
	TagID       types.List   `tfsdk:"tag_id"`
	AddedAfter  types.String `tfsdk:"added_after"`
	AddedBefore types.String `tfsdk:"added_before"`
	AddWay      types.List   `tfsdk:"add_way"`
	Details     types.Bool   `tfsdk:"details"`

	ExternalUserID types.List `tfsdk:"external_userid"`
	Customers      types.List `tfsdk:"customers"`
}

func newCustomersDataSource() datasource.DataSource { return &customersDataSource{} }

func (d *customersDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_customers"
}

func (d *customersDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = customersSchema()
}

func (d *customersDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config customersModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	_, diags := config.toQuery()
	resp.Diagnostics.Append(diags...)
}

func (d *customersDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config customersModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(d.mustBeConnected()...)

	if resp.Diagnostics.HasError() {
		return
	}

	query, diags := config.toQuery()
	resp.Diagnostics.Append(diags...)

	if resp.Diagnostics.HasError() {
		return
	}

	const summary = "Unable to Read Customers"

	found := newFoundCustomers(query)

	if err := d.provider.client.Customers(ctx, query.userids, found.add); err != nil {
		resp.Diagnostics.Append(d.readError(summary, path.Root("userid_list"), err))
		return
	}

	if found.undated != "" {
		resp.Diagnostics.AddError(summary, "WeCom does not tell when customer "+found.undated+" was added, so added_after and added_before cannot be applied.")
		return
	}

	config.ExternalUserID, config.Customers = found.values()

	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}
