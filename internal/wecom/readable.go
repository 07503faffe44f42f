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
	const brailleBlank, nullNotehead = '\u2800', '\U0001D159'

	switch {
	case r == brailleBlank, r == nullNotehead, unicode.IsSpace(r), unicode.IsControl(r):
		return false
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return true // format characters with a sign of their own
	}

	return !unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// readable is a text, or "" where nothing of it can be seen.
func readable(text string) string {
	if NothingToRead(text) {
		return ""
	}

	return text
}

// Readable is the message as it is sent: a text, a title or a description in
// which nothing can be seen counts as not given.
func (m MassMessage) Readable() MassMessage {
	if m.Text != nil && NothingToRead(m.Text.Content) {
		m.Text = nil
	}

	m.Attachments = readableAttachments(m.Attachments)

	return m
}

// readableAttachments leaves the given ones as they are. What they point to is
// copied only where it changes.
func readableAttachments(all []Attachment) []Attachment {
	if all == nil {
		return nil
	}

	said := make([]Attachment, len(all))

	for i, a := range all {
		if a.Link != nil {
			link := *a.Link
			link.Title, link.Desc = readable(link.Title), readable(link.Desc)
			a.Link = &link
		}

		if a.Miniprogram != nil {
			card := *a.Miniprogram
			card.Title = readable(card.Title)
			a.Miniprogram = &card
		}

		said[i] = a
	}

	return said
}
