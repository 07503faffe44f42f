package wording

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// HardToSee names the difference between two texts that look alike: a blank
// more, another kind of blank, an emoji with another variant, a letter that is
// composed otherwise. It is empty where a reader sees it without help.
func HardToSee(before, after string) string {
	if before == after || visible(before) != visible(after) {
		return ""
	}

	start, was, is := difference([]rune(before), []rune(after))

	return fmt.Sprintf("from character %s on, %s was there and %s is", Grouped(start+1), escaped(was), escaped(is))
}

// ShowsMuch reports whether what [HardToSee] names is long, so that it would
// show a secret.
func ShowsMuch(before, after string) bool {
	const few = 4

	_, was, is := difference([]rune(before), []rune(after))

	return len(was) > few || len(is) > few
}

// difference is where two texts begin to differ, and what each has from there
// to where they agree again.
func difference(a, b []rune) (start int, was, is []rune) {
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}

	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}

	return start, a[start : len(a)-end], b[start : len(b)-end]
}

// maxEscaped is how many characters of a difference are shown, half of them
// from either end.
const maxEscaped = 60

func escaped(text []rune) string {
	if len(text) <= maxEscaped {
		return strconv.QuoteToASCII(string(text))
	}

	return fmt.Sprintf("%s ... %s (%s characters)",
		strconv.QuoteToASCII(string(text[:maxEscaped/2])), strconv.QuoteToASCII(string(text[len(text)-maxEscaped/2:])), Grouped(len(text)))
}

// visible is what a reader sees of a text at a glance.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.C, r) || unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}

		return r
	}, norm.NFKC.String(text))
}
