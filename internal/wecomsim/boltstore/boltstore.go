// Package boltstore keeps the state of the simulator in one file, an embedded
// bbolt database. Every write is on the disk before it returns, so that nothing
// accepted is lost, even when the process is killed. A damaged file is refused.
package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Store is a wecomsim.Storage; each kind of value is a bucket.
type Store struct {
	path   string
	mu     sync.Mutex
	db     *bbolt.DB
	broken error // why db must not be used any more
}

var _ wecomsim.Storage = (*Store)(nil)

// lockPatience is how long Open waits for another process that has the file.
const lockPatience = time.Second

// Open opens the file, or makes it. It fails when another process has it open,
// and when it is damaged.
func Open(path string) (*Store, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		if err := checkFile(path); err != nil {
			return nil, err
		}
	}

	s := &Store{path: path}

	var err error
	if s.db, err = openFile(path, &bbolt.Options{Timeout: lockPatience}); err != nil {
		return nil, err
	}

	if err := s.checkSum(); err != nil {
		return nil, errors.Join(err, s.Close())
	}

	return s, nil
}

// checkFile looks at a file that nobody writes meanwhile: bbolt locks it, and
// reads only the first two pages of one that it opens to read.
func checkFile(path string) (err error) {
	var file *os.File

	db, err := openFile(path, &bbolt.Options{
		Timeout: lockPatience, ReadOnly: true,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			var err error

			file, err = os.OpenFile(name, flag, mode)

			return file, err
		},
	})
	if err != nil {
		return err
	}

	defer func() { err = errors.Join(err, db.Close()) }()

	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}

	if err := checkPages(file, info.Size(), db.Info().PageSize); err != nil {
		return damaged(path, err)
	}

	return nil
}

func openFile(path string, options *bbolt.Options) (*bbolt.DB, error) {
	db, err := bbolt.Open(path, 0o600, options)

	var system *os.PathError
	switch {
	case err == nil:
		return db, nil
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf("%s is in use by another process", path)
	case errors.As(err, &system):
		return nil, err
	}

	return nil, damaged(path, err)
}

func damaged(path string, why error) error {
	return fmt.Errorf("%s is damaged, or not a data file of wecomsim: %w", path, why)
}

// guard turns a panic of bbolt, and a read beyond the end of a file that was
// cut while it was in use, into an error. After that bbolt holds locks that
// nobody releases.
func (s *Store) guard(use func() error) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()

	if s.broken != nil {
		return s.broken
	}

	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if found := recover(); found != nil {
			s.broken = damaged(s.path, fmt.Errorf("%v", found))
			err = s.broken
		}
	}()

	return use()
}

func (s *Store) checkSum() error {
	return s.guard(func() error {
		if err := s.db.View(checkSum); err != nil {
			return damaged(s.path, err)
		}

		return nil
	})
}

// Close releases the file, unless it was found damaged while in use.
func (s *Store) Close() error { return s.guard(s.db.Close) }

// Load calls each for every value of the kind, in the order of the keys. The
// value is good only during the call.
func (s *Store) Load(kind string, each func(key string, value []byte) error) error {
	return s.guard(func() error {
		return s.db.View(func(tx *bbolt.Tx) error {
			bucket := tx.Bucket([]byte(kind))
			if bucket == nil {
				return nil
			}

			return bucket.ForEach(func(key, value []byte) error { return each(string(key), value) })
		})
	})
}

// Save writes the values, all of them or none. A nil value deletes.
func (s *Store) Save(values ...wecomsim.StoredValue) error {
	return s.guard(func() error {
		return s.db.Update(func(tx *bbolt.Tx) error {
			total, err := readSum(tx)
			if err != nil {
				return err
			}

			return put(tx, total, values)
		})
	})
}

// Replace deletes everything and writes the values.
func (s *Store) Replace(values ...wecomsim.StoredValue) error {
	return s.guard(func() error {
		return s.db.Update(func(tx *bbolt.Tx) error {
			if err := deleteAll(tx); err != nil {
				return err
			}

			return put(tx, sum{}, values)
		})
	})
}

func deleteAll(tx *bbolt.Tx) error {
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

	return nil
}

func put(tx *bbolt.Tx, total sum, values []wecomsim.StoredValue) error {
	for _, stored := range values {
		bucket, err := tx.CreateBucketIfNotExists([]byte(stored.Kind))
		if err != nil {
			return err
		}

		if old := bucket.Get([]byte(stored.Key)); old != nil {
			total.remove(stored.Kind, stored.Key, old)
		}

		if stored.Value == nil {
			err = bucket.Delete([]byte(stored.Key))
		} else {
			err = bucket.Put([]byte(stored.Key), stored.Value)
			total.add(stored.Kind, stored.Key, stored.Value)
		}

		if err != nil {
			return err
		}
	}

	return total.write(tx)
}
