package draft

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
	"testing/iotest"
)

// normal is the whole text at once.
func normal(raw []byte) []byte {
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF"))
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))

	return bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
}

// randomText has line ends of all kinds and characters of all lengths, also
// where one piece ends and the next begins.
func randomText(r *rand.Rand, n int) []byte {
	parts := []string{"\r", "\n", "\r\n", "a", "wm1,lisi", "中", "é", "😀", "\uFEFF"}

	var text bytes.Buffer
	for text.Len() < n {
		text.WriteString(parts[r.IntN(len(parts))])
	}

	return text.Bytes()
}

// Piece by piece it is the same text as at once.
func TestPlainText_isTheWholeText(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 3))

		raw := randomText(r, r.IntN(3)*(64<<10)+r.IntN(40))
		if seed%3 == 0 {
			raw = append([]byte("\uFEFF"), raw...)
		}

		var from io.Reader = bytes.NewReader(raw)
		if seed%2 == 0 {
			from = iotest.HalfReader(from)
		}

		got, err := io.ReadAll(newPlainText(from))
		if want := normal(raw); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("seed %d: %v, %d bytes, want %d", seed, err, len(got), len(want))
		}
	}
}

// What is no UTF-8 is told with its line, wherever a piece ends.
func TestPlainText_namesTheLine(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 4))
		before := randomText(r, 64<<10-r.IntN(8))
		raw := append(bytes.Clone(before), '\xE4', '\xB8') // a character that is cut off

		if seed%2 == 0 {
			raw = append(raw, randomText(r, 100)...)
		}

		want := 1 + bytes.Count(normal(before), []byte("\n"))

		got, err := io.ReadAll(newPlainText(bytes.NewReader(raw)))
		if wrong, ok := errors.AsType[*notUTF8Error](err); !ok || wrong.line != want || !bytes.Equal(got, normal(before)) {
			t.Fatalf("seed %d: %v, want line %d", seed, err, want)
		}
	}
}
