package main_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const module = "github.com/wecom-community/terraform-provider-wecom"

// imports are the packages that a package of this module needs, tests left
// out.
func imports(t *testing.T, pkg string) []string {
	t.Helper()

	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", module+"/"+pkg).Output()
	if err != nil {
		t.Fatalf("go list %s: %v", pkg, err)
	}

	return strings.Fields(string(out))
}

// The client and the simulator know nothing of Terraform, the simulator
// nothing of the client, whose mistakes it must not share, the provider nothing
// of the simulator, and the journal nothing of all of them, nor of HTTP.
func TestLayout_whoMayImportWhom(t *testing.T) {
	tests := map[string][]string{
		"internal/wecom":      {"github.com/hashicorp/", module + "/internal/provider", module + "/internal/wecomsim"},
		"internal/wecomsim":   {"github.com/hashicorp/", module + "/internal/provider", module + "/internal/wecom/"},
		"internal/provider":   {module + "/internal/wecomsim"},
		"internal/draft":      {"github.com/hashicorp/", module + "/internal/provider", module + "/internal/wecomsim"},
		"internal/audience":   {"github.com/hashicorp/", module + "/internal/provider", module + "/internal/wecomsim", module + "/internal/campaign"},
		"internal/campaign":   {"github.com/hashicorp/", module + "/internal/provider", module + "/internal/wecomsim"},
		"internal/heldlist":   {module + "/internal/"},
		"internal/preview":    {module + "/internal/", "github.com/", "golang.org/", "net/http/"},
		"internal/outputfile": {"github.com/hashicorp/", "net/http/", module + "/internal/provider", module + "/internal/wecom", module + "/internal/draft"},
		"internal/journal":    {"github.com/hashicorp/", "net/http/", module + "/internal/provider", module + "/internal/wecom", module + "/internal/draft"},
		"cmd/wecomsim":        {"github.com/hashicorp/", module + "/internal/provider", module + "/internal/wecom/"},
	}

	// What is there for tests is in nothing that is built.
	forTests := []string{module + "/internal/wecomtest/", module + "/internal/enginetest/"}

	for pkg, forbidden := range tests {
		forbidden = append(forbidden, forTests...)

		t.Run(pkg, func(t *testing.T) {
			all := imports(t, pkg)
			if !slices.Contains(all, module+"/"+pkg) {
				t.Fatalf("go list does not name %s itself", pkg)
			}

			for _, imported := range all {
				for _, prefix := range forbidden {
					if imported != module+"/"+pkg && strings.HasPrefix(imported+"/", prefix) {
						t.Errorf("%s imports %s", pkg, imported)
					}
				}
			}
		})
	}

	// Positive control: the provider is where both meet.
	all := imports(t, "internal/provider")
	for _, wanted := range []string{module + "/internal/wecom", "github.com/hashicorp/terraform-plugin-framework/resource"} {
		if !slices.Contains(all, wanted) {
			t.Errorf("internal/provider does not import %s", wanted)
		}
	}
}

// goFiles are the files of Go code in this module.
func goFiles(t *testing.T) []string {
	t.Helper()

	var files []string

	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case strings.HasSuffix(path, ".go"):
			files = append(files, filepath.ToSlash(path))
		}

		return nil
	})
	if err != nil {
		t.Fatal(err)
	}

	if len(files) < 50 {
		t.Fatalf("only %d files were looked at", len(files))
	}

	return files
}

// A file holds one idea, in about 300 lines. A table of cases may be a little
// longer.
func TestLayout_filesAreSmall(t *testing.T) {
	const most, mostOfTests = 300, 330

	// Files that may be longer, each with its reason.
	exceptions := map[string]string{}

	for _, file := range goFiles(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}

		limit := most
		if strings.HasSuffix(file, "_test.go") {
			limit = mostOfTests
		}

		if lines := bytes.Count(text, []byte("\n")); lines > limit && exceptions[file] == "" {
			t.Errorf("%s has %d lines, want at most %d: split it", file, lines, limit)
		}
	}
}

// A package or file is named after what it is about.
func TestLayout_nothingIsCalledUtils(t *testing.T) {
	for _, file := range goFiles(t) {
		for _, part := range strings.FieldsFunc(strings.TrimSuffix(file, ".go"), func(r rune) bool { return r == '/' || r == '_' }) {
			if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc"}, part) {
				t.Errorf("%s: name it after its concept, not %q", file, part)
			}
		}
	}
}

// A test that runs an engine is called TestAcc: the second and the third engine
// run the tests of this name only. Those of clitest see to it themselves.
func TestLayout_whatRunsAnEngineIsCalledSo(t *testing.T) {
	files, err := filepath.Glob("internal/provider/*_test.go")
	if err != nil {
		t.Fatal(err)
	}

	seen := 0

	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}

		for function := range strings.SplitSeq(string(text), "\nfunc ") {
			if !strings.Contains(function, "resource.Test(") && !strings.Contains(function, "resource.ParallelTest(") && !strings.Contains(function, "resource.UnitTest(") {
				continue
			}

			seen++

			if name, _, _ := strings.Cut(function, "("); !strings.HasPrefix(name, "TestAcc") {
				t.Errorf("%s: %s runs an engine and is not called TestAcc", file, name)
			}
		}
	}

	if seen < 20 {
		t.Errorf("only %d tests that run an engine were found", seen)
	}
}

// A comment is at most 80 columns wide, a tab counted as four. Directives and
// indented text, such as a command or a table, may be wider.
func TestLayout_commentsAreNarrow(t *testing.T) {
	const most = 80

	for _, file := range goFiles(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}

		for i, line := range strings.Split(string(text), "\n") {
			words, isComment := strings.CutPrefix(strings.TrimLeft(line, "\t"), "// ")
			if !isComment || strings.HasPrefix(words, " ") || !strings.Contains(words, " ") {
				continue
			}

			if columns := utf8.RuneCountInString(strings.ReplaceAll(line, "\t", "    ")); columns > most {
				t.Errorf("%s:%d: the comment has %d columns, want at most %d", file, i+1, columns, most)
			}
		}
	}
}
