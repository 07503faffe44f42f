package mediatype_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/mediatype"
)

// anArchive is a ZIP with files of these names.
func anArchive(t *testing.T, names ...string) string {
	t.Helper()

	var b bytes.Buffer

	w := zip.NewWriter(&b)

	for _, name := range names {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}

		if _, err := f.Write([]byte(strings.Repeat("<a/>", 2000))); err != nil {
			t.Fatal(err)
		}
	}

	if err := w.Close(); err != nil {
		t.Fatal(err)
	}

	return b.String()
}

func aPNG(t *testing.T) string {
	t.Helper()

	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}

	return b.String()
}

func aJPG(t *testing.T) string {
	t.Helper()

	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}

	return b.String()
}

const (
	aPDF   = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
	aPage  = "<!DOCTYPE html><html><body>Sign in</body></html>"
	anOLE  = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	inGBK  = "\xbf\xcd\xbb\xa7,\xb5\xe7\xbb\xb0\n\xbc\xd7,1\n"
	utf16  = "\xff\xfea\x00,\x00b\x00\n\x00c\x00,\x00d\x00\n\x00"
	anRTF  = `{\rtf1\ansi hello}`
	anXML  = `<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>`
	aTable = "name,price\ntea,5\n"
)

func TestMismatch(t *testing.T) {
	t.Parallel()

	word := anArchive(t, "[Content_Types].xml", "_rels/.rels", "word/document.xml")
	excel := anArchive(t, "[Content_Types].xml", "xl/workbook.xml")
	powerPoint := anArchive(t, "ppt/presentation.xml", "[Content_Types].xml")
	other := anArchive(t, "a.txt")
	ole := anOLE + strings.Repeat("\x00", 600)

	// An empty string wants no mismatch.
	for _, row := range []struct{ name, content, want string }{
		{"a.pdf", aPDF, ""},
		{"A.PDF", "junk of a printer\r\n" + aPDF, ""},
		{"a.pdf", aPage, "a PDF document (.pdf), and its content is an HTML page"},
		{"a.pdf", "   \n\n      ", "nothing but white space"},
		{"a.pdf", "\uFEFF  \n    ", "nothing but white space"},
		{"a.pdf", strings.Repeat("\x00", 100), "nothing but zero bytes"},
		{"a.pdf", "%PDF-1.4\n1 0 obj", "only the beginning of one"},
		{"a.pdf", anXML, "its content is XML"},
		{"a.pdf", `{"error":"not found"}`, "its content is JSON"},
		{"a.doc", anArchive(t, "[Content_Types].xml", "word/document.xml"), "a Word document (.doc), and its content is a Word document (.docx)"},
		{"a.xls", anArchive(t, "[Content_Types].xml", "xl/workbook.xml"), "its content is an Excel workbook (.xlsx)"},
		{"a.pdf", "\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42", "its content is audio (M4A)"},
		{"a.pdf", word, "its content is a Word document"},
		{"a.pdf", aPNG(t), "its content is a PNG picture"},
		{"a.pdf", "an offer", "its content is text"},

		{"a.docx", word, ""},
		{"a.xlsx", excel, ""},
		{"a.pptx", powerPoint, ""},
		{"a.docx", ole, ""}, // with a password
		{"a.docx", excel, "its content is an Excel workbook"},
		{"a.xlsx", word, "its content is a Word document"},
		{"a.xlsx", other, "a ZIP archive of something else"},
		{"a.pptx", powerPoint[:len(powerPoint)-30], "only a part of an archive"},
		{"a.xlsx", anArchive(t), "an archive with nothing in it"},
		{"a.xlsx", aTable, "its content is text"},
		{"a.docx", aPage, "its content is an HTML page"},
		{"a.doc", ole, ""},
		{"a.doc", anRTF, ""},
		{"a.xls", ole, ""},
		{"a.xls", aPage, "its content is an HTML page"},
		{"a.xls", excel, "its content is an Excel workbook"},

		{"a.zip", other, ""},
		{"a.zip", word, ""},
		{"a.zip", other[:len(other)-10], "only a part of an archive"},
		{"a.zip", anArchive(t), "an archive with nothing in it"},
		{"a.zip", "Rar!\x1A\x07\x01\x00........", "a RAR archive"},
		{"a.rar", "Rar!\x1A\x07\x01\x00........", ""},

		{"a.png", aPNG(t), ""},
		{"a.jpg", aJPG(t), ""},
		{"a.jpeg", aJPG(t), ""},
		{"a.png", aJPG(t), "its content is a JPG picture"},
		{"a.jpg", aPNG(t), "its content is a PNG picture"},
		{"a.jpg", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "a HEIC picture"},
		{"a.png", aPNG(t)[:20], "cut short"},

		{"a.mp4", anMP4("isom"), ""},
		{"a.mp4", anMP4("qt  "), "a QuickTime film"},
		{"a.mp4", anMP4("isom")[:60], "cut short"},
		{"a.mp4", aPage, "an HTML page"},

		{"a.txt", "hello, 你好\n", ""},
		{"a.txt", inGBK, ""},
		{"a.txt", utf16, ""},
		{"a.txt", `{"a": 1}`, ""},
		{"a.txt", aPage, "its content is an HTML page"},
		{"a.txt", " \n\n\n\n\n\n", "nothing but white space"},
		{"a.txt", aPDF, "its content is a PDF document"},
		{"a.csv", aTable, ""},
		{"a.csv", inGBK, ""},
		{"a.csv", utf16, ""},
		{"a.csv", "\uFEFF" + aTable, ""},
		{"a.csv", excel, "its content is an Excel workbook"},
		{"a.csv", aPage, "its content is an HTML page"},
		{"a.csv", `{"a": [1, 2, 3]}`, "its content is JSON"},

		// What is not known is not judged.
		{"a", aPage, ""},
		{"a.html", aPage, ""},
		{"a.pages", "      ", ""},
	} {
		got, err := mediatype.Mismatch(row.name, strings.NewReader(row.content), int64(len(row.content)))
		if err != nil || (row.want == "") != (got == "") || !strings.Contains(got, row.want) {
			t.Errorf("%s with %.30q: got %q, %v, want %q", row.name, row.content, got, err, row.want)
		}
	}
}

