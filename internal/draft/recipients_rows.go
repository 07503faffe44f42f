package draft

import (
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
		return parseLines(raw, separator, kind)
	}

	at := 0

	if len(header) > 1 || !isBareName(header[0], kind) {
		if at, wrong = idColumn(header, kind); wrong != "" {
			return nil, fmt.Sprintf("line %d: %s", line, wrong)
		}
	}

	return reader.column(at, header, kind)
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
//
// Without such a line the separator is 0.
func cutSeparatorLine(raw []byte) (rest []byte, separator rune) {
	start := len(raw) - len(bytes.TrimLeft(raw, "\n"))
	line, _, _ := bytes.Cut(raw[start:], []byte("\n"))

	const mark = "sep="

	text := strings.TrimLeft(string(line), "\" ")
	if len(text) < len(mark) || !strings.EqualFold(text[:len(mark)], mark) {
		return raw, 0
	}

	separator, size := ',', 0
	if text = text[len(mark):]; text != "" {
		separator, size = utf8.DecodeRuneInString(text)
	}

	// A column that is named so is none.
	if strings.Trim(text[size:], "\",; \t"+string(separator)) != "" {
		return raw, 0
	}

	return append(bytes.Repeat([]byte("\n"), start), raw[start+len(line):]...), separator
}

// rowReader reads the rows of a CSV that have something in them.
type rowReader struct {
	csv *csv.Reader
	raw []byte
}

func newRowReader(raw []byte, separator rune) rowReader {
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.FieldsPerRecord = -1
	reader.TrimLeadingSpace = !unicode.IsSpace(separator)

	if separator != 0 && separator != '"' && separator != utf8.RuneError {
		reader.Comma = separator
	}

	return rowReader{reader, raw}
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

// column are the cells of one column.
func (r rowReader) column(at int, header []string, kind IDKind) (rows []fileRow, wrong string) {
	// No name of a column looks like an id, so nearly no row is looked at.
	isID := func(cells []string) bool { return at < len(cells) && kind.isLike(cells[at]) }

	for {
		cells, line, err := r.next()

		switch {
		case errors.Is(err, io.EOF):
			return rows, ""
		case err != nil:
			return nil, r.broken(err)
		case !isID(cells) && isHeaderAgain(cells, header, kind):
			rows = append(rows, headerRow(line, kind))
		case at >= len(cells):
			rows = append(rows, fileRow{line: line, wrong: fmt.Sprintf("the row ends before the column %s. %s", columnOf(kind), InFile.adviceEmpty())})
		default:
			rows = append(rows, fileRow{line: line, id: cells[at]})
		}
	}
}

// broken says where a table cannot be read, in characters: encoding/csv counts
// bytes.
func (r rowReader) broken(err error) string {
	wrong, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return fmt.Sprintf("%s.", err)
	}

	// A quotation that is never closed is noticed at the end of the file.
	if errors.Is(wrong.Err, csv.ErrQuote) && wrong.StartLine < wrong.Line {
		return fmt.Sprintf("the row that begins at line %d: a cell begins with a quotation mark and does not end with one. A cell that holds one stands in quotation marks as a whole, and has it twice.", wrong.StartLine)
	}

	place := fmt.Sprintf("line %d", wrong.Line)

	lines := bytes.Split(r.raw, []byte("\n"))
	if i := wrong.Line - 1; i < len(lines) && wrong.Column > 0 && wrong.Column <= len(lines[i]) {
		place += fmt.Sprintf(", character %d", utf8.RuneCount(lines[i][:wrong.Column-1])+1)
	}

	what := "a cell begins with a quotation mark and does not end with one"
	if errors.Is(wrong.Err, csv.ErrBareQuote) {
		what = "a quotation mark stands inside a cell that does not begin with one"
	}

	return fmt.Sprintf("%s: %s. A cell that holds one stands in quotation marks as a whole, and has it twice.", place, what)
}
