package documents_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
)

// byName are the examples below root.
func byName(t *testing.T, root string) map[string]documents.Example {
	t.Helper()

	all, err := documents.Examples(root)
	if err != nil {
		t.Fatal(err)
	}

	examples := map[string]documents.Example{}
	for _, example := range all {
		examples[example.Name] = example
	}

	return examples
}

func TestExamples_filesAndBlocks(t *testing.T) {
	examples := byName(t, tree(t, map[string]string{
		"examples/resources/x/resource.tf":           "one",
		"examples/resources/x/resource_other.tf":     "other",
		"examples/resources/x/list.csv":              "ids",
		"examples/list-resources/x/list.tfquery.hcl": "list",
		"examples/campaign/main.tf":                  "main\n",
		"examples/campaign/outputs.tf":               "outputs\n",
		"examples/campaign/terraform.tfstate":        "a state",
		"examples/many/a/main.tf":                    "a",
		"examples/many/b/main.tf":                    "b",
		"examples/many/modules/m/main.tf":            "m",
		"README.md":                                  "# T\n```terraform\nblock\n```\n```hcl\nfragment\n```\n",
		"docs/index.md":                              "```terraform\ngenerated\n```\n",
		"templates/guides/g.md.tmpl":                 "```terraform\nlist \"x\" \"y\" {}\n```\n",
	}))

	want := map[string][]string{
		"examples/resources/x/resource.tf":           {".", "list.csv", "resource.tf"},
		"examples/resources/x/resource_other.tf":     {".", "list.csv", "resource_other.tf"},
		"examples/list-resources/x/list.tfquery.hcl": {".", "list.tfquery.hcl"},
		"examples/campaign":                          {".", "main.tf", "outputs.tf"},
		"examples/many/a":                            {"a", "a/main.tf", "b/main.tf", "modules/m/main.tf"},
		"examples/many/b":                            {"b", "a/main.tf", "b/main.tf", "modules/m/main.tf"},
		"README.md:2":                                {".", "example.tf"},
		"templates/guides/g.md.tmpl:1":               {".", "example.tfquery.hcl"},
	}

	for name, example := range examples {
		got := append([]string{example.Folder}, slices.Sorted(maps.Keys(example.Files))...)
		if !slices.Equal(got, want[name]) {
			t.Errorf("%s: got %q, want %q", name, got, want[name])
		}
	}

	if len(examples) != len(want) {
		t.Errorf("%d examples, want %d", len(examples), len(want))
	}

	for name, text := range map[string]string{"examples/campaign": "main\noutputs\n", "examples/many/b": "b", "README.md:2": "block\n"} {
		if got := examples[name].Text(); got != text {
			t.Errorf("%s: got %q, want %q", name, got, text)
		}
	}
}

func TestExample_needs(t *testing.T) {
	for text, want := range map[string]documents.Engines{
		"# Needs Terraform 1.14.\n":                        {Terraform: 14, OpenTofu: documents.Never},
		"# Needs Terraform 1.12 or OpenTofu 1.13.\n":       {Terraform: 12, OpenTofu: 13},
		"\n# Needs Terraform 1.14.\n":                      {},
		"terraform {}\n# Needs Terraform 1.14.\n":          {},
		"# Provider functions need Terraform 1.8 or so.\n": {},
	} {
		if got := (documents.Example{Files: map[string]string{"main.tf": text}}).Needs(); got != want {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}

	several := documents.Example{Files: map[string]string{
		"a.tf": "# Needs Terraform 1.12 or OpenTofu 1.12.\n", "b.tf": "# Needs Terraform 1.14.\n", "c.tf": "",
	}}
	if got, want := several.Needs(), (documents.Engines{Terraform: 14, OpenTofu: documents.Never}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// A line that is meant to name the engine, and that nothing understands, would
// let the example be planned with any engine.
func TestExamples_sayTheirEngineInOneWay(t *testing.T) {
	comment := regexp.MustCompile(`\A(#|//)[^\n]*(Terraform|OpenTofu) (v|>=? ?)?1\.\d+`)

	for name, example := range byName(t, repository) {
		if comment.MatchString(strings.TrimSpace(example.Text())) && example.Needs() == (documents.Engines{}) {
			t.Errorf("%s: write the first line as # Needs Terraform 1.14., or # Needs Terraform 1.12 or OpenTofu 1.12.", name)
		}
	}
}

// withoutPostcondition are examples that send and have no postcondition, each
// with its reason.
var withoutPostcondition = map[string]string{}

// blocks are the resource blocks of a type in a configuration, as the formatter
// writes them: each ends at the first brace of a line's start.
func blocks(resource, text string) []string {
	return regexp.MustCompile(`(?ms)^resource "`+resource+`" .*?^}`).FindAllString(text, -1)
}

// An unknown outcome is only a warning of the provider. The postcondition turns
// the run red, so every example that sends carries it.
func TestExamples_everyMessageCarriesThePostcondition(t *testing.T) {
	for resource, c := range map[string]struct {
		condition string
		atLeast   int
	}{
		"wecom_mass_message": {`self.status == "created"`, 25},
		"wecom_campaign":     {`contains(["complete", "rolled_out"], self.status)`, 6},
	} {
		postcondition := regexp.MustCompile(`\n {4}postcondition \{\n {6}condition +=.*` + regexp.QuoteMeta(c.condition))
		all := 0

		for name, example := range byName(t, repository) {
			for file, text := range example.Files {
				if !strings.HasSuffix(file, ".tf") {
					continue
				}

				for _, block := range blocks(resource, text) {
					all++

					if !postcondition.MatchString(block) && withoutPostcondition[name] == "" {
						t.Errorf("%s: without the postcondition %s:\n%s", name, c.condition, block)
					}
				}
			}
		}

		if all < c.atLeast {
			t.Errorf("only %d of %s were looked at", all, resource)
		}
	}
}

// Every kind of place is looked at: examples, guides, READMEs.
func TestExamples_comeFromEverywhere(t *testing.T) {
	names := slices.Sorted(maps.Keys(byName(t, repository)))

	for _, place := range []string{
		"README.md:", "README.zh-CN.md:", "templates/guides/", "examples/campaign", "examples/campaign_complete",
		"examples/provider/", "examples/resources/", "examples/data-sources/", "examples/actions/", "examples/functions/", "examples/list-resources/",
	} {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, place) }) {
			t.Errorf("no example of %s in %q", place, names)
		}
	}
}
