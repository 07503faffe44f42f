package provider

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"strings"

	"github.com/hashicorp/go-uuid"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

const summaryImportCampaign = "Unable to Import Campaign"

// ImportState records a campaign that was sent, by the msgids of its messages.
// It is complete with them, and sends to nobody: its file is not compared, and
// only triggers sends.
func (r *campaignResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	msgids := splitMsgIDs(req.ID, &resp.Diagnostics)
	resp.Diagnostics.Append(r.provider.mustHaveCredentials(nothingSent)...)

	if resp.Diagnostics.HasError() {
		return
	}

	id, err := uuid.GenerateUUID()
	if err != nil {
		resp.Diagnostics.AddError(summaryImportCampaign, err.Error())
		return
	}

	var all []importedMessage

	for _, msgid := range msgids {
		one, diags := r.provider.importMessage(ctx, msgid)
		resp.Diagnostics.Append(diags...)

		if resp.Diagnostics.HasError() {
			return
		}

		if len(all) > 0 && !one.saysAs(all[0]) {
			resp.Diagnostics.AddError(summaryImportCampaign, fmt.Sprintf("%s has another content than %s. A campaign has one content: import messages of one.", msgid, all[0].message.MsgID))
			return
		}

		all = append(all, one)
	}

	state := importedCampaign(all, id, r.provider.client.CorpID())
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// splitMsgIDs reads msgids that are joined by commas.
func splitMsgIDs(id string, diags *diag.Diagnostics) []string {
	var msgids []string

	seen := map[string]bool{}

	for msgid := range strings.SplitSeq(id, ",") {
		msgid = strings.TrimSpace(msgid)

		if problem := msgidProblem(msgid); problem != "" {
			diags.AddAttributeError(path.Root("messages"), summaryImportCampaign, problem+" A campaign is imported by the msgids of its messages, joined by commas.")
			return nil
		}

		if !seen[msgid] {
			seen[msgid] = true
			msgids = append(msgids, msgid)
		}
	}

	return msgids
}

// importedMessage is a message as WeCom's list has it.
type importedMessage struct {
	message *campaign.Message
	model   massMessageModel
	listed  draft.Digests
}

func (m importedMessage) saysAs(other importedMessage) bool {
	return m.listed["text"] == other.listed["text"] && wecom.SameAttachments(m.model.content().Message.Attachments, other.model.content().Message.Attachments)
}

func (p *providerData) importMessage(ctx context.Context, msgid string) (importedMessage, diag.Diagnostics) {
	var diags diag.Diagnostics

	record, people, err := p.lookUpForImport(ctx, msgid)
	if err != nil {
		diags.AddAttributeError(path.Root("messages"), summaryImportCampaign, importProblem(msgid, err))
		return importedMessage{}, diags
	}

	if record.ChatType == wecom.ChatTypeGroup {
		diags.AddAttributeError(path.Root("chat_type"), summaryImportCampaign,
			fmt.Sprintf("%s is a message to customer groups. WeCom lists only the groups that it was sent to already, so nobody could tell what the campaign has sent.", msgid))

		return importedMessage{}, diags
	}

	one := &campaign.Message{
		Key: msgid, Recipients: len(people.Customers), Status: campaign.Created, MsgID: msgid, SentAt: record.CreateTime,
		RecipientsSHA256: wecom.RecipientsDigest(people.Customers), Record: campaign.Record{People: len(people.Customers)},
	}

	// Several members: WeCom chose them.
	if len(people.Members) == 1 {
		one.Key = people.Members[0] + "/" + msgid
	}

	model := fromAPI(record, people, p.client.CorpID(), p.client.Origin())
	one.Record.Parts = model.draft().Digests() // as far as WeCom tells

	return importedMessage{message: one, model: model, listed: model.sentDigests()}, diags
}

// importedCampaign makes the state. What WeCom does not say is null.
func importedCampaign(all []importedMessage, id, corpID string) campaignModel {
	first := all[0]
	f := frozen{chatType: wecom.ChatTypeSingle, origin: first.listed[sentTo], unknown: true, parts: draft.Digests{}}

	for name, digest := range maps.All(first.listed) {
		if name == "text" || name == "attachments" {
			f.parts[name] = digest
		}
	}

	m := campaignModel{
		ExcludeFiles: types.ListNull(types.StringType),
		Sample:       types.ObjectNull(map[string]attr.Type{"salt": types.StringType, "from": types.NumberType, "to": types.NumberType}),
		ChatType:     types.StringValue(wecom.ChatTypeSingle),
		Text:         first.model.Text,
		Attachments:  first.model.Attachments,
		Rollout:      types.NumberValue(big.NewFloat(allOut)),
		Resolve:      types.MapNull(types.StringType),
		Triggers:     types.MapNull(types.StringType),
		Timeouts:     timeouts.Value{Object: types.ObjectNull(map[string]attr.Type{"create": types.StringType, "update": types.StringType, "read": types.StringType})},
		CampaignID:   types.StringValue(id),
		CorpID:       stringOrNull(corpID),
		Sent:         f.value(),
	}

	messages := make([]*campaign.Message, len(all))
	for i, one := range all {
		messages[i] = one.message
	}

	m.setNumbers(messages)
	m.Audience = types.StringValue(fmt.Sprintf("%s, in %s", wording.Counted(int(m.RecipientsCount.ValueInt64()), "customer"), wording.Counted(len(all), "message")))

	return m
}
