package outputfile

import (
	"regexp"
	"strings"
	"unicode"
)

// NameProblem says why a name can be no path of a file, or "". It looks at no
// disk.
func NameProblem(name string) string {
	switch {
	case strings.ContainsFunc(name, unicode.IsControl):
		return "it holds a line break or another control character, which no path has."
	case regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+:[/\\]{2}`).MatchString(name):
		return "it is a URL. Files are written on this machine only: write the path of a file."
	case name == "~" || strings.HasPrefix(name, "~/"):
		return `it begins with ~, which only a shell replaces. Write the whole path, or pathexpand("~/...") where the home directory is meant.`
	case strings.HasSuffix(name, "/"), strings.HasSuffix(name, `\`):
		return "it ends like a directory. Write the path of a file in it."
	}

	return ""
}
