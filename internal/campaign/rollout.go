package campaign

import (
	"bytes"
	"crypto/sha256"
	"slices"
)

// Rollout sorts messages into the order in which a campaign rolls out: that of
// the SHA-256 of the key in lower case, followed by the digest of the first
// content. It is random to a reader, and the same for ever.
func Rollout(messages []*Message, firstContent string) {
	place := make(map[*Message][sha256.Size]byte, len(messages))
	for _, m := range messages {
		place[m] = sha256.Sum256([]byte(sameKey(m.Key) + firstContent))
	}

	slices.SortFunc(messages, func(a, b *Message) int {
		x, y := place[a], place[b]
		return bytes.Compare(x[:], y[:])
	})
}

// Share is how many of n messages a percentage lets out: at least one.
func Share(n, percent int) int { return (n*percent + 99) / 100 }

// Hold puts the messages that are left on the right side of a percentage. Those
// that have gone count first, also where they stand further back: a campaign
// that is created again after an edit has another order. So no more are out
// than the percentage says. Lowering it recalls nothing.
//
// The messages are in the order of [Rollout]. Of those that are left, gone have
// their place all the same.
func Hold(messages []*Message, percent int, gone map[*Message]bool) {
	free := Share(len(messages), percent)

	for _, m := range messages {
		if !m.IsLeft() || gone[m] {
			free--
		}
	}

	for _, m := range messages {
		if !m.IsLeft() {
			continue
		}

		isOut := gone[m]
		if !isOut && free > 0 {
			isOut = true
			free--
		}

		switch {
		case !isOut:
			m.Status = Held
		case m.Status == Held:
			m.Status = Pending
		}
	}
}
