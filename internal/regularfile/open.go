// Package regularfile reads the files that a configuration names. A name can
// lead to a pipe or a device, which may hang or never end, and a file may grow
// while it is read. Neither may hang a plan or fill the memory.
package regularfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

var (
	// ErrNotRegular says that a name leads to a pipe, a device, a socket or a
	// directory.
	ErrNotRegular = errors.New("it is not a regular file")
	// ErrChanged says that a file became longer or shorter while it was read.
	ErrChanged = errors.New("it changed while it was read")
)

// Open opens a regular file, or a link to one, and tells its size. It never
// waits for the other end of a pipe. A file that is not there is an
// [fs.ErrNotExist], with an [AbsentError] where more can be said.
func Open(name string) (f *os.File, size int64, err error) {
	f, size, err = open(name)
	if err != nil {
		return nil, 0, err
	}

	if err := mustBeNoPointer(f, size); err != nil {
		_ = f.Close()
		return nil, 0, err
	}

	return f, size, nil
}

func open(name string) (f *os.File, size int64, err error) {
	// A look before: to open a device can have an effect of its own.
	name, info, err := look(name)
	if err != nil {
		return nil, 0, err
	}

	if !info.Mode().IsRegular() {
		return nil, 0, notRegular(name)
	}

	f, err = os.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, 0, err
	}

	// And one after: it may be another file by now.
	info, err = f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = notRegular(name)
	}

	if err != nil {
		_ = f.Close()
		return nil, 0, err
	}

	return f, info.Size(), nil
}

// look finds what a name leads to, and by which name.
func look(name string) (actual string, info fs.FileInfo, err error) {
	info, err = os.Stat(name)

	if errors.Is(err, fs.ErrNotExist) && !isASCII(name) {
		if other := inOtherForm(name); other != "" {
			name = other
			info, err = os.Stat(name)
		}
	}

	if err == nil {
		return name, info, nil
	}

	if why := WhyNoFile(name, ToRead); why != nil {
		return "", nil, why
	}

	return "", nil, err
}

func notRegular(name string) error {
	return &fs.PathError{Op: "open", Path: name, Err: ErrNotRegular}
}

// Copy gives to w the bytes of a file that [Open] has told the size of. It
// fails with [ErrChanged] if there are more or fewer.
func Copy(w io.Writer, f io.Reader, size int64) error {
	// Files of the kernel have no size. They can wait for what comes next, so
	// not even their first byte is asked for.
	if size == 0 {
		return nil
	}

	n, err := io.Copy(w, io.LimitReader(f, size))
	if err != nil {
		return err
	}

	if n < size {
		return ErrChanged
	}

	switch n, err := io.ReadFull(f, make([]byte, 1)); {
	case n > 0:
		return ErrChanged
	case errors.Is(err, io.EOF):
		return nil
	default:
		return err
	}
}
