package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func massMessagesSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "The mass messages in WeCom's list, those that were not made by Terraform among them. " +
			"A window of any length is read month by month, as WeCom wants it. How long WeCom keeps messages is not documented. Recipients and senders are not in the list; `wecom_mass_message_results` has them.",
		Attributes: map[string]schema.Attribute{
			"start_time": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Only messages that were created at this time or later, RFC 3339.",
			},
			"end_time": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only messages that were created at this time or earlier, RFC 3339. Default: the time of the read. A time to come counts like that.",
			},
			"chat_type": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only messages to customers (`single`) or to customer groups (`group`). Default: both.",
			},
			"creator": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only messages that this userid created. Messages made by API, such as this provider's, have no creator.",
			},
			"create_type": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only messages of the `enterprise`, or only those that a `member` created. Default: both.",
			},
			"msgids": schema.ListAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "Ids of the messages, in the order of `group_msg_list`.",
			},
			"group_msg_list": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The messages, oldest first, each once.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"msgid":       schema.StringAttribute{Computed: true, MarkdownDescription: "WeCom's id of the message."},
					"chat_type":   schema.StringAttribute{Computed: true, MarkdownDescription: "`single` or `group`."},
					"creator":     schema.StringAttribute{Computed: true, MarkdownDescription: "userid of the creator; null for a message made by API."},
					"create_time": schema.StringAttribute{Computed: true, MarkdownDescription: "When it was created, RFC 3339 in UTC."},
					"create_type": schema.StringAttribute{Computed: true, MarkdownDescription: "`enterprise` or `member`. A type that WeCom does not document is its number."},
					"text":        schema.StringAttribute{Computed: true, MarkdownDescription: "The text; null without one."},
					"attachments": listedAttachmentsAttribute(),
				}},
			},
		},
	}
}

func listedAttachmentsAttribute() schema.Attribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "What is attached.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"msgtype":  schema.StringAttribute{Computed: true, MarkdownDescription: "`image`, `link`, `miniprogram`, `video` or `file`."},
			"title":    schema.StringAttribute{Computed: true, MarkdownDescription: "Title of a link or a mini program."},
			"url":      schema.StringAttribute{Computed: true, MarkdownDescription: "URL of a link or a picture, page of a mini program."},
			"media_id": schema.StringAttribute{Computed: true, MarkdownDescription: "Media id of a picture, a video or a file, or of the cover of a mini program."},
		}},
	}
}
