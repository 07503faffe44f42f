package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

type massMessagesModel struct {
	StartTime  types.String `tfsdk:"start_time"`
	EndTime    types.String `tfsdk:"end_time"`
	ChatType   types.String `tfsdk:"chat_type"`
	Creator    types.String `tfsdk:"creator"`
	CreateType types.String `tfsdk:"create_type"`

	MsgIDs       types.List `tfsdk:"msgids"`
	GroupMsgList types.List `tfsdk:"group_msg_list"`
}

func newMassMessagesDataSource() datasource.DataSource {
	return newDataSource[massMessagesModel]("mass_messages", massMessagesSchema())
}

func (m *massMessagesModel) check() diag.Diagnostics {
	_, diags := m.toQueries()

	return diags
}

func (m *massMessagesModel) read(ctx context.Context, provider *providerData) diag.Diagnostics {
	queries, _ := m.toQueries() // checked

	var all []wecom.Record

	for _, q := range queries {
		if q.End.IsZero() {
			q.End = provider.clock.Now()
		}

		if q.Start.After(q.End) {
			return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("start_time"), "Empty time window",
				fmt.Sprintf("start_time: %s is still to come by the clock of this machine, and without end_time the window ends now. Write an earlier start_time.", m.StartTime.ValueString()))}
		}

		records, err := provider.client.MassMessages(ctx, q)
		if err != nil {
			return provider.readError("Unable to Read Mass Messages", path.Root("creator"), err)
		}

		all = append(all, records...)
	}

	m.MsgIDs, m.GroupMsgList = recordValues(all)

	return nil
}
