package outputfile_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/outputfile"
)

// What is no place for a file is told by what stands there, also where another
// content may be replaced.
func TestWrite_placesThatTakeNoFile(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(t *testing.T, dir string)
		path    string
		want    string
	}{
		"a directory that is missing": {func(*testing.T, string) {}, "lists/a.csv", "does not exist. A file is made here, and no directory: make it"},
		"a directory with a blank":    {func(*testing.T, string) {}, "lists /a.csv", `lists " does not exist`},
		"a file as a directory":       {func(t *testing.T, dir string) { put(t, filepath.Join(dir, "lists"), "x") }, "lists/a.csv", "lists is a file, no directory"},
		"a file above the directory":  {func(t *testing.T, dir string) { put(t, filepath.Join(dir, "lists"), "x") }, "lists/b/a.csv", "lists/b cannot be looked at"},
		"a directory": {func(t *testing.T, dir string) {
			if err := os.Mkdir(filepath.Join(dir, "a.csv"), 0o700); err != nil {
				t.Fatal(err)
			}
		}, "a.csv", "a.csv is a directory"},
		"a link": {func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, "b.csv"), rows)
			link(t, "b.csv", filepath.Join(dir, "a.csv"))
		}, "a.csv", "a.csv is a symbolic link"},
		"a link that leads nowhere": {func(t *testing.T, dir string) { link(t, "b.csv", filepath.Join(dir, "a.csv")) }, "a.csv", "a.csv is a symbolic link"},
	} {
		for _, overwrite := range []bool{false, true} {
			dir := t.TempDir()
			c.prepare(t, dir)

			before := listing(t, dir)
			err := outputfile.Write(filepath.Join(dir, filepath.FromSlash(c.path)), []byte(rows), overwrite)

			why, ok := errors.AsType[*outputfile.Error](err)
			if !ok || why.Summary == "" || !strings.Contains(filepath.ToSlash(why.Reason), c.want) {
				t.Errorf("%s, overwrite %t: error %v, want one with %q", name, overwrite, err, c.want)
			}

			if after := listing(t, dir); after != before {
				t.Errorf("%s: there is %q, and was %q", name, after, before)
			}
		}
	}
}

// A link to a directory is as good as the directory.
func TestWrite_throughALinkToADirectory(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "lists"), 0o700); err != nil {
		t.Fatal(err)
	}

	link(t, "lists", filepath.Join(dir, "today"))

	if err := outputfile.Write(filepath.Join(dir, "today", "a.csv"), []byte(rows), false); err != nil {
		t.Fatal(err)
	}

	want(t, filepath.Join(dir, "lists", "a.csv"), rows)
}

// What may not be written or read is told with the place that has to change.
func TestWrite_withoutPermission(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("everything is permitted here")
	}

	if os.Geteuid() == 0 {
		// root may write everywhere but where the kernel lets nobody.
		err := outputfile.Write("/sys/kernel/a.csv", []byte(rows), false)
		if err == nil || !strings.Contains(err.Error(), "no file can be made in the directory /sys/kernel: ") {
			t.Errorf("error %v", err)
		}

		return
	}

	dir := filepath.Join(t.TempDir(), "lists")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}

	secret := filepath.Join(dir, "secret.csv")
	put(t, secret, rows)

	if err := errors.Join(os.Chmod(secret, 0), os.Chmod(dir, 0o500)); err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })

	for name, words := range map[string]string{"a.csv": "no file can be made in the directory " + dir + ": permission denied", "secret.csv": "secret.csv is there and cannot be read"} {
		err := outputfile.Write(filepath.Join(dir, name), []byte(rows), false)
		if err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: error %v, want one with %q", name, err, words)
		}
	}
}

func TestNameProblem_isToldWithoutADisk(t *testing.T) {
	for name, words := range map[string]string{
		"lists/a.csv":           "",
		"../a.csv":              "",
		"/srv/lists/a.csv":      "",
		`C:\lists\a.csv`:        "",
		"~a.csv":                "pathexpand",
		"~/a.csv":               "pathexpand",
		"lists/":                "ends like a directory",
		"x.tf":                  "Terraform keeps for its own files",
		"lists/x.auto.tfvars":   "ends with .tfvars",
		"terraform.tfstate":     "ends with .tfstate",
		"a\nb":                  "line break",
		"https://example.com/a": "it is a URL",
		"s3://bucket/a.csv":     "it is a URL",
		"名单/2025-03-08.csv":     "",
	} {
		got := outputfile.NameProblem(name)
		if words == "" && got != "" || !strings.Contains(got, words) {
			t.Errorf("%q: %q, want %q in it", name, got, words)
		}
	}
}

func link(t *testing.T, to, name string) {
	t.Helper()

	if err := os.Symlink(to, name); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

// listing is what is in a directory, and what it leads to.
func listing(t *testing.T, dir string) string {
	t.Helper()

	var all strings.Builder

	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil {
			all.WriteString(path + " " + entry.Type().String() + "\n")
		}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return all.String()
}
