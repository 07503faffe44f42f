package documents

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Link is a reference from a page to something else.
type Link struct {
	Line   int
	Target string
}

// Links are the links and images of the page: [text](target), [name]: target,
// and HTML. What stands in code is no link.
func (p Page) Links() []Link {
	var (
		code  = regexp.MustCompile("`[^`]*`")
		forms = []*regexp.Regexp{
			regexp.MustCompile(`\]\(<?([^()\s>]+)>?(?:\s+"[^"]*")?\)`),
			regexp.MustCompile(`^\s*\[[^\]]+\]:\s+<?([^\s>]+)`),
			regexp.MustCompile(`(?:href|src)="([^"]+)"`),
		}
		links []Link
	)

	for number, line := range strings.Split(p.Prose(), "\n") {
		line = code.ReplaceAllString(line, "")

		for _, form := range forms {
			for _, found := range form.FindAllStringSubmatch(line, -1) {
				links = append(links, Link{Line: number + 1, Target: found[1]})
			}
		}
	}

	return links
}

// Anchors are the places in the page that a link can name: headings, and HTML
// anchors. Of equal headings the second gets -1, the third -2.
func (p Page) Anchors() map[string]bool {
	var (
		heading = regexp.MustCompile(`(?m)^#{1,6}[ \t]+(.*?)[ \t]*#*$`)
		named   = regexp.MustCompile(`<a\s+(?:id|name)="([^"]+)"`)
		anchors = map[string]bool{}
		seen    = map[string]int{}
		prose   = p.Prose()
	)

	for _, found := range named.FindAllStringSubmatch(prose, -1) {
		anchors[found[1]] = true
	}

	for _, found := range heading.FindAllStringSubmatch(prose, -1) {
		anchor := anchorOf(found[1])
		seen[anchor]++

		if n := seen[anchor] - 1; n > 0 {
			anchor += "-" + strconv.Itoa(n)
		}

		anchors[anchor] = true
	}

	return anchors
}

// anchorOf makes the anchor of a heading as GitHub does: lower case, without
// punctuation, a hyphen for each space. Letters of every script stay.
func anchorOf(heading string) string {
	markup := regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)|<[^>]*>`)

	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', r == '_', unicode.IsLetter(r), unicode.IsMark(r), unicode.IsNumber(r):
			return unicode.ToLower(r)
		default:
			return -1
		}
	}, markup.ReplaceAllString(heading, "$1"))
}
