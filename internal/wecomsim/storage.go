package wecomsim

import "encoding/json"

// Storage keeps the state of a Server, so that a later one can continue with
// it: company, messages, uploads, and how far the clock was moved. Tokens,
// faults and the request log are not kept: after a restart an old token gets
// 40014, as it may from WeCom at any time.
type Storage interface {
	// Load calls each for every value of the kind, in the order of the keys.
	Load(kind string, each func(key string, value []byte) error) error
	// Save writes the values, all of them or none, and returns when they are
	// safe. One with a nil Value is deleted.
	Save(values ...StoredValue) error
	// Replace is Save on an empty storage: everything else is deleted in the
	// same step.
	Replace(values ...StoredValue) error
}

// StoredValue is what a Storage keeps.
type StoredValue struct {
	Kind  string
	Key   string
	Value []byte
}

// Kinds of values.
const (
	kindCompany   = "company"
	kindStarts    = "starts"
	kindClock     = "clock"
	kindMessage   = "message"
	kindForgotten = "forgotten" // messages of Forget, for the quotas of their recipients
	kindMedium    = "medium"
	kindPicture   = "picture" // of media/uploadimg
)

// onlyKey is the key of a kind that has one value.
const onlyKey = "0"

// fact is a stored value before it is encoded. A nil value deletes.
type fact struct {
	kind  string
	key   string
	value any
}

// save does nothing without a storage.
func (s *Server) save(facts ...fact) error {
	if s.storage == nil {
		return nil
	}

	return s.storage.Save(encodeFacts(facts)...)
}

// replace is save for everything.
func (s *Server) replace(facts ...fact) error {
	if s.storage == nil {
		return nil
	}

	return s.storage.Replace(encodeFacts(facts)...)
}

func encodeFacts(facts []fact) []StoredValue {
	values := make([]StoredValue, 0, len(facts))
	for _, f := range facts {
		stored := StoredValue{Kind: f.kind, Key: f.key}
		if f.value != nil {
			encoded, err := json.Marshal(f.value)
			if err != nil {
				panic(err) // every value is a type of this package
			}

			stored.Value = encoded
		}

		values = append(values, stored)
	}

	return values
}
