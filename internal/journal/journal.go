package journal

import (
	"bufio"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// Options are what comes in as values. The zero value is the real world.
type Options struct {
	// Now is the time of this machine.
	Now func() time.Time
	// Random makes the names of runs.
	Random io.Reader
}

// Journal is the journal of one run. It is safe for use by several goroutines.
type Journal struct {
	dir    string
	now    func() time.Time
	run    string
	unique string // the random part of run
	// begunAt is when the run has begun.
	begunAt time.Time

	mu     sync.Mutex
	memory *memory
	begun  int // operations of this run

	// Reading.
	loaded  bool
	sources map[string]*source // by file name
	reader  *bufio.Reader      // of lines up to maxLine

	// Writing. file is nil before the first line.
	file      file
	identity  os.FileInfo // of the file
	lock      *flock.Flock
	lockWait  time.Duration
	size      int64
	torn      bool // the last line may not be whole
	dirSynced bool
}

// Open gives a new run the journal in a directory. It touches no file: the
// directory is read by the first Look, and made, if its parent is there, by the
// first line. It fails only where no random name can be had.
func Open(dir string, o Options) (*Journal, error) {
	if o.Now == nil {
		o.Now = time.Now
	}

	if o.Random == nil {
		o.Random = rand.Reader
	}

	now := o.Now()

	run, unique, err := newRun(now, o.Random)
	if err != nil {
		return nil, err
	}

	return &Journal{
		dir: dir, now: o.Now, run: run, unique: unique, begunAt: now,
		memory:  newMemory(run),
		sources: map[string]*source{}, reader: newReader(),
		lockWait: 2 * time.Second,
	}, nil
}

// Run is the name of this run, and of its file.
func (j *Journal) Run() string { return j.run }

// Close ends the run for all others. A process that ends has no need of it.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()

	var err error
	if j.file != nil {
		err = j.file.Close()
	}

	// Its file may be another run's, though the lock was free.
	if j.lock != nil {
		err = errors.Join(err, j.lock.Close())
	}

	return err
}
