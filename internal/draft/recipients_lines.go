package draft

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// parseLines reads one id per line.
func parseLines(raw []byte, separator rune, kind IDKind) (rows []fileRow, wrong string) {
	scanner := bufio.NewScanner(bytes.NewReader(raw))
	line := 1

	for ; scanner.Scan(); line++ {
		id := strings.TrimSpace(scanner.Text())
		if id == "" {
			continue
		}

		if !kind.isLike(id) && len(rows) > 0 && isHeader(id, kind) {
			rows = append(rows, headerRow(line, kind))
			continue
		}

		if isID(id) {
			rows = append(rows, fileRow{line: line, id: id})
			continue
		}

		// A row of a table would be one long id. Its cells may be anything, so
		// they are not shown.
		if n, by := severalIDs(id); n > 1 {
			return nil, fmt.Sprintf("line %d is not one id: %s ids in one string, separated by %s. %s%s", line, wording.Grouped(n), by, InFile.adviceSeveral(), adviceTable(id, separator))
		}

		row := fileRow{line: line, id: id}

		if len(rows) == 0 {
			row.wrong = kind.ProblemOf(id, InFile) + " If this line names the column, write external_userid or chat_id."
		}

		rows = append(rows, row)
	}

	// It reads from memory, so nothing else can be wrong.
	if scanner.Err() != nil {
		return nil, fmt.Sprintf("line %d is longer than %s bytes, and no id is.", line, wording.Grouped(bufio.MaxScanTokenSize-1))
	}

	return rows, ""
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
