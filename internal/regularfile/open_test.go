package regularfile_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
)

func written(t *testing.T, content string) string {
	t.Helper()

	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}

	return name
}

func TestOpen_regularFilesAndLinksToThem(t *testing.T) {
	name := written(t, "content")
	link := name + ".link"

	if err := os.Symlink(name, link); err != nil {
		t.Fatal(err)
	}

	for _, name := range []string{name, link} {
		f, size, err := regularfile.Open(name)
		if err != nil {
			t.Fatal(err)
		}

		var b bytes.Buffer

		err = regularfile.Copy(&b, f, size)
		if err != nil || b.String() != "content" {
			t.Errorf("%s: %q, %v", name, b.String(), err)
		}

		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestOpen_refusesADirectory(t *testing.T) {
	dir := t.TempDir()

	_, _, err := regularfile.Open(dir)
	if !errors.Is(err, regularfile.ErrNotRegular) || !strings.Contains(err.Error(), dir) {
		t.Errorf("error %v", err)
	}
}

func TestOpen_saysWhatIsNotThere(t *testing.T) {
	name := written(t, "")
	link := name + ".link"

	if err := os.Symlink(name+".gone", link); err != nil {
		t.Fatal(err)
	}

	for _, name := range []string{name + ".gone", link} {
		if _, _, err := regularfile.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// endless is a file to which somebody appends without end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)

	return len(p), nil
}

func TestCopy_aFileThatGrows(t *testing.T) {
	f := &endless{}

	if err := regularfile.Copy(io.Discard, f, 1000); !errors.Is(err, regularfile.ErrChanged) {
		t.Errorf("error %v", err)
	}

	if f.read > 1001 {
		t.Errorf("%d bytes read of a file that had 1,000", f.read)
	}
}

func TestCopy_aFileThatShrinks(t *testing.T) {
	if err := regularfile.Copy(io.Discard, strings.NewReader("12345"), 6); !errors.Is(err, regularfile.ErrChanged) {
		t.Errorf("error %v", err)
	}
}

// A file of the kernel tells no size, and may wait for news when it is read.
func TestCopy_aFileWithoutSizeIsNotRead(t *testing.T) {
	f := &endless{}

	if err := regularfile.Copy(io.Discard, f, 0); err != nil || f.read != 0 {
		t.Errorf("%d bytes read, %v", f.read, err)
	}
}
