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
	const end = `[^\s"'<>，。；、！？：（）《》“”【】]`

	var found []string

	rest := regexp.MustCompile(`(?i)https?://`+end+`+`).ReplaceAllStringFunc(text, func(address string) string {
		found = append(found, address)

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

			found = append(found, "http://"+name)

			return " "
		})
	}

	return found
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
