package draft

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// judgeSpoilt warns of what was saved or read in the wrong encoding.
func (d *Draft) judgeSpoilt(at problem.Path, text string) {
	if line := firstLine(text, isSpoilt); line > 0 {
		d.odd.Warnf(at, "Lost characters", "line %s holds what is left of characters that a program could not read (U+FFFD, or 锟斤拷 where it was read again). They cannot be restored from the text: take it from its source, and save it as UTF-8.", wording.Grouped(line))
	}

	if line := lineOfLostLetters(text); line > 0 {
		d.odd.Warnf(at, "Lost characters", "line %s holds question marks in a row where letters belong, which a program writes for characters that its encoding does not have. They cannot be restored from the text: take it from its source, and save it as UTF-8.", wording.Grouped(line))
	}

	if line := firstLine(text, turnsAround); line > 0 {
		d.odd.Warnf(at, "A text that is not read as it is written", "line %s holds a character that nobody sees and that turns the direction of reading (U+202A to U+202E, U+2066 to U+2069). Customers may read something else than the plan shows: take it out.", wording.Grouped(line))
	}

	if line := firstLine(text, isMisread); line > 0 {
		d.odd.Warnf(at, "A text in the wrong encoding", "line %s is a text in UTF-8 that a program has read in another encoding, such as GBK or Windows-1252, and customers would read its signs. Take it from its source, and read it as UTF-8.", wording.Grouped(line))
	}
}

// isSpoilt reports whether a line holds the replacement character, or what two
// of them become where their UTF-8 is read as GBK.
func isSpoilt(line string) bool {
	return strings.ContainsRune(line, unicode.ReplacementChar) || strings.Contains(line, "锟斤拷")
}

// turnsAround reports whether a line holds what turns the direction of reading.
func turnsAround(line string) bool {
	return strings.ContainsAny(line, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
}

// lineOfLostLetters is the number of the first line with question marks where a
// word belongs, 0 where none is: at the beginning of a line, or right before
// what goes on, digits among them or not. At the end of a sentence a person
// writes them. Where letters other than those of ASCII are there, none were
// lost.
func lineOfLostLetters(text string) int {
	if strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) }) {
		return 0
	}

	marks := regexp.MustCompile(`^\s*\?{6,}|^\s*\?{4,}[\w,.:;]|[\s(\[:,.;"'-]\?{4,}[\w,.:;]|^\s*\?{2,}([ \d,.:;%]+\?{2,})+\W*$`)

	return firstLine(text, marks.MatchString)
}

// isMisread reports whether a line is UTF-8 that was read as something else: in
// the other encoding it is a text in UTF-8 again. No text is so by chance that
// has some such characters.
func isMisread(line string) bool {
	if !strings.ContainsFunc(line, func(r rune) bool { return r > unicode.MaxASCII }) {
		return false
	}

	isChinese := func(r rune) bool {
		return unicode.Is(unicode.Han, r) || '\u3000' <= r && r <= '\u303f' || '\uff00' <= r && r <= '\uffef'
	}
	isAny := func(r rune) bool { return r >= utf8.RuneSelf }

	return reads(line, simplifiedchinese.GBK, isChinese) || reads(line, charmap.Windows1252, isAny) || isGBKReadAsLatin(line)
}

// isGBKReadAsLatin reports whether a line is GBK that was read as Latin-1 or
// Windows-1252: each row of letters above ASCII is pairs, as the characters of
// GB 2312 are, and some of them stand in a row. Letters with accents stand
// alone, or two together, as in ação.
func isGBKReadAsLatin(line string) bool {
	const (
		atLeast, inARow = 4, 2
		first, none     = 0xB0, 0 // of a character; below it are signs
	)

	characters, row, longest, lead := 0, 0, 0, rune(none)

	for _, r := range line + "\n" {
		switch {
		case lead == none && 0xA1 <= r && r <= 0xF7:
			lead = r
		case lead != none && 0xA1 <= r && r <= 0xFE:
			if lead >= first {
				characters++
				row++
				longest = max(longest, row)
			}

			lead = none
		case lead != none || r > unicode.MaxASCII:
			return false
		default:
			row = 0
		}
	}

	return characters >= atLeast && longest >= inARow
}

// reads reports whether the bytes of a line in an encoding are UTF-8 with at
// least three characters of a kind, or are two and nothing else. A few of the
// three may be broken: where bytes were left over, a program has lost them.
func reads(line string, in encoding.Encoding, isOfKind func(rune) bool) bool {
	const atLeast, unsupported = 3, '\x1a'

	raw, err := encoding.ReplaceUnsupported(in.NewEncoder()).Bytes([]byte(line))
	if err != nil {
		return false
	}

	good, bad, other := 0, 0, 0

	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		raw = raw[size:]

		switch {
		case r == utf8.RuneError && size <= 1, r == unsupported:
			bad++
		case isOfKind(r):
			good++
		default:
			other++
		}
	}

	return good >= atLeast && bad*2 <= good || good == 2 && bad+other == 0
}
