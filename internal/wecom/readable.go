package wecom

import (
	"strings"
	"unicode"
)

// NothingToRead reports whether nothing of a text can be seen: there is none,
// or only white space, control characters, and characters without a width. A
// customer who gets it gets an empty bubble.
func NothingToRead(text string) bool {
	return !strings.ContainsFunc(text, canBeSeen)
}

func canBeSeen(r rune) bool {
	const brailleBlank, nullNotehead, khitanFiller = '\u2800', '\U0001D159', '\U00016FE4'

	switch {
	case r == brailleBlank, r == nullNotehead, r == khitanFiller, unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Noncharacter_Code_Point, r):
		return false
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return true // format characters with a sign of their own
	}

	return !unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// ToSend is the message as it is sent, see [TextToSend]. A text, a title or a
// description in which nothing can be seen counts as not given.
func (m MassMessage) ToSend() MassMessage {
	if m.Text != nil {
		text := *m.Text
		text.Content = textToSend(text.Content)
		m.Text = &text

		if text.Content == "" {
			m.Text = nil
		}
	}

	if m.Attachments == nil {
		return m
	}

	all := make([]Attachment, len(m.Attachments))

	for i, a := range m.Attachments {
		if a.Link != nil {
			link := *a.Link
			link.Title, link.Desc = textToSend(link.Title), textToSend(link.Desc)
			a.Link = &link
		}

		if a.Miniprogram != nil {
			card := *a.Miniprogram
			card.Title = textToSend(card.Title)
			a.Miniprogram = &card
		}

		all[i] = a
	}

	m.Attachments = all

	return m
}

// textToSend is "" where nothing can be seen.
func textToSend(text string) string {
	if NothingToRead(text) {
		return ""
	}

	return TextToSend(text)
}
