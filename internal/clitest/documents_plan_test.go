package clitest_test

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
)

// Every configuration that the documentation shows can be planned as it stands.
// What the engine at hand is too old for is skipped, and planned with another.
func TestAccDocuments_everyExamplePlans(t *testing.T) {
	name, minor := engineVersion(t)
	examples := documentedExamples(t)

	var planned, skipped atomic.Int32

	t.Run("all", func(t *testing.T) {
		for _, example := range examples {
			t.Run(example.Name, func(t *testing.T) {
				t.Parallel()

				if need := example.Needs(); name == "Terraform" && minor < need.Terraform || name == "OpenTofu" && minor < need.OpenTofu {
					skipped.Add(1)
					t.Skipf("its first line says that it needs more than %s 1.%d", name, minor)
				}

				planned.Add(1)
				planExample(t, example)
			})
		}
	})

	t.Logf("report: of %d examples in examples/, guides and READMEs, %d planned, %d skipped, which need a newer engine", len(examples), planned.Load(), skipped.Load())
}

// documentedExamples are all examples of this repository.
func documentedExamples(t *testing.T) []documents.Example {
	t.Helper()

	examples, err := documents.Examples("../..")
	if err != nil {
		t.Fatal(err)
	}

	if len(examples) < 30 {
		t.Fatalf("only %d examples were found", len(examples))
	}

	return examples
}

func planExample(t *testing.T, example documents.Example) {
	t.Helper()

	w := newWorkspace(t)
	w.useDocumented(example)

	text := "\n" + example.Text()

	if strings.Contains(text, "\nlist \"") {
		if got := w.run("query", "-no-color"); got.code != 0 {
			t.Error(got.output)
		}
	}

	got := w.plan("-input=false")
	if got.code != 0 && got.code != 2 {
		t.Fatalf("%s\n%s", got.errorText(), got.output)
	}

	// A plan in which nothing happens shows that the example lacks something,
	// such as the files that it reads.
	if got.code == 0 && strings.Contains(text, "\nresource \"") {
		t.Errorf("nothing is planned\n%s", got.output)
	}

	// Who copies an example meets no warning but that of the send, and the
	// engine's own: a check of what is not sent yet, and how these tests bring
	// in the provider.
	expected := []string{
		"This plan sends a message to customers", "This plan sends a campaign to customers", "Check block assertion known after apply", "Provider development overrides are in effect",
	}

	for _, d := range got.diags {
		if d.Severity == "warning" && !slices.Contains(expected, d.Summary) {
			t.Errorf("warning: %s\n%s", d.Summary, d.Detail)
		}
	}
}
