package provider

import (
	"context"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/numberdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// campaignSchema is the resource as documentation. What a value may be is
// decided in campaign_wanted.go, and what a change does in campaign_plan*.go.
func campaignSchema(ctx context.Context) schema.Schema {
	return schema.Schema{
		MarkdownDescription: "One content for an audience of any size, as many customer mass messages (创建企业群发), each sent at most once. A message that fails does not lose the others, and the next apply goes on where this one stopped.",
		Attributes: map[string]schema.Attribute{
			"recipients_file": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: fmt.Sprintf("Path of a file with the recipients, up to %s rows: one id per line, or CSV with a header that has the column `external_userid`, or `chat_id` in a `group` campaign. A column `sender` (or userid, 成员, 员工, 跟进人 and the like; 群主, owner of groups) holds the userid of the member who sends to that customer, or owns that group; an empty cell takes `sender`. The ids enter neither plan nor state. It is read as long as messages are left, and no more after the last one.", wording.Grouped(audience.MaxRows)),
			},
			"exclude_files": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Paths of files, each as `recipients_file`, with ids that get nothing. They may change while messages are left: whoever stands in one when a run begins to send is left out of what it sends.",
			},
			"sample": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "A part of the people, by a stable hash: arms of a test, hold-outs. Cut before everything else, and frozen with the audience.",
				Attributes: map[string]schema.Attribute{
					"salt": schema.StringAttribute{Required: true, MarkdownDescription: "Any text. The same salt puts the same id at the same place."},
					"from": schema.NumberAttribute{Required: true, MarkdownDescription: "Percent, 0 to below 100."},
					"to":   schema.NumberAttribute{Required: true, MarkdownDescription: "Percent, above `from`, at most 100; not in the sample itself."},
				},
			},
			"sender": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "userid of the member who sends where the file names nobody. Required for `group` if the file has no such column. Without it and the column WeCom chooses the members.",
			},
			"chat_type": schema.StringAttribute{
				Optional: true, Computed: true,
				Default:             stringdefault.StaticString(wecom.ChatTypeSingle),
				MarkdownDescription: "`single` sends to customers, `group` to customer groups. Default `single`.",
			},
			"text":        massMessageTextAttribute(),
			"attachments": massMessageAttachmentsAttribute(),
			"rollout": schema.NumberAttribute{
				Optional: true, Computed: true,
				Default:             numberdefault.StaticBigFloat(big.NewFloat(allOut)),
				MarkdownDescription: "Percent of the messages that are sent, 1 to 100, a whole number. Default `100`. Raising it sends further ones; lowering it recalls nothing.",
			},
			"not_before": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Time before which nothing is sent, RFC 3339, such as `2026-11-11T08:00:00+08:00`. A plan that sends earlier is an error; one for what is left of a campaign in the state sends nothing, with a warning. The clock of the machine is read again right before each request leaves. An edit is recorded in place.",
			},
			"not_after": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Time after which nothing is sent, as `not_before`, and later than that.",
			},
			"resolve": schema.MapAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Answers to messages of unknown status: by the attempt (`unknown-...`, shown as its `msgid`) the msgid of the message in WeCom, or `not_sent`, upon which it is sent. An answer to an attempt that is no longer the current one is ignored.",
			},
			"triggers": schema.MapAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Any values. A change sends the whole campaign again, on purpose. What else can send to somebody twice, such as a lost state without a journal, stands in [After the first send](#after-the-first-send). What nobody sees is no change, as of a message.",
			},
			"timeouts": campaignTimeoutsAttribute(ctx),

			"campaign_id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Random name of the campaign, under which the journal has its messages.",
			},
			"messages": campaignMessagesAttribute(),
			"status": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "The first that is true: `unknown` (of some messages nobody knows whether they were sent), `partial` (some are pending or refused), `rolled_out` (some are held by `rollout`), `complete`.",
			},
			"recipients_count": schema.Int64Attribute{
				Computed:            true,
				MarkdownDescription: "Number of distinct recipients, with those who are excluded. Of an import, the sum over its messages.",
			},
			"excluded_count": schema.Int64Attribute{
				Computed:            true,
				MarkdownDescription: "How many of them get nothing because of `exclude_files`, or because the message that `resolve` has named, or that was recorded, did not go to them. Of a message to groups that was found, and of which WeCom does not list all, it is those that are excluded now.",
			},
			"sent_count": schema.Int64Attribute{
				Computed:            true,
				MarkdownDescription: "How many recipients the messages have that WeCom has accepted.",
			},
			"failed_count": schema.Int64Attribute{
				Computed:            true,
				MarkdownDescription: "How many of those WeCom says it cannot reach. Of a message that was found, or that an answer names for another attempt, this may not be known, and then it counts none. They are those of the file whom the `rows` of the data source `wecom_mass_message_results` lack: they are in none of its counts.",
			},
			"recipients_sha256": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "SHA-256 of the sorted distinct ids, each with a tab, its sender in lower case, and a line feed.",
			},
			"audience": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Who receives the campaign, in a line. For reviews.",
			},
			"created_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Time of its first send, RFC 3339 in UTC. Null where nothing was sent yet, since all were excluded whose turn it was.",
			},
			"corp_id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "The company that the campaign is sent in, as `corp_id` of a message.",
			},
			"sent": schema.MapAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "What was sent, by attribute, as digests or values. Later configurations are compared with this.",
			},
		},
	}
}

