package wecom

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// Rival is what tells a message apart from another one of the same run and
// words, when a later run looks for it.
type Rival struct {
	// Sender is the rival's sender, if it names one.
	Sender string `json:"sender,omitempty"`
	// Lacks are digests of a few of the message's own recipients that the rival
	// does not name. A record that lists one of them is not the rival's. None:
	// the two cannot be told apart by their recipients.
	Lacks []string `json:"lacks,omitempty"`
}

const (
	// maxLacks is how many recipients are kept to tell a rival by. One would do,
	// but WeCom does not list those that it could not reach.
	maxLacks = 20
	// maxRivals is how many rivals are kept. With more, nothing is proven.
	maxRivals = 50
)

func rivalOf(s, other *Sent) Rival {
	rival := Rival{Sender: other.Sender}

	if s.ChatType != ChatTypeSingle || other.ids == nil || other.AllowSelect {
		return rival
	}

	named := make(map[string]bool, len(other.ids))
	for _, id := range other.ids {
		named[id] = true
	}

	for _, id := range s.ids {
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
