package documents

import (
	"regexp"
	"strings"
)

// Table is a table of a page: its rows, the head among them.
type Table [][]string

// Tables are the tables below some headings of the second level, or all of the
// page if none is named.
func (p Page) Tables(headings ...string) []Table {
	var (
		cells  = regexp.MustCompile(`\\.|\|`)
		tables []Table
		inside = len(headings) == 0
		open   bool
	)

	_, prose := p.split()

	for line := range strings.SplitSeq(prose, "\n") {
		if heading, found := strings.CutPrefix(line, "## "); found && len(headings) > 0 {
			inside = strings.Contains("\n"+strings.Join(headings, "\n")+"\n", "\n"+heading+"\n")
		}

		row, found := strings.CutPrefix(line, "|")
		if !inside || !found {
			open = false
			continue
		}

		if !open {
			tables = append(tables, nil)
			open = true
		}

		// A bar behind a backslash ends no cell.
		var cut []string

		from := 0

		for _, at := range cells.FindAllStringIndex(row, -1) {
			if row[at[0]] == '|' {
				cut = append(cut, strings.TrimSpace(row[from:at[0]]))
				from = at[1]
			}
		}

		last := len(tables) - 1
		tables[last] = append(tables[last], cut)
	}

	return tables
}
