package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

var (
	_ datasource.DataSourceWithConfigure      = (*customerTagsDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*customerTagsDataSource)(nil)
)

type customerTagsDataSource struct{ dataSource }

type customerTagsModel struct {
	Source     types.String `tfsdk:"source"`
	StrategyID types.Int64  `tfsdk:"strategy_id"`
	Names      types.List   `tfsdk:"names"`

	TagList  types.List `tfsdk:"tag_list"`
	IDs      types.Map  `tfsdk:"ids"`
	TagGroup types.List `tfsdk:"tag_group"`
}

// The values of source.
const (
	tagsOfEnterprise = "enterprise"
	tagsOfStrategy   = "strategy"
)

func newCustomerTagsDataSource() datasource.DataSource { return &customerTagsDataSource{} }

func (d *customerTagsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_customer_tags"
}

func (d *customerTagsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = customerTagsSchema()
}

func (d *customerTagsDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config customerTagsModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	_, diags := config.toQuery()
	resp.Diagnostics.Append(diags...)
}

func (d *customerTagsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config customerTagsModel

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

	groups, err := query.read(ctx, d.provider.client)
	if err != nil {
		resp.Diagnostics.Append(d.readError("Unable to Read Customer Tags", path.Root("source"), err))
		return
	}

	tags := namedTags(groups)

	config.TagList = types.ListNull(types.StringType)
	config.IDs = tags.unambiguous()
	config.TagGroup = tagGroupValues(groups)

	if query.names != nil {
		ids, problems := tags.lookUp(query.names)
		resp.Diagnostics.Append(problems...)

		if resp.Diagnostics.HasError() {
			return
		}

		config.TagList = stringList(ids)
	}

	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}

// customerTagsQuery says which tags to read, and which names to look up.
type customerTagsQuery struct {
	strategy   bool
	strategyID int
	names      []string // nil: no lookup
}

func (m customerTagsModel) toQuery() (customerTagsQuery, diag.Diagnostics) {
	c := newChecker()

	source := c.oneOf(path.Root("source"), m.Source, tagsOfEnterprise, tagsOfStrategy)
	query := customerTagsQuery{strategy: source == tagsOfStrategy, strategyID: int(m.StrategyID.ValueInt64())}

	if given(m.StrategyID) && !m.Source.IsUnknown() && !query.strategy {
		c.errorf(path.Root("strategy_id"), "Not for this source", "only strategy tags belong to a rule group. Set source = \"strategy\", or leave strategy_id out.")
	}

	// An empty list of names would be an empty list of tags, which a message
	// refuses later and with less to go by.
	query.names = c.idList(path.Root("names"), m.Names)

	return query, c.diags
}

func (q customerTagsQuery) read(ctx context.Context, client *wecom.Client) ([]wecom.CustomerTagGroup, error) {
	if q.strategy {
		return client.StrategyTags(ctx, q.strategyID)
	}

	return client.EnterpriseTags(ctx)
}
