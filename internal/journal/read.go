package journal

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
)

// source is a file of the journal, and how far it was read.
type source struct {
	run    string
	state  liveness
	offset int64 // after the last whole line
	size   int64 // at the last look
	// inLong is true in the middle of a line that is too long.
	inLong bool
}

var (
	errVanished = errors.New("the file of this run is not there any more, or another one is in its place")
	errShorter  = errors.New("a file has become shorter")
)

// refresh reads what others have written since the last time: the directory,
// and each file whose run may still append.
func (j *Journal) refresh() error {
	err := j.list()
	if err == nil {
		err = j.readAll()
	}

	if err != nil {
		return j.cannot("read", err)
	}

	j.loaded = true

	return nil
}

// list takes in the files that have come. A directory that is not there is
// empty, unless this run has written into it.
func (j *Journal) list() error {
	err := mustBeDir(j.dir)
	if errors.Is(err, fs.ErrNotExist) && j.file == nil {
		return nil
	}

	if err != nil {
		return err
	}

	dir, err := os.Open(j.dir)
	if err != nil {
		return err
	}
	defer dir.Close()

	entries, err := dir.ReadDir(-1)
	if err != nil {
		return err
	}

	own := false

	for _, entry := range entries {
		name := entry.Name()
		run, isData := runOf(name)

		switch {
		case !isData || j.sources[name] != nil:
		case !entry.Type().IsRegular():
			j.memory.damage.names[name] = true
		case run == j.run:
			own = true
		default:
			j.sources[name] = &source{run: run}
		}
	}

	if j.file != nil && !own {
		return errVanished
	}

	return nil
}

func (j *Journal) readAll() error {
	for name, s := range j.sources {
		if s.state == ended {
			continue
		}

		if err := j.readSource(s); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}

	return nil
}

// readSource reads what was appended to a file. The lock is asked before: what
// is read of a run that has ended is then all that there is.
func (j *Journal) readSource(s *source) error {
	state := livenessOf(j.lockPath(s.run))
	path := j.dataPath(s.run)

	// There may be thousands without their locks.
	if info, err := os.Lstat(path); state == gone && s.size > 0 && err == nil && info.Size() == s.size {
		s.state = state
		return nil
	}

	// Opened anew: over a network only this shows what others have written.
	f, size, err := regularfile.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		s.state = state
		return nil
	}

	if err != nil {
		return err
	}

	defer f.Close()

	switch {
	case size > maxFile:
		return fmt.Errorf("it has %d bytes, more than %d", size, maxFile)
	case size < s.offset:
		return errShorter
	}

	if _, err := f.Seek(s.offset, io.SeekStart); err != nil {
		return err
	}

	rest, err := j.readLines(io.LimitReader(f, size-s.offset), s)
	if err != nil {
		return err
	}

	// A line whose break an editor has taken away: nobody will write it.
	if state != living && !s.inLong {
		j.memory.read(rest, s)
	}

	s.size, s.state = size, state

	return nil
}

func newReader() *bufio.Reader { return bufio.NewReaderSize(nil, maxLine) }

// readLines reads whole lines, and gives the rest: what has no line break yet
// may still get one.
func (j *Journal) readLines(r io.Reader, s *source) (rest []byte, err error) {
	j.reader.Reset(r)

	for {
		raw, err := j.reader.ReadSlice('\n')

		switch {
		case err == nil:
			if !s.inLong {
				j.memory.read(raw, s)
			}

			s.inLong = false
		case errors.Is(err, bufio.ErrBufferFull):
			if !s.inLong {
				j.memory.damage.add(s)
			}

			s.inLong = true
		case errors.Is(err, io.EOF):
			return raw, nil
		default:
			return nil, err
		}

		s.offset += int64(len(raw))
	}
}