func TestPicture(t *testing.T) {
	t.Parallel()

	noWidth := []byte(aPNG(t))
	copy(noWidth[16:20], "\x00\x00\x00\x00")

	for name, row := range map[string]struct{ content, want string }{
		"PNG":            {aPNG(t), ""},
		"JPG":            {aJPG(t), ""},
		"GIF":            {"GIF89a and so on", "neither JPG nor PNG: it is a GIF picture"},
		"HEIC":           {"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "it is a HEIC picture"},
		"WebP":           {"RIFF\x00\x00\x00\x00WEBPVP8 ", "it is a WebP picture"},
		"a page":         {aPage, "it is an HTML page"},
		"only magic":     {"\x89PNG\r\n\x1A\n", "cut short"},
		"a cut PNG":      {aPNG(t)[:20], "cut short"},
		"a cut JPG":      {aJPG(t)[:30], "cut short"},
		"a wrong JPG":    {"\xFF\xD8\xFF" + strings.Repeat("x", 100), "begins as a JPG"},
		"without pixels": {string(noWidth), "begins as a PNG"},
	} {
		_, err := mediatype.Picture(strings.NewReader(row.content), int64(len(row.content)))

		switch {
		case row.want == "" && err != nil:
			t.Errorf("%s: %s", name, err)
		case row.want != "" && (err == nil || !strings.Contains(err.Error(), row.want)):
			t.Errorf("%s: got %v, want %q", name, err, row.want)
		}
	}
}

// A picture without the mark of its end may open all the same.
func TestPicture_withoutItsEnd(t *testing.T) {
	for name, whole := range map[string]string{"PNG": aPNG(t), "JPG": aJPG(t)} {
		cut := map[string]int{"PNG": 12, "JPG": 2}[name]

		for content, want := range map[string]string{
			whole:                                   "",
			whole + strings.Repeat("x", 4096):       "",
			whole[:len(whole)-cut]:                  "without the mark of its end",
			whole[:len(whole)-cut] + "\x00\x00\x00": "without the mark of its end",
		} {
			odd, err := mediatype.Picture(strings.NewReader(content), int64(len(content)))
			if err != nil || (want == "") != (odd == "") || !strings.Contains(odd, want) {
				t.Errorf("%s, %d of %d bytes: %q, %v, want %q", name, len(content), len(whole), odd, err, want)
			}
		}
	}
}
