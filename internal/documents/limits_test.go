package documents_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
)

// fact is what pages say with numbers, and which numbers they have to be.
type fact struct {
	// words is a pattern in which # stands for a number.
	words string
	// under is a part of the heading above, for words that mean another thing
	// elsewhere.
	under string
	want  []int
}

// numeral is a number as the pages write it, in groups of three digits.
const numeral = `(\d+(?:,\d{3})*(?:\.\d+)?)`

// patterns are those that are compiled: each page asks for all of them.
var patterns sync.Map

func pattern(words string) *regexp.Regexp {
	if compiled, ok := patterns.Load(words); ok {
		return compiled.(*regexp.Regexp)
	}

	compiled, _ := patterns.LoadOrStore(words, regexp.MustCompile(strings.ReplaceAll(words, "#", `\b`+numeral)))

	return compiled.(*regexp.Regexp)
}

// places are where a part begins in a text.
func places(text, part string) []int {
	var all []int

	for from := 0; ; {
		at := strings.Index(text[from:], part)
		if at < 0 {
			return all
		}

		all = append(all, from+at)
		from += at + len(part)
	}
}

// suspicious are the forms in which a limit is told. A number in such a form
// has to be in one of the tables.
var suspicious = []*regexp.Regexp{
	pattern(`# ?(?:bytes?|characters|[KMG]B\b|字节|字符|个字|个汉字)`),
	pattern(`(?i:at most|up to|more than|fewer than|less than|over|within|limit of|limit is|takes|allows) #`),
	pattern(`(?:最多|至多|最长|最大|不超过|不得超过|超过|多于|上限[为是]?|限[制为]) ?#`),
	pattern(`# to #`),
	pattern(`# (?:or more|or fewer|at a time)`),
	pattern(`# ?(?:至|到|~) ?#`),
	pattern(`# ?(?:(?:seconds?|minutes?|hours?|days?|weeks?|months?|ms|[smh])\b|秒|分钟|小时|天|个月)`),
	pattern(`# (?:customer|group|member|recipient|id|attachment|message|image|reminder|row|tag|page|time)s?\b`),
	pattern(`# ?(?:位|个|条|人|张|次|倍)`),
	regexp.MustCompile(`\b(\d{1,3}(?:,\d{3})+)`),
}

// judge tells what is wrong with the numbers of a page: those that differ from
// the facts, and those that no table knows. The tables' entries that it used go
// into used.
func judge(page documents.Page, facts []fact, others map[string]string, used map[string]bool) []string {
	var (
		text     = strings.ReplaceAll(page.Text, "\n", " ")
		headings = headingAbove(page)
		line     = func(at int) int { return strings.Count(page.Text[:at], "\n") + 1 }
		known    = map[int]bool{} // where numbers begin that a table knows
		wrong    []string
	)

	for _, f := range facts {
		for _, found := range pattern(f.words).FindAllStringSubmatchIndex(text, -1) {
			if !strings.Contains(headings[line(found[0])], f.under) {
				continue
			}

			used[f.under+f.words] = true

			for i, want := range f.want {
				start, end := found[2*i+2], found[2*i+3]
				known[start] = true

				if got := strings.ReplaceAll(text[start:end], ",", ""); got != strconv.Itoa(want) {
					wrong = append(wrong, fmt.Sprintf("%s:%d: %q, want %d", page.Path, line(start), text[found[0]:found[1]], want))
				}
			}
		}
	}

	for other := range others {
		for _, found := range places(text, other) {
			used[other] = true

			for _, digits := range pattern(numeral).FindAllStringIndex(other, -1) {
				known[found+digits[0]] = true
			}
		}
	}

	for _, n := range suspects(text) {
		if !known[n.start] {
			wrong = append(wrong, fmt.Sprintf("%s:%d: %q: where does this number come from?", page.Path, line(n.start), n.words))
		}
	}

	return wrong
}

// suspect is a number in the form of a limit, and where it stands in a text.
type suspect struct {
	start, end int
	words      string
}

