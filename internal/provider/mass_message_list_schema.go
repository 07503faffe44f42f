package provider

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func massMessageListSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Sent mass messages, for `terraform query`. Newest month first; the order within a month is WeCom's own. Listing only reads.",
		Attributes: map[string]schema.Attribute{
			"start_time": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only messages created at this time or later, RFC 3339. Default 28 days before `end_time`. The window may have any length: WeCom is asked for 28 days at a time. How long WeCom keeps messages is not documented.",
			},
			"end_time": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only messages created at this time or earlier, RFC 3339. Default now.",
			},
			"chat_type": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only messages to customers (`single`) or to customer groups (`group`). Default both.",
			},
			"creator": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only messages that this member (userid) created. WeCom names no creator of messages that were created by API, so none of those is found by it.",
			},
			"create_type": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only messages created by the company (`enterprise`, those by API among them) or by members for themselves (`member`); `any` is both. Default `any`.",
			},
		},
	}
}

type massMessageListModel struct {
	StartTime  types.String `tfsdk:"start_time"`
	EndTime    types.String `tfsdk:"end_time"`
	ChatType   types.String `tfsdk:"chat_type"`
	Creator    types.String `tfsdk:"creator"`
	CreateType types.String `tfsdk:"create_type"`
}

// massMessageListQuery is what a list block asks for.
type massMessageListQuery struct {
	records   wecom.RecordQuery
	chatTypes []string
}

// clockMargin is how far WeCom's clock may be ahead of ours without hiding the
// newest messages.
const clockMargin = 5 * time.Minute

// toQuery reads and checks the configuration. What is unknown is not judged,
// and a time that is left out stays zero.
func (m massMessageListModel) toQuery() (massMessageListQuery, diag.Diagnostics) {
	c := newChecker()

	query := massMessageListQuery{
		records: wecom.RecordQuery{
			Start:   c.rfc3339(problem.Root("start_time"), m.StartTime),
			End:     c.rfc3339(problem.Root("end_time"), m.EndTime),
			Creator: c.idValue(problem.Root("creator"), m.Creator, draft.MemberID),
			Filter:  wecom.CreatedByAnyone,
		},
		chatTypes: []string{wecom.ChatTypeSingle, wecom.ChatTypeGroup},
	}

	if one := c.oneOf(problem.Root("chat_type"), m.ChatType, query.chatTypes...); one != "" {
		query.chatTypes = []string{one}
	}

	switch c.oneOf(problem.Root("create_type"), m.CreateType, "enterprise", "member", "any") {
	case "enterprise":
		query.records.Filter = wecom.CreatedByEnterprise
	case "member":
		query.records.Filter = wecom.CreatedByMembers
	}

	start, end := query.records.Start, query.records.End
	if !start.IsZero() && !end.IsZero() && end.Before(start) {
		c.errorf(problem.Root("end_time"), "Empty time window", "it is before start_time, so no message can match.")
	}

	return query, c.diagnostics()
}

// fillWindow puts in what the configuration left out.
func (q *massMessageListQuery) fillWindow(now time.Time) diag.Diagnostics {
	var diags diag.Diagnostics

	if q.records.End.IsZero() {
		q.records.End = now.Add(clockMargin)
	}

	if q.records.Start.IsZero() {
		q.records.Start = q.records.End.Add(-wecom.MaxRecordsWindow)
	}

	if q.records.End.Before(q.records.Start) {
		diags.AddAttributeError(path.Root("start_time"), "Empty time window", "start_time: it is in the future, so no message can match.")
	}

	return diags
}
