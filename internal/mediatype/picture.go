package mediatype

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // a picture is JPG or PNG
	_ "image/png"
	"io"
)

// tailBytes is how much of the end of a picture is looked at: programs write
// what is theirs behind a picture.
const tailBytes = 64 << 10

// Picture says why a file is no JPG or PNG, or nil. Its header and its size in
// pixels must be readable; the pixels themselves are not decoded. Where the
// mark of its end is missing, odd says so: it may open all the same.
func Picture(r io.ReaderAt, size int64) (odd string, err error) {
	start, err := head(r, size)
	if err != nil {
		return "", err
	}

	var name, end string

	switch {
	case bytes.HasPrefix(start, []byte("\xFF\xD8\xFF")):
		name, end = "JPG", "\xFF\xD9"
	case bytes.HasPrefix(start, []byte("\x89PNG\r\n\x1A\n")):
		name, end = "PNG", "IEND"
	default:
		return "", fmt.Errorf("its content is neither JPG nor PNG: it is %s", kindOf(start))
	}

	config, _, err := image.DecodeConfig(io.NewSectionReader(r, 0, size))

	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "", fmt.Errorf("it begins as a %s and ends before its size in pixels: the file was cut short", name)
	case err != nil:
		return "", fmt.Errorf("it begins as a %s, and its header cannot be read (%w): the file is damaged", name, err)
	case config.Width < 1 || config.Height < 1:
		return "", fmt.Errorf("it is a %s of %d by %d pixels, in which nothing can be seen", name, config.Width, config.Height)
	}

	tail := make([]byte, min(size, tailBytes))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}

	if !bytes.Contains(tail, []byte(end)) {
		odd = fmt.Sprintf("it is a %s without the mark of its end, so it was probably cut short", name)
	}

	return odd, nil
}
