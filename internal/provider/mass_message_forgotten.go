package provider

import (
	"slices"
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
	sent     converted
}

func (f *forgotten) add(state massMessageModel) {
	f.mu.Lock()
	defer f.mu.Unlock()

	f.messages = append(f.messages, forgottenMessage{
		msgid: state.MsgID.ValueString(), triggers: state.Triggers, sent: state.asSent(),
	})
}

// repeatedBy gives the msgids of the forgotten messages that are repeated on
// purpose: what WeCom's list shows is the same, but the triggers, the audience,
// the sender or a file are others; the most alike first. One that is equal in all
// of that was renamed or moved about, and nobody has asked for it again: it
// stays a duplicate.
func (f *forgotten) repeatedBy(wanted converted, triggers types.Map) []string {
	f.mu.Lock()
	defer f.mu.Unlock()

	type repeated struct {
		msgid       string
		differences int
	}

	var all []repeated

	for _, old := range f.messages {
		sameWords, differences := true, 0

		if compareTriggers(triggers, old.triggers) != same {
			differences++
		}

		for _, p := range massMessageParts() {
			if p.equal(wanted, old.sent) {
				continue
			}

			differences++

			switch p.name {
			case "chat_type", "text":
				sameWords = false
			case "attachments":
				// WeCom's list cannot tell two files apart.
				sameWords = sameWords && wecom.SameAttachments(wanted.Message.Attachments, old.sent.Message.Attachments)
			}
		}

		if old.msgid != "" && sameWords && differences > 0 {
			all = append(all, repeated{old.msgid, differences})
		}
	}

	slices.SortStableFunc(all, func(a, b repeated) int { return a.differences - b.differences })

	msgids := make([]string, len(all))
	for i, r := range all {
		msgids[i] = r.msgid
	}

	return msgids
}
