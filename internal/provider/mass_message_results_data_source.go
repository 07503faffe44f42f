package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ datasource.DataSourceWithConfigure      = (*massMessageResultsDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*massMessageResultsDataSource)(nil)
)

type massMessageResultsDataSource struct{ dataSource }

type massMessageResultsModel struct {
	MsgID       types.String `tfsdk:"msgid"`
	IncludeRows types.Bool   `tfsdk:"include_rows"`

	Counts  types.Object `tfsdk:"counts"`
	Members types.List   `tfsdk:"members"`
	Rows    types.List   `tfsdk:"rows"`
}

func newMassMessageResultsDataSource() datasource.DataSource { return &massMessageResultsDataSource{} }

func (d *massMessageResultsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_mass_message_results"
}

func (d *massMessageResultsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = massMessageResultsSchema()
}

func (d *massMessageResultsDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config massMessageResultsModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	c := newChecker()
	c.sentID(path.Root("msgid"), config.MsgID)
	resp.Diagnostics.Append(c.diags...)
}

func (d *massMessageResultsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config massMessageResultsModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(d.mustBeConnected()...)

	if resp.Diagnostics.HasError() {
		return
	}

	c := newChecker()
	msgid := c.sentID(path.Root("msgid"), config.MsgID)
	resp.Diagnostics.Append(c.diags...)

	if resp.Diagnostics.HasError() {
		return
	}

	results := &messageResults{withRows: config.IncludeRows.ValueBool()}

	if err := d.provider.client.MassMessageResults(ctx, msgid, results.begin, results.add); err != nil {
		resp.Diagnostics.Append(d.readError("Unable to Read Mass Message Results", path.Root("msgid"), err))
		return
	}

	config.Counts = results.total.value()
	config.Members = results.memberValues()
	config.Rows = results.rowValues()

	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}

// sentID reads the msgid of a message that was sent. One is null in the state
// of a message whose outcome is not known, so null gets words of its own.
func (c *checker) sentID(p path.Path, v types.String) string {
	return c.requiredID(p, v, "it is null, as it is while the status of a message is unknown, and a message without msgid has no results")
}
