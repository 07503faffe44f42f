package provider

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
)

func deliveryType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"status": types.StringType, "msgid": types.StringType, "sent_at": types.StringType,
		"problem": types.StringType, "recipients_sha256": types.StringType, "record": types.StringType,
	}}
}

func campaignMessageType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{"recipients_count": types.Int64Type, "delivery": deliveryType()}}
}

// messagesValue writes messages. Those whose keys open holds are about to be
// sent: what becomes of them is known after that.
func messagesValue(messages []*campaign.Message, open map[string]bool) types.Map {
	elements := make(map[string]attr.Value, len(messages))

	for _, m := range messages {
		delivery := types.ObjectUnknown(deliveryType().AttrTypes)
		if !open[m.Key] {
			delivery = deliveryValue(m)
		}

		elements[m.Key] = types.ObjectValueMust(campaignMessageType().AttrTypes, map[string]attr.Value{
			"recipients_count": types.Int64Value(int64(m.Recipients)), "delivery": delivery,
		})
	}

	return types.MapValueMust(campaignMessageType(), elements)
}

func deliveryValue(m *campaign.Message) types.Object {
	// Digests, numbers and times cannot fail to encode.
	record, _ := json.Marshal(m.Record)

	return types.ObjectValueMust(deliveryType().AttrTypes, map[string]attr.Value{
		"status":            types.StringValue(string(m.Status)),
		"msgid":             stringOrNull(m.MsgID),
		"sent_at":           timeOrNull(m.SentAt),
		"problem":           stringOrNull(m.Problem),
		"recipients_sha256": stringOrNull(m.RecipientsSHA256),
		"record":            types.StringValue(string(record)),
	})
}

// messages reads the messages of a plan or state, in the order of their keys,
// and the keys of those that a plan is about to send.
func (m campaignModel) messages() (all []*campaign.Message, open map[string]bool) {
	open = map[string]bool{}

	for key, v := range m.Messages.Elements() {
		fields := v.(types.Object).Attributes()
		one := &campaign.Message{Key: key}

		if count, ok := fields["recipients_count"].(types.Int64); ok {
			one.Recipients = int(count.ValueInt64())
		}

		delivery, _ := fields["delivery"].(types.Object)
		if delivery.IsUnknown() {
			open[key] = true
		} else {
			readDelivery(one, delivery.Attributes())
		}

		all = append(all, one)
	}

	slices.SortFunc(all, func(a, b *campaign.Message) int { return cmp.Compare(a.Key, b.Key) })

	return all, open
}

func readDelivery(m *campaign.Message, fields map[string]attr.Value) {
	text := func(name string) string {
		v, _ := fields[name].(types.String)

		return v.ValueString()
	}

	m.Status, m.MsgID, m.Problem = campaign.Status(text("status")), text("msgid"), text("problem")
	m.RecipientsSHA256 = text("recipients_sha256")
	m.SentAt, _ = time.Parse(time.RFC3339, text("sent_at"))

	// What cannot be read says nothing, and stops nobody.
	_ = json.Unmarshal([]byte(text("record")), &m.Record)
}
