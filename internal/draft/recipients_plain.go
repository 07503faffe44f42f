package draft

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"unicode/utf8"
)

// maxRowBytes is the most that one row of a table may have. A cell whose
// quotation mark is never closed would be all the rest of the file.
const maxRowBytes = 1 << 20

var errLongRow = errors.New("a row is too long")

// notUTF8Error says where a text is none, and whether a zero byte tells it.
type notUTF8Error struct {
	line int
	zero bool
}

func (e *notUTF8Error) Error() string {
	if e.zero {
		return fmt.Sprintf("line %d holds a zero byte (U+0000), as UTF-16 has them", e.line)
	}

	return fmt.Sprintf("line %d is not UTF-8", e.line)
}

// plainText reads a text with line feeds as line ends, whatever they are in the
// file, and without a byte order mark. It holds no more than a piece of it.
type plainText struct {
	from    io.Reader
	piece   []byte
	rest    []byte // of the piece, not read yet
	tail    []byte // the beginning of a character that the next piece ends
	begun   bool
	afterCR bool
	line    int
	left    int   // bytes until the row is too long
	err     error // once the rest is read
}

func newPlainText(from io.Reader) *plainText {
	return &plainText{from: from, piece: make([]byte, 64<<10), line: 1, left: math.MaxInt}
}

// beginRow bounds the next row.
func (t *plainText) beginRow() { t.left = maxRowBytes }

func (t *plainText) Read(p []byte) (int, error) {
	for len(t.rest) == 0 {
		if t.err != nil {
			return 0, t.err
		}

		t.fill()
	}

	if t.left <= 0 {
		return 0, errLongRow
	}

	n := copy(p, t.rest)
	t.rest, t.left = t.rest[n:], t.left-n

	return n, nil
}

// fill reads the next piece.
func (t *plainText) fill() {
	kept := copy(t.piece, t.tail)
	t.tail = nil

	n, err := io.ReadFull(t.from, t.piece[kept:])
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}

	t.err = err
	piece := t.piece[:kept+n]

	if !t.begun {
		t.begun, piece = true, bytes.TrimPrefix(piece, []byte("\uFEFF"))
	}

	if err == nil {
		whole := len(piece) - len(lastCharacterBegun(piece))
		piece, t.tail = piece[:whole], bytes.Clone(piece[whole:])
	}

	valid := piece
	if !utf8.Valid(piece) || bytes.IndexByte(piece, 0) >= 0 {
		valid = validPart(piece)
	}

	t.rest = t.plain(valid)

	if len(valid) < len(piece) {
		t.err = &notUTF8Error{line: t.line, zero: piece[len(valid)] == 0}
	}
}

// plain replaces line ends, in place, and counts the lines.
func (t *plainText) plain(piece []byte) []byte {
	if !t.afterCR && bytes.IndexByte(piece, '\r') < 0 {
		t.line += bytes.Count(piece, []byte{'\n'})
		return piece
	}

	plain := piece[:0]

	for _, b := range piece {
		isCR := b == '\r'

		if b == '\n' && t.afterCR {
			t.afterCR = false // it was a line end already
			continue
		}

		if t.afterCR = isCR; isCR {
			b = '\n'
		}

		if b == '\n' {
			t.line++
		}

		plain = append(plain, b)
	}

	return plain
}

// lastCharacterBegun is what stands at the end of a piece and may go on in the
// next one.
func lastCharacterBegun(piece []byte) []byte {
	for back := 1; back < utf8.UTFMax && back <= len(piece); back++ {
		end := piece[len(piece)-back:]
		if utf8.RuneStart(end[0]) {
			if utf8.FullRune(end) {
				return nil
			}

			return end
		}
	}

	return nil
}

// validPart is a text up to what is no character. A zero byte is none: every
// other one is zero in UTF-16.
func validPart(text []byte) []byte {
	at := 0

	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if r == 0 || r == utf8.RuneError && size <= 1 {
			break
		}

		at += size
	}

	return text[:at]
}
