// Package documents reads what the documentation of this repository consists
// of: pages, their headings, links and blocks of code, and the examples. It is
// for tests that keep the documentation true, and has no part in the provider.
package documents

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
)

// Page is one Markdown file, or the template of one.
type Page struct {
	// Path starts at the root of the repository and has slashes.
	Path string
	Text string
}

// Pages are all Markdown files below root, but for those that were downloaded
// or built, by path.
func Pages(root string) ([]Page, error) {
	texts, err := readWritten(root, func(file string) bool {
		return strings.HasSuffix(file, ".md") || strings.HasSuffix(file, ".md.tmpl")
	})

	var pages []Page
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		pages = append(pages, Page{Path: file, Text: texts[file]})
	}

	return pages, err
}

// readWritten reads the wanted files of a folder and of all folders in it, but
// for those that were downloaded or built.
func readWritten(folder string, wanted func(file string) bool) (map[string]string, error) {
	var (
		texts = map[string]string{}
		files = os.DirFS(folder)
	)

	err := fs.WalkDir(files, ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && file != "." && notWritten(entry.Name()):
			return fs.SkipDir
		case entry.IsDir(), !wanted(file):
			return nil
		}

		text, err := fs.ReadFile(files, file)
		texts[file] = string(text)

		return err
	})

	return texts, err
}

// notWritten tells whether a folder holds files that nobody wrote here.
func notWritten(folder string) bool {
	hidden := strings.HasPrefix(folder, ".") && folder != ".github"
	return hidden || folder == "node_modules" || folder == "dist"
}

// Generated tells whether the page is made of a template, schema and examples.
func (p Page) Generated() bool { return strings.HasPrefix(p.Path, "docs/") }

// Shown is the path at which readers find the page: a template is read as the
// page that is generated of it.
func (p Page) Shown() string {
	if inside, found := strings.CutPrefix(p.Path, "templates/"); found {
		return "docs/" + strings.TrimSuffix(inside, ".tmpl")
	}

	return p.Path
}

// Block is a fenced block of code.
type Block struct {
	// Line is that of the opening fence.
	Line     int
	Language string
	Text     string
}

// split gives the blocks of code, and the text without them. Line numbers stay
// as they are.
func (p Page) split() ([]Block, string) {
	var (
		fence  = regexp.MustCompile("^( *)(```+|~~~+)([^`]*)$") // indentation, fence, language
		open   []string                                         // of the block that is being read
		blocks []Block
		prose  strings.Builder
	)

	for number, line := range strings.Split(p.Text, "\n") {
		found := fence.FindStringSubmatch(line)

		switch {
		case open == nil && found != nil:
			open = found[1:]
			blocks = append(blocks, Block{Line: number + 1, Language: strings.TrimSpace(found[3])})
		case open == nil:
			prose.WriteString(line)
		case found != nil && strings.HasPrefix(found[2], open[1]) && strings.TrimSpace(found[3]) == "":
			open = nil
		default:
			blocks[len(blocks)-1].Text += strings.TrimPrefix(line, open[0]) + "\n"
		}

		prose.WriteString("\n")
	}

	return blocks, prose.String()
}

// Blocks are the fenced blocks of code.
func (p Page) Blocks() []Block {
	blocks, _ := p.split()
	return blocks
}

// Prose is the text without the fenced blocks, whose lines are empty.
func (p Page) Prose() string {
	_, prose := p.split()
	return prose
}
