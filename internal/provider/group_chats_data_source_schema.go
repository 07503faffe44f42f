package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func groupChatsSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Customer groups (客户群) by owner and state. All pages are read; if one fails, so does the data source, since a short list would look like a whole one.",
		Attributes: map[string]schema.Attribute{
			"owner_filter": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "Only groups of these owners. Left out: of all members whom the app sees, but not of members who have left; WeCom refuses that for more than 1,000 members.",
				Attributes: map[string]schema.Attribute{
					"userid_list": schema.ListAttribute{
						// Not Required: the framework reads an unknown
						// owner_filter as one whose attributes are null, and
						// would refuse it early.
						Optional: true, ElementType: types.StringType,
						MarkdownDescription: fmt.Sprintf("Required. userids of the owners, at least one. WeCom is asked for %d at a time. WeCom does not tell which group is whose: for a message of one sender ask for one owner.", wecom.MaxMembersPerQuery),
					},
				},
			},
			"status_filter": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only groups in this state: `normal`, `owner_left` (跟进人离职), `inheriting` (离职继承中), `inherited` (离职继承完成) or `all`. Default `all`.",
			},
			"chat_id_list": schema.ListAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "Ids of the groups, sorted, each once.",
			},
			"group_chat_list": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The groups, in the order of `chat_id_list`.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"chat_id": schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the group."},
					"status":  schema.StringAttribute{Computed: true, MarkdownDescription: "State, by the names of `status_filter`. One that WeCom does not document is its number."},
				}},
			},
		},
	}
}
