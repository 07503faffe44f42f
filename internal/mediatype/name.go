package mediatype

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Mismatch says why a file is not what the extension of its name says, or "".
// Extensions that it does not know it does not judge.
func Mismatch(name string, r io.ReaderAt, size int64) (string, error) {
	extension := strings.ToLower(filepath.Ext(name))

	said, known := extensions()[extension]
	if !known {
		return "", nil
	}

	start, err := head(r, size)
	if err != nil {
		return "", err
	}

	if !said.fits(start) {
		return fmt.Sprintf("its name says %s (%s), and its content is %s", said.words, extension, kindOf(start)), nil
	}

	if said.look == nil {
		return "", nil
	}

	wrong := said.look(r, size)
	if wrong == "" {
		return "", nil
	}

	return fmt.Sprintf("its name says %s (%s), and %s", said.words, extension, wrong), nil
}
