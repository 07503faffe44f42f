package provider

import (
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// sentFiles is a message that was deleted, and what it was sent with.
type sentFiles struct {
	msgid       string
	attachments []wecom.Attachment
}

// filesOf reads the attachments of a message that was sent, if the state still
// has what was sent: an edit that sends nothing may have put another source
// into it.
func filesOf(state massMessageModel) []sentFiles {
	said := state.recorded()
	if len(said.Message.Attachments) == 0 || said.Digests()["attachments"] != state.sentDigests()["attachments"] {
		return nil
	}

	return []sentFiles{{msgid: state.MsgID.ValueString(), attachments: said.Message.Attachments}}
}

// withOtherFiles are the messages that this run has forgotten and that are
// known to have other pictures, videos or files. WeCom's list cannot show the
// difference.
func (w *wishes) withOtherFiles(wanted draft.Draft) []string {
	w.mu.Lock()
	defer w.mu.Unlock()

	var msgids []string

	for _, old := range w.files {
		if wecom.OtherFiles(old.attachments, wanted.Message.Attachments) {
			msgids = append(msgids, old.msgid)
		}
	}

	return msgids
}
