package documents

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Example is one configuration that the documentation shows. It can be planned
// by itself.
type Example struct {
	// Name is the path of a file or a folder, or the page and line of a block.
	Name string
	// Files are the configuration and what stands beside it, by path.
	Files map[string]string
	// Folder is that of the configuration among the files; "." for most.
	Folder string
	// Block tells that it stands in a page, and so has no files beside it.
	Block bool
}

// Examples are all examples below root: the files of examples/, and the blocks
// of pages that call themselves terraform. Generated pages repeat them, so
// their blocks are left out.
func Examples(root string) ([]Example, error) {
	all, err := exampleFiles(root)
	if err != nil {
		return nil, err
	}

	pages, err := Pages(root)
	if err != nil {
		return nil, err
	}

	for _, page := range pages {
		if page.Generated() {
			continue
		}

		for _, block := range page.Blocks() {
			if block.Language == "terraform" {
				all = append(all, Example{
					Name:   fmt.Sprintf("%s:%d", page.Path, block.Line),
					Files:  map[string]string{fileName(block.Text): block.Text},
					Folder: ".",
					Block:  true,
				})
			}
		}
	}

	return all, nil
}

// fileName is the name under which an engine reads a block.
func fileName(text string) string {
	if regexp.MustCompile(`(?m)^list "`).MatchString(text) {
		return "example.tfquery.hcl"
	}

	return "example.tf"
}

// exampleFiles are the examples in files. In the folders of which pages are
// generated (examples/resources/..., examples/provider, and so on) each file is
// an example of its own. Any other folder is one configuration.
func exampleFiles(root string) ([]Example, error) {
	folders, err := os.ReadDir(filepath.Join(root, "examples"))
	if err != nil {
		return nil, err
	}

	var all []Example

	for _, folder := range folders {
		name := "examples/" + folder.Name()

		// A state would make the plan another one.
		files, err := readWritten(filepath.Join(root, name), func(file string) bool { return !strings.Contains(file, ".tfstate") })
		if err != nil {
			return nil, err
		}

		if slices.Contains([]string{"actions", "data-sources", "ephemeral-resources", "functions", "list-resources", "provider", "resources"}, folder.Name()) {
			all = append(all, alternatives(name, files)...)
		} else {
			all = append(all, configurations(name, files)...)
		}
	}

	return all, nil
}

// alternatives makes an example of each configuration file, with the other
// kinds of files of its folder beside it.
func alternatives(name string, files map[string]string) []Example {
	var all []Example

	for _, file := range sortedConfiguration(files) {
		e := Example{
			Name:   path.Join(name, file),
			Files:  map[string]string{path.Base(file): files[file]},
			Folder: ".",
		}

		for other, text := range files {
			if path.Dir(other) == path.Dir(file) && !isConfiguration(other) {
				e.Files[path.Base(other)] = text
			}
		}

		all = append(all, e)
	}

	return all
}

// configurations makes an example of each folder that an engine would run in.
// Modules are run from elsewhere.
func configurations(name string, files map[string]string) []Example {
	var all []Example

	for _, file := range sortedConfiguration(files) {
		folder := path.Dir(file)
		known := slices.ContainsFunc(all, func(e Example) bool { return e.Folder == folder })

		if !known && !slices.Contains(strings.Split(folder, "/"), "modules") {
			all = append(all, Example{Name: path.Join(name, folder), Files: files, Folder: folder})
		}
	}

	return all
}

func isConfiguration(file string) bool {
	return strings.HasSuffix(file, ".tf") || strings.HasSuffix(file, ".tfquery.hcl")
}

func sortedConfiguration(files map[string]string) []string {
	var names []string

	for name := range files {
		if isConfiguration(name) {
			names = append(names, name)
		}
	}

	slices.Sort(names)

	return names
}

// Text is the configuration itself, of all its files.
func (e Example) Text() string {
	var b strings.Builder

	for _, file := range sortedConfiguration(e.Files) {
		if path.Dir(file) == e.Folder {
			b.WriteString(e.Files[file])
		}
	}

	return b.String()
}
