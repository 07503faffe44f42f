package documents_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
)

// A page in two languages has the same tables in both: as many, of as many
// rows, with the same code in each row, and the same numbers in cells that
// begin with one.
func TestTables_areTheSameInBothLanguages(t *testing.T) {
	pages := map[string]documents.Page{}
	for _, page := range written(t) {
		pages[page.Path] = page
	}

	compared, rows := 0, 0

	for path, page := range pages {
		before, isChinese := strings.CutSuffix(path, "-zh.md")
		if !isChinese || !page.Generated() {
			continue
		}

		english := pages[before+".md"].Tables()
		if before == "docs/guides/what-happens-when" {
			english = pages["docs/resources/mass_message.md"].Tables("Sending again", "What happens when")
		}

		compared++

		for _, problem := range otherTables(english, page.Tables()) {
			t.Errorf("%s: %s", path, problem)
		}

		for _, table := range english {
			rows += len(table)
		}
	}

	t.Logf("report: %d rows of %d pages in two languages", rows, compared)

	if compared < 8 || rows < 150 {
		t.Errorf("only %d rows of %d pages were compared", rows, compared)
	}
}

// otherTables are the differences between the tables of two languages.
func otherTables(english, chinese []documents.Table) []string {
	if len(english) != len(chinese) {
		return []string{fmt.Sprintf("%d tables, want %d", len(chinese), len(english))}
	}

	var problems []string

	say := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }

	for i, table := range english {
		if len(table) != len(chinese[i]) {
			say("%d rows in the table of %q, want %d", len(chinese[i]), table[0], len(table))
			continue
		}

		for j, row := range table {
			other := chinese[i][j]

			switch {
			case len(row) != len(other):
				say("%d cells in the row %q, want %d", len(other), row[0], len(row))
			case !slices.Equal(code(row), code(other)):
				say("the row %q has the code %q, want %q", row[0], code(other), code(row))
			}

			for k := range min(len(row), len(other)) {
				if a, b := counts(row[k]), counts(other[k]); a != nil && b != nil && !slices.Equal(a, b) {
					say("the row %q says %q, want %q", row[0], other[k], row[k])
				}
			}
		}
	}

	return problems
}

var (
	codeSpan = regexp.MustCompile("`([^`]+)`")
	count    = regexp.MustCompile(`^[0-9]`)
	number   = regexp.MustCompile(`[0-9]+`)
)

// code is what a row has as code, each once.
func code(row []string) []string {
	spans := codeSpan.FindAllString(strings.Join(row, " "), -1)
	slices.Sort(spans)

	return slices.Compact(spans)
}

// counts are the numbers of a cell that begins with one: how many messages are
// sent. Languages differ in their order.
func counts(cell string) []string {
	if !count.MatchString(cell) {
		return nil
	}

	return slices.Sorted(slices.Values(number.FindAllString(cell, -1)))
}

func TestTables_aDifferenceIsFound(t *testing.T) {
	const page = "## A\n\n| it is `x` \\| `y` | 1, then 2 |\n| --- | --- |\n| lost | 0 |\n\nText\n\n| a |\n| --- |\n"

	tables := func(text string) []documents.Table { return documents.Page{Text: text}.Tables() }

	if got := otherTables(tables(page), tables(page)); len(got) > 0 {
		t.Errorf("%q of equal pages", got)
	}

	if got := (documents.Page{Text: page + "\n## B\n\n| b |\n"}).Tables("B"); len(got) != 1 {
		t.Errorf("%d tables below one heading, want 1", len(got))
	}

	for _, c := range [][2]string{{"`x`", "`z`"}, {"then 2", "then 3"}, {"| 0 |", "| 1 |"}, {"| lost | 0 |\n", ""}, {"| a |\n| --- |\n", ""}, {"lost | 0", "lost"}} {
		if got := otherTables(tables(page), tables(strings.Replace(page, c[0], c[1], 1))); len(got) != 1 {
			t.Errorf("%q instead of %q: %q", c[1], c[0], got)
		}
	}
}
