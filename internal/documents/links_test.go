package documents_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
)

func TestPage_links(t *testing.T) {
	page := documents.Page{Text: "[a](a.md) and ![b](b.png \"title\")\n[![c](c.svg)](d.md#x)\n" +
		"```text\n[no](no.md)\n```\n`[no](no.md)`\n[e]: e.md\n<img src=\"f.png\"> <a href=\"g.md\">\n[h](<h.md>)\n"}

	var got []string
	for _, link := range page.Links() {
		got = append(got, fmt.Sprintf("%d %s", link.Line, link.Target))
	}

	want := []string{"1 a.md", "1 b.png", "2 c.svg", "2 d.md#x", "7 e.md", "8 f.png", "8 g.md", "9 h.md"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// As GitHub makes them.
func TestPage_anchors(t *testing.T) {
	for heading, want := range map[string]string{
		"# What happens when":                     "what-happens-when",
		"## Status is unknown: what now":          "status-is-unknown-what-now",
		"### `-replace` & [taint](x.md), 100%":    "-replace--taint-100",
		"## wecom_mass_message (Resource)":        "wecom_mass_message-resource",
		"## 保证什么，不保证什么":                           "保证什么不保证什么",
		"## Third-party and 代开发 apps ##":          "third-party-and-代开发-apps",
		"## 第 2 步：发送（预览）":                         "第-2-步发送预览",
		"words\n<a id=\"nestedatt--text\"></a>\n": "nestedatt--text",
		"## Twice\n## Twice":                      "twice-1",
	} {
		if got := (documents.Page{Text: heading}).Anchors(); !got[want] {
			t.Errorf("%q: got %v, want %s", heading, got, want)
		}
	}

	if got := (documents.Page{Text: "```sh\n# a comment\n```\n#no\n"}).Anchors(); len(got) != 0 {
		t.Errorf("got %v, want none", got)
	}
}

// ownRepository is how absolute links name files of this repository.
const ownRepository = "https://github.com/wecom-community/terraform-provider-wecom/"

// brokenLinks says what is wrong with the links of pages that lie below root.
// A registry shows the pages of docs/ and nothing else, and takes .md away.
func brokenLinks(root string, pages []documents.Page) []string {
	anchors := map[string]map[string]bool{}
	for _, page := range pages {
		anchors[page.Path] = page.Anchors()
	}

	var broken []string

	for _, page := range pages {
		for _, link := range page.Links() {
			if why := whyBroken(root, page, link.Target, anchors); why != "" {
				broken = append(broken, fmt.Sprintf("%s:%d: %s: %s", page.Path, link.Line, link.Target, why))
			}
		}
	}

	return broken
}

func whyBroken(root string, page documents.Page, target string, anchors map[string]map[string]bool) string {
	file, anchor, _ := strings.Cut(target, "#")

	switch {
	case strings.HasPrefix(target, ownRepository+"blob/main/"), strings.HasPrefix(target, ownRepository+"tree/main/"):
		file = strings.SplitN(strings.TrimPrefix(file, ownRepository), "/", 3)[2]
	case strings.Contains(target, "://"), strings.HasPrefix(target, "mailto:"):
		return ""
	case file == "":
		file = page.Shown()
	default:
		file = path.Join(path.Dir(page.Shown()), file)
		if strings.HasPrefix(page.Shown(), "docs/") && (!strings.HasPrefix(file, "docs/") || !strings.HasSuffix(file, ".md")) {
			return "a registry does not have it"
		}
	}

	if strings.HasPrefix(file, "..") || strings.HasPrefix(file, "/") {
		return "it leads out of the repository"
	}

	if _, err := os.Stat(filepath.Join(root, file)); errors.Is(err, fs.ErrNotExist) {
		return file + " does not exist"
	}

	if anchor != "" && !anchors[file][anchor] {
		return file + " has no such heading"
	}

	return ""
}

func TestLinks_leadSomewhere(t *testing.T) {
	pages := written(t)

	for _, broken := range brokenLinks(repository, pages) {
		t.Errorf("%s (for a page in docs/: has make generate run?)", broken)
	}

	var links int
	for _, page := range pages {
		links += len(page.Links())
	}

	t.Logf("report: %d links in %d pages", links, len(pages))
}

// The positive control: each kind of broken link is found, and no good one.
func TestLinks_brokenOnesAreFound(t *testing.T) {
	root := tree(t, map[string]string{
		"README.md": "# 标题\n[good](docs/index.md#schema) [good](#标题) [good](https://example.com/x#y) [good](docs) " +
			"[good](" + ownRepository + "blob/main/docs/index.md)\n" +
			"[1](docs/gone.md) [2](docs/index.md#gone) [3](#gone) [4](../other/x.md) [5](" + ownRepository + "blob/main/gone.go) ![6](gone.png)\n",
		"docs/index.md":           "## Schema\n[good](guides/a.md) [7](../README.md) [8](guides/a)\n",
		"docs/guides/a.md":        "[good](../index.md#schema)\n",
		"templates/guides/a.md":   "[good](../index.md#schema) [9](b.md)\n",
		"templates/index.md.tmpl": "[good](guides/a.md) [10](templates/guides/a.md)\n",
	})

	pages, err := documents.Pages(root)
	if err != nil {
		t.Fatal(err)
	}

	broken := brokenLinks(root, pages)
	for _, line := range broken {
		t.Log(line)
	}

	if len(broken) != 10 {
		t.Errorf("%d broken links were found, want 10", len(broken))
	}
}

// A guide that the first page does not name is found by nobody.
func TestLinks_theFirstPageNamesEveryGuide(t *testing.T) {
	var (
		guides []string
		named  []string
	)

	for _, page := range written(t) {
		if strings.HasPrefix(page.Path, "templates/guides/") {
			guides = append(guides, page.Shown())
		}

		if page.Path == "templates/index.md.tmpl" {
			for _, link := range page.Links() {
				named = append(named, "docs/"+link.Target)
			}
		}
	}

	for _, guide := range guides {
		if !slices.Contains(named, guide) {
			t.Errorf("templates/index.md.tmpl does not name %s", guide)
		}
	}
}

// A file that a page names in code, from the root of the repository, exists.
func TestLinks_namedFilesExist(t *testing.T) {
	file := regexp.MustCompile("`((?:internal|cmd|examples|templates|docs|tools|scripts|bench|\\.ci|\\.github)/[\\w./-]*)`")
	named := 0

	for _, page := range written(t) {
		for _, found := range file.FindAllStringSubmatch(page.Prose(), -1) {
			named++

			if _, err := os.Stat(filepath.Join(repository, found[1])); err != nil {
				t.Errorf("%s: %s does not exist", page.Path, found[1])
			}
		}
	}

	if named < 10 {
		t.Errorf("only %d names were looked at", named)
	}
}
