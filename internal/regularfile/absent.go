package regularfile

import (
	"io/fs"
	"strings"
)

// AbsentError says in words of its own why a file is not there: its name is not
// one of a file, or something else stands in its place. It counts as
// [fs.ErrNotExist].
type AbsentError struct {
	// Summary is it in a few words.
	Summary string
	// Reason says what was found and what to do. Where there is no such file it
	// does not hold the name: what stands there may be what only files should
	// hold, such as the ids of customers.
	Reason string
}

func (e *AbsentError) Error() string { return strings.TrimSuffix(e.Reason, ".") }

// Is makes the error one of a file that does not exist.
func (e *AbsentError) Is(target error) bool { return target == fs.ErrNotExist }
