package review

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// preventsDestroy reports whether the configuration of a resource says
// prevent_destroy = true. A plan does not have it, so it is read from the files
// in the folder, as the engine reads them, and of modules from where the engine
// has put them.
func (g *gates) preventsDestroy(address, provider string) bool {
	module, kind, name, ok := splitAddress(address)
	if !ok {
		return false
	}

	folder, ok := g.moduleFolder(module)
	if !ok {
		return false
	}

	prevented := false

	// What overrides comes last, and counts where it says something.
	for _, file := range configuration(folder, strings.HasPrefix(provider, "registry.opentofu.org/")) {
		if says, ok := saysPreventDestroy(file, kind, name); ok {
			prevented = says
		}
	}

	return prevented
}

// configuration are the files of a folder that an engine reads: first those
// that it reads together, and then those that override them, in order. Only
// OpenTofu reads *.tofu, and then not the *.tf of the same name.
func configuration(folder string, isTofu bool) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}

	names := map[string]bool{}

	for _, entry := range entries {
		name := entry.Name()
		info, err := os.Stat(filepath.Join(folder, name))

		if err == nil && info.Mode().IsRegular() && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "~") && !(strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")) {
			names[name] = true
		}
	}

	var primary, overrides []string

	for _, name := range slices.Sorted(maps.Keys(names)) {
		base, extension, _ := strings.Cut(name, ".")
		for strings.Contains(extension, ".") && extension != "tf.json" && extension != "tofu.json" {
			more, rest, _ := strings.Cut(extension, ".")
			base, extension = base+"."+more, rest
		}

		switch extension {
		case "tf", "tf.json":
			if isTofu && names[base+strings.Replace("."+extension, "tf", "tofu", 1)] {
				continue
			}
		case "tofu", "tofu.json":
			if !isTofu {
				continue
			}
		default:
			continue
		}

		if base == "override" || strings.HasSuffix(base, "_override") {
			overrides = append(overrides, filepath.Join(folder, name))
		} else {
			primary = append(primary, filepath.Join(folder, name))
		}
	}

	return append(primary, overrides...)
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

// saysPreventDestroy is what a file says of a resource, where it says
// something.
func saysPreventDestroy(file, kind, name string) (says, ok bool) {
	parser := hclparse.NewParser()

	parse := parser.ParseHCLFile
	if strings.HasSuffix(file, ".json") {
		parse = parser.ParseJSONFile
	}

	// A file that cannot be read says nothing; the engine has made a plan of
	// it.
	parsed, _ := parse(file)
	if parsed == nil {
		return false, false
	}

	content, _, _ := parsed.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "resource", LabelNames: []string{"type", "name"}}}})
	if content == nil {
		return false, false
	}

	for _, block := range content.Blocks {
		if block.Labels[0] == kind && block.Labels[1] == name {
			return lifecyclePrevents(block.Body)
		}
	}

	return false, false
}

func lifecyclePrevents(body hcl.Body) (says, ok bool) {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "lifecycle"}}})
	if content == nil {
		return false, false
	}

	for _, block := range content.Blocks {
		inner, _, _ := block.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "prevent_destroy"}}})
		if inner == nil || inner.Attributes["prevent_destroy"] == nil {
			continue
		}

		v, diags := inner.Attributes["prevent_destroy"].Expr.Value(nil)
		if diags.HasErrors() {
			return false, true
		}

		v, err := convert.Convert(v, cty.Bool)

		return err == nil && v.IsKnown() && !v.IsNull() && v.True(), true
	}

	return false, false
}