// campaignMessagesAttribute has two attributes for each message: what is known
// at plan, and in one object what is not. So the first plan has four lines for
// each.
func campaignMessagesAttribute() schema.Attribute {
	return schema.MapNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The messages by their keys: the userid of the sender, `zhangsan`, and from the second message of a sender on a number, `zhangsan/2`; without senders `1`, `2`, ...",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"recipients_count": schema.Int64Attribute{Computed: true, MarkdownDescription: "Number of recipients, with those who are excluded."},
			"delivery": schema.SingleNestedAttribute{
				Computed:            true,
				MarkdownDescription: "What became of it.",
				Attributes: map[string]schema.Attribute{
					"status":            schema.StringAttribute{Computed: true, MarkdownDescription: "`pending` (not sent yet), `held` (`rollout` leaves it out), `created` (WeCom has accepted it), `refused` (the next apply tries it again), `unknown` (it may or may not have been sent), `excluded` (all of its people were excluded when it was its turn; nothing is left to do)."},
					"msgid":             schema.StringAttribute{Computed: true, MarkdownDescription: "WeCom's id of the message; while it is `unknown` the attempt, `unknown-...`, for `resolve`."},
					"sent_at":           schema.StringAttribute{Computed: true, MarkdownDescription: "Time of the send, RFC 3339 in UTC."},
					"problem":           schema.StringAttribute{Computed: true, MarkdownDescription: "What went wrong. Null normally."},
					"recipients_sha256": schema.StringAttribute{Computed: true, MarkdownDescription: "SHA-256 of the sorted ids of its recipients, each with a line feed, before exclusion."},
					"record":            schema.StringAttribute{Computed: true, MarkdownDescription: "What the provider needs to know it again: digests, numbers and times, as JSON."},
				},
			},
		}},
	}
}

func campaignTimeoutsAttribute(ctx context.Context) schema.Attribute {
	attribute := timeouts.Attributes(ctx, timeouts.Opts{
		Create:            true,
		CreateDescription: "Bound of a first run, as a duration. Default `" + defaultCampaignTimeout.String() + "`. Its end is as an interrupt: the run ends after the message in flight, and the next apply goes on.",
		Update:            true,
		UpdateDescription: "Bound of a later run, as `create`. Default `" + defaultCampaignTimeout.String() + "`.",
		Read:              true,
		ReadDescription:   "Bound of the look for messages of unknown status, as a duration. Default `" + defaultReadTimeout.String() + "`.",
	})

	if nested, ok := attribute.(schema.SingleNestedAttribute); ok {
		nested.MarkdownDescription = "How long an apply or a refresh may take for this campaign."
		return nested
	}

	return attribute
}
