package wecom

import "strings"

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
func ComparableText(text string) string {
	lines := strings.Split(TextToSend(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, blanks)
	}

	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// blanks are those that a line may end in unseen: space, tab, no-break space
// and the wide space of Chinese texts.
const blanks = " \t\u00a0\u3000"

// listedText is the form in which a text is compared with WeCom's list, which
// may show it trimmed at both ends.
func listedText(text string) string {
	return strings.Trim(ComparableText(textToSend(text)), blanks+"\n")
}

// SameListedText compares a text with one that WeCom lists.
func SameListedText(text, listed string) bool { return listedText(text) == listedText(listed) }

// asWritten is the form in which earlier builds compared texts.
func asWritten(text string) string { return text }

// SameMember reports whether two userids name one member: WeCom does not tell
// them apart by their case (不区分大小写,
// https://developer.work.weixin.qq.com/document/path/90195).
func SameMember(userid, other string) bool { return strings.EqualFold(userid, other) }
