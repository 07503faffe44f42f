package campaign

import (
	"context"
	"fmt"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// takeBack makes a message unknown again for which a person has named another
// one's msgid. sent is that one, with the same words and sender.
func (r *Run) takeBack(m *Message, msgid string, sent wecom.Sent) {
	lost := &Lost{
		Sent:  sent.WithRecipientsDigest(m.RecipientsSHA256, m.Recipients),
		Trace: wecom.Trace{Unprovable: true}, Passes: []string{msgid},
	}

	if keys := r.keysOf(m); keys.Key != "" {
		lost.Keys = &keys
	}

	m.Status, m.MsgID = Unknown, r.NewAttempt()
	m.Problem = fmt.Sprintf("A person has named %s, which by WeCom's list went to others.", msgid)
	m.Record = Record{Parts: m.Record.Parts, People: m.Record.People, Excluded: m.Record.Excluded, NotDuplicates: m.Record.NotDuplicates, Lost: lost}
}

// heldByAnother is a message that by WeCom's list went to the groups of this
// one, while the state has it as another message to groups of the same owner:
// WeCom lists them so late that a person may have named it wrongly.
func (r *Run) heldByAnother(ctx context.Context, turn Turn) string {
	sent := r.sentNow(turn)
	if sent.ChatType != wecom.ChatTypeGroup {
		return ""
	}

	owner, _, _ := strings.Cut(turn.Key, "/")

	for msgid, other := range r.held {
		if of, _, _ := strings.Cut(other.Key, "/"); of == owner && other != turn.Message && r.Client.ReachedOnlyThese(ctx, sent, msgid) {
			return msgid
		}
	}

	return ""
}
