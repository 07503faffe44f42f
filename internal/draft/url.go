package draft

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// URLProblem says what is wrong with a URL that customers or WeCom follow, or
// "". Visible characters of any language may stand in it: browsers and WeChat
// escape them. What nobody sees leads to another page than the one that was
// copied.
func URLProblem(text string) string {
	if wecom.NothingToRead(text) {
		return excerpt(text, 0) + ": nothing can be seen in it."
	}

	if wrong := severalURLs(text); wrong != "" {
		return wrong
	}

	if r, at, found := unseenCharacter(text, false); found {
		return fmt.Sprintf("%s holds %s as character %s. Take it out, or write it as urlencode() does where it is meant.", excerpt(text, at), wording.CharacterName(r), wording.Grouped(at+1))
	}

	if !beginning().MatchString(text) {
		return excerpt(text, 0) + " is not a URL that begins with http:// or https://."
	}

	if wrong := unreadable(text); wrong != "" {
		return fmt.Sprintf("%s: %s.", excerpt(text, 0), wrong)
	}

	return ""
}

func beginning() *regexp.Regexp { return regexp.MustCompile(`^(?i:https?)://`) }

// unreadable says why a URL that begins as one is none.
func unreadable(text string) string {
	u, err := url.Parse(text)

	if wrong, ok := errors.AsType[*url.Error](err); ok {
		why := strconv.QuoteToASCII(wording.Shortened(wrong.Err.Error()))
		return "it cannot be read as a URL, " + strings.ReplaceAll(why[1:len(why)-1], `\"`, `"`)
	}

	if err != nil || u.Hostname() == "" {
		return "it has no host between the slashes"
	}

	switch host := strings.ToLower(u.Hostname()); {
	case host == "http", host == "https":
		return "its host is " + host + ": the colon of a second " + host + ":// is missing"
	case !strings.HasPrefix(u.Host, "["): // an IPv6 address has been read
		if wrong := hostProblem(host); wrong != "" {
			return wrong
		}
	}

	// The digits may be any number of them.
	if port := u.Port(); port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return fmt.Sprintf("the port %s is none from 1 to 65535", wording.Shortened(port))
		}
	}

	return ""
}

// severalURLs says that a second URL stands in the place of one. Behind a slash
// or in a query it is a part of the first.
func severalURLs(text string) string {
	all := regexp.MustCompile(`(?i)https?://`).FindAllStringIndex(text, -1)
	if len(all) < 2 || all[0][0] != 0 {
		return ""
	}

	n, by, again := 1, "", 0

	for _, one := range all[1:] {
		before := strings.TrimRightFunc(text[:one[0]], unicode.IsSpace)
		last, _ := utf8.DecodeLastRuneInString(before)

		switch {
		case separatorName(last) != "":
			n, by = n+1, firstOf(by, separatorName(last))
		case len(before) < one[0]:
			blank, _ := utf8.DecodeRuneInString(text[len(before):])
			n, by = n+1, firstOf(by, separatorName(blank))
		case one[0] == all[0][1], unicode.IsLetter(last), unicode.IsDigit(last):
			again = max(again, one[0])
		}
	}

	switch {
	case n > 1:
		return fmt.Sprintf("%s URLs in one string, separated by %s: %s. Only one can stand here. Where the others are a part of the first, write them as urlencode() does.", wording.Grouped(n), by, excerpt(text, 0))
	case again > 0:
		second := beginning().FindString(text[again:])
		return fmt.Sprintf("%s: %s stands in it again as character %s. Only one URL can stand here. Where it is a part of the first, write it as urlencode() does.", excerpt(text, 0), second, wording.Grouped(utf8.RuneCountInString(text[:again])+1))
	default:
		return ""
	}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}

	return b
}

// unseenCharacter is the first character that nobody sees, and its place. What
// makes one emoji of several, or chooses its look, is seen in the emoji.
func unseenCharacter(text string, blankIsSeen bool) (r rune, at int, found bool) {
	const joiner = '\u200d'

	// A key, such as 1️⃣, is a sign with two more behind it.
	text = strings.ReplaceAll(text, "\ufe0f\u20e3", "--")

	inEmoji := false

	for _, r := range text {
		joins := r == joiner || unicode.Is(unicode.Variation_Selector, r)
		allowed := inEmoji && joins || blankIsSeen && r == ' '

		if !allowed && wecom.NothingToRead(string(r)) {
			return r, at, true
		}

		inEmoji = inEmoji && joins || unicode.In(r, unicode.So, unicode.Sk)
		at++
	}

	return 0, 0, false
}
