package clitest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
)

// fragments are blocks of code that no engine could plan, by page and first
// line, each with its reason. They call themselves hcl, not terraform.
var fragments = map[string]string{
	"templates/resources/mass_message.md.tmpl: resource \"wecom_mass_message\" \"double11\" {": "a plan of it is an error on every other day; TestAccWindow_everySendIsJudged plans one",
	"templates/actions/mass_message_cancel.md.tmpl: lifecycle {":                               "an event of Terraform 1.16, which TestAccActions_beforeDestroyNeedsTerraform116 shows to be refused by 1.15",
}

// Examples and fragments are written as the engine's own formatter writes them,
// which also shows that each can be parsed.
func TestAccDocuments_areFormatted(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	name := strings.NewReplacer("/", "_", ":", "_", ".", "_")

	for _, example := range documentedExamples(t) {
		w.file(name.Replace(example.Name)+".tf", example.Text())
	}

	pages, err := documents.Pages("../..")
	if err != nil {
		t.Fatal(err)
	}

	unused := len(fragments)

	for _, page := range pages {
		for _, block := range page.Blocks() {
			if block.Language != "hcl" || page.Generated() {
				continue
			}

			first, _, _ := strings.Cut(block.Text, "\n")
			if fragments[page.Path+": "+first] == "" {
				t.Errorf("%s:%d: a fragment without a reason: make it whole and call it terraform", page.Path, block.Line)
			}

			unused--

			w.file(name.Replace(fmt.Sprintf("%s:%d", page.Path, block.Line))+".tf", block.Text)
		}
	}

	if unused > 0 {
		t.Errorf("%d fragments have a reason and are in no page", unused)
	}

	if got := w.run("fmt", "-check", "-diff"); got.code != 0 {
		t.Errorf("code %d, the formatter would change this:\n%s", got.code, got.output)
	}
}
