package wecom

import (
	"strings"
	"unicode"
)

// maxPrinted is how many bytes of a text are shown.
const maxPrinted = 1000

// Printable makes a text of a server fit for a terminal: valid UTF-8 of one
// line, nothing that moves the cursor, changes the direction in which the rest
// of the line is read, or cannot be seen, and no more than is read. Joiners
// stay, since emoji and some scripts are written with them.
func Printable(text string) string {
	if len(text) > maxPrinted {
		text = text[:maxPrinted] + "..."
	}

	return strings.Map(func(r rune) rune {
		const nonJoiner, joiner = '\u200C', '\u200D'

		switch {
		case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case r == nonJoiner, r == joiner:
			return r
		case unicode.In(r, unicode.Cf, unicode.Bidi_Control):
			return -1
		}

		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
