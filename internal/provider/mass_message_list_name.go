package provider

import (
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// nameCharacters is how much of a text a display name shows: a line of a
// terminal has room for so many Chinese characters and the time.
const nameCharacters = 24

// displayName shows a person which message it is: the start of its text, or
// what it carries, and when it was created.
func displayName(record wecom.Record) string {
	text := nameText(record.Text)
	if text == "" {
		text = attachmentsName(record.Attachments)
	}

	return text + " (" + record.CreateTime.UTC().Format(time.RFC3339) + ")"
}

// attachmentsName names a message without a text: the kinds of what it
// carries, and the first title among them, which is what customers see.
func attachmentsName(attachments []wecom.Attachment) string {
	if len(attachments) == 0 {
		return "[neither text nor attachments]"
	}

	kinds := make([]string, len(attachments))
	title := ""

	for i, a := range attachments {
		if kinds[i] = nameText(a.MsgType); kinds[i] == "" {
			kinds[i] = "unknown kind"
		}

		if title == "" && a.Link != nil {
			title = nameText(a.Link.Title)
		}

		if title == "" && a.Miniprogram != nil {
			title = nameText(a.Miniprogram.Title)
		}
	}

	return strings.TrimSpace("[" + strings.Join(kinds, ", ") + "] " + title)
}

// nameText is a text in one line, as far as a name has room for it.
func nameText(text string) string {
	text = strings.Join(strings.Fields(wecom.Printable(text)), " ")

	if shown := []rune(text); len(shown) > nameCharacters {
		return string(shown[:nameCharacters]) + "…"
	}

	return text
}
