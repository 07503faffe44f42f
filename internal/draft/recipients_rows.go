package draft

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// Row is a row of a recipients file, or what is wrong with it.
type Row struct {
	Line  int
	ID    string
	Wrong string
	// Sender is who sends, where HasSender says that there is such a column.
	Sender    string
	HasSender bool
	// Overlooked is a column that may name who sends, and is not read.
	Overlooked string
}

// rowsFile is what is read of a recipients file.
type rowsFile struct {
	// open gives its bytes, from the beginning, each time anew.
	open func() (io.Reader, error)
	kind IDKind
	// withSender looks for a column that names who sends.
	withSender bool
}

// each reads one id per line, or the columns of a CSV with a header, and gives
// the rows, one after the other, as long as row wants more. It takes what
// spreadsheets write: a byte order mark, any line ends, a sep= line, rows of
// any length and blanks around everything.
func (f rowsFile) each(row func(Row) bool) (wrong string, err error) {
	reader, err := f.rows()
	if err != nil {
		return "", err
	}

	header, line, err := reader.next()

	header = slices.Clone(header) // the rows after it take its place
	for len(header) > 1 && header[len(header)-1] == "" {
		header = header[:len(header)-1]
	}

	if _, isNoText := errors.AsType[*notUTF8Error](err); isNoText {
		return plainProblem(err)
	}

	if r := otherLineEnd(header); r != 0 {
		return fmt.Sprintf("line %d holds %s, which no spreadsheet takes for a line end. Write a line feed where a row ends.", line, wording.CharacterName(r)), nil
	}

	if err != nil || len(header) == 1 && !isHeader(header[0], f.kind) {
		return f.eachLine(reader.separator, row)
	}

	at, sender := 0, -1

	if len(header) > 1 || !isBareName(header[0], f.kind) {
		if at, wrong = idColumn(header, f.kind); wrong == "" && f.withSender {
			sender, wrong = senderColumn(header, f.kind)
		}

		if wrong != "" {
			return fmt.Sprintf("line %d: %s", line, wrong), nil
		}
	}

	if f.withSender && sender < 0 {
		row = overlooking(overlookedSender(header, at), row)
	}

	wrong, err = reader.columns(at, sender, header, line, f.kind, row)

	if wrong == "" && errors.As(err, new(*csv.ParseError)) {
		wrong, err = f.broken(err)
	}

	return wrong, err
}

// text is the file as plain text.
func (f rowsFile) text() (*plainText, error) {
	raw, err := f.open()
	if err != nil {
		return nil, err
	}

	return newPlainText(raw), nil
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
	csv       *csv.Reader
	text      *plainText
	separator rune // that of a line sep=, or 0
}

// rows reads the file as a table.
func (f rowsFile) rows() (rowReader, error) {
	text, err := f.text()
	if err != nil {
		return rowReader{}, err
	}

	begin := bufio.NewReaderSize(text, 64<<10)

	// What is wrong with the beginning is found again when it is read.
	first, _ := begin.Peek(4 << 10)
	rest, separator := cutSeparatorLine(first)
	whole := io.MultiReader(bytes.NewReader(bytes.Clone(rest)), begin)

	if _, err := begin.Discard(len(first)); err != nil {
		return rowReader{}, err
	}

	reader := csv.NewReader(whole)
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	reader.TrimLeadingSpace = !unicode.IsSpace(separator)

	if separator != 0 && separator != '"' && separator != utf8.RuneError {
		reader.Comma = separator
	}

	return rowReader{reader, text, separator}, nil
}

// next is the next row with something in it, its cells without the blanks
// around them, and its line. The cells are those of this row until the next.
func (r rowReader) next() (cells []string, line int, err error) {
	for {
		r.text.beginRow()

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

// columns reads the column of ids, and that of senders if it is one. headerLine
// is the line of the header.
func (r rowReader) columns(at, sender int, header []string, headerLine int, kind IDKind, row func(Row) bool) (wrong string, err error) {
	// No name of a column looks like an id, so nearly no row is looked at.
	isID := func(cells []string) bool { return at < len(cells) && kind.isLike(cells[at]) }

	for last := headerLine; ; {
		cells, line, err := r.next()

		switch {
		case errors.Is(err, io.EOF):
			return "", nil
		case errors.Is(err, errLongRow):
			return fmt.Sprintf("the row after line %d is longer than 1 MiB. Does a cell begin with a quotation mark that nothing closes?", last), nil
		case err != nil:
			return plainProblem(err)
		}

		last = line
		one := Row{Line: line, HasSender: sender >= 0}

		switch {
		case !isID(cells) && isHeaderAgain(cells, header, kind):
			one = headerRow(line, kind)
		case at >= len(cells):
			one.Wrong = fmt.Sprintf("the row ends before the column %s. %s", columnOf(kind), InFile.adviceEmpty())
		default:
			one.ID = cells[at]
			one.Line, _ = r.csv.FieldPos(at) // a cell before it may have several lines
		}

		if sender >= 0 && sender < len(cells) {
			one.Sender = cells[sender]
		}

		if !row(one) {
			return "", nil
		}
	}
}
