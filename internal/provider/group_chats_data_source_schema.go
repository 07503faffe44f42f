package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

func groupChatsSchema() schema.Schema {
	s := schema.Schema{
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
						MarkdownDescription: fmt.Sprintf("Required. userids of the owners, at least one. WeCom does not tell whose a group is, so it is asked for one owner at a time: a call for each owner, and one more for each further %s groups of an owner.", wording.Grouped(wecom.MaxGroupChatsPerPage)),
					},
				},
			},
			"status_filter": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only groups in this state: `normal`, `owner_left` (跟进人离职), `inheriting` (离职继承中), `inherited` (离职继承完成) or `all`. Default `all`.",
			},
			"chat_id_list": schema.ListAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "Ids of the groups, sorted, each once; empty with `output_file`.",
			},
			"group_chat_list": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The groups, in the order of `chat_id_list`; null with `output_file`.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"chat_id": schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the group."},
					"owner":   schema.StringAttribute{Computed: true, MarkdownDescription: "userid of the owner, whom a message to the group has as `sender`; null without `owner_filter`."},
					"status":  schema.StringAttribute{Computed: true, MarkdownDescription: "State, by the names of `status_filter`. One that WeCom does not document is its number."},
				}},
			},
		},
	}

	addOutputFile(s.Attributes, "`chat_id` and `sender`, the owner, for which it needs `owner_filter`", "`chat_id_list` is empty then, and `group_chat_list` null")

	return s
}
