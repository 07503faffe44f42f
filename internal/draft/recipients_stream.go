package draft

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// maxStreamedFileBytes bounds a file that is read row by row. Two million rows
// of ids and senders take a tenth of it; an export has more columns.
const maxStreamedFileBytes = 1 << 30

// Stream is a recipients file that is read row by row: of a campaign, which
// may have millions.
type Stream struct {
	Kind IDKind
	// WithSender reads the column that names who sends, where there is one.
	WithSender bool
}

// Lines counts the lines of the file, which has at most as many rows.
func (s Stream) Lines(name string) (int, error) {
	f, size, err := regularfile.Open(name)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()

	if size > maxStreamedFileBytes {
		return 0, nil
	}

	lines, buffer := 1, make([]byte, 256<<10)

	for {
		n, err := f.Read(buffer)
		lines += max(bytes.Count(buffer[:n], []byte{'\n'}), bytes.Count(buffer[:n], []byte{'\r'}))

		if errors.Is(err, io.EOF) {
			return lines, nil
		}

		if err != nil {
			return 0, err
		}
	}
}

// Each gives the rows of a file, one after the other, as long as row wants
// more. wrong is what is wrong with the file as a whole; err is one of reading
// it.
func (s Stream) Each(name string, row func(Row) bool) (wrong string, err error) {
	f, size, err := regularfile.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()

	if size > maxStreamedFileBytes {
		return fmt.Sprintf("it is larger than %s MiB.", wording.Grouped(maxStreamedFileBytes>>20)), nil
	}

	wrong, err = rowsOf(f, size, s.Kind, s.WithSender).each(row)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}

	return wrong, err
}
