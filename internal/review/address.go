package review

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
)

// shownAddress is an address whose keys show no id: a for_each may go over
// customers. A piece of its digest stands in the place of one, so that two rows
// stay two. ids are those that the plan names.
func (b *builder) shownAddress(address string, ids []string) string {
	if b.options.ShowIDs {
		return address
	}

	digest := func(id string) string {
		sum := sha256.Sum256([]byte(id))

		return id[:min(2, len(id))] + "_" + hex.EncodeToString(sum[:4])
	}

	return regexp.MustCompile(`\["(?:[^"\\]|\\.)*"\]`).ReplaceAllStringFunc(address, func(key string) string {
		for _, id := range ids {
			if id != "" {
				key = strings.ReplaceAll(key, id, digest(id))
			}
		}

		return regexp.MustCompile(`(wm|wo|wr|et|st)[A-Za-z0-9_-]{20,}`).ReplaceAllStringFunc(key, digest)
	})
}
