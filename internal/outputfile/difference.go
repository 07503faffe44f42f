package outputfile

import (
	"bytes"
	"fmt"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// difference says by how much two contents differ, in rows and never by what is
// in them.
func difference(old, content []byte) string {
	oldHeader, oldRows := rowsOf(old)
	header, rows := rowsOf(content)

	if oldHeader != header {
		return " was not written with these arguments: its first line is another one than the file would have now."
	}

	gone, added := missing(oldRows, rows), missing(rows, oldRows)
	if gone == 0 && added == 0 {
		return " has the same rows in another form, such as another order, other line ends or a byte order mark. Something else has written it."
	}

	return fmt.Sprintf(" holds another audience: %s of its %s would go, and %s would come, which makes %s.",
		wording.Grouped(gone), wording.Counted(len(oldRows), "row"), wording.Grouped(added), wording.Grouped(len(rows)))
}

// rowsOf are the first line of a content and the rows below it, each once.
func rowsOf(content []byte) (header string, rows map[string]bool) {
	rows = map[string]bool{}
	first := true

	for line := range bytes.Lines(bytes.TrimPrefix(content, []byte("\ufeff"))) {
		row := string(bytes.TrimRight(line, "\r\n"))

		switch {
		case first:
			header, first = row, false
		case row != "":
			rows[row] = true
		}
	}

	return header, rows
}

// missing is how many of some rows are not among others.
func missing(some, others map[string]bool) int {
	n := 0

	for row := range some {
		if !others[row] {
			n++
		}
	}

	return n
}
