package draft

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// IDProblem says what is wrong with an id, or "".
func IDProblem(id string) string {
	if id == "" {
		return "it is empty. Leave the attribute out if it is not meant."
	}

	if strings.TrimSpace(id) != id {
		return fmt.Sprintf("%q has white space around it. WeCom would not find it; trimspace() removes it.", id)
	}

	if r, at, found := ControlCharacter(id); found {
		return fmt.Sprintf("%q holds the control character U+%04X as character %s.", id, r, wording.Grouped(at+1))
	}

	// Inside an id tab and line breaks are no better: they mean that a list was
	// not split.
	if strings.ContainsAny(id, "\t\r\n") {
		return fmt.Sprintf("%q holds a tab or a line break. Is it a list that was not split?", id)
	}

	return ""
}

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
