package mediatype

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// box is one of the parts of which a file of ISO base media (MP4, QuickTime,
// HEIC) consists: a length, a name of four letters, and the content.
type box struct {
	name string
	// start and end are where the content lies in the file.
	start, end int64
	// open is true for a box that ends where the file ends, wherever that is.
	open bool
}

var (
	// errNoBox says that there is no box at a place. One whose length cannot be
	// has its name.
	errNoBox = errors.New("no box")
	// errCutShort says that a box ends behind the end.
	errCutShort = errors.New("cut short")
)

// maxBoxes bounds the boxes that are looked at on one level.
const maxBoxes = 100_000

// readBox reads the box at a place before an end.
func readBox(r io.ReaderAt, at, end int64) (box, error) {
	header := make([]byte, 16)
	n, err := r.ReadAt(header[:min(16, end-at)], at)

	if err != nil && !errors.Is(err, io.EOF) {
		return box{}, err
	}

	if n < 8 {
		return box{}, errNoBox
	}

	b := box{name: string(header[4:8]), start: at + 8}
	length := int64(binary.BigEndian.Uint32(header))

	switch {
	case !printable(b.name):
		return box{}, errNoBox
	case length == 0:
		b.open, b.end = true, end
		return b, nil
	case length == 1 && n < 16:
		b.end = math.MaxInt64
		return b, errCutShort
	case length == 1:
		long := binary.BigEndian.Uint64(header[8:])
		b.start += 8

		if long > math.MaxInt64 {
			b.end = math.MaxInt64
			return b, errCutShort
		}

		length = int64(long)
	}

	if length < b.start-at {
		return b, errNoBox
	}

	if length > end-at {
		b.end = math.MaxInt64
		return b, errCutShort
	}

	b.end = at + length

	return b, nil
}

// boxesIn are the boxes between two places. With an error they are those before
// it, and with [errCutShort] also the one that is cut.
func boxesIn(r io.ReaderAt, at, end int64) (all []box, err error) {
	for at < end && len(all) < maxBoxes {
		b, err := readBox(r, at, end)
		if err == nil || errors.Is(err, errCutShort) {
			all = append(all, b)
		}

		if err != nil {
			return all, err
		}

		at = b.end
	}

	return all, nil
}

// inside are the boxes of a name in a box.
func (b box) inside(r io.ReaderAt, name string) []box {
	all, _ := boxesIn(r, b.start, b.end)

	var found []box

	for _, one := range all {
		if one.name == name && one.end <= b.end {
			found = append(found, one)
		}
	}

	return found
}

// content is at most so many bytes of a box, from a place in it on.
func (b box) content(r io.ReaderAt, from, most int64) []byte {
	raw := make([]byte, max(0, min(b.end-b.start-from, most)))
	n, _ := r.ReadAt(raw, b.start+from)

	return raw[:n]
}

// printable reports whether a name of a box can be one.
func printable(name string) bool {
	for i := range len(name) {
		// 0xA9 begins names of Apple.
		if c := name[i]; (c < 0x20 || c > 0x7E) && c != 0xA9 {
			return false
		}
	}

	return true
}
