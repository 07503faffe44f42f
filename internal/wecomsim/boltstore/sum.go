package boltstore

import (
	"encoding/binary"
	"errors"
	"hash/crc32"

	"go.etcd.io/bbolt"
)

// The sum of all values is kept beside them, so that a file in which one has
// changed or is missing is not taken for a whole one.
const (
	sumBucket = "\x00sum"
	sumKey    = "0"
)

// sum does not depend on the order of the values: each Save changes it by what
// it changes.
type sum struct{ values, checks uint64 }

func (s *sum) add(kind, key string, value []byte) {
	s.values++
	s.checks += check(kind, key, value)
}

func (s *sum) remove(kind, key string, value []byte) {
	s.values--
	s.checks -= check(kind, key, value)
}

func check(kind, key string, value []byte) uint64 {
	table := crc32.MakeTable(crc32.Castagnoli)
	return uint64(crc32.Update(crc32.Checksum([]byte(kind+"\x00"+key+"\x00"), table), table, value))
}

// readSum is zero in an empty file.
func readSum(tx *bbolt.Tx) (sum, error) {
	bucket := tx.Bucket([]byte(sumBucket))
	if bucket == nil {
		return sum{}, nil
	}

	raw := bucket.Get([]byte(sumKey))
	if len(raw) != 16 {
		return sum{}, errSum
	}

	return sum{binary.BigEndian.Uint64(raw), binary.BigEndian.Uint64(raw[8:])}, nil
}

func (s *sum) write(tx *bbolt.Tx) error {
	bucket, err := tx.CreateBucketIfNotExists([]byte(sumBucket))
	if err != nil {
		return err
	}

	raw := binary.BigEndian.AppendUint64(nil, s.values)

	return bucket.Put([]byte(sumKey), binary.BigEndian.AppendUint64(raw, s.checks))
}

var errSum = errors.New("its records do not fit their checksum")

// checkSum reads all values.
func checkSum(tx *bbolt.Tx) error {
	kept, err := readSum(tx)
	if err != nil {
		return err
	}

	var found sum

	if err := tx.ForEach(func(kind []byte, bucket *bbolt.Bucket) error {
		if string(kind) == sumBucket {
			return nil
		}

		return bucket.ForEach(func(key, value []byte) error {
			found.add(string(kind), string(key), value)
			return nil
		})
	}); err != nil {
		return err
	}

	if found != kept {
		return errSum
	}

	return nil
}
