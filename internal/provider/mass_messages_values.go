package provider

import (
	"cmp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// recordValues are records by the time of their creation: WeCom's order is not
// documented.
func recordValues(records []wecom.Record) (msgids, list types.List) {
	slices.SortFunc(records, func(a, b wecom.Record) int {
		return cmp.Or(a.CreateTime.Compare(b.CreateTime), cmp.Compare(a.MsgID, b.MsgID))
	})

	ids := make([]string, len(records))
	elements := make([]attr.Value, len(records))

	for i, r := range records {
		ids[i] = r.MsgID

		attachments := make([]attr.Value, len(r.Attachments))
		for j, a := range r.Attachments {
			attachments[j] = listedAttachment(a)
		}

		elements[i] = types.ObjectValueMust(recordType().AttrTypes, map[string]attr.Value{
			"msgid":       types.StringValue(r.MsgID),
			"chat_type":   types.StringValue(r.ChatType),
			"creator":     stringOrNull(r.Creator),
			"create_time": timeOrNull(r.CreateTime),
			"create_type": types.StringValue(nameOfNumber(createTypes(), r.CreateType)),
			"text":        stringOrNull(r.Text),
			"attachments": types.ListValueMust(listedAttachmentType(), attachments),
		})
	}

	return stringList(ids), types.ListValueMust(recordType(), elements)
}

// listedAttachment is an attachment in one flat object, whatever its kind.
func listedAttachment(a wecom.Attachment) attr.Value {
	var title, url, mediaID string

	switch {
	case a.Image != nil:
		url = a.Image.PicURL
	case a.Link != nil:
		title, url = a.Link.Title, a.Link.URL
	case a.Miniprogram != nil:
		title, url = a.Miniprogram.Title, a.Miniprogram.Page
	}

	if media := a.Media(); media != nil {
		mediaID = *media.ID
	}

	return types.ObjectValueMust(listedAttachmentType().AttrTypes, map[string]attr.Value{
		"msgtype":  types.StringValue(a.MsgType),
		"title":    stringOrNull(title),
		"url":      stringOrNull(url),
		"media_id": stringOrNull(mediaID),
	})
}

func recordType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"msgid":       types.StringType,
		"chat_type":   types.StringType,
		"creator":     types.StringType,
		"create_time": types.StringType,
		"create_type": types.StringType,
		"text":        types.StringType,
		"attachments": types.ListType{ElemType: listedAttachmentType()},
	}}
}

func listedAttachmentType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"msgtype":  types.StringType,
		"title":    types.StringType,
		"url":      types.StringType,
		"media_id": types.StringType,
	}}
}
