package draft_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Files that were joined have the header in the middle, too. It is no id, and
// the columns below it may stand in another order.
func TestReadRecipientsFile_aHeaderInTheMiddle(t *testing.T) {
	const b, c = "\nwoB", "\nwoC"

	for name, row := range map[string]struct{ content, line string }{
		"one column":                {"external_userid" + b + "\nexternal_userid" + c, "line 3: "},
		"one column, spelled":       {"external_userid" + b + "\n External User ID " + c, "line 3: "},
		"a bare name":               {"ID" + b + "\nid" + c, "line 3: "},
		"a name in Chinese":         {"客户ID" + b + "\n客户ID" + c, "line 3: "},
		"a byte order mark":         {"external_userid" + b + "\n\ufeffexternal_userid" + c, "line 3: "},
		"no header above":           {"woA" + b + "\nexternal_userid" + c, "line 3: "},
		"no header above, and mark": {"woA" + b + "\n\ufeff客户ID" + c, "line 3: "},
		"a table":                   {"name,external_userid\nx,woB\nname,external_userid\ny,woC", "line 3: "},
		"a table, turned round":     {"name,external_userid\nx,woB\nexternal_userid,name\nwoC,y", "line 3: "},
		"a table with fewer":        {"name,age,external_userid\nx,1,woB\n\nexternal_userid,name\nwoC,y", "line 4: "},
		"a table of bare names":     {"姓名,external_userid,手机\nx,woB,1\n姓名,客户ID,手机\ny,woC,2", "line 3: "},
	} {
		d := recipientsOf(t, wecom.ChatTypeSingle, row.content)

		var told []string

		for _, p := range d.AllProblems().Errors() {
			told = append(told, p.Detail)
		}

		want := row.line + "it is a header, and not the first line"
		if !strings.Contains(strings.Join(told, "\n"), want) || strings.Contains(strings.Join(told, "\n"), "woC") {
			t.Errorf("%s: want %q in %q", name, want, told)
		}
	}

	// The control: what only looks a little like a header is an id or a word.
	for _, content := range []string{"external_userid\nwoexternal_userid\nwmID\n", "name,external_userid\nexternal,woA\nID,woB\n客户ID,woC\n"} {
		if d := recipientsOf(t, wecom.ChatTypeSingle, content); len(d.AllProblems()) > 0 {
			t.Errorf("%q: %v", content, d.AllProblems())
		}
	}

	if d := recipientsOf(t, wecom.ChatTypeGroup, "chat_id\nwrA\nchat_id\nwrB\n"); len(d.AllProblems().Errors()) != 1 {
		t.Errorf("groups: %v", d.AllProblems())
	}
}

// A file of allowed recipients with a header in the middle allows nobody: the
// columns below it may be others.
func TestAllowedRecipients_aHeaderInTheMiddle(t *testing.T) {
	file := filepath.Join(t.TempDir(), "allowed.csv")
	if err := os.WriteFile(file, []byte("external_userid,name\nwoA,x\nname,external_userid\ny,woB\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	if wrong := draft.ReadAllowedRecipients(file).Wrong(wecom.ChatTypeSingle); !strings.Contains(wrong, "line 3: it is a header, and not") {
		t.Errorf("wrong: %q", wrong)
	}
}
