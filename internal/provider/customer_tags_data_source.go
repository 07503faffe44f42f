package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

type customerTagsModel struct {
	Source     types.String `tfsdk:"source"`
	StrategyID types.Number `tfsdk:"strategy_id"`
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

func newCustomerTagsDataSource() datasource.DataSource {
	return newDataSource[customerTagsModel]("customer_tags", customerTagsSchema())
}

func (m *customerTagsModel) check() diag.Diagnostics {
	_, diags := m.toQuery()

	return diags
}

func (m *customerTagsModel) read(ctx context.Context, provider *providerData) diag.Diagnostics {
	query, _ := m.toQuery() // checked

	groups, err := query.read(ctx, provider.client)
	if err != nil {
		return provider.readError("Unable to Read Customer Tags", path.Root("source"), err)
	}

	tags := namedTags(groups)

	m.TagList = types.ListNull(types.StringType)
	m.IDs = tags.unambiguous()
	m.TagGroup = tagGroupValues(groups)

	if query.names == nil {
		return nil
	}

	ids, diags := tags.lookUp(query.names)
	m.TagList = stringList(ids)

	return diags
}

// customerTagsQuery says which tags to read, and which names to look up.
type customerTagsQuery struct {
	strategy   bool
	strategyID int
	names      []string // nil: no lookup
}

func (m customerTagsModel) toQuery() (customerTagsQuery, diag.Diagnostics) {
	c := newChecker()

	kind := c.oneOf(problem.Root("source"), m.Source, tagsOfEnterprise, tagsOfStrategy)
	query := customerTagsQuery{strategy: kind == tagsOfStrategy, strategyID: c.strategyID(m.StrategyID)}

	if given(m.StrategyID) && !m.Source.IsUnknown() && !query.strategy {
		c.errorf(problem.Root("strategy_id"), "Not for this source", "only strategy tags belong to a rule group. Set source = \"strategy\", or leave strategy_id out.")
	}

	// An empty list of names would be an empty list of tags, which a message
	// refuses later and with less to go by.
	query.names = c.nameList(problem.Root("names"), m.Names)

	return query, c.diagnostics()
}

// strategyID reads the number of a rule group; 0 where none is named.
func (c *checker) strategyID(v types.Number) int {
	p := problem.Root("strategy_id")
	if !c.known(p, v) {
		return 0
	}

	id, wrong := wholeNumber(v.ValueBigFloat(), 0)
	if wrong != "" {
		c.errorf(p, "Invalid number", "%s.", wrong)
	}

	return int(id)
}

func (q customerTagsQuery) read(ctx context.Context, client *wecom.Client) ([]wecom.CustomerTagGroup, error) {
	if q.strategy {
		return client.StrategyTags(ctx, q.strategyID)
	}

	return client.EnterpriseTags(ctx)
}
