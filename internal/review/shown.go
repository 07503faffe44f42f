package review

import (
	"fmt"
	"strings"
	"unicode"
)

// shown is a text that cannot do anything to a terminal, and in which the order
// of what is read is the order of what is written: control characters, and
// those that turn the direction of a text, are escaped.
func shown(text string) string {
	var b strings.Builder

	for _, r := range text {
		switch {
		case r == '\n', r == '\t':
			b.WriteRune(r)
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}

	return b.String()
}

// inLine is a text on one line.
func inLine(text string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(shown(text))
}
