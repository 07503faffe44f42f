// Package boltstore keeps the state of the simulator in one file, an embedded bbolt database. Every
// write is on the disk before it returns, so that nothing accepted is lost, also when the process is
// killed.
package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Store is a wecomsim.Storage; each kind of record is a bucket.
type Store struct{ db *bbolt.DB }

var _ wecomsim.Storage = (*Store)(nil)

// lockPatience is how long Open waits for another process that has the file.
const lockPatience = time.Second

// Open opens the file, or makes it. It fails when another process has it open.
func Open(path string) (*Store, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockPatience})
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, fmt.Errorf("%s is in use by another process", path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &Store{db}, nil
}

// Close releases the file.
func (s *Store) Close() error { return s.db.Close() }

// Load calls each for every record of the kind, in the order of the keys. The value is good only
// during the call.
func (s *Store) Load(kind string, each func(key string, value []byte) error) error {
	return s.db.View(func(tx *bbolt.Tx) error {
		bucket := tx.Bucket([]byte(kind))
		if bucket == nil {
			return nil
		}
		return bucket.ForEach(func(key, value []byte) error { return each(string(key), value) })
	})
}

// Save writes the records, all of them or none. A nil value deletes.
func (s *Store) Save(records ...wecomsim.Record) error {
	return s.db.Update(func(tx *bbolt.Tx) error { return put(tx, records) })
}

// Replace deletes everything and writes the records.
func (s *Store) Replace(records ...wecomsim.Record) error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		var kinds [][]byte
		if err := tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
			kinds = append(kinds, bytes.Clone(name))
			return nil
		}); err != nil {
			return err
		}
		for _, kind := range kinds {
			if err := tx.DeleteBucket(kind); err != nil {
				return err
			}
		}
		return put(tx, records)
	})
}

func put(tx *bbolt.Tx, records []wecomsim.Record) error {
	for _, record := range records {
		bucket, err := tx.CreateBucketIfNotExists([]byte(record.Kind))
		if err != nil {
			return err
		}
		if record.Value == nil {
			err = bucket.Delete([]byte(record.Key))
		} else {
			err = bucket.Put([]byte(record.Key), record.Value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
