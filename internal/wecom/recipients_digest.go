package wecom

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// RecipientsDigest names a set of recipients: the SHA-256, in hexadecimal, of
// the sorted distinct ids, each with a line break after it. Order and
// repetition do not count.
func RecipientsDigest(ids []string) string {
	sorted := slices.Clone(ids)
	slices.Sort(sorted)

	hash := sha256.New()
	for _, id := range slices.Compact(sorted) {
		hash.Write([]byte(id))
		hash.Write([]byte{'\n'})
	}

	return hex.EncodeToString(hash.Sum(nil))
}
