package provider

import (
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// nameCharacters is how much of a text a display name shows: a line of a
// terminal has room for so many Chinese characters and the time.
const nameCharacters = 24

// displayName tells a person which message it is: the start of its text, or
// what it carries, and when it was created.
func displayName(record wecom.Record) string {
	// Fields also takes line breaks out, which would tear the list apart.
	text := strings.Join(strings.Fields(record.Text), " ")

	if text == "" {
		kinds := make([]string, 0, len(record.Attachments))
		for _, a := range record.Attachments {
			kinds = append(kinds, a.MsgType)
		}

		text = "[" + strings.Join(kinds, ", ") + "]"
	}

	if shown := []rune(text); len(shown) > nameCharacters {
		text = string(shown[:nameCharacters]) + "…"
	}

	return text + " (" + record.CreateTime.UTC().Format(time.RFC3339) + ")"
}
