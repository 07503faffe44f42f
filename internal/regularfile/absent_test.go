package regularfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
)

// anID is one as WeCom has them.
const anID = "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"

// absent opens a file and says why there is none.
func absent(t *testing.T, name string) string {
	t.Helper()

	f, _, err := regularfile.Open(name)
	if err == nil {
		t.Errorf("%.40q was opened", name)

		_ = f.Close()

		return ""
	}

	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%.40q: %v does not count as absent", name, err)
	}

	why, ok := errors.AsType[*regularfile.AbsentError](err)
	if !ok {
		return ""
	}

	return why.Summary + ": " + why.Reason
}

func TestOpen_aNameThatIsNoPathHasItsOwnWords(t *testing.T) {
	t.Chdir(t.TempDir())

	for name, want := range map[string]string{
		"https://shop.example.com/a.png":      "URL (https://)",
		"HTTP://shop.example.com/a.png":       "URL (http://)",
		"s3://bucket/a.png":                   "URL (s3://)",
		"file:///home/me/a.png":               "URL (file://)",
		"https:\\\\example.com\\a.png":        "URL (https://)",
		"data:image/png;base64,iVBORw0KGgo":   "data: URL",
		"~/customers.csv":                     "begins with ~",
		"~me/customers.csv":                   "begins with ~",
		"customers.csv\n":                     "ends with a line break",
		"a\rb":                                "line break",
		"a\u2028b":                            "line break",
		"a\x00b":                              "control character",
		strings.Repeat("x", 256):              "longer than the name",
		strings.Repeat("客", 100) + ".csv":     "longer than the name",
		strings.Repeat("a/", 2_500) + "b.csv": "longer than the name",
		anID:                                  "looks like ids",
		anID + "," + anID:                     "looks like ids",
		`["` + anID + `"]`:                    "looks like ids",
		"wm1,wm2":                             "looks like ids",
		"iVBORw0KGgoAAAANSUhEUgAA/AAgAAAAI":   "looks like ids or other content",
		anID + "\n" + anID + "\n":             "line break",
		"external_userid\r\n" + anID + "\r\n": "line break",
	} {
		if got := absent(t, name); !strings.Contains(got, want) || strings.Contains(got, anID) || strings.Contains(got, "wm1") {
			t.Errorf("%.40q: got %q, want %q and no id", name, got, want)
		}
	}

	// What may be a path is only not there.
	for _, name := range []string{
		"customers.csv", "lists/customers", "C:/lists/a.csv", "a, b.csv", "workshop-invitations-2026.csv",
		"store-customers-2026/a.csv", "a~b.csv", "客户.csv", "wm/wo/wr",
	} {
		if got := absent(t, name); got != "" {
			t.Errorf("%q: got %q, want nothing but that it does not exist", name, got)
		}
	}
}

// Such a name is one of a file where there is such a file.
func TestOpen_anOddNameOfAFile(t *testing.T) {
	t.Chdir(t.TempDir())

	for _, name := range []string{"~$offer.docx", "a\nb", anID, "a,b"} {
		if err := os.WriteFile(name, []byte("content"), 0o600); err != nil {
			t.Fatal(err)
		}

		f, size, err := regularfile.Open(name)
		if err != nil || size != 7 {
			t.Errorf("%q: %v", name, err)
			continue
		}

		_ = f.Close()
	}
}

func TestOpen_theOtherUnicodeForm(t *testing.T) {
	const (
		nfc, nfd = "caf\u00e9", "cafe\u0301"
		hangul   = "\uac00"
		jamo     = "\u1100\u1161"
	)

	dir := t.TempDir()

	write := func(name, content string) {
		t.Helper()

		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}

		if err := os.WriteFile(full, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	write(nfd+".csv", "1")
	write(nfd+"/"+jamo+".csv", "22")
	write("both/"+nfd, "333")
	write("both/"+nfc, "4444")

	for name, want := range map[string]int64{
		nfc + ".csv":                1,
		nfd + ".csv":                1,
		nfc + "/" + hangul + ".csv": 2,
		"both/" + nfc:               4,
		"both/" + nfd:               3,
		"./both/../" + nfc + ".csv": 1,
	} {
		f, size, err := regularfile.Open(dir + "/" + name)
		if err != nil || size != want {
			t.Errorf("%q: %d bytes, %v, want %d", name, size, err, want)
			continue
		}

		_ = f.Close()
	}

	// Relative names, and one that is in no form there.
	t.Chdir(dir)

	f, _, err := regularfile.Open(nfc + ".csv")
	if err != nil {
		t.Fatal(err)
	}

	_ = f.Close()

	if got := absent(t, "\u00fcber.csv"); got != "" {
		t.Errorf("got %q", got)
	}

	// Of two that are both in another form neither is meant.
	write("two/\u00e9cafe\u0301", "1")
	write("two/e\u0301caf\u00e9", "1")
	absent(t, "two/\u00e9caf\u00e9")
}

func TestOpen_aPointerOfGitLFS(t *testing.T) {
	const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 48211\n"

	for name, content := range map[string]string{
		"as it is":         pointer,
		"with CRLF":        strings.ReplaceAll(pointer, "\n", "\r\n"),
		"with a mark":      "\uFEFF" + pointer,
		"with extensions":  strings.Replace(pointer, "oid", "ext-0-foo sha256:abc\noid", 1),
		"of the old name":  strings.Replace(pointer, "git-lfs.github", "hawser.github", 1),
		"of another order": "\n" + pointer,
	} {
		file := written(t, content)
		if got := absent(t, file); !strings.Contains(got, "Git LFS pointer") || !strings.Contains(got, "of 48211 bytes") || !strings.Contains(got, "git lfs pull") || !strings.Contains(got, file) {
			t.Errorf("%s: got %q", name, got)
		}
	}

	// A text about LFS is a file like any other.
	for _, content := range []string{"About " + pointer, "version 2 of the list", pointer + strings.Repeat("more\n", 500)} {
		f, _, err := regularfile.Open(written(t, content))
		if err != nil {
			t.Error(err)
			continue
		}

		_ = f.Close()
	}
}
