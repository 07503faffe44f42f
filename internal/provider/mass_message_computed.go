package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// setComputed puts into a plan or state what the message is: computed
// attributes that are known as soon as the configuration is.
func (m *massMessageModel) setComputed(c draft) {
	m.Audience = c.audienceLine()
	m.Attachments = c.withHashes(m.Attachments)

	switch {
	case c.unknownRecipients():
		m.RecipientsSHA256, m.RecipientsCount = types.StringUnknown(), types.Int64Unknown()
	case c.RecipientsSHA256 == "":
		m.RecipientsSHA256, m.RecipientsCount = types.StringNull(), types.Int64Null()
	default:
		m.RecipientsSHA256, m.RecipientsCount = types.StringValue(c.RecipientsSHA256), types.Int64Value(int64(c.RecipientsCount))
	}
}
