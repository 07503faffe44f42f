package draft

import "unicode"

// ControlCharacter finds the first character that encoding/json would write as
// a \u escape or that no screen shows, and its place.
func ControlCharacter(text string) (r rune, at int, found bool) {
	for _, r := range text {
		if unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' {
			return r, at, true
		}

		at++
	}

	return 0, 0, false
}
