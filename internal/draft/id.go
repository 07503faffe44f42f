package draft

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// Holder is where an id stands. What a person can do about it depends on that.
type Holder int

// Where an id stands.
const (
	InAttribute Holder = iota // alone
	InList                    // an element of a list
	InFile                    // a line or a cell of a file
)

// IDProblem says what is wrong with an id of any kind, or "". All ids of WeCom
// are printable ASCII without blanks and without what separates or quotes.
func IDProblem(id string, in Holder) string {
	if isID(id) {
		if !strings.ContainsFunc(id, isLetterOrDigit) {
			return excerpt(id, 0) + " has no letter and no digit. No id of WeCom is so. Take it out."
		}

		return ""
	}

	if id == "" {
		return "it is empty. " + in.adviceEmpty()
	}

	if n, by := severalIDs(id); n > 1 {
		return fmt.Sprintf("%s ids in one string, separated by %s: %s. %s", wording.Grouped(n), by, excerpt(id, 0), in.adviceSeveral())
	}

	if strings.TrimSpace(id) != id {
		return fmt.Sprintf("%s has white space around it. WeCom would not find it; %s", excerpt(id, 0), in.adviceBlank())
	}

	r, at := foreignCharacter(id)

	return fmt.Sprintf("%s holds %s as character %s. No id of WeCom does. Take it out, or copy the id anew.", excerpt(id, at), wording.CharacterName(r), wording.Grouped(at+1))
}

func (in Holder) adviceEmpty() string {
	switch in {
	case InList:
		return "Leave it out; compact() does."
	case InFile:
		return "Take the row out, or fill it in."
	default:
		return "Fill it in, or leave the attribute out where it is optional."
	}
}

func (in Holder) adviceSeveral() string {
	switch in {
	case InList:
		return "Make each an element of its own; split() makes a list of them."
	case InFile:
		return "Write each on a line of its own."
	default:
		return "Only one can stand here."
	}
}

func (in Holder) adviceBlank() string {
	if in == InFile {
		return "take it out of the file."
	}

	return "trimspace() removes it."
}

// isID is the whole test, without an allocation: there may be ten thousand ids.
func isID(id string) bool {
	for i := range len(id) {
		if isForeign(rune(id[i])) {
			return false
		}
	}

	return id != ""
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isForeign(r rune) bool {
	switch r {
	case ',', ';', '|', '"', '\'', '`':
		return true
	}

	return r <= ' ' || r >= unicode.MaxASCII
}

// foreignCharacter is the first character that no id holds, and its place.
func foreignCharacter(id string) (r rune, at int) {
	for _, r := range id {
		if isForeign(r) {
			return r, at
		}

		at++
	}

	return 0, 0
}

// severalIDs counts the ids of a list that was not split, and names what
// separates them.
func severalIDs(text string) (n int, by string) {
	separates := func(r rune) bool { return separatorName(r) != "" }

	for part := range strings.FieldsFuncSeq(text, separates) {
		if strings.ContainsFunc(part, isLetterOrDigit) {
			n++
		}
	}

	// In "a, b" it is the comma.
	at := strings.IndexFunc(text, func(r rune) bool { return separates(r) && !unicode.IsSpace(r) })
	if at < 0 {
		at = strings.IndexFunc(strings.TrimSpace(text), separates)
		text = strings.TrimSpace(text)
	}

	if at < 0 {
		return n, ""
	}

	r, _ := utf8.DecodeRuneInString(text[at:])

	return n, separatorName(r)
}

func separatorName(r rune) string {
	switch r {
	case ',':
		return "a comma"
	case ';':
		return "a semicolon"
	case '|':
		return "a bar"
	case ' ':
		return "a blank"
	case '\t':
		return "a tab"
	case '\n', '\r':
		return "a line break"
	case '，', '、', '；', '｜':
		return wording.CharacterName(r)
	}

	if unicode.IsSpace(r) {
		return wording.CharacterName(r)
	}

	return ""
}

// escaped is a text in quotation marks, with escapes for what nobody sees, and
// for what looks like a character of ASCII. Ideographs look like nothing else.
func escaped(text string) string {
	var b strings.Builder

	b.WriteByte('"')

	for _, r := range text {
		if unicode.Is(unicode.Unified_Ideograph, r) {
			b.WriteRune(r)
			continue
		}

		quoted := strconv.QuoteToASCII(string(r))
		b.WriteString(quoted[1 : len(quoted)-1])
	}

	b.WriteByte('"')

	return b.String()
}

// excerpt shows a text escaped, and of a long one what stands around a
// character.
func excerpt(text string, at int) string {
	const most, before = 60, 30

	runes := []rune(text)
	if len(runes) <= most {
		return escaped(text)
	}

	from := min(max(0, at-before), len(runes)-most)

	shown := escaped(string(runes[from : from+most]))
	if from > 0 {
		shown = "..." + shown
	}

	if from+most < len(runes) {
		shown += "..."
	}

	return shown
}
