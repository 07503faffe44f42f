package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

const (
	// maxLine is the most that a line may have, in bytes. A longer one is
	// neither written nor understood.
	maxLine = 1 << 20
	// maxFile is the most that a file may have, in bytes. A longer one is
	// nobody's journal, and reading it is an error.
	maxFile = 64 << 20
	// maxIntents is where the file of a run takes no more intents, in bytes.
	// What came of the others still fits.
	maxIntents = maxFile / 2
)

// tornMark ends a line that could not be written. One that ends otherwise, and
// is the beginning of a line only, is damage.
const tornMark = "~"

// file is what is appended to.
type file interface {
	io.WriteCloser
	Sync() error
}

// append writes lines of this run, and returns when they are safe.
func (j *Journal) append(lines ...line) error {
	var (
		all []byte
		err error
	)

	for _, l := range lines {
		// Strings, numbers and times of this millennium cannot fail to encode.
		raw, encodeErr := json.Marshal(l)

		switch {
		case encodeErr != nil:
			err = encodeErr
		case len(raw) >= maxLine:
			err = fmt.Errorf("the line has %d bytes, more than %d", len(raw), maxLine-1)
		case l.Kind == kindIntent && j.size > maxIntents:
			err = fmt.Errorf("the file of this run has %d bytes, more than %d", j.size, maxIntents)
		default:
			all = append(append(all, raw...), '\n')
		}
	}

	if err == nil {
		err = j.create()
	}

	if err == nil {
		err = j.write(all)
	}

	if err != nil {
		return j.cannot("written", err)
	}

	return nil
}

func (j *Journal) write(raw []byte) error {
	if j.torn {
		raw = append([]byte(tornMark+"\n"), raw...)
	}

	n, err := j.file.Write(raw)
	if err == nil {
		err = j.file.Sync()
	}

	j.size += int64(n)
	j.torn = err != nil

	// Who removes the file while it is open, or puts another one in its place,
	// takes what was written with it.
	if err == nil && j.isReplaced() {
		err = errVanished
	}

	if err != nil || j.dirSynced {
		return err
	}

	err = syncDir(j.dir)
	j.dirSynced = err == nil

	return err
}

// isReplaced reports whether the file of this run is gone, or another one has
// its name.
func (j *Journal) isReplaced() bool {
	info, err := os.Lstat(j.dataPath(j.run))
	if err != nil {
		return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
	}

	return j.identity != nil && !os.SameFile(info, j.identity)
}

// create makes the file of this run. The lock comes first: whoever sees the
// file must find it held.
func (j *Journal) create() error {
	if j.file != nil {
		return nil
	}

	if err := makeDir(j.dir); err != nil {
		return err
	}

	if j.lock == nil {
		lock, err := lockRun(j.lockPath(j.run), j.lockWait)
		if err != nil {
			return err
		}

		j.lock = lock
	}

	// It has one writer, and Windows does not promise to sync what can only be
	// appended to.
	f, err := os.OpenFile(j.dataPath(j.run), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}

	j.file = f
	j.identity, err = f.Stat()

	return err
}

// makeDir makes a directory, but not its parents: where those are not there, a
// volume may not be mounted, and what is written beside it would be lost.
func makeDir(dir string) error {
	switch err := os.Mkdir(dir, 0o700); {
	case err == nil:
		return syncDir(filepath.Dir(dir))
	case errors.Is(err, fs.ErrExist):
		return mustBeDir(dir)
	default:
		return err
	}
}

var errNoDir = errors.New("it is not a directory")

func mustBeDir(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = errNoDir
	}

	return err
}
