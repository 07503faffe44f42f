package review

import (
	"encoding/json"
	"io"
)

// WriteJSON writes a report as JSON.
func (r *Report) WriteJSON(to io.Writer) error {
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")

	return e.Encode(r)
}

// WriteDigests writes the digests of what is sent, one in each line with what
// it is for: a file that approves them is read by people, too.
func (r *Report) WriteDigests(to io.Writer) error {
	for _, row := range r.Rows {
		if row.Digest == "" {
			continue
		}

		if _, err := io.WriteString(to, row.Digest+"  "+inLine(row.Address)+"\n"); err != nil {
			return err
		}
	}

	return nil
}
