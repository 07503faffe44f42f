package draft

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// otherLineEnd is a character in a header that ends a line for some programs,
// and would make one row of the whole file. It is 0 if there is none.
func otherLineEnd(header []string) rune {
	for _, cell := range header {
		if at := strings.IndexAny(cell, "\v\f\u0085\u2028\u2029"); at >= 0 {
			r, _ := utf8.DecodeRuneInString(cell[at:])
			return r
		}
	}

	return 0
}

// plainProblem says what is wrong with a text that is none.
func plainProblem(err error) (wrong string, other error) {
	if e, ok := errors.AsType[*notUTF8Error](err); ok {
		advice := "Save the file as UTF-8; Excel's \"CSV UTF-8\" does."
		if e.zero {
			advice += " Where it is UTF-8, take the byte out."
		}

		return e.Error() + ". " + advice, nil
	}

	return "", err
}

// broken says where a table cannot be read, in characters: encoding/csv counts
// bytes.
func (f rowsFile) broken(err error) (wrong string, other error) {
	at, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return "", err
	}

	// A quotation that is never closed is noticed at the end of the file.
	if errors.Is(at.Err, csv.ErrQuote) && at.StartLine < at.Line {
		return fmt.Sprintf("the row that begins at line %d: a cell begins with a quotation mark and does not end with one. A cell that holds one stands in quotation marks as a whole, and has it twice.", at.StartLine), nil
	}

	place := fmt.Sprintf("line %d", at.Line)

	line, err := f.line(at.Line)
	if err == nil && at.Column > 0 && at.Column <= len(line) {
		place += fmt.Sprintf(", character %d", utf8.RuneCountInString(line[:at.Column-1])+1)
	}

	what := "a cell begins with a quotation mark and does not end with one"
	if errors.Is(at.Err, csv.ErrBareQuote) {
		what = "a quotation mark stands inside a cell that does not begin with one"
	}

	if strings.Contains(line, `="`) {
		return place + `: a cell is the formula ="...", as Excel writes a number that is to stay a text. Save the values, without = and quotation marks.`, nil
	}

	return fmt.Sprintf("%s: %s. A cell that holds one stands in quotation marks as a whole, and has it twice.", place, what), nil
}

// line reads one line again.
func (f rowsFile) line(number int) (string, error) {
	text, err := f.text()
	if err != nil {
		return "", err
	}

	reader := bufio.NewReader(text)

	for range number - 1 {
		if _, err := reader.ReadString('\n'); err != nil {
			return "", err
		}
	}

	line, err := reader.ReadString('\n')
	if errors.Is(err, io.EOF) {
		err = nil
	}

	return strings.TrimSuffix(line, "\n"), err
}
