package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

type customersModel struct {
	outputFileModel

	UserIDList  types.List   `tfsdk:"userid_list"`
	TagID       types.List   `tfsdk:"tag_id"`
	TagIDAll    types.List   `tfsdk:"tag_id_all"`
	TagIDNone   types.List   `tfsdk:"tag_id_none"`
	ChatIDList  types.List   `tfsdk:"chat_id_list"`
	AddedAfter  types.String `tfsdk:"added_after"`
	AddedBefore types.String `tfsdk:"added_before"`
	AddWay      types.List   `tfsdk:"add_way"`
	Details     types.Bool   `tfsdk:"details"`

	ExternalUserID types.List `tfsdk:"external_userid"`
	Customers      types.List `tfsdk:"customers"`
}

const customersSummary = "Unable to Read Customers"

func newCustomersDataSource() datasource.DataSource {
	return newDataSource[customersModel]("customers", customersSchema())
}

func (m *customersModel) check() diag.Diagnostics {
	_, diags := m.toQuery()

	return diags
}

func (m *customersModel) read(ctx context.Context, provider *providerData) diag.Diagnostics {
	query, _ := m.toQuery() // checked
	found := newFoundCustomers(query)

	if diags := provider.readCustomers(ctx, found); diags.HasError() {
		return diags
	}

	if len(found.undated) > 0 {
		return diag.Diagnostics{diag.NewErrorDiagnostic(customersSummary, "WeCom tells no time of adding for "+wording.Counted(len(found.undated), "customer")+", so added_after and added_before cannot be applied.")}
	}

	diags := provider.judgeTags(ctx, m, found)
	if diags.HasError() {
		return diags
	}

	m.RecipientsCount = types.Int64Value(int64(len(found.ids())))

	if !m.wanted() {
		m.ExternalUserID, m.Customers = found.values()
		return diags
	}

	if n := found.unowned(); n > 0 {
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("output_file"), customersSummary,
			"output_file: WeCom does not tell which of the members serves "+wording.Counted(n, "customer")+", so the column sender cannot be filled. Ask for one member in each data source.")}
	}

	// Empty, not null: an audience that is empty is refused, and one that is
	// null is everybody.
	m.ExternalUserID = types.ListValueMust(types.StringType, nil)
	m.Customers = types.ListNull(customerType())

	header, rows := found.table()

	return append(diags, m.write(customersSummary, header, rows)...)
}
