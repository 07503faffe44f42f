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
	MsgIDs      types.List   `tfsdk:"msgids"`
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
	if m.MsgID.IsNull() && m.MsgIDs.IsNull() {
		c.neverf(problem.Root("msgid"), "Missing value", "it is null, and so is msgids: give one of them. A msgid is null while the status of a message is unknown, and a message without msgid has no results.")
	}

	if given(m.MsgIDs) {
		for i, element := range m.MsgIDs.Elements() {
			if element.IsNull() {
				c.neverf(problem.Root("msgids").AtListIndex(i), "Missing value", "it is null, as it is while the status of a message is unknown, and a message without msgid has no results. compact() leaves it out.")
			}
		}
	}

	diags := c.diagnostics()
	diags.Append(checkMsgIDs(m.MsgID, m.MsgIDs)...)

	return diags
}

func (m *massMessageResultsModel) read(ctx context.Context, provider *providerData) diag.Diagnostics {
	const summary = "Unable to Read Mass Message Results"

	results := newMessageResults(m.IncludeRows.ValueBool())

	if m.MsgIDs.IsNull() {
		if err := results.read(ctx, provider.client, m.MsgID.ValueString()); err != nil {
			return provider.readError(summary, path.Root("msgid"), err)
		}
	}

	for _, message := range namedMessages(m.MsgIDs) {
		if err := results.read(ctx, provider.client, message.msgid); err != nil {
			failure := provider.readError(summary, message.at, err)[0]

			return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(message.at, failure.Summary(), "Message "+message.msgid+": "+failure.Detail())}
		}
	}

	m.Counts = results.total.value()
	m.Members = results.memberValues()
	m.Rows = results.rowValues()

	return nil
}
