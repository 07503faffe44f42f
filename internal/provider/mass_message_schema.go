package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/heldlist"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// massMessageSchema is the resource as documentation. It carries no plan
// modifier and, but for two defaults, no behaviour: what a value may be is
// decided in mass_message_check_*.go, and what a change does in
// mass_message_plan.go.
func massMessageSchema(ctx context.Context) schema.Schema {
	return schema.Schema{
		MarkdownDescription: "A customer mass message (创建企业群发) of WeCom. Applying it creates the message once; the members confirm it in WeCom, and their customers receive it.",
		Attributes: map[string]schema.Attribute{
			"chat_type": schema.StringAttribute{
				Optional: true, Computed: true,
				Default:             stringdefault.StaticString(wecom.ChatTypeSingle),
				MarkdownDescription: "`single` sends to customers, `group` to customer groups. Default `single`.",
			},
			"external_userid": schema.ListAttribute{
				Optional: true, CustomType: heldlist.NewType(), ElementType: types.StringType,
				MarkdownDescription: fmt.Sprintf("Ids of the customers, 1 to %s; `single` only. Order and repetition do not matter. Never empty: leave it out to reach everybody that `sender` or `tag_filter` means.", wording.Grouped(wecom.MaxExternalUserIDs)),
			},
			"chat_id_list": schema.ListAttribute{
				Optional: true, CustomType: heldlist.NewType(), ElementType: types.StringType,
				MarkdownDescription: fmt.Sprintf("Ids of the customer groups, 1 to %s; `group` only, and an error in a message to customers that names none of them. Left out, the sender picks groups in WeCom. Works on WeCom 4.1.10 and later.", wording.Grouped(wecom.MaxChatIDs)),
			},
			"recipients_file": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Path of a file with the recipients, instead of `external_userid`, or of `chat_id_list` in a `group` message: one id per line, or CSV with a header that has the column `external_userid` or `chat_id` (or 客户ID, 群ID and the like). The ids enter neither plan nor state, but for those in `fail_list`. A pipe or a device is refused. After the send the file is not needed, unless `status` is `unknown`: then it helps to find the message.",
			},
			"tag_filter": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "Customers by tag; `single` only. WeCom does not use it beside `external_userid`.",
				Attributes: map[string]schema.Attribute{
					"group_list": schema.ListNestedAttribute{
						// Not Required: see massMessageAttachmentsAttribute.
						Optional:            true,
						MarkdownDescription: "Required. Groups of tags, at least one. A customer must match every group.",
						NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
							"tag_list": schema.ListAttribute{
								// Not Required: see
								// massMessageAttachmentsAttribute.
								Optional: true, ElementType: types.StringType,
								MarkdownDescription: fmt.Sprintf("Required. Ids of tags, 1 to %d, rule group tags (规则组标签) among them. A customer must have one of them.", wecom.MaxTagsPerGroup),
							},
						}},
					},
				},
			},
			"sender": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "userid of the member who gets the task. Required for `group`. In a `single` message with neither `external_userid` nor `tag_filter` it means all customers of this member.",
			},
			"allow_select": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether the member may change the list of customers before sending; `single` only. Default `false`.",
			},
			"text":        massMessageTextAttribute(),
			"attachments": massMessageAttachmentsAttribute(),
			"triggers": schema.MapAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Any values. A change sends the message again, on purpose. What nobody sees is none: line ends as `file()` brings them, blanks at the end of a line, a key whose value is null.",
			},
			"resend_on": schema.StringAttribute{
				Optional: true, Computed: true,
				Default:             stringdefault.StaticString(resendOnContent),
				MarkdownDescription: "Which later change of the configuration sends again: `content` (what the message says), `change` (that, or who receives it), or `triggers` (only `triggers`). Default `content`. A change of `triggers` always sends.",
			},
			"adopt_msgid": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "The answer \"it is there\" while `status` is `unknown`: the msgid of the message in WeCom. Applying it checks that the message exists and has this content, and records it; nothing is sent. A plan that sends is refused beside it: where the state has no message here, import the one in WeCom instead, and take the line out when it has done its work.",
			},
			"not_duplicate_of": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Msgids of messages that this one is not, though WeCom's list shows them alike: the same text with other pictures or files, or a trial. The look before the send passes them, and nothing else. An edit is recorded in place, and nothing is sent.",
			},
			"not_before": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Time before which the message is not sent, RFC 3339, such as `2026-11-11T08:00:00+08:00`. A plan that sends earlier is an error, and the clock of the machine is read again right before the request leaves. A message that was sent is never touched by it; an edit is recorded in place.",
			},
			"not_after": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Time after which the message is not sent, as `not_before`, and later than that. A campaign whose day is over does not go out again when a state is lost.",
			},
			"timeouts": timeoutsAttribute(ctx),

			"msgid": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "WeCom's id of the message. Null only while `status` is `unknown`.",
			},
			"fail_list": schema.ListAttribute{
				Computed: true, CustomType: heldlist.NewType(), ElementType: types.StringType,
				MarkdownDescription: "Ids of customers or groups that do not get the message: those that WeCom says it cannot reach, and, where no verdict came back and the message was found, those asked for who are not in it. Null while `status` is `unknown`, and where WeCom does not tell.",
			},
			"status": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "`created`: WeCom accepted the message. `unknown`: no verdict came back, and the message may or may not have been created; the provider never sends it again by itself.",
			},
			"created_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Time of the send, RFC 3339 in UTC.",
			},
			"audience": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Who receives the message, in a line, as it was or will be sent. For reviews.",
			},
			"audience_kind": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "What says who receives the message: `named` (ids), `tagged`, `tagged_of_sender`, `of_sender` (all customers of `sender`) or `picked_by_sender` (groups). A value that is not known at plan counts as written, as far as this kind of message uses it, so a plan for a list that turns out to be null is not carried out for everybody. Null where nobody recorded it: of a message that an earlier version has sent, and of an import until an apply records it.",
			},
			"recipients_sha256": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "SHA-256 of the sorted distinct ids of the recipients, each followed by a line feed; null where WeCom decides who they are, but of an import that of those whom it lists. Leave it out: it is worked out. It can be written for `ignore_changes`, under which that of the sent message means that `recipients_file` does not count; any other one must be that of the recipients.",
			},
			"recipients_count": schema.Int64Attribute{
				Computed:            true,
				MarkdownDescription: "Number of distinct recipients; null where WeCom decides who they are, but of an import how many it lists.",
			},
			"corp_id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "The company that the message is sent in, in the plan where the credentials tell it; null with `access_token`, which does not. With the credentials of another company a message is never looked for, taken over or replaced, and a saved plan is refused. With `access_token` that cannot be told, and a plan that replaces a message warns.",
			},
			"sent": schema.MapAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "What was sent, by attribute, as digests or, for `chat_type`, `sender` and `allow_select`, as values, and the `base_url` that it was sent to. Later configurations are compared with this. Written when the message is sent, found, taken over or imported, and never by an edit.",
			},
			"trace": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "What finds a message of unknown status again: digests and times, as JSON. Null once the status is known.",
			},
			"imported": schema.BoolAttribute{
				Computed:            true,
				MarkdownDescription: "True from an import to the first apply that records something. Until then no edit replaces the message. Null otherwise.",
			},
			"replaces_msgid": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "The message with the same text and attachments that this one repeats on purpose, because `triggers`, the audience or the sender changed; null otherwise, and under `create_before_destroy`, where Terraform does not tell which message is replaced. It is not recalled.",
			},
		},
	}
}

func massMessageTextAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "The text. A message has a text, or attachments, or both.",
		Attributes: map[string]schema.Attribute{
			"content": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: fmt.Sprintf("At most %s bytes of UTF-8, which is about 1,333 Chinese characters. A content in which nothing can be seen counts as not given.", wording.Grouped(wecom.MaxTextBytes)),
			},
		},
	}
}

func timeoutsAttribute(ctx context.Context) schema.Attribute {
	attribute := timeouts.Attributes(ctx, timeouts.Opts{
		Create:            true,
		CreateDescription: "Bound of everything around the send: token, uploads, lookups and waits, as a duration of at least `" + shortestTimeout.String() + "`. Default `" + defaultCreateTimeout.String() + "`. The send itself has `request_timeout` of the provider.",
		Read:              true,
		ReadDescription:   "Bound of the look for a message of unknown status, as a duration of at least `" + shortestTimeout.String() + "`. Default `" + defaultReadTimeout.String() + "`. Of a message with many members WeCom tells the recipients member by member.",
	})

	if nested, ok := attribute.(schema.SingleNestedAttribute); ok {
		nested.MarkdownDescription = "How long an apply or a refresh may take for this message."
		return nested
	}

	return attribute
}

func massMessageIdentitySchema() identityschema.Schema {
	return identityschema.Schema{
		Attributes: map[string]identityschema.Attribute{
			"msgid": identityschema.StringAttribute{
				RequiredForImport: true,
				Description:       "WeCom's id of the message.",
			},
		},
	}
}
