package regularfile

import (
	"errors"
	"io"
)

// whole gives the bytes of a file as long as there are as many as it had.
type whole struct {
	from io.Reader
	left int64
	size int64
}

// Whole reads the bytes of a file that [Open] has told the size of, one after
// the other. It ends with [ErrChanged] instead of EOF if there are more or
// fewer. See [Copy].
func Whole(f io.Reader, size int64) io.Reader { return &whole{from: f, left: size, size: size} }

func (w *whole) Read(p []byte) (int, error) {
	switch {
	case w.size == 0:
		return 0, io.EOF // files of the kernel have no size
	case w.left == 0:
		return 0, w.end()
	case int64(len(p)) > w.left:
		p = p[:w.left]
	}

	n, err := w.from.Read(p)
	w.left -= int64(n)

	if errors.Is(err, io.EOF) {
		err = nil

		if n == 0 {
			err = ErrChanged
		}
	}

	return n, err
}

// end asks for a byte more, which must not be there.
func (w *whole) end() error {
	switch n, err := io.ReadFull(w.from, make([]byte, 1)); {
	case n > 0:
		return ErrChanged
	default:
		return err
	}
}
