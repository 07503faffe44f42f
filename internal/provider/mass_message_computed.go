package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// setComputed puts into a plan or state what the message is: computed
// attributes that are known as soon as the configuration is.
func (m *massMessageModel) setComputed(d draft.Draft) {
	m.Audience = types.StringUnknown()
	if line, known := d.Audience(); known {
		m.Audience = types.StringValue(line)
	}

	m.AudienceKind = types.StringUnknown()
	if kind, known := d.AudienceKind(); known {
		m.AudienceKind = types.StringValue(kind)
	}

	m.Attachments = withHashes(m.Attachments, d)

	written := d.WrittenRecipients()

	switch {
	case written.SHA256 != "" && d.UnknownRecipients():
		m.RecipientsSHA256, m.RecipientsCount = types.StringValue(written.SHA256), types.Int64Unknown()
	case d.UnknownRecipients():
		m.RecipientsSHA256, m.RecipientsCount = types.StringUnknown(), types.Int64Unknown()
	case d.RecipientsSHA256 == "":
		m.RecipientsSHA256, m.RecipientsCount = types.StringNull(), types.Int64Null()
	default:
		m.RecipientsSHA256, m.RecipientsCount = types.StringValue(d.RecipientsSHA256), types.Int64Value(int64(d.RecipientsCount))
	}
}

// withHashes puts the hashes of a draft's files into its attachments. Where a
// path is not known yet, its hash stays unknown.
func withHashes(list types.List, of draft.Draft) types.List {
	if list.IsNull() || list.IsUnknown() || of.Unknown["attachments"] && len(of.Message.Attachments) != len(list.Elements()) {
		return list
	}

	elements := list.Elements()

	for i, element := range elements {
		object, ok := element.(types.Object)
		if !ok || object.IsNull() || object.IsUnknown() {
			continue
		}

		parts := object.Attributes()

		for _, kind := range attachmentKinds() {
			if its, ok := parts[kind].(types.Object); ok && given(its) {
				parts[kind] = withHash(its, kind, of, i)
			}
		}

		elements[i] = types.ObjectValueMust(attachmentType().AttrTypes, parts)
	}

	return types.ListValueMust(attachmentType(), elements)
}

func withHash(object types.Object, kind string, of draft.Draft, i int) types.Object {
	fields := object.Attributes()

	for _, name := range []string{"source", "pic_source"} {
		file, ok := fields[name]
		if !ok {
			continue
		}

		hash, isWritten := of.HashOf(i)

		switch {
		case hash.Late, !isWritten && hash.SHA256 == "" && file.IsUnknown():
			fields[name+"_sha256"] = types.StringUnknown()
		case isWritten:
			fields[name+"_sha256"] = types.StringValue(hash.SHA256)
		default:
			fields[name+"_sha256"] = stringOrNull(hash.SHA256)
		}
	}

	return types.ObjectValueMust(attachmentType().AttrTypes[kind].(types.ObjectType).AttrTypes, fields)
}
