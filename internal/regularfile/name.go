package regularfile

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxNameBytes is the longest name of a file or directory that a usual file
// system has.
const maxNameBytes = 255

// summaryNoPath is the summary of a value that can be no path.
const summaryNoPath = "Not a path of a file"

// Use is what a file is for.
type Use int

// What a file is for.
const (
	ToRead Use = iota
	ToWrite
)

// WhyNoFile says why a name leads to no file, if the name itself tells. It
// looks at no disk.
func WhyNoFile(name string, use Use) *AbsentError {
	scheme, isURL := schemeOf(name)

	switch {
	case endsWithLineBreak(name) && WhyNoFile(strings.TrimRight(name, "\r\n"), use) == nil:
		return noPath("it ends with a line break, which no path does. If it is a path, take that off, as chomp() does. If it is the content of a file, write the path itself, without file() around it. Its %s are not shown.", lengthOf(name))
	case strings.ContainsFunc(name, isLineBreak):
		return noPath("it holds a line break. It must be the path of a file, and not its content: write the path itself, without file() around it. Its %s are not shown.", lengthOf(name))
	case strings.ContainsFunc(name, unicode.IsControl):
		return noPath("it holds a control character, which no path has. Its %s are not shown.", lengthOf(name))
	case scheme == "data":
		return noPath("it is a data: URL. Files are %s this machine only: write the path of a file.", use)
	case isURL && use == ToWrite:
		return noPath("it is a URL (%s://). Files are written on this machine only: write the path of a file.", scheme)
	case isURL:
		return noPath("it is a URL (%s://). Files are read from this machine only: download it before the run, and write the path.", scheme)
	case hasLongName(name):
		return noPath("it is longer than the name of a file can be (%d bytes between two slashes). Is it the content of a file instead of its path? Its %s are not shown.", maxNameBytes, lengthOf(name))
	case looksLikeContent(name):
		return noPath("it looks like ids or other content of a file. It must be the path of a file, and not its content: write the path itself, without file() around it. Its %s are not shown.", lengthOf(name))
	case strings.HasPrefix(name, "~"):
		return noPath("it begins with ~, which only a shell replaces. Write the whole path, or pathexpand(\"~/...\") where the home directory is meant.")
	default:
		return nil
	}
}

func (u Use) String() string { return [...]string{"read from", "written on"}[u] }

func noPath(format string, args ...any) *AbsentError {
	return &AbsentError{Summary: summaryNoPath, Reason: fmt.Sprintf(format, args...)}
}

func lengthOf(name string) string {
	return fmt.Sprintf("%d characters", utf8.RuneCountInString(name))
}

func endsWithLineBreak(name string) bool { return strings.TrimRight(name, "\r\n") != name }

func isLineBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// schemeOf is the scheme of a URL. One letter is a drive of Windows.
func schemeOf(name string) (scheme string, isURL bool) {
	scheme, rest, found := strings.Cut(name, ":")
	scheme = strings.ToLower(scheme)

	if !found || !regexp.MustCompile(`^[a-z][a-z0-9+.-]+$`).MatchString(scheme) {
		return "", false
	}

	return scheme, scheme == "data" || strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, `\\`)
}

// looksLikeContent reports whether a name holds ids, a list, or what base64
// makes of a picture. Whoever gives the content of a file in place of its path
// shall not find it in an error.
func looksLikeContent(name string) bool {
	const longWord = 28

	bare := filepath.Ext(name) == ""
	list := bare && strings.ContainsAny(name, ",;|\"[]{}")
	word := bare && len(name) >= longWord && !strings.ContainsAny(name, `/\ `)

	return list || word || holdsID(name) || strings.HasPrefix(name, "[") || strings.HasPrefix(name, "{") ||
		strings.HasPrefix(name, "iVBORw0KGgo") || strings.HasPrefix(name, "/9j/")
}

// holdsID reports whether a name holds what looks like an id of WeCom: of a
// customer, a group or a tag. A word with an extension is the name of a file,
// and one with a slash behind it that of a directory.
func holdsID(name string) bool {
	ids := regexp.MustCompile(`(?:^|[^\w-])(?:wm|wo|wr|et|st)([\w-]{16,})(?:$|[^\w./\\-])`)

	return slices.ContainsFunc(ids.FindAllStringSubmatch(name, -1), func(id []string) bool {
		return strings.ContainsFunc(id[1], func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) })
	})
}

// hasLongName reports whether a part of a path is longer than a name can be.
func hasLongName(name string) bool {
	for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '/' || r == filepath.Separator }) {
		if len(part) > maxNameBytes {
			return true
		}
	}

	return len(name) > maxPathBytes
}

// maxPathBytes is the longest path that Linux takes.
const maxPathBytes = 4096
