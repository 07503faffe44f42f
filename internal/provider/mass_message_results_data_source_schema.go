package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

func massMessageResultsSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "What became of a mass message, or of several together: how many recipients got it, and why others did not. " +
			"It is read at every plan and may differ each time, which never makes the message show a diff. " +
			"While WeCom is still handing the message out to the members (41063), the read waits as long as one call may take (`request_timeout` of the provider).",
		Attributes: map[string]schema.Attribute{
			"msgid": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "WeCom's id of the message. Give it or `msgids`.",
			},
			"msgids": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: fmt.Sprintf("WeCom's ids of several messages, 1 to %s, such as those of a campaign in parts, instead of `msgid`. `counts` and `members` are then the totals over all. The messages are read one after the other, and where one cannot be read, the read fails; one that is listed twice counts once.", wording.Grouped(mostMsgIDs)),
			},
			"include_rows": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether to fill `rows`. Default `false`: ten thousand rows make plans slow, and they put ids into the state.",
			},
			"counts": schema.SingleNestedAttribute{
				Computed:            true,
				MarkdownDescription: "Recipients by state. Of a group message WeCom lists only the groups that it was sent to.",
				Attributes:          resultCountsAttributes(),
			},
			"members": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The members who got a task from a message, each once, sorted by userid. Only members within the app's visible range.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"userid":         schema.StringAttribute{Computed: true, MarkdownDescription: "The member."},
					"status":         schema.Int64Attribute{Computed: true, MarkdownDescription: "WeCom's number: 0 the member has not sent, 2 the member has sent. Any other number says that the member has acted. Of several messages it is 0 as long as one is not sent."},
					"send_time":      schema.StringAttribute{Computed: true, MarkdownDescription: "When the member sent last, RFC 3339 in UTC; null before."},
					"tasks":          schema.Int64Attribute{Computed: true, MarkdownDescription: "Messages of which the member got a task, each to be confirmed by itself."},
					"tasks_not_sent": schema.Int64Attribute{Computed: true, MarkdownDescription: "Those of them that the member has still to send (status 0)."},
					"counts": schema.SingleNestedAttribute{
						Computed:            true,
						MarkdownDescription: "The member's recipients by state.",
						Attributes:          resultCountsAttributes(),
					},
				}},
			},
			"rows": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "Every recipient of every message, sorted by member and id; null without `include_rows`.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"msgid":           schema.StringAttribute{Computed: true, MarkdownDescription: "The message."},
					"userid":          schema.StringAttribute{Computed: true, MarkdownDescription: "The member who sends."},
					"external_userid": schema.StringAttribute{Computed: true, MarkdownDescription: "The customer; null for a group message."},
					"chat_id":         schema.StringAttribute{Computed: true, MarkdownDescription: "The customer group; null for a message to customers."},
					"status":          schema.Int64Attribute{Computed: true, MarkdownDescription: "WeCom's number: 0 not sent, 1 sent, 2 not a friend, 3 over the receive quota."},
					"send_time":       schema.StringAttribute{Computed: true, MarkdownDescription: "When it was sent, RFC 3339 in UTC; null otherwise."},
				}},
			},
		},
	}
}

func resultCountsAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"total":      schema.Int64Attribute{Computed: true, MarkdownDescription: "All recipients that WeCom lists."},
		"not_sent":   schema.Int64Attribute{Computed: true, MarkdownDescription: "The member has not sent yet (status 0)."},
		"sent":       schema.Int64Attribute{Computed: true, MarkdownDescription: "Sent (status 1)."},
		"not_friend": schema.Int64Attribute{Computed: true, MarkdownDescription: "Not sent: the customer is no longer a friend of the member (status 2)."},
		"over_quota": schema.Int64Attribute{Computed: true, MarkdownDescription: "Not sent: the customer had received as many mass messages as the rules allow (status 3)."},
		"other": schema.MapAttribute{
			Computed: true, ElementType: types.Int64Type,
			MarkdownDescription: "Recipients in states that WeCom does not document, by its number.",
		},
	}
}
