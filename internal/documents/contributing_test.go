package documents_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
)

// root is where CONTRIBUTING.md and its paths begin.
const root = "../.."

func contributing(t *testing.T) documents.Page {
	t.Helper()

	text, err := os.ReadFile(path.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}

	return documents.Page{Path: "CONTRIBUTING.md", Text: string(text)}
}

// namedPaths are the files and folders that a page names in code: what has a
// slash or ends as a file does. A command is taken apart. Placeholders are in
// angle brackets, and .cache/ is there only once something was built.
func namedPaths(page documents.Page) []string {
	var (
		span  = regexp.MustCompile("`([^`]+)`")
		form  = regexp.MustCompile(`^(?:[\w.*-]+/)*[\w.*-]+(?:/|\.go|\.md)$|^[\w.-]+(?:/[\w.*-]+)+$`)
		code  []string
		named []string
	)

	for _, found := range span.FindAllStringSubmatch(page.Prose(), -1) {
		code = append(code, found[1])
	}

	for _, block := range page.Blocks() {
		code = append(code, block.Text)
	}

	for _, word := range strings.Fields(strings.Join(code, "\n")) {
		word = strings.TrimSuffix(strings.TrimPrefix(strings.TrimRight(strings.TrimLeft(word, "("), ".,:;)"), "./"), "/...")

		if form.MatchString(word) && !strings.HasPrefix(word, ".cache/") && !slices.Contains(named, word) {
			named = append(named, word)
		}
	}

	return named
}

// exists tells whether a path is there. A name without a folder may lie
// anywhere, and a star stands for anything within a name.
func exists(t *testing.T, name string) bool {
	t.Helper()

	tree := os.DirFS(root)
	name = strings.TrimSuffix(name, "/")

	if strings.Contains(name, "/") {
		found, err := fs.Glob(tree, name)
		return err == nil && len(found) > 0
	}

	there := false

	err := fs.WalkDir(tree, ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == ".cache"):
			return fs.SkipDir
		}

		matches, err := path.Match(name, path.Base(file))
		if matches {
			there = true
			return fs.SkipAll
		}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return there
}

// Whatever CONTRIBUTING.md sends a newcomer to is there.
func TestContributing_everyPathExists(t *testing.T) {
	named := namedPaths(contributing(t))

	// Positive control: these forms are read as paths.
	for _, form := range []string{"internal/wecom/", "delivery_*.go", "internal/wecom/effect.go", ".ci/run"} {
		if !slices.Contains(named, form) {
			t.Errorf("%s was not taken for a path", form)
		}
	}

	for _, name := range named {
		if !exists(t, name) {
			t.Errorf("CONTRIBUTING.md names %s, which is not there", name)
		}
	}
}

// The map leaves no room out.
func TestContributing_theMapHasEveryFolder(t *testing.T) {
	named := namedPaths(contributing(t))

	folders, err := os.ReadDir(path.Join(root, "internal"))
	if err != nil {
		t.Fatal(err)
	}

	for _, folder := range folders {
		if want := "internal/" + folder.Name() + "/"; !slices.Contains(named, want) {
			t.Errorf("CONTRIBUTING.md does not say what %s is for", want)
		}
	}
}
