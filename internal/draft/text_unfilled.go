package draft

import (
	"regexp"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// judgeUnfilled warns of a text that a program has left as it was: a template
// without its values, a value that is none, escapes that nobody has read.
func (d *Draft) judgeUnfilled(at problem.Path, text string) {
	if value := strings.TrimSpace(text); isNoValue(value) {
		d.odd.Warnf(at, "A text that is none", "it is nothing but %s, which a program, a spreadsheet or a person writes where the text is still missing, and customers would read it so.", wording.Quoted(value))
		return
	}

	if line, found := firstMatch(text, placeholder.FindString); line > 0 {
		d.odd.Warnf(at, "A placeholder that was not filled in", "line %s holds %s, and customers would read it so: WeCom fills nothing in.", wording.Grouped(line), wording.Quoted(found))
	}

	if line, found := firstMatch(text, findEscape); line > 0 {
		d.odd.Warnf(at, "Escapes instead of characters", "line %s holds the characters %s, and customers would read them so: WeCom knows no escapes. Write what is meant: a line break, a tab, the character itself.", wording.Grouped(line), found)
	}
}

// judgeAddress warns of a URL, or of the page of a mini program, that a program
// has put together from values that were not there. Customers would tap on it
// in vain. isTold is true where a template in the path has a warning already.
func (d *Draft) judgeAddress(at problem.Path, address string, isTold bool) {
	_, rest, isURL := strings.Cut(address, "://")
	if !isURL {
		rest = address
	}

	for part := range strings.FieldsFuncSeq(rest, func(r rune) bool { return strings.ContainsRune("/?#&=;", r) }) {
		if slices.Contains([]string{"undefined", "null", "NaN", "None"}, part) {
			d.odd.Warnf(at, "An address that was not filled in", "%s has %s where a value belongs. Customers who tap on it may find nothing.", wording.Quoted(address), part)
			return
		}
	}

	if _, query, _ := strings.Cut(rest, "?"); isTold {
		rest = query
	}

	if strings.Contains(rest, "&amp;") {
		d.odd.Warnf(at, "An address with escapes", "%s holds &amp;, as HTML writes it, where & is meant. Customers who tap on it may find nothing.", wording.Quoted(address))
	}

	if host := localHost(address); isURL && host != "" && URLProblem(address) == "" {
		d.odd.Warnf(at, "An address that customers cannot open", "%s leads to %s, which only this machine or its network can open.", wording.Quoted(address), host)
	}

	if found := placeholder.FindString(rest); found != "" {
		d.odd.Warnf(at, "An address that was not filled in", "%s holds the placeholder %s. Customers who tap on it may find nothing.", wording.Quoted(address), found)
	}
}

// isNoValue reports whether a text is what stands in the place of one.
func isNoValue(text string) bool {
	names := []string{
		"null", "NULL", "Null", "(null)", "undefined", "None", "nil", "<nil>", "NaN", "[object Object]",
		"TODO", "TBD", "FIXME", "待填写", "待补充",
	}

	return slices.Contains(names, text) || isSpreadsheetError(text) || formula.MatchString(text)
}

// nameInTemplate is a name between the braces of a template.
const nameInTemplate = `[\p{L}_][\p{L}\p{N}_.\-]*`

// Compiled once: classes of Unicode take longer than all that is done with the
// texts of a message.
var (
	// formula is one that a spreadsheet has not worked out: a function, or a
	// cell.
	formula = regexp.MustCompile(`^=([A-Z][A-Z0-9.]*\(.*\)|([\pL\d'_ ]+!)?\$?[A-Z]{1,3}\$?[0-9]+([&+*/:-].*)?)$`)

	// placeholder is a place of a template that was to be filled in: {{name}},
	// ${name}, <%= name %>. Braces around what is no name are a part of the
	// text.
	placeholder = regexp.MustCompile(`\{\{-?\s*[.$#/]?` + nameInTemplate + `(\s*\|[^{}]*)?\s*-?\}\}|\$\{\s*` + nameInTemplate + `\s*\}|<%[=\s-]\s*[\p{L}@][^%]*%>`)

	escapeCode   = regexp.MustCompile(`\\u[0-9A-Fa-f]{4}`)
	windowsPath  = regexp.MustCompile(`[A-Za-z]:\\|(^|\s)\\{1,2}[\w$.-]+\\\w`)
	otherEscapes = regexp.MustCompile(`\\[nt]|&(nbsp|amp|lt|gt|quot|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,5});`)
)

// findEscape finds the first escape of a line that a program was to read. A
// backslash in the path of a file is none, and emoticons have other letters
// behind theirs.
func findEscape(line string) string {
	if found := escapeCode.FindString(line); found != "" || windowsPath.MatchString(line) {
		return found
	}

	return otherEscapes.FindString(line)
}

// firstMatch is what is found in the first line that has something, and the
// number of the line, 0 where none has.
func firstMatch(text string, in func(line string) string) (line int, found string) {
	for i, one := range strings.Split(text, "\n") {
		if found := in(one); found != "" {
			return i + 1, found
		}
	}

	return 0, ""
}
