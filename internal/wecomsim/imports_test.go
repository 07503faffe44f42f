package wecomsim_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The simulator must not share the client's mistakes, and needs nothing but the
// standard library and the preview, which needs no more either.
func TestImports_onlyTheStandardLibrary(t *testing.T) {
	checkImports(t, ".", "github.com/wecom-community/terraform-provider-wecom/internal/preview")
	checkImports(t, "../preview")
}

func checkImports(t *testing.T, folder string, allowed ...string) {
	t.Helper()

	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}

	checked := 0

	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}

		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, entry.Name()), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}

		for _, imported := range file.Imports {
			path, _ := strconv.Unquote(imported.Path.Value)
			if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") && !slices.Contains(allowed, path) {
				t.Errorf("%s imports %s", entry.Name(), path)
			}

			checked++
		}
	}

	if checked == 0 {
		t.Errorf("no import of %s was checked", folder)
	}
}
