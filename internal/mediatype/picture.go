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

// Picture says why a file is no JPG or PNG, or nil. Its header and its size in
// pixels must be readable; the pixels themselves are not decoded.
func Picture(r io.ReaderAt, size int64) error {
	start, err := head(r, size)
	if err != nil {
		return err
	}

	var name string

	switch {
	case bytes.HasPrefix(start, []byte("\xFF\xD8\xFF")):
		name = "JPG"
	case bytes.HasPrefix(start, []byte("\x89PNG\r\n\x1A\n")):
		name = "PNG"
	default:
		return fmt.Errorf("its content is neither JPG nor PNG: it is %s", kindOf(start))
	}

	config, _, err := image.DecodeConfig(io.NewSectionReader(r, 0, size))

	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("it begins as a %s and ends before its size in pixels: the file was cut short", name)
	case err != nil:
		return fmt.Errorf("it begins as a %s, and its header cannot be read (%w): the file is damaged", name, err)
	case config.Width < 1 || config.Height < 1:
		return fmt.Errorf("it is a %s of %d by %d pixels, in which nothing can be seen", name, config.Width, config.Height)
	default:
		return nil
	}
}