func suspects(text string) []suspect {
	all := map[int]suspect{}

	for _, form := range suspicious {
		for _, found := range form.FindAllStringSubmatchIndex(text, -1) {
			for group := 2; group < len(found); group += 2 {
				all[found[group]] = suspect{start: found[group], end: found[group+1], words: text[found[0]:found[1]]}
			}
		}
	}

	return slices.SortedFunc(maps.Values(all), func(a, b suspect) int { return a.start - b.start })
}

// headingAbove is the heading under which each line stands, by line number.
func headingAbove(page documents.Page) map[int]string {
	above := map[int]string{}
	heading := ""

	for number, line := range strings.Split(page.Prose(), "\n") {
		if strings.HasPrefix(line, "#") {
			heading = line
		}

		above[number+1] = heading
	}

	return above
}

// shownPages are the pages that users read.
func shownPages(t *testing.T) []documents.Page {
	t.Helper()

	return slices.DeleteFunc(written(t), func(page documents.Page) bool {
		forUsers := strings.HasPrefix(page.Path, "docs/") || strings.HasPrefix(page.Path, "templates/") ||
			strings.HasPrefix(page.Path, "README") || page.Path == "CHANGELOG.md"

		return !forUsers
	})
}

// Every number that pages state as a limit is that of the client, and every
// other number in the form of a limit is known.
func TestLimits_pagesStateThemAsTheClientHasThem(t *testing.T) {
	facts, others, used := statedLimits(t), otherNumbers(), map[string]bool{}

	for _, page := range shownPages(t) {
		for _, wrong := range judge(page, facts, others, used) {
			t.Error(wrong)
		}
	}

	for _, f := range facts {
		if !used[f.under+f.words] {
			t.Errorf("no page says %q (%s)", f.words, f.under)
		}
	}

	for other := range others {
		if !used[other] {
			t.Errorf("no page says %q", other)
		}
	}
}

// near is how many bytes on either side of a number are judged with it, more
// than any statement of a limit has. The rest of a page of 60 kB would only
// take time.
const near = 600

// The positive control: whatever number in the form of a limit is changed, in
// whatever page, it is found.
func TestLimits_aChangedPageIsFound(t *testing.T) {
	facts, others, changed := statedLimits(t), otherNumbers(), 0

	for _, page := range shownPages(t) {
		headings := headingAbove(page)

		for _, n := range suspects(page.Text) {
			before, after := page.Text[max(0, n.start-near):n.start], page.Text[n.end:min(len(page.Text), n.end+near)]
			heading := headings[strings.Count(page.Text[:n.start], "\n")+1] + "\n"
			wrong := func(number string) int {
				return len(judge(documents.Page{Text: heading + before + number + after}, facts, others, map[string]bool{}))
			}

			changed++

			if wrong("7654") <= wrong(page.Text[n.start:n.end]) {
				t.Errorf("%s: %q may say 7654", page.Path, n.words)
			}
		}
	}

	t.Logf("report: %d numbers in pages, each found when it is changed", changed)
}

// The positive control: whatever limit is changed in the code, a page is found
// to be wrong.
func TestLimits_aChangedLimitIsFound(t *testing.T) {
	facts, others, pages := statedLimits(t), otherNumbers(), shownPages(t)

	for _, f := range facts {
		for i := range f.want {
			changed := f
			changed.want = slices.Clone(f.want)
			changed.want[i]++

			found := slices.ContainsFunc(pages, func(page documents.Page) bool {
				return pattern(f.words).MatchString(strings.ReplaceAll(page.Text, "\n", " ")) &&
					len(judge(page, []fact{changed}, others, map[string]bool{})) > len(judge(page, []fact{f}, others, map[string]bool{}))
			})
			if !found {
				t.Errorf("%q (%s): no page is wrong when number %d is another", f.words, f.under, i+1)
			}
		}
	}

	t.Logf("report: %d statements of limits, each found when the limit is changed", len(facts))
}
