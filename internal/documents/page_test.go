package documents_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
)

// repository is the root of this repository.
const repository = "../.."

// written are the pages of this repository.
func written(t *testing.T) []documents.Page {
	t.Helper()

	pages, err := documents.Pages(repository)
	if err != nil {
		t.Fatal(err)
	}

	if len(pages) < 30 {
		t.Fatalf("only %d pages were found", len(pages))
	}

	return pages
}

// tree writes files, and gives their root.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()

	root := t.TempDir()

	for name, text := range files {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}

		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	return root
}

func TestPages_downloadedAndBuiltOnesAreLeftOut(t *testing.T) {
	root := tree(t, map[string]string{
		"README.md": "", "templates/guides/media.md.tmpl": "", ".github/PULL_REQUEST.md": "", "docs/index.md": "",
		".cache/engine/README.md": "", "js/node_modules/x/README.md": "", "dist/README.md": "", "main.tf": "",
	})

	pages, err := documents.Pages(root)
	if err != nil {
		t.Fatal(err)
	}

	var paths []string
	for _, page := range pages {
		paths = append(paths, page.Path)
	}

	want := []string{".github/PULL_REQUEST.md", "README.md", "docs/index.md", "templates/guides/media.md.tmpl"}
	if slices.Sort(paths); !slices.Equal(paths, want) {
		t.Errorf("got %v, want %v", paths, want)
	}
}

func TestPage_blocksAndProse(t *testing.T) {
	page := documents.Page{Text: "# Title\n```sh\nls\n```\nwords\n- item\n  ````text\n  ```\n  inner\n  ````\nend\n~~~\n```\n~~~\n"}

	want := []documents.Block{
		{Line: 2, Language: "sh", Text: "ls\n"},
		{Line: 7, Language: "text", Text: "```\ninner\n"},
		{Line: 12, Language: "", Text: "```\n"},
	}
	if got := page.Blocks(); !slices.Equal(got, want) {
		t.Errorf("blocks: got %+v, want %+v", got, want)
	}

	if got, want := page.Prose(), "# Title\n\n\n\nwords\n- item\n\n\n\n\nend\n\n\n\n\n"; got != want {
		t.Errorf("prose: got %q, want %q", got, want)
	}
}

// A block whose language nobody knows would be checked by nobody.
func TestPages_everyBlockSaysItsLanguage(t *testing.T) {
	known := []string{"terraform", "hcl", "rego", "sh", "powershell", "shell", "text", "json", "yaml", "go", "js"}

	for _, page := range written(t) {
		for _, block := range page.Blocks() {
			if !slices.Contains(known, block.Language) {
				t.Errorf("%s:%d: a block in %q, want one of %v", page.Path, block.Line, block.Language, known)
			}
		}
	}
}

func TestPage_shownWhereItIsGenerated(t *testing.T) {
	for path, want := range map[string]string{
		"README.md":                      "README.md",
		"docs/index.md":                  "docs/index.md",
		"templates/index.md.tmpl":        "docs/index.md",
		"templates/guides/media.md":      "docs/guides/media.md",
		"templates/guides/large.md.tmpl": "docs/guides/large.md",
	} {
		if got := (documents.Page{Path: path}).Shown(); got != want {
			t.Errorf("%s is shown as %s, want %s", path, got, want)
		}
	}
}
