package provider

import (
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// draft converts and checks in one pass. It is the only gate between what a
// person wrote and what is sent: validate, plan and Create all go through it.
// What is unknown is left out and listed; it is never judged.
func (m massMessageModel) draft() draft.Draft {
	d, _ := m.draftAndHashes()

	return d
}

// draftAndHashes also returns the hashes that stand beside the files.
func (m massMessageModel) draftAndHashes() (draft.Draft, draft.WrittenHashes) {
	c := newChecker()

	message := wecom.MassMessage{
		ChatType:       c.chatType(m.ChatType),
		ExternalUserID: c.recipientIDs(problem.Root("external_userid"), m.ExternalUserID.List, wecom.MaxExternalUserIDs, draft.CustomerID),
		ChatIDList:     c.recipientIDs(problem.Root("chat_id_list"), m.ChatIDList.List, wecom.MaxChatIDs, draft.GroupID),
		TagFilter:      c.tagFilter(m.TagFilter),
		Sender:         c.sender(m.Sender),
		AllowSelect:    c.allowSelect(m.AllowSelect),
		Text:           c.text(m.Text),
		Attachments:    c.attachments(m.Attachments),
	}

	file := c.pathValue(problem.Root("recipients_file"), m.RecipientsFile)

	c.audienceRules(m, message.ChatType)
	c.contentRules(message)
	c.triggers(m.Triggers)
	c.timeouts(m.Timeouts)
	c.resendOn(m.ResendOn)
	c.adoptMsgID(m.AdoptMsgID)
	c.notDuplicateOf(m.NotDuplicateOf)
	c.window(m.NotBefore, m.NotAfter)

	if given(m.RecipientsSHA256) {
		c.hashValue(problem.Root("recipients_sha256"), m.RecipientsSHA256.ValueString())
	}

	c.hashes.Recipients = draft.WrittenHash{SHA256: m.RecipientsSHA256.ValueString(), Late: m.RecipientsSHA256.IsUnknown()}

	return draft.New(message, file, c.unknown, c.problems), c.hashes
}

// recorded is what a plan or a state says of a message. Of recipients from a
// file it has the hash and the number.
func (m massMessageModel) recorded() draft.Draft {
	said := m.draft()

	if m.RecipientsSHA256.ValueString() != "" {
		said.RecipientsSHA256 = m.RecipientsSHA256.ValueString()
		said.RecipientsCount = int(m.RecipientsCount.ValueInt64())
	}

	return said
}
