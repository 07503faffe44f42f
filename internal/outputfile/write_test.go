package outputfile_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/outputfile"
)

const (
	rows  = "external_userid,sender\nwoA,zhangsan\nwoB,lisi\n"
	other = "external_userid,sender\nwoA,zhangsan\nwoC,lisi\nwoD,lisi\n"
)

func put(t *testing.T, name, content string) {
	t.Helper()

	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, name, content string) {
	t.Helper()

	got, err := os.ReadFile(name)
	if err != nil || string(got) != content {
		t.Errorf("%s holds %q, error %v; want %q", name, got, err, content)
	}
}

func wantOwnersOnly(t *testing.T, name string) {
	t.Helper()

	info, err := os.Stat(name)
	if err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("mode %v, error %v; want 0600", info.Mode(), err)
	}
}

// wantAlone fails where anything but these names is left in a directory.
func wantAlone(t *testing.T, dir string, names ...string) {
	t.Helper()

	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}

	var got []string
	for _, entry := range entries {
		got = append(got, entry.Name())
	}

	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("in the directory are %q, want %q", got, names)
	}
}

func TestWrite_makesAFileForItsOwnerAlone(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.csv")

	if err := outputfile.Write(name, []byte(rows), false); err != nil {
		t.Fatal(err)
	}

	want(t, name, rows)
	wantAlone(t, filepath.Dir(name), "a.csv")

	wantOwnersOnly(t, name)
}

// A relative path is one of the working directory.
func TestWrite_aRelativePath(t *testing.T) {
	t.Chdir(t.TempDir())

	if err := os.Mkdir("lists", 0o700); err != nil {
		t.Fatal(err)
	}

	for _, name := range []string{"a.csv", "lists/b.csv", "./lists/../lists/c.csv"} {
		if err := outputfile.Write(name, []byte(rows), false); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}

	want(t, filepath.Join("lists", "c.csv"), rows)
}

// With the same content nothing is written, whatever is allowed.
func TestWrite_leavesTheSameContentAlone(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.csv")
	put(t, name, rows)

	then := time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
	if err := os.Chtimes(name, then, then); err != nil {
		t.Fatal(err)
	}

	before, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}

	for _, overwrite := range []bool{false, true} {
		if err := outputfile.Write(name, []byte(rows), overwrite); err != nil {
			t.Fatal(err)
		}

		after, err := os.Stat(name)
		if err != nil || !after.ModTime().Equal(then) || !os.SameFile(before, after) {
			t.Errorf("overwrite %t: the file was written: %v, error %v", overwrite, after.ModTime(), err)
		}
	}
}

func TestWrite_replacesAnotherContentOnlyWhereItMay(t *testing.T) {
	for name, c := range map[string]struct{ old, want string }{
		"other rows":     {other, " holds another audience: 2 of its 3 rows would go, and 1 would come, which makes 2."},
		"none":           {"external_userid,sender\n", "0 of its 0 rows would go, and 2 would come, which makes 2."},
		"another order":  {"external_userid,sender\nwoB,lisi\nwoA,zhangsan\n", "the same rows in another form"},
		"a mark":         {"\ufeff" + rows, "the same rows in another form"},
		"CRLF":           {strings.ReplaceAll(rows, "\n", "\r\n"), "the same rows in another form"},
		"another header": {"external_userid,sender,added_at\nwoA,zhangsan,\n", "its first line is another one"},
		"another file":   {"resource \"x\" \"y\" {}\n", "its first line is another one"},
		"an empty file":  {"", "its first line is another one"},
	} {
		file := filepath.Join(t.TempDir(), "a.csv")
		put(t, file, c.old)

		err := outputfile.Write(file, []byte(rows), false)

		why, ok := errors.AsType[*outputfile.Error](err)
		if !ok || why.Summary != "The file holds another content" || !strings.Contains(why.Reason, c.want) || !strings.HasPrefix(why.Reason, file) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}

		for _, private := range []string{"woA", "woB", "woC", "lisi", "resource"} {
			if ok && strings.Contains(why.Reason, private) {
				t.Errorf("%s: the content is shown: %s", name, why.Reason)
			}
		}

		want(t, file, c.old)

		if err := errors.Join(os.Chmod(file, 0o644), outputfile.Write(file, []byte(rows), true)); err != nil {
			t.Errorf("%s: with overwrite: %v", name, err)
		}

		want(t, file, rows)
		wantOwnersOnly(t, file)
		wantAlone(t, filepath.Dir(file), "a.csv")
	}
}

// Of many who make one file at once with other contents, one does, and the
// others say so. The file is whole all the time.
func TestWrite_ofManyAtOnceOneWins(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.csv")

	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		made int
	)

	for i := range 20 {
		wg.Go(func() {
			err := outputfile.Write(name, bytes.Repeat([]byte{'a' + byte(i)}, 100_000), false)

			mu.Lock()
			defer mu.Unlock()

			if err == nil {
				made++
			}
		})
	}

	wg.Wait()

	content, err := os.ReadFile(name)
	if made != 1 || err != nil || len(content) != 100_000 || len(bytes.Trim(content, string(content[:1]))) != 0 {
		t.Errorf("%d of 20 wrote the file, %d bytes, error %v; want 1 and the whole content of it", made, len(content), err)
	}

	wantAlone(t, filepath.Dir(name), "a.csv")
}
