package draft

import "slices"

// headerAgain is what is wrong with a header in the middle of a file. It is no
// id, and to skip it would be to guess that the columns below it are the same.
const headerAgain = "it is a header, and not the first line: files were joined, or a title stands above it. Take the title out, or this line; then see that the columns below it stand as those above."

// isHeaderAgain reports whether a row is a header in the middle, such as that
// of a second file, whose ids may stand in another column.
func isHeaderAgain(cells, header []string, kind IDKind) bool {
	if len(cells) == 1 && len(header) == 1 {
		return isHeader(cells[0], kind)
	}

	names := func(cell string) bool { its, rank := headerKind(cell); return rank > 0 && its == kind }
	same := func(a, b string) bool { return plainName(a) == plainName(b) }

	return slices.ContainsFunc(cells, names) || slices.EqualFunc(cells, header, same)
}

// headerRow is such a row. It has an id, so that a table with ids of both kinds
// does not pass over it as it does over a cell that is empty.
func headerRow(line int, kind IDKind) Row {
	return Row{Line: line, ID: columnOf(kind), Wrong: headerAgain}
}
