package mediatype

import (
	"bytes"
	"io"
	"slices"

	"github.com/gabriel-vasile/mimetype"
)

// saidKind is what an extension says.
type saidKind struct {
	words string
	// mimes are the types that fit, each with all that derive from it. Without
	// them only look judges.
	mimes []string
	// not are types that do not fit, though they derive from one that does.
	not []string
	// mark fits as well, where it stands near the beginning.
	mark string
	// look judges more than the beginning of a file.
	look func(r io.ReaderAt, size int64) string
}

// markBytes is how far behind the beginning a mark may stand.
const markBytes = 1 << 10

func (k saidKind) fits(head []byte) bool {
	switch {
	case len(k.mimes) == 0:
		return true
	case isBlank(head), len(bytes.Trim(head, "\x00")) == 0:
		return false
	}

	found := mimetype.Detect(head)

	if k.mark != "" && !found.Is(htmlType) && bytes.Contains(head[:min(len(head), markBytes)], []byte(k.mark)) {
		return true
	}

	for m := found; m != nil; m = m.Parent() {
		name := withoutParameters(m.String())

		if slices.Contains(k.not, name) {
			return false
		}

		if slices.Contains(k.mimes, name) {
			return true
		}
	}

	return false
}

// Types that stand in more than one line below.
const (
	htmlType = "text/html"
	rtfType  = "text/rtf"
	zipType  = "application/zip"
	oleType  = "application/x-ole-storage"

	oldWord       = "application/msword"
	oldExcel      = "application/vnd.ms-excel"
	oldPowerPoint = "application/vnd.ms-powerpoint"
)

// extensions are the usual ones. An Office document with a password is an OLE
// container, whatever its name.
func extensions() map[string]saidKind {
	picture := func(words, mime string) saidKind {
		return saidKind{words: words, mimes: []string{mime}, look: pictureReason}
	}
	office := func(words, folder string) saidKind {
		return saidKind{words: words, mimes: []string{zipType, oleType}, look: officeReason(folder)}
	}
	older := func(words string, others ...string) saidKind {
		return saidKind{words: words, mimes: []string{oleType, rtfType}, not: others}
	}

	return map[string]saidKind{
		".pdf":  {words: "a PDF document", mimes: []string{"application/pdf"}, mark: "%PDF-", look: pdfReason},
		".docx": office("a Word document", "word/"),
		".xlsx": office("an Excel workbook", "xl/"),
		".pptx": office("a PowerPoint presentation", "ppt/"),
		".doc":  older("a Word document", oldExcel, oldPowerPoint),
		".xls":  older("an Excel workbook", oldWord, oldPowerPoint, rtfType),
		".ppt":  older("a PowerPoint presentation", oldWord, oldExcel, rtfType),
		".zip":  {words: "a ZIP archive", mimes: []string{zipType}, look: zipReason},
		".rar":  {words: "a RAR archive", mimes: []string{"application/vnd.rar"}},
		".7z":   {words: "a 7z archive", mimes: []string{"application/x-7z-compressed"}},
		".png":  picture("a PNG picture", "image/png"),
		".jpg":  picture("a JPG picture", "image/jpeg"),
		".jpeg": picture("a JPG picture", "image/jpeg"),
		".gif":  {words: "a GIF picture", mimes: []string{"image/gif"}},
		".mp4":  {words: "an MP4 video", look: reason(Video)},
		".mp3":  {words: "audio (MP3)", mimes: []string{"audio/mpeg"}},
		".txt":  {words: "text", mimes: []string{"text/plain"}, not: []string{htmlType}},
		".csv":  {words: "CSV", mimes: []string{"text/plain"}, not: []string{htmlType, rtfType, "application/json", "text/xml"}},
	}
}

// pictureReason is what a look at a picture finds.
func pictureReason(r io.ReaderAt, size int64) string {
	odd, err := Picture(r, size)
	if err != nil {
		return err.Error()
	}

	return odd
}

// reason is what a check finds.
func reason(check func(io.ReaderAt, int64) error) func(io.ReaderAt, int64) string {
	return func(r io.ReaderAt, size int64) string {
		if err := check(r, size); err != nil {
			return err.Error()
		}

		return ""
	}
}
