package draft

import (
	"encoding/base64"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wecom-community/terraform-provider-wecom/internal/mediatype"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
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
	default:
		d.judgeUnfilled(at, text)
	}

	if line := firstLine(text, isConflictMark); line > 0 {
		d.odd.Warnf(at, "Marks of a merge conflict", "line %s is the mark of a conflict that git could not merge, and customers would read both versions with their marks. Resolve it, and take the marks out.", wording.Grouped(line))
	}

	d.judgeSpoilt(at, text)

	for i, a := range d.Message.Attachments {
		d.judgeTexts(i, a)
	}
}

// judgeTexts does so with what customers read in an attachment, and where it
// leads them.
func (d *Draft) judgeTexts(i int, a wecom.Attachment) {
	texts, addresses := map[string]string{}, map[string]string{}

	switch {
	case a.Link != nil:
		texts["title"], texts["desc"] = a.Link.Title, a.Link.Desc
		addresses["url"], addresses["picurl"] = a.Link.URL, a.Link.PicURL
	case a.Miniprogram != nil:
		texts["title"], addresses["page"] = a.Miniprogram.Title, a.Miniprogram.Page
	case a.Image != nil:
		addresses["pic_url"] = a.Image.PicURL
	}

	for _, name := range slices.Sorted(maps.Keys(texts)) {
		d.judgeUnfilled(inAttachment(i, a, name), texts[name])
		d.judgeSpoilt(inAttachment(i, a, name), texts[name])
	}

	for _, name := range slices.Sorted(maps.Keys(addresses)) {
		d.judgeAddress(inAttachment(i, a, name), addresses[name], name == "page")
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

// firstLine is the number of the first line of a kind, 0 where none is.
func firstLine(text string, of func(line string) bool) int {
	return slices.IndexFunc(strings.Split(text, "\n"), of) + 1
}
