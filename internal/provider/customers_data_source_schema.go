package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

func customersSchema() schema.Schema {
	s := schema.Schema{
		MarkdownDescription: "The customers of given members. All pages are read; if one fails, so does the data source, since a short list would look like a whole one. " +
			"The filters are applied by the provider. A customer counts when all filters hold for one of the given members; `chat_id_list` and `tag_id_none` are about the customer. One whom WeCom gives without `tag_id` has no tag.",
		Attributes: map[string]schema.Attribute{
			"userid_list": schema.ListAttribute{
				Required: true, ElementType: types.StringType,
				MarkdownDescription: "userids of the members whose customers are wanted, at least one. `wecom_follow_users` has them all. In `output_file` a customer of several of them stands once, with the first of these for whom the filters hold as `sender`.",
			},
			"tag_id": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Only customers to whom the member gave one of these tags. `wecom_customer_tags` finds ids by name.",
			},
			"tag_id_all": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Only customers to whom one member gave all of these tags.",
			},
			"tag_id_none": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Only customers to whom none of the given members gave any of these tags: one tag of one member is enough to leave a customer out. Tags of other members are not seen.",
			},
			"chat_id_list": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: fmt.Sprintf("Only customers who are in one of these customer groups, 1 to %s. Each group is a call.", wording.Grouped(wecom.MaxChatIDs)),
			},
			"added_after": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only customers whom the member added at this time or later, RFC 3339.",
			},
			"added_before": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only customers whom the member added before this time, RFC 3339.",
			},
			"add_way": schema.ListAttribute{
				Optional: true, ElementType: types.NumberType,
				MarkdownDescription: "Only customers who were added in one of these ways, by WeCom's number (0 unknown, 1 QR code, 2 phone number, 3 business card, ...).",
			},
			"details": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether to fill `customers`. Default `false`: the details of many customers are slow to plan, and they put names into the state.",
			},
			"external_userid": schema.ListAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "Ids of the customers, sorted, each once; empty with `output_file`.",
			},
			"customers": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The customers in the order of `external_userid`; null without `details`.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"external_userid": schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the customer."},
					"name":            schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the customer. WeCom leaves it out for some apps."},
					"type":            schema.Int64Attribute{Computed: true, MarkdownDescription: "1: a WeChat user, 2: a WeCom user."},
					"follow_info":     customerFollowsAttribute(),
				}},
			},
		},
	}

	addOutputFile(s.Attributes, "`external_userid` and `sender`, and `added_at` where a filter needs more than ids", "`external_userid` is empty then, and `customers` null")

	return s
}

func customerFollowsAttribute() schema.Attribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "What each of the given members who serves the customer noted, sorted by userid. Members for whom the filters do not hold are listed, too.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"userid":     schema.StringAttribute{Computed: true, MarkdownDescription: "The member; null where WeCom does not say."},
			"remark":     schema.StringAttribute{Computed: true, MarkdownDescription: "The member's own name for the customer."},
			"createtime": schema.StringAttribute{Computed: true, MarkdownDescription: "When the member added the customer, RFC 3339 in UTC."},
			"tag_id": schema.ListAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "Ids of the tags that the member gave.",
			},
			"state":   schema.StringAttribute{Computed: true, MarkdownDescription: "The channel that the customer came through, where the company has set one."},
			"add_way": schema.Int64Attribute{Computed: true, MarkdownDescription: "How the customer was added, by WeCom's number."},
		}},
	}
}
