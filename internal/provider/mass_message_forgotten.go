package provider

import (
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// forgotten are the messages that this run has deleted from the state. Of a
// replacement Terraform deletes the old message first and then creates the new
// one without a word about the old: not the plan, nor private state, nor the
// prior state tell Create what it replaces. This is how it knows.
type forgotten struct {
	mu       sync.Mutex
	messages []forgottenMessage
}

type forgottenMessage struct {
	msgid    string
	triggers types.Map
	message  wecom.MassMessage
}

func (f *forgotten) add(state massMessageModel) {
	f.mu.Lock()
	defer f.mu.Unlock()

	f.messages = append(f.messages, forgottenMessage{
		msgid: state.MsgID.ValueString(), triggers: state.Triggers, message: state.toAPI().Message,
	})
}

// repeatedBy gives the msgids of the forgotten messages that m repeats on
// purpose: with the same content, but other triggers or another audience. One
// that is equal in all of that was renamed or moved about, and nobody has asked
// for it again: it stays a duplicate.
func (f *forgotten) repeatedBy(m wecom.MassMessage, triggers types.Map) []string {
	f.mu.Lock()
	defer f.mu.Unlock()

	var msgids []string

	for _, old := range f.messages {
		if old.msgid == "" {
			continue
		}

		sameContent, sameAudience := true, true

		for _, p := range massMessageParts() {
			switch equal := p.equal(m, old.message); {
			case p.audience:
				sameAudience = sameAudience && equal
			default:
				sameContent = sameContent && equal
			}
		}

		if sameContent && (!sameAudience || compareTriggers(triggers, old.triggers) != same) {
			msgids = append(msgids, old.msgid)
		}
	}

	return msgids
}
