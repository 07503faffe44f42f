package review

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// WriteJSON writes a report as JSON, one row after the other: all of a large
// one would be in the memory several times.
func (r *Report) WriteJSON(to io.Writer) error {
	w := &jsonWriter{to: bufio.NewWriter(to)}

	w.text("{")
	w.field("version", r.Version)
	w.field("verdict", r.Verdict)
	w.field("sends", r.Sends)
	w.field("totals", r.Totals)
	writeList(w, "rows", r.Rows, ",")
	writeList(w, "contents", r.Contents, ",")
	writeList(w, "warnings", r.Warnings, ",")
	writeList(w, "violations", r.Violations, "")
	w.text("\n}\n")

	return errors.Join(w.err, w.to.Flush())
}

// jsonWriter writes the fields of an object. It keeps the first error.
type jsonWriter struct {
	to  *bufio.Writer
	err error
}

func (w *jsonWriter) text(text string) {
	if w.err == nil {
		_, w.err = w.to.WriteString(text)
	}
}

func (w *jsonWriter) value(v any, prefix string) {
	var b bytes.Buffer

	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, "  ")

	if err := e.Encode(v); err != nil && w.err == nil {
		w.err = err
	}

	// What can do something to a terminal is escaped, as JSON has it, too.
	w.text(shown(strings.TrimSuffix(b.String(), "\n")))
}

func (w *jsonWriter) field(name string, v any) {
	w.text("\n  \"" + name + "\": ")
	w.value(v, "  ")
	w.text(",")
}

func writeList[T any](w *jsonWriter, name string, all []T, end string) {
	w.text("\n  \"" + name + "\": [")

	for i, one := range all {
		if i > 0 {
			w.text(",")
		}

		w.text("\n    ")
		w.value(one, "    ")
	}

	if len(all) > 0 {
		w.text("\n  ")
	}

	w.text("]" + end)
}

// WriteDigests writes the digests of what is sent, one in each line with what
// it is for: a file that approves them is read by people, too. A send that has
// none has a line as well, which approves nothing.
func (r *Report) WriteDigests(to io.Writer) error {
	for _, row := range r.Rows {
		if !row.Effect.sends() {
			continue
		}

		if _, err := io.WriteString(to, cmp.Or(row.Digest, "-")+"  "+inLine(row.Address)+"\n"); err != nil {
			return err
		}
	}

	return nil
}
