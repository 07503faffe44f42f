package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

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

func newCustomersDataSource() datasource.DataSource {
	return newDataSource[customersModel]("customers", customersSchema())
}

func (m *customersModel) check() diag.Diagnostics {
	_, diags := m.toQuery()

	return diags
}

func (m *customersModel) read(ctx context.Context, provider *providerData) diag.Diagnostics {
	const summary = "Unable to Read Customers"

	query, _ := m.toQuery() // checked
	found := newFoundCustomers(query)

	if err := provider.client.Customers(ctx, query.userids, found.add); err != nil {
		return provider.readError(summary, path.Root("userid_list"), err)
	}

	if found.undated != "" {
		return diag.Diagnostics{diag.NewErrorDiagnostic(summary, "WeCom does not tell when customer "+found.undated+" was added, so added_after and added_before cannot be applied.")}
	}

	m.ExternalUserID, m.Customers = found.values()

	return nil
}
