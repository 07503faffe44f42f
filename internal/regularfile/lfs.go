package regularfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// maxPointerBytes is more than a pointer of Git LFS ever has.
const maxPointerBytes = 1 << 10

// mustBeNoPointer says that a file is a pointer of Git LFS, if it is one. The
// repository has such a few lines of text where LFS has the file, as long as
// nobody has fetched that.
func mustBeNoPointer(f *os.File, size int64) error {
	if size == 0 || size > maxPointerBytes {
		return nil
	}

	raw := make([]byte, size)

	n, err := f.ReadAt(raw, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}

	text := strings.TrimPrefix(string(raw[:n]), "\uFEFF")
	first, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")

	if !isPointerVersion(strings.TrimSpace(first)) {
		return nil
	}

	of := ""

	for line := range strings.Lines(rest) {
		if number, ok := strings.CutPrefix(strings.TrimSpace(line), "size "); ok {
			of = " of " + number + " bytes"
		}
	}

	return &AbsentError{
		Summary: "Git LFS pointer instead of the file",
		Reason:  fmt.Sprintf("%s is a Git LFS pointer: %d bytes that stand for a file%s, which was not fetched. Fetch it with `git lfs pull`; in a pipeline, check out with LFS.", f.Name(), size, of),
	}
}

// HoldsPointer reports whether a text holds a pointer of Git LFS: file() of a
// file that nobody has fetched, perhaps amid other words.
func HoldsPointer(text string) bool {
	for at := range text {
		if isPointerVersion(text[at:]) && strings.Contains(text[at:], "oid sha256:") {
			return true
		}
	}

	return false
}

// isPointerVersion reports whether a pointer begins with this line, in its
// form of now or of the first years.
func isPointerVersion(line string) bool {
	url, found := strings.CutPrefix(line, "version ")

	return found && (strings.HasPrefix(url, "https://git-lfs.github.com/spec/") ||
		strings.HasPrefix(url, "https://hawser.github.com/spec/") ||
		strings.HasPrefix(url, "http://git-media.io/v/"))
}
