package draft

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fileRow is an id in a recipients file, or what is wrong with its row.
type fileRow struct {
	line  int
	id    string
	wrong string
}

// parseRecipients reads one id per line, or the column of a CSV with a header.
// It takes what spreadsheets write: a byte order mark, any line ends, a sep=
// line, rows of any length and blanks around everything.
func parseRecipients(raw []byte, kind IDKind) (rows []fileRow, wrong string) {
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF"))
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))

	if line := lineNotUTF8(raw); line > 0 {
		return nil, fmt.Sprintf("line %d is not UTF-8. Save the file as UTF-8; Excel's \"CSV UTF-8\" does.", line)
	}

	raw, separator := cutSeparatorLine(raw)

	reader := newRowReader(raw, separator)

	header, line, err := reader.next()
	for len(header) > 1 && header[len(header)-1] == "" {
		header = header[:len(header)-1]
	}

	if err != nil || len(header) == 1 && !isHeader(header[0], kind) {
		return parseLines(raw)
	}

	at := 0

	if len(header) > 1 || !isBareName(header[0], kind) {
		if at, wrong = idColumn(header, kind); wrong != "" {
			return nil, fmt.Sprintf("line %d: %s", line, wrong)
		}
	}

	return reader.column(at, columnOf(kind))
}

// isHeader reports whether the only cell of the first line names a column. That
// of the other kind of ids is a header as well: the wrong one.
func isHeader(cell string, kind IDKind) bool {
	_, rank := headerKind(cell)

	return rank > 0 || isBareName(cell, kind)
}

// cutSeparatorLine reads the line sep=; that Excel understands and writes
// before the header. It stays as an empty one, so that lines keep their
// numbers.
func cutSeparatorLine(raw []byte) (rest []byte, separator rune) {
	start := len(raw) - len(bytes.TrimLeft(raw, "\n"))
	line, _, _ := bytes.Cut(raw[start:], []byte("\n"))

	const mark = "sep="

	text := strings.TrimLeft(string(line), "\" ")
	if len(text) < len(mark) || !strings.EqualFold(text[:len(mark)], mark) {
		return raw, ','
	}

	separator, size := ',', 0
	if text = text[len(mark):]; text != "" {
		separator, size = utf8.DecodeRuneInString(text)
	}

	// A column that is named so is none.
	if strings.Trim(text[size:], "\",; \t"+string(separator)) != "" {
		return raw, ','
	}

	return append(bytes.Repeat([]byte("\n"), start), raw[start+len(line):]...), separator
}

// rowReader reads the rows of a CSV that have something in them.
type rowReader struct {
	csv *csv.Reader
}

func newRowReader(raw []byte, separator rune) rowReader {
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.FieldsPerRecord = -1
	reader.TrimLeadingSpace = !unicode.IsSpace(separator)

	if separator != '"' && separator != utf8.RuneError {
		reader.Comma = separator
	}

	return rowReader{reader}
}

// next is the next row with something in it, its cells without the blanks
// around them, and its line.
func (r rowReader) next() (cells []string, line int, err error) {
	for {
		cells, err := r.csv.Read()
		if err != nil {
			return nil, 0, err
		}

		empty := true

		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
			empty = empty && cells[i] == ""
		}

		if !empty {
			line, _ := r.csv.FieldPos(0)
			return cells, line, nil
		}
	}
}

func (r rowReader) column(at int, name string) (rows []fileRow, wrong string) {
	for {
		cells, line, err := r.next()

		switch {
		case errors.Is(err, io.EOF):
			return rows, ""
		case err != nil:
			// The text of encoding/csv names the line.
			return nil, fmt.Sprintf("%s.", err)
		case at >= len(cells):
			rows = append(rows, fileRow{line: line, wrong: fmt.Sprintf("the row ends before the column %s. %s", name, InFile.adviceEmpty())})
		default:
			rows = append(rows, fileRow{line: line, id: cells[at]})
		}
	}
}

// parseLines reads one id per line.
func parseLines(raw []byte) (rows []fileRow, wrong string) {
	scanner := bufio.NewScanner(bytes.NewReader(raw))
	line := 1

	for ; scanner.Scan(); line++ {
		id := strings.TrimSpace(scanner.Text())
		if id == "" {
			continue
		}

		if isID(id) {
			rows = append(rows, fileRow{line: line, id: id})
			continue
		}

		// A row of a table whose columns are separated in another way than by
		// commas would be one long id.
		if n, _ := severalIDs(id); n > 1 {
			return nil, fmt.Sprintf("line %d is not one id: %s Or write a CSV whose header has the column, separated by commas; a first line sep=; names another separator.", line, IDProblem(id, InFile))
		}

		row := fileRow{line: line, id: id}

		if len(rows) == 0 {
			row.wrong = IDProblem(id, InFile) + " If this line names the column, write external_userid or chat_id."
		}

		rows = append(rows, row)
	}

	if err := scanner.Err(); err != nil {
		return nil, fmt.Sprintf("line %d is too long for an id: %s.", line, err)
	}

	return rows, ""
}
