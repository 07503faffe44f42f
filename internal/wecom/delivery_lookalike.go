package wecom

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// Lookalike is another message of the same run and words. A later run tells by
// it that a record is not the message that it looks for, or cannot tell.
type Lookalike struct {
	// Sender is the other message's sender, if it names one.
	Sender string `json:"sender,omitempty"`
	// NotNamed are digests of a few of the message's own recipients that the
	// other one does not name. A record that lists one of them is not the other
	// one's. None: the two cannot be told apart by their recipients.
	NotNamed []string `json:"lacks,omitempty"`
	// Count is how many other people the other message names, where its own are
	// not at hand. Not all of them are the message's.
	Count int `json:"count,omitempty"`
}

const (
	// maxNotNamed is how many recipients are kept to tell two messages apart.
	// One would do, but WeCom does not list those that it could not reach.
	maxNotNamed = 20
	// maxLookalikes is how many lookalikes are kept. With more, nothing is
	// proven.
	maxLookalikes = 50
)

func lookalikeOf(s, other *Sent) Lookalike {
	lookalike := Lookalike{Sender: other.Sender}

	if s.ChatType != ChatTypeSingle || other.ids == nil || other.AllowSelect {
		return lookalike
	}

	named := setOf(other.ids)

	for _, id := range s.ids {
		if !named[id] {
			lookalike.NotNamed = append(lookalike.NotNamed, shortDigest(id))
		}

		if len(lookalike.NotNamed) == maxNotNamed {
			break
		}
	}

	return lookalike
}

// addRemoved puts into a trace the messages of this run that were removed from
// the state while nobody knew what became of them.
func (t *Trace) addRemoved(s *Sent, removed []Sent) {
	for i := range removed {
		switch other := &removed[i]; {
		case other.Words != s.Words || !s.canBeConfused(other):
		case len(t.Lookalikes) == maxLookalikes:
			t.Unprovable = true
		default:
			t.Lookalikes = append(t.Lookalikes, lookalikeOf(s, other))
		}
	}
}

// shortDigest stands for an id in the state, which is to hold no ids.
func shortDigest(id string) string {
	sum := sha256.Sum256([]byte(id))

	return hex.EncodeToString(sum[:8])
}

// fits reports whether a record that may be the message s may be the other
// message's as well.
func (l Lookalike) fits(s *Sent, to *sentTo) bool {
	if l.Sender != "" && slices.ContainsFunc(to.members, func(member string) bool { return !SameMember(member, l.Sender) }) {
		return false
	}

	// Other people, and no more of them, cannot hold all of these.
	if match, _ := s.comparePeople(to); l.Count > 0 && match == samePeople && l.Count <= len(to.recipients) {
		return false
	}

	if len(l.NotNamed) == 0 {
		return true
	}

	for id := range to.recipients {
		if slices.Contains(l.NotNamed, shortDigest(id)) {
			return false
		}
	}

	return true
}
