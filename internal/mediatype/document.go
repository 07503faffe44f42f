package mediatype

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// pdfReason looks for the mark at the end of a PDF, behind which other programs
// leave a little.
func pdfReason(r io.ReaderAt, size int64) string {
	tail := make([]byte, min(size, headBytes))

	n, _ := r.ReadAt(tail, size-int64(len(tail)))
	if bytes.Contains(tail[:n], []byte("%%EOF")) {
		return ""
	}

	return "its content is only the beginning of one: the mark of its end (%%EOF) is missing"
}

// zipReason reads the list of an archive, which stands at its end.
func zipReason(r io.ReaderAt, size int64) string {
	archive, err := zip.NewReader(r, size)

	switch {
	case err != nil:
		return "its content is only a part of an archive (" + err.Error() + ")"
	case len(archive.File) == 0:
		return "its content is an archive with nothing in it"
	default:
		return ""
	}
}

// officeReason reads which of the Office programs an archive belongs to.
func officeReason(folder string) func(io.ReaderAt, int64) string {
	return func(r io.ReaderAt, size int64) string {
		if start, err := head(r, size); err != nil || !bytes.HasPrefix(start, []byte("PK")) {
			return "" // it has a password
		}

		archive, err := zip.NewReader(r, size)
		if err != nil || len(archive.File) == 0 {
			return zipReason(r, size)
		}

		found := "a ZIP archive of something else"

		for _, file := range archive.File {
			switch {
			case strings.HasPrefix(file.Name, folder):
				return ""
			case strings.HasPrefix(file.Name, "word/"):
				found = "a Word document"
			case strings.HasPrefix(file.Name, "xl/"):
				found = "an Excel workbook"
			case strings.HasPrefix(file.Name, "ppt/"):
				found = "a PowerPoint presentation"
			}
		}

		return "its content is " + found
	}
}
