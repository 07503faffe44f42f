package audience

import (
	"crypto/sha256"
	"encoding/binary"
)

// Sample is a part of the people, by a hash: the same id stands at the same
// place for the same salt, whoever else is in the file. It takes those from
// From to below To, in percent.
type Sample struct {
	Salt     string
	From, To float64
}

// Place is where an id stands, from 0 to below 100: the first 53 bits of the
// SHA-256 of salt, a line feed and id, as a fraction, in percent. It never
// changes: the arms of a campaign that is half sent depend on it.
func Place(salt, id string) float64 {
	sum := sha256.Sum256([]byte(salt + "\n" + id))

	return float64(binary.BigEndian.Uint64(sum[:8])>>11) / (1 << 53) * 100
}

// Has reports whether an id is in the sample.
func (s Sample) Has(id string) bool {
	place := Place(s.Salt, id)

	return place >= s.From && place < s.To
}
