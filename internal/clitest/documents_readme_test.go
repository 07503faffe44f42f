package clitest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
)

// The READMEs quote what the engine prints. The first quotation is of the plan
// of their example, without credentials as they say, the second of the same
// with a title that is too long.
func TestAccDocuments_readmesQuoteTheRealOutput(t *testing.T) {
	for _, path := range []string{"README.md", "README.zh-CN.md"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()

			var config, quoted []string

			for _, block := range pageOf(t, path).Blocks() {
				switch block.Language {
				case "terraform":
					config = append(config, block.Text)
				case "text":
					quoted = append(quoted, block.Text)
				}
			}

			if len(config) != 1 || len(quoted) != 2 {
				t.Fatalf("%d examples and %d quotations, want 1 and 2: let this test check all of them", len(config), len(quoted))
			}

			w := newWorkspace(t)
			w.env = []string{"WECOM_CORP_ID=", "WECOM_CORP_SECRET="}
			w.file("main.tf", config[0])

			plan := w.run("plan", "-no-color", "-input=false")
			if plan.code != 0 {
				t.Error(plan.output)
			}

			plan.wantQuoted(t, quoted[0])

			long := strings.Replace(config[0], "双十一茶叶专场", strings.Repeat("茶", 46), 1)
			w.file("main.tf", long)

			refused := w.run("plan", "-no-color", "-input=false")
			if refused.code == 0 || long == config[0] {
				t.Errorf("a title of 46 characters passes\n%s", refused.output)
			}

			refused.wantQuoted(t, quoted[1])
		})
	}
}

// What the README quotes comes in the same words for the campaign of the
// examples, but for the number of customers.
func TestAccDocuments_campaignPlansAsTheReadmeSays(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.useExample("campaign/main.tf")

	var quoted []string

	for _, block := range pageOf(t, "README.md").Blocks() {
		for line := range strings.Lines(block.Text) {
			if block.Language == "text" && (strings.Contains(line, "2 customers") || strings.HasPrefix(line, "Warning:")) {
				quoted = append(quoted, strings.Replace(line, "2 customers", "4 customers", 1))
			}
		}
	}

	if len(quoted) != 3 {
		t.Fatalf("the README quotes %q", quoted)
	}

	w.run("plan", "-no-color", "-input=false").wantQuoted(t, strings.Join(quoted, ""))
}

func pageOf(t *testing.T, path string) documents.Page {
	t.Helper()
	return documents.Page{Path: path, Text: readFile(t, "../../"+path)}
}

// wantQuoted wants each line of the quotation in the output, in this order.
// "..." and empty lines stand for what was left out.
func (r result) wantQuoted(t *testing.T, quotation string) {
	t.Helper()

	var rest []string
	for line := range strings.Lines(r.output) {
		rest = append(rest, strings.TrimRight(line, " \n"))
	}

	for line := range strings.Lines(quotation) {
		line = strings.TrimRight(line, " \n")
		if line == "" || strings.TrimSpace(line) == "..." {
			continue
		}

		at := slices.Index(rest, line)
		if at < 0 {
			t.Fatalf("the engine does not print %q, or not there\n%s", line, r.output)
		}

		rest = rest[at+1:]
	}
}
