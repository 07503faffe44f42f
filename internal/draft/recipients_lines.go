package draft

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// eachLine reads one id per line. The separator is that of a line sep=, or 0.
func (f rowsFile) eachLine(separator rune, row func(Row) bool) (wrong string, err error) {
	text, err := f.text()
	if err != nil {
		return "", err
	}

	scanner, line, isFirst := bufio.NewScanner(text), 1, true

	for ; scanner.Scan(); line++ {
		id := strings.TrimSpace(scanner.Text())
		if isNothing(id) || separator != 0 && isFirst && isSeparatorLine(id) {
			continue
		}

		if !f.kind.isLike(id) && !isFirst && isHeader(id, f.kind) {
			if !row(headerRow(line, f.kind)) {
				return "", nil
			}

			continue
		}

		// A row of a table would be one long id. Its cells may be anything, so
		// they are not shown.
		if n, by := severalIDs(id); n > 1 && !isID(id) {
			if at := f.headerBelow(scanner, id, line); at > 0 && (at > line || !isFirst) {
				return fmt.Sprintf("line %d looks like the header of a table, and other lines stand above it. The first line with something in it is taken for the header: take out what stands above.", at), nil
			}

			return fmt.Sprintf("line %d is not one id: %s ids in one string, separated by %s. %s%s", line, wording.Grouped(n), by, InFile.adviceSeveral(), adviceTable(id, separator)), nil
		}

		one := Row{Line: line, ID: id}

		if isFirst && !isID(id) {
			one.Wrong = f.kind.ProblemOf(id, InFile) + " If this line names the column, write external_userid or chat_id."
		}

		isFirst = false

		if !row(one) {
			return "", nil
		}
	}

	if errors.Is(scanner.Err(), bufio.ErrTooLong) {
		return fmt.Sprintf("line %d is longer than %s bytes, and no id is.", line, wording.Grouped(bufio.MaxScanTokenSize-1)), nil
	}

	if scanner.Err() != nil {
		return plainProblem(scanner.Err())
	}

	return "", nil
}

// isNothing reports whether a line is empty, or a row of separators.
func isNothing(line string) bool {
	return !strings.ContainsFunc(line, func(r rune) bool { return separatorName(r) == "" })
}

// isSeparatorLine reports whether a line is one that names a separator.
func isSeparatorLine(line string) bool {
	rest, _ := cutSeparatorLine([]byte(line))

	return len(rest) == 0
}

// adviceTable is for a file that may be a table. The separator is that of a
// line sep=, or 0.
func adviceTable(line string, separator rune) string {
	switch {
	case separator == 0:
		return " Or write a CSV whose header has the column, separated by commas; a first line sep=; names another separator."
	case strings.ContainsRune(line, separator):
		return " Or write a header that names the column."
	}

	name := separatorName(separator)
	if name == "" {
		name = wording.CharacterName(separator)
	}

	return fmt.Sprintf(" If it is a row of a table: the line sep= at the beginning names %s, and this line has none. Let it name what separates the columns, or take it out where they are separated by commas.", name)
}

// headerBelow is the number of the line that looks like the header of a table:
// this one, or one of the next few, which are read. It is 0 if none does. Above
// a header, exports have a title, the day, the number of rows.
func (f rowsFile) headerBelow(scanner *bufio.Scanner, line string, number int) int {
	const titles = 10

	for last := number + titles; !f.hasHeader(line); number++ {
		if number == last || !scanner.Scan() {
			return 0
		}

		line = scanner.Text()
	}

	return number
}

// hasHeader reports whether a line names the column of ids among others.
func (f rowsFile) hasHeader(line string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",;\t|", r) }), func(cell string) bool {
		kind, rank := headerKind(strings.Trim(cell, "\" "))

		return rank > 0 && kind == f.kind
	})
}
