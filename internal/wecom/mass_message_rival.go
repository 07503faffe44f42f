package wecom

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// Rival is what tells a message apart from another one of the same run and
// content, when a later run looks for it.
type Rival struct {
	// Sender is the rival's sender, if it names one.
	Sender string `json:"sender,omitempty"`
	// Lacks are digests of a few of the message's own recipients that the rival
	// does not name. A record that lists one of them is not the rival's. None:
	// the two cannot be told apart by their recipients.
	Lacks []string `json:"lacks,omitempty"`
}

// maxLacks is how many recipients are kept to tell a rival by. One would do,
// but WeCom does not list those that it could not reach.
const maxLacks = 20

func rivalOf(m, other *MassMessage) Rival {
	rival := Rival{Sender: other.Sender}

	if m.ChatType != ChatTypeSingle || len(other.namedRecipients()) == 0 {
		return rival
	}

	named := make(map[string]bool, len(other.namedRecipients()))
	for _, id := range other.namedRecipients() {
		named[id] = true
	}

	for _, id := range m.namedRecipients() {
		if !named[id] {
			rival.Lacks = append(rival.Lacks, shortDigest(id))
		}

		if len(rival.Lacks) == maxLacks {
			break
		}
	}

	return rival
}

// shortDigest stands for an id in the state, which is to hold no ids.
func shortDigest(id string) string {
	sum := sha256.Sum256([]byte(id))

	return hex.EncodeToString(sum[:8])
}

// canHave tells whether a record may be the rival's.
func (v Rival) canHave(r *reach) bool {
	if v.Sender != "" && slices.ContainsFunc(r.members, func(member string) bool { return member != v.Sender }) {
		return false
	}

	if len(v.Lacks) == 0 {
		return true
	}

	for id := range r.recipients {
		if slices.Contains(v.Lacks, shortDigest(id)) {
			return false
		}
	}

	return true
}

// contests tells whether a record may be that of a rival.
func (t Trace) contests(r *reach) bool {
	return slices.ContainsFunc(t.Rivals, func(v Rival) bool { return v.canHave(r) })
}
