// Package outputfile writes a file that a plan makes: whole or not at all, and
// never in the place of another content unless it may. It knows neither
// Terraform nor what is in the file but that it is rows below a header.
package outputfile

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// Error says in words of its own why a file was not written.
type Error struct {
	// Summary is it in a few words.
	Summary string
	// Reason says what was found and what to do. It holds nothing of the
	// content.
	Reason string
	// Differs tells that it is a file of another content, which overwrite
	// replaces.
	Differs bool
}

func (e *Error) Error() string { return e.Reason }

// summaryCannotWrite is the summary of a place that takes no file.
const summaryCannotWrite = "Cannot write the file"

// Write makes a file with this content, for its owner alone. A file that has
// the content already is left as it is, with its time. One that has another is
// replaced only with overwrite. Every error is an [*Error].
//
// Directories are not made: one that is missing is a misspelt path.
func Write(name string, content []byte, overwrite bool) error {
	name = filepath.Clean(filepath.FromSlash(name))

	if err := mustBeDirectory(filepath.Dir(name)); err != nil {
		return err
	}

	if done, err := judge(name, content, overwrite); done || err != nil {
		return err
	}

	temporary, err := writeTemporary(filepath.Dir(name), content)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary) }()

	if overwrite {
		return replace(temporary, name)
	}

	// A link fails where another run has made the file meanwhile. A file system
	// without links has to do with less.
	switch err := os.Link(temporary, name); {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		_, err := judge(name, content, overwrite)
		return err
	default:
		return replace(temporary, name)
	}
}

// mustBeDirectory says what is wrong with the directory of a file.
func mustBeDirectory(dir string) error {
	info, err := os.Stat(dir)

	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Summary: "No directory for the file", Reason: fmt.Sprintf("the directory %s does not exist. A file is made here, and no directory: make it, or correct the path.", wording.Path(dir))}
	case err != nil:
		return &Error{Summary: summaryCannotWrite, Reason: fmt.Sprintf("the directory %s cannot be looked at: %s. Correct the path or its permissions.", wording.Path(dir), plain(err))}
	case !info.IsDir():
		return &Error{Summary: "No directory for the file", Reason: fmt.Sprintf("%s is a file, no directory. Correct the path.", wording.Path(dir))}
	}

	return nil
}

// judge reports whether a file has this content already. What stands in its
// place and may not be replaced is an error.
func judge(name string, content []byte, overwrite bool) (done bool, err error) {
	info, err := os.Lstat(name)

	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, &Error{Summary: summaryCannotWrite, Reason: fmt.Sprintf("%s cannot be looked at: %s. Correct the path or the permissions.", wording.Path(name), plain(err))}
	case info.IsDir():
		return false, &Error{Summary: summaryCannotWrite, Reason: fmt.Sprintf("%s is a directory. Write the path of a file in it.", wording.Path(name))}
	case info.Mode()&fs.ModeSymlink != 0:
		return false, &Error{Summary: summaryCannotWrite, Reason: fmt.Sprintf("%s is a symbolic link. A file is replaced as a whole, and the link would be, too: write the path that it leads to.", wording.Path(name))}
	case !info.Mode().IsRegular():
		return false, &Error{Summary: summaryCannotWrite, Reason: fmt.Sprintf("%s is no regular file but a pipe, a device or a socket. Correct the path.", wording.Path(name))}
	}

	old, err := os.ReadFile(name)

	switch {
	case err != nil:
		return false, &Error{Summary: summaryCannotWrite, Reason: fmt.Sprintf("%s is there and cannot be read, so it is not known whether it may be replaced: %s. Correct its permissions, or remove it.", wording.Path(name), plain(err))}
	case bytes.Equal(old, content):
		return true, nil
	case !overwrite:
		return false, &Error{Summary: "The file holds another content", Reason: wording.Path(name) + difference(old, content), Differs: true}
	}

	return false, nil
}

// writeTemporary writes a file beside the one to come. It ends in .tmp, so that
// one that a killed process leaves is taken for no list of recipients.
func writeTemporary(dir string, content []byte) (name string, err error) {
	f, err := os.CreateTemp(dir, ".wecom-*.tmp") // mode 0600
	if err != nil {
		return "", &Error{Summary: summaryCannotWrite, Reason: fmt.Sprintf("no file can be made in the directory %s: %s. Correct the path or the permissions.", wording.Path(dir), plain(err))}
	}

	_, err = f.Write(content)

	// After a power cut the name must not lead to a part of the content.
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		_ = os.Remove(f.Name())
		return "", &Error{Summary: summaryCannotWrite, Reason: fmt.Sprintf("writing into the directory %s failed: %s. Nothing was replaced.", wording.Path(dir), plain(err))}
	}

	return f.Name(), nil
}

func replace(temporary, name string) error {
	if err := os.Rename(temporary, name); err != nil {
		return &Error{Summary: summaryCannotWrite, Reason: fmt.Sprintf("%s cannot be put in its place: %s. Nothing was replaced.", wording.Path(name), plain(err))}
	}

	return nil
}

// plain is an error of the file system without the path, which stands beside
// it, or is that of the temporary file.
func plain(err error) error {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		return of.Err
	}

	if of, ok := errors.AsType[*os.LinkError](err); ok {
		return of.Err
	}

	return err
}
