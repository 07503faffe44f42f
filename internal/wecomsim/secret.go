package wecomsim

import (
	cryptorand "crypto/rand"
	"encoding/binary"
	"math/rand/v2"
)

// newSecrets is the source of tokens and tickets. Without a seed nobody can
// guess them; the source of ids, in contrast, gives the same in every program
// with the same seed.
func newSecrets(seed *uint64, starts uint64) *rand.Rand {
	if seed != nil {
		return rand.New(rand.NewPCG(*seed, starts))
	}

	return rand.New(unguessable{})
}

// unguessable is a rand.Source of the system's randomness.
type unguessable struct{}

func (unguessable) Uint64() uint64 {
	var raw [8]byte

	_, _ = cryptorand.Read(raw[:]) // it never fails

	return binary.NativeEndian.Uint64(raw[:])
}
