// Package mediatype says by its content what a file is: whether it is a
// picture, a video that plays, or what its name says. It knows nothing of
// WeCom.
package mediatype

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// headBytes is how much of a file is looked at to tell what it is.
const headBytes = 3 << 10

// head is the beginning of a file.
func head(r io.ReaderAt, size int64) ([]byte, error) {
	all := make([]byte, min(size, headBytes))

	n, err := r.ReadAt(all, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}

	return all[:n], nil
}

// kindOf is what a beginning is, in words: "an HTML page".
func kindOf(head []byte) string {
	if len(bytes.Trim(head, "\x00")) == 0 {
		return "nothing but zero bytes"
	}

	if isBlank(head) {
		return "nothing but white space"
	}

	found := mimetype.Detect(head)
	for m := found; m != nil; m = m.Parent() {
		if words := kindWords()[withoutParameters(m.String())]; words != "" {
			return words
		}
	}

	return fmt.Sprintf("a file of the type %s", withoutParameters(found.String()))
}

// kindWords are the kinds that a person knows by a name.
func kindWords() map[string]string {
	return map[string]string{
		"application/json":             "JSON",
		"application/octet-stream":     "of no known kind",
		"application/pdf":              "a PDF document",
		"application/vnd.rar":          "a RAR archive",
		"application/x-7z-compressed":  "a 7z archive",
		"application/x-rar-compressed": "a RAR archive",
		"application/x-ole-storage":    "an older Office document",
		"application/zip":              "a ZIP archive",
		"audio/mp4":                    "audio (MP4)",
		"audio/mpeg":                   "audio (MP3)",
		"audio/x-m4a":                  "audio (M4A)",
		"image/avif":                   "an AVIF picture",
		"image/bmp":                    "a BMP picture",
		"image/gif":                    "a GIF picture",
		"image/heic":                   "a HEIC picture",
		"image/heif":                   "a HEIC picture",
		"image/jpeg":                   "a JPG picture",
		"image/png":                    "a PNG picture",
		"image/svg+xml":                "an SVG picture",
		"image/tiff":                   "a TIFF picture",
		"image/webp":                   "a WebP picture",
		"text/csv":                     "text",
		"text/html":                    "an HTML page",
		"text/plain":                   "text",
		"text/rtf":                     "an RTF document",
		"text/xml":                     "XML",
		"video/mp4":                    "an MP4 video",
		"video/quicktime":              "a QuickTime film",
		"video/webm":                   "a WebM video",
		"video/x-matroska":             "a Matroska video",
		"video/x-msvideo":              "an AVI video",
		"application/vnd.openxmlformats-officedocument.presentationml.presentation": "a PowerPoint presentation (.pptx)",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         "an Excel workbook (.xlsx)",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   "a Word document (.docx)",
	}
}

// withoutParameters is a type without what follows its name, such as the
// character set.
func withoutParameters(mime string) string {
	name, _, _ := strings.Cut(mime, ";")

	return name
}

// isBlank reports whether nothing can be read in a text, white space and a byte
// order mark aside.
func isBlank(text []byte) bool {
	return len(bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\uFEFF")))) == 0
}
