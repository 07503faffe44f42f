package wording

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/runenames"
)

// CharacterName names a character as a person can look it up: "U+200B zero
// width space".
func CharacterName(r rune) string {
	name := strings.ToLower(runenames.Name(r))

	switch r {
	case '\uFEFF':
		name = "byte order mark"
	case '\t':
		name = "tab"
	case '\n':
		name = "line feed"
	case '\r':
		name = "carriage return"
	case '\x7F':
		name = "delete"
	case '\u0085':
		name = "next line"
	case '|':
		name = "bar"
	}

	// Unicode gives no name to those that it only counts, such as ideographs.
	if name == "" || strings.HasPrefix(name, "<") {
		name = "control character"

		switch {
		case unicode.IsPrint(r):
			name = string(r)
		case !unicode.IsControl(r):
			name = "a character without a name"
		}
	}

	return fmt.Sprintf("U+%04X %s", r, name)
}
