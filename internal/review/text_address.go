package review

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// hostEnds end a host, and what stands behind one may begin another. A path may
// have them; a phone may see it otherwise.
const hostEnds = ",;!()[]{}*|^`"

// addressesIn are the hosts of web pages to which a text leads, each as an
// address without a path: those behind http:// or https://, and names that can
// be a host of the internet, of which a phone makes links as well. Where one
// link ends and another begins every phone sees a bit otherwise, so rather one
// too many is found.
func addressesIn(text string) []string {
	var found []string

	for piece := range strings.FieldsFuncSeq(text, endsAddress) {
		found = append(found, addressesOf(piece)...)
	}

	return found
}

// endsAddress reports whether a character is in no address: blanks of all
// kinds, what nobody sees, quotation marks, the marks of a Chinese sentence,
// and pictures.
func endsAddress(r rune) bool {
	return unicode.In(r, unicode.Z, unicode.C, unicode.So) || strings.ContainsRune(`"'<>`, r) ||
		r > unicode.MaxASCII && unicode.IsPunct(r)
}

// addressesOf are those of a piece of text without anything that ends one.
func addressesOf(piece string) []string {
	scheme := regexp.MustCompile(`(?i)https?://`)

	at := scheme.FindStringIndex(piece)
	if at == nil {
		return namesIn(piece)
	}

	found, rest := namesIn(piece[:at[0]]), piece[at[1]:]
	host, behind := cutHost(rest)

	if host = strings.TrimRight(host, ".,:!?_~*|'"); host != "" {
		found = append(found, "http://"+host)
	}

	// A path may hold what looks like a name: c.zip. What follows it may not.
	end := len(regexp.MustCompile("^" + pathChars).FindString(behind))
	if nested := scheme.FindStringIndex(behind[:end]); nested != nil {
		end = nested[0]
	}

	return append(found, addressesOf(behind[end:])...)
}

// pathChars are a path, query and fragment, up to a mark or a letter that no
// address has as it is.
const pathChars = `[/?#:\\][A-Za-z0-9\-._~:/?#@$&'+=%\\]*`

// cutHost cuts the host off what stands behind the scheme. A user name before
// an @ leads elsewhere than it looks.
func cutHost(rest string) (host, behind string) {
	end := strings.IndexAny(rest, `/?#\`)
	if end < 0 {
		end = len(rest)
	}

	begin := strings.LastIndex(rest[:end], "@") + 1
	host = rest[begin:end]

	if i := strings.IndexAny(host, hostEnds); i > 0 {
		host = host[:i]
	}

	// Behind a name in Latin letters a Chinese sentence may go on.
	latin := regexp.MustCompile(`^[A-Za-z0-9.-]+`).FindString(host)
	if len(latin) < len(host) && host[len(latin)] >= 0x80 && isOfTheInternet(latin) {
		host = latin
	}

	return host, rest[begin+len(host):]
}

// namesIn are the addresses of bare names.
func namesIn(text string) []string {
	var found []string

	// A name in letters of an alphabet ends where Chinese begins. All alphabets
	// count as one: a letter that looks like a Latin one makes another name.
	for _, label := range []string{`[\p{Latin}\p{Cyrillic}\p{Greek}\p{Armenian}\p{Hebrew}\p{Arabic}0-9-]`, `[\pL\pN-]`} {
		names := regexp.MustCompile(`(?i)((?:` + label + `+\.)+` + label + `{2,})(?:` + pathChars + `)?`)

		text = names.ReplaceAllStringFunc(text, func(match string) string {
			name := hostIn(names.FindStringSubmatch(match)[1])
			if name == "" {
				return match
			}

			found = append(found, "http://"+name)

			return " "
		})
	}

	return found
}

// hostIn is the host of the internet that a name is, or that it begins with up
// to a hyphen: a sentence may go on behind one. It is empty if there is none.
func hostIn(name string) string {
	for {
		if isOfTheInternet(name) {
			return strings.ToLower(name)
		}

		i := strings.LastIndexByte(name, '-')
		if i < 0 || strings.ContainsRune(name[i:], '.') {
			return ""
		}

		name = name[:i]
	}
}

// isOfTheInternet reports whether a name ends in a domain that can be had: a
// name such as price.pdf does not.
func isOfTheInternet(name string) bool {
	ascii, err := idna.ToASCII(strings.ToLower(name))
	if err != nil {
		return false
	}

	suffix, isICANN := publicsuffix.PublicSuffix(ascii)

	return isICANN && suffix != ascii
}
