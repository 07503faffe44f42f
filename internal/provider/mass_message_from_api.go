package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/heldlist"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// fromAPI makes the state of an imported message from what WeCom says of it.
// It never invents: what WeCom does not say is null.
func fromAPI(record wecom.Record, people wecom.People, corpID, origin string) massMessageModel {
	m := massMessageModel{
		CorpID:         stringOrNull(corpID),
		ChatType:       types.StringValue(record.ChatType),
		ExternalUserID: heldlist.Null(),
		ChatIDList:     heldlist.Null(),
		TagFilter:      types.ObjectNull(tagFilterType().AttrTypes),
		Text:           types.ObjectNull(textType().AttrTypes),
		Attachments:    types.ListNull(attachmentType()),
		Triggers:       types.MapNull(types.StringType),
		NotDuplicateOf: types.ListNull(types.StringType),
		ResendOn:       types.StringValue(resendOnContent),
		Timeouts:       timeouts.Value{Object: types.ObjectNull(map[string]attr.Type{"create": types.StringType, "read": types.StringType})},
	}

	// One member: the sender. Several: WeCom chose them, and no sender was
	// named.
	if len(people.Members) == 1 {
		m.Sender = types.StringValue(people.Members[0])
	}

	if n := len(people.Customers); n > 0 && n <= wecom.MaxExternalUserIDs {
		m.ExternalUserID = heldlist.Of(people.Customers)
	}

	if n := len(people.Groups); n > 0 && n <= wecom.MaxChatIDs {
		m.ChatIDList = heldlist.Of(people.Groups)
	}

	if record.Text != "" {
		m.Text = types.ObjectValueMust(textType().AttrTypes, map[string]attr.Value{"content": types.StringValue(record.Text)})
	}

	if len(record.Attachments) > 0 {
		elements := make([]attr.Value, len(record.Attachments))
		for i, a := range record.Attachments {
			elements[i] = attachmentValue(a)
		}

		m.Attachments = types.ListValueMust(attachmentType(), elements)
	}

	m.setAccepted(record.MsgID, nil, record.CreateTime)

	sent := m.draft()
	m.setComputed(sent)

	m.Imported = types.BoolValue(true)
	m.Sent = sentValue(sent.ListedDigests(people), origin)

	m.AudienceKind = types.StringNull() // nor how the message named its people

	if sent.RecipientsCount == 0 {
		m.Audience = types.StringNull() // WeCom does not tell it
	}

	return m
}

func attachmentValue(a wecom.Attachment) attr.Value {
	kinds := attachmentType().AttrTypes
	values := map[string]attr.Value{"msgtype": types.StringValue(a.MsgType)}

	for _, kind := range attachmentKinds() {
		values[kind] = types.ObjectNull(kinds[kind].(types.ObjectType).AttrTypes)
	}

	set := func(kind string, fields map[string]string) {
		object := map[string]attr.Value{}
		for name := range kinds[kind].(types.ObjectType).AttrTypes {
			object[name] = types.StringNull() // source and its hash
		}

		for name, text := range fields {
			object[name] = stringOrNull(text)
		}

		values[kind] = types.ObjectValueMust(kinds[kind].(types.ObjectType).AttrTypes, object)
	}

	switch {
	case a.Image != nil:
		set(wecom.MsgTypeImage, map[string]string{"media_id": a.Image.MediaID, "pic_url": a.Image.PicURL})
	case a.Link != nil:
		set(wecom.MsgTypeLink, map[string]string{"title": a.Link.Title, "picurl": a.Link.PicURL, "desc": a.Link.Desc, "url": a.Link.URL})
	case a.Miniprogram != nil:
		set(wecom.MsgTypeMiniprogram, map[string]string{"title": a.Miniprogram.Title, "pic_media_id": a.Miniprogram.PicMediaID, "appid": a.Miniprogram.AppID, "page": a.Miniprogram.Page})
	case a.Video != nil:
		set(wecom.MsgTypeVideo, map[string]string{"media_id": a.Video.MediaID})
	case a.File != nil:
		set(wecom.MsgTypeFile, map[string]string{"media_id": a.File.MediaID})
	}

	return types.ObjectValueMust(kinds, values)
}

func textType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{"content": types.StringType}}
}

func tagFilterType() types.ObjectType {
	group := types.ObjectType{AttrTypes: map[string]attr.Type{"tag_list": types.ListType{ElemType: types.StringType}}}

	return types.ObjectType{AttrTypes: map[string]attr.Type{"group_list": types.ListType{ElemType: group}}}
}

func attachmentType() types.ObjectType {
	strings := func(names ...string) types.ObjectType {
		object := types.ObjectType{AttrTypes: map[string]attr.Type{}}
		for _, name := range names {
			object.AttrTypes[name] = types.StringType
		}

		return object
	}

	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"msgtype":                types.StringType,
		wecom.MsgTypeImage:       strings("media_id", "source", "source_sha256", "pic_url"),
		wecom.MsgTypeLink:        strings("title", "picurl", "desc", "url"),
		wecom.MsgTypeMiniprogram: strings("title", "pic_media_id", "pic_source", "pic_source_sha256", "appid", "page"),
		wecom.MsgTypeVideo:       strings("media_id", "source", "source_sha256"),
		wecom.MsgTypeFile:        strings("media_id", "source", "source_sha256"),
	}}
}
