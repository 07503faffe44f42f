package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

type massMessageResultsModel struct {
	MsgID       types.String `tfsdk:"msgid"`
	IncludeRows types.Bool   `tfsdk:"include_rows"`

	Counts  types.Object `tfsdk:"counts"`
	Members types.List   `tfsdk:"members"`
	Rows    types.List   `tfsdk:"rows"`
}

func newMassMessageResultsDataSource() datasource.DataSource {
	return newDataSource[massMessageResultsModel]("mass_message_results", massMessageResultsSchema())
}

func (m *massMessageResultsModel) check() diag.Diagnostics {
	c := newChecker()
	// A msgid is null in the state of a message whose outcome is not known, so
	// null gets words of its own.
	c.requiredID(problem.Root("msgid"), m.MsgID, "it is null, as it is while the status of a message is unknown, and a message without msgid has no results")

	return c.diagnostics()
}

func (m *massMessageResultsModel) read(ctx context.Context, provider *providerData) diag.Diagnostics {
	results := &messageResults{withRows: m.IncludeRows.ValueBool()}

	if err := provider.client.MassMessageResults(ctx, m.MsgID.ValueString(), results.begin, results.add); err != nil {
		return provider.readError("Unable to Read Mass Message Results", path.Root("msgid"), err)
	}

	m.Counts = results.total.value()
	m.Members = results.memberValues()
	m.Rows = results.rowValues()

	return nil
}
