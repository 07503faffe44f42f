package wecom

import (
	"strings"
	"unicode"
)

// TextToSend is a text as it is sent: with LF line ends, without a byte order
// mark at its beginning and without line ends at its end, where a heredoc
// always has one. Nobody sees the difference, and limits count this form.
func TextToSend(text string) string {
	text = strings.TrimLeft(text, "\ufeff")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")

	return strings.TrimRight(text, "\n")
}

// ComparableText is the form in which two texts are compared: as they are sent,
// without blanks at the ends of lines. An edit of these is no edit.
func ComparableText(text string) string { return withoutBlanksAtEnds(text, isBlank) }

// earlierBlanks are those that earlier builds knew: space, tab, no-break space
// and the wide space of Chinese texts.
const earlierBlanks = " \t\u00a0\u3000"

// EarlierComparableText is [ComparableText] as earlier builds had it. They have
// recorded digests of that form.
func EarlierComparableText(text string) string {
	return withoutBlanksAtEnds(text, func(r rune) bool { return strings.ContainsRune(earlierBlanks, r) })
}

func withoutBlanksAtEnds(text string, isBlank func(rune) bool) string {
	lines := strings.Split(TextToSend(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(line, isBlank)
	}

	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// isBlank reports whether a character is one that a line may end in unseen: the
// white space of Unicode, but for what ends a line itself.
func isBlank(r rune) bool {
	const lineSeparator, paragraphSeparator = '\u2028', '\u2029'

	switch r {
	case '\n', '\v', '\f', '\r', '\u0085', lineSeparator, paragraphSeparator:
		return false
	}

	return unicode.IsSpace(r)
}

// listedText is the form in which a text is compared with WeCom's list, which
// may show it trimmed at both ends.
func listedText(text string) string {
	return strings.TrimFunc(ComparableText(textToSend(text)), func(r rune) bool { return r == '\n' || isBlank(r) })
}

// earlierListedText is that form as it was with [EarlierComparableText].
func earlierListedText(text string) string {
	return strings.Trim(EarlierComparableText(textToSend(text)), earlierBlanks+"\n")
}

// SameListedText compares a text with one that WeCom lists.
func SameListedText(text, listed string) bool {
	return listedText(text) == listedText(listed) && canBeListed(leading(text), leading(listed))
}

// leading are the blanks and line ends at the beginning of a text.
func leading(text string) string {
	text = textToSend(text)

	return text[:len(text)-len(strings.TrimLeftFunc(text, func(r rune) bool { return r == '\n' || isBlank(r) }))]
}

// canBeListed reports whether a text that begins so may be listed as one that
// begins otherwise: WeCom may have trimmed it, and puts nothing before it.
func canBeListed(leading, listed string) bool { return listed == "" || listed == leading }

// leadingOf are the beginnings of all texts of a content; nil where none has
// any.
func leadingOf(text string, attachments []Attachment) []string {
	all := []string{leading(text)}

	for _, a := range attachments {
		switch {
		case a.Link != nil:
			all = append(all, leading(a.Link.Title), leading(a.Link.Desc))
		case a.Miniprogram != nil:
			all = append(all, leading(a.Miniprogram.Title))
		}
	}

	if strings.Join(all, "") == "" {
		return nil
	}

	return all
}

// asWritten is the form in which the first builds compared texts.
func asWritten(text string) string { return text }

// SameMember reports whether two userids name one member: WeCom does not tell
// them apart by their case (不区分大小写,
// https://developer.work.weixin.qq.com/document/path/90195).
func SameMember(userid, other string) bool { return strings.EqualFold(userid, other) }
