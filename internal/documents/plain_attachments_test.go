package documents_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
)

// plainAttachment is an attachment without its function. Terraform drops a name
// in it that it does not know, without a word.
var plainAttachment = regexp.MustCompile(`\bmsgtype"?\s*[=:]`)

// explainPlain are the words before a plain attachment that a page shows to
// explain it.
var explainPlain = []string{"A plain object, `{ "}

// explainNear are the words a line or two before one that cannot be written
// with a function.
var explainNear = []string{"A test file cannot call the functions of a provider", "测试文件里不能调用 provider 的函数"}

// plainAttachments are the places in files where one stands unexplained.
func plainAttachments(files map[string]string) []string {
	var found []string

	for name, text := range files {
		for _, at := range plainAttachment.FindAllStringIndex(text, -1) {
			// The type of a variable, or a comparison, makes none.
			after := text[at[1]:]
			if !explained(text[:at[0]]) && !strings.HasPrefix(after, " string\n") && !strings.HasPrefix(after, "= ") {
				found = append(found, fmt.Sprintf("%s:%d", name, strings.Count(text[:at[0]], "\n")+1))
			}
		}
	}

	return found
}

func explained(before string) bool {
	for _, words := range explainPlain {
		if strings.HasSuffix(before, words) {
			return true
		}
	}

	near := before[max(0, len(before)-250):]

	for _, words := range explainNear {
		if strings.Contains(near, words) {
			return true
		}
	}

	return false
}

// shownFiles are the pages that users read, and the examples.
func shownFiles(t *testing.T) map[string]string {
	t.Helper()

	files := map[string]string{}
	for _, page := range shownPages(t) {
		files[page.Path] = page.Text
	}

	examples, err := documents.Examples(repository)
	if err != nil {
		t.Fatal(err)
	}

	for _, example := range examples {
		if !example.Block {
			files[example.Name] = example.Text()
		}
	}

	return files
}

// Pages and examples write an attachment with the function of its kind.
func TestAttachments_areWrittenWithTheirFunctions(t *testing.T) {
	files, functions := shownFiles(t), 0

	for _, place := range plainAttachments(files) {
		t.Errorf("%s: a plain attachment; write it with provider::wecom::KIND({ ... })", place)
	}

	for _, text := range files {
		functions += strings.Count(text, "provider::wecom::link(") + strings.Count(text, "provider::wecom::image(")
	}

	if functions == 0 {
		t.Error("no function was found, so nothing was looked at")
	}
}

// The positive control: each way to write one is found.
func TestAttachments_plainOnesAreFound(t *testing.T) {
	for text, want := range map[string]int{
		"attachments = [{ msgtype = \"link\", link = {} }]":                           1,
		"attachments = [{\n  msgtype=\"link\"\n}, { \"msgtype\" : \"image\" }]":       2,
		"attachments = [provider::wecom::link({ title = \"t\" })]":                    0,
		"A plain object, `{ msgtype = \"link\" }`; or `{ msgtype = \"image\" }`":      1,
		"type = list(object({\n  msgtype = string\n}))":                               0,
		"attachment.msgtype == \"link\"":                                              0,
		"# A test file cannot call the functions of a provider.\n{ msgtype = \"a\" }": 0,
		"the kind of an attachment (`msgtype`) and `attachments.msgtype` (String)":    0,
	} {
		if got := plainAttachments(map[string]string{"x": text}); len(got) != want {
			t.Errorf("%q: got %q, want %d", text, got, want)
		}
	}
}
