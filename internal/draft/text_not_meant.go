package draft

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wecom-community/terraform-provider-wecom/internal/mediatype"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// judgeText warns of a text that can be sent and that nobody has meant so: what
// file() was to bring, or a file that another program has spoilt.
func (d *Draft) judgeText() {
	text := d.Text()
	at := problem.Root("text").AtName("content")

	switch kind := mediatype.MarkedUpText(text); {
	case isPath(text):
		shown := wording.Quoted(strings.TrimSpace(text))
		d.odd.Warnf(at, "A path instead of a text",
			"%s is the path of a file that is there, and customers would read the path. file(%s) is what stands in it.", shown, shown)
	case isBase64(text):
		d.odd.Warnf(at, "Base64 instead of a text", "it is a text in base64, as filebase64() and base64encode() give it, and customers would read the base64. file() is the text of a file.")
	case kind != "":
		d.odd.Warnf(at, "Not a plain text", "it begins like %s, and customers would read all its signs. WeCom knows no formats in a text: save it as plain text, in UTF-8.", kind)
	}

	if line := firstLine(text, isConflictMark); line > 0 {
		d.odd.Warnf(at, "Marks of a merge conflict", "line %s is the mark of a conflict that git could not merge, and customers would read both versions with their marks. Resolve it, and take the marks out.", wording.Grouped(line))
	}

	d.judgeSpoilt(at, text)

	for i, a := range d.Message.Attachments {
		switch {
		case a.Link != nil:
			d.judgeSpoilt(inAttachment(i, a, "title"), a.Link.Title)
			d.judgeSpoilt(inAttachment(i, a, "desc"), a.Link.Desc)
		case a.Miniprogram != nil:
			d.judgeSpoilt(inAttachment(i, a, "title"), a.Miniprogram.Title)
		}
	}
}

// judgeSpoilt warns of what was saved or read in the wrong encoding.
func (d *Draft) judgeSpoilt(at problem.Path, text string) {
	if line := firstLine(text, isSpoilt); line > 0 {
		d.odd.Warnf(at, "Lost characters", "line %s holds what is left of characters that a program could not read (U+FFFD, or 锟斤拷 where it was read again). They cannot be restored from the text: take it from its source, and save it as UTF-8.", wording.Grouped(line))
	}
}

// isPath reports whether a text is nothing but the path of a file that is
// there, blanks around it and the home directory of a shell included.
func isPath(text string) bool {
	name := strings.TrimSpace(text)
	if name == "" || strings.ContainsFunc(name, unicode.IsSpace) || !strings.ContainsAny(name, "./") {
		return false
	}

	if inHome, ok := strings.CutPrefix(name, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return false
		}

		name = filepath.Join(home, inHome)
	}

	info, err := os.Stat(name)

	return err == nil && info.Mode().IsRegular()
}

// isBase64 reports whether a text is another one in base64. A short one may be
// a word.
func isBase64(text string) bool {
	const shortest = 24

	plain, err := base64.StdEncoding.DecodeString(text)

	return len(text) >= shortest && err == nil && utf8.Valid(plain) && !strings.ContainsFunc(string(plain), isNoText)
}

// isNoText reports whether a character is in no text.
func isNoText(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }

// isConflictMark reports whether a line begins the first of two versions that
// git could not merge.
func isConflictMark(line string) bool { return strings.HasPrefix(line, "<<<<<<< ") }

// isSpoilt reports whether a line holds the replacement character, or what two
// of them become where their UTF-8 is read as GBK.
func isSpoilt(line string) bool {
	return strings.ContainsRune(line, unicode.ReplacementChar) || strings.Contains(line, "锟斤拷")
}

// firstLine is the number of the first line of a kind, 0 where none is.
func firstLine(text string, of func(line string) bool) int {
	return slices.IndexFunc(strings.Split(text, "\n"), of) + 1
}
