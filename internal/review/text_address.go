package review

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// addressesIn are the addresses of web pages that stand in a text: those that
// begin with http:// or https://, and names that can be a host of the internet,
// of which a phone makes links as well.
func addressesIn(text string) []string {
	const end = `[^\s"'<>，。；、！？：（）《》“”【】…「」『』〈〉’‘]`

	var found []string

	rest := regexp.MustCompile(`(?i)https?://`+end+`+`).ReplaceAllStringFunc(text, func(address string) string {
		found = append(found, withoutMarks(address))

		return " "
	})

	// A name in Latin letters ends where Chinese begins.
	for _, label := range []string{`[a-z0-9-]`, `[\pL\pN-]`} {
		names := regexp.MustCompile(`(?i)(?:` + label + `+\.)+` + label + `{2,}(?:[/?:#]` + end + `*)?`)

		rest = names.ReplaceAllStringFunc(rest, func(name string) string {
			u, err := url.Parse("http://" + name)
			if err != nil || !isOfTheInternet(u.Hostname()) {
				return name
			}

			found = append(found, withoutMarks("http://"+name))

			return " "
		})
	}

	return found
}

// withoutMarks is an address without the marks of the sentence around it: at
// its end, and where no host goes on. A user name before an @ is left: with it
// another host is meant.
func withoutMarks(address string) string {
	const marks = ".,;:!?)]}*_~|'"

	address = strings.TrimRight(address, marks)
	scheme, rest, _ := strings.Cut(address, "://")
	host := regexp.MustCompile(`^[^/?#]*`).FindString(rest)

	if at := strings.IndexAny(host, ",;!()[]{}*|"); at > 0 && !strings.Contains(host, "@") {
		return scheme + "://" + host[:at]
	}

	return address
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
