package provider

import (
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// sentAttachments reads the attachments of a message that was sent, if the
// state still has them: an edit that sends nothing may have put another source
// into it.
func sentAttachments(state massMessageModel, sent draft.Digests) []wecom.Attachment {
	said := state.content()
	if said.Digests()["attachments"] != sent["attachments"] {
		return nil
	}

	return said.Message.Attachments
}

// withOtherFiles are the messages that this run has forgotten and that are
// known to have other pictures, videos or files. WeCom's list cannot show the
// difference.
func (w *wishes) withOtherFiles(wanted draft.Draft) []string {
	w.mu.Lock()
	defer w.mu.Unlock()

	var msgids []string

	for _, old := range w.forgotten {
		if old.msgid != "" && len(old.attachments) > 0 && wecom.OtherFiles(old.attachments, wanted.Message.Attachments) {
			msgids = append(msgids, old.msgid)
		}
	}

	return msgids
}
