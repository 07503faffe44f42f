package review

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/zclconf/go-cty/cty"
)

// preventsDestroy reports whether the configuration of a resource says
// prevent_destroy = true. A plan does not have it, so it is read from the files
// in the folder, and of modules from where the engine has put them.
func (g *gates) preventsDestroy(address string) bool {
	module, kind, name, ok := splitAddress(address)
	if !ok {
		return false
	}

	folder, ok := g.moduleFolder(module)
	if !ok {
		return false
	}

	for _, pattern := range []string{"*.tf", "*.tofu", "*.tf.json", "*.tofu.json"} {
		files, _ := filepath.Glob(filepath.Join(folder, pattern)) // the pattern is none that fails

		for _, file := range files {
			if saysPreventDestroy(file, kind, name) {
				return true
			}
		}
	}

	return false
}

// splitAddress cuts "module.a["x"].module.b.type.name[0]" into "a.b", type and
// name.
func splitAddress(address string) (module, kind, name string, ok bool) {
	var names []string

	for rest := address; rest != ""; {
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			names = append(names, rest)
			break
		}

		names = append(names, rest[:end])

		rest = rest[end:]
		if rest[0] == '[' {
			rest = rest[keyLength(rest):]
		}

		rest = strings.TrimPrefix(rest, ".")
	}

	var modules []string
	for len(names) > 2 && names[0] == "module" {
		modules, names = append(modules, names[1]), names[2:]
	}

	if len(names) != 2 {
		return "", "", "", false
	}

	return strings.Join(modules, "."), names[0], names[1], true
}

// keyLength is how long a key in brackets is, in which a bracket may stand in
// quotation marks.
func keyLength(text string) int {
	quoted := false

	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quoted:
			i++
		case text[i] == '"':
			quoted = !quoted
		case text[i] == ']' && !quoted:
			return i + 1
		}
	}

	return len(text)
}

// moduleFolder is where the files of a module are, by the list that `init`
// writes.
func (g *gates) moduleFolder(module string) (string, bool) {
	if module == "" {
		return g.options.Folder, true
	}

	raw, err := os.ReadFile(filepath.Join(g.options.Folder, ".terraform", "modules", "modules.json"))
	if err != nil {
		return "", false
	}

	var list struct{ Modules []struct{ Key, Dir string } }
	if err := json.Unmarshal(raw, &list); err != nil {
		return "", false
	}

	for _, m := range list.Modules {
		if m.Key == module {
			return filepath.Join(g.options.Folder, filepath.FromSlash(m.Dir)), true
		}
	}

	return "", false
}

func saysPreventDestroy(file, kind, name string) bool {
	parser := hclparse.NewParser()

	parse := parser.ParseHCLFile
	if strings.HasSuffix(file, ".json") {
		parse = parser.ParseJSONFile
	}

	// A file that cannot be read says nothing; the engine has made a plan of
	// it.
	parsed, _ := parse(file)
	if parsed == nil {
		return false
	}

	content, _, _ := parsed.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "resource", LabelNames: []string{"type", "name"}}}})
	if content == nil {
		return false
	}

	for _, block := range content.Blocks {
		if block.Labels[0] == kind && block.Labels[1] == name && lifecyclePrevents(block.Body) {
			return true
		}
	}

	return false
}

func lifecyclePrevents(body hcl.Body) bool {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "lifecycle"}}})
	if content == nil {
		return false
	}

	for _, block := range content.Blocks {
		inner, _, _ := block.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "prevent_destroy"}}})
		if inner == nil || inner.Attributes["prevent_destroy"] == nil {
			continue
		}

		if v, diags := inner.Attributes["prevent_destroy"].Expr.Value(nil); !diags.HasErrors() && v.IsKnown() && !v.IsNull() && v.Type() == cty.Bool && v.True() {
			return true
		}
	}

	return false
}
