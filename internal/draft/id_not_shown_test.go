package draft_test

import (
	"os"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

// A file with anything else in it is refused, and nothing of it is shown.
func TestRecipients_anotherFileIsRefusedAndNotShown(t *testing.T) {
	t.Chdir(t.TempDir())

	for name, row := range map[string][2]string{
		"a .env":          {"WECOM_CORP_ID=ww1\nWECOM_CORP_SECRET=hunter2\n", "line 2: it holds U+003D equals sign as character 18"},
		"with quotes":     {"WECOM_CORP_SECRET=\"hunter2\"\n", "line 1: it holds U+003D equals sign as character 18"},
		"for a shell":     {"export WECOM_CORP_SECRET=hunter2\n", "line 1 is not one id"},
		"YAML":            {"secret: hunter2\n", "line 1 is not one id"},
		"JSON":            {"{\"secret\":\"hunter2\"}\n", "line 1"},
		"a passwd":        {"root:hunter2:0:0:root:/root:/bin/sh\n", "line 1: it holds U+003A colon as character 5"},
		"addresses":       {"https://a.example/?t=hunter2\n", "line 1: it holds U+003A colon"},
		"paths":           {"/home/hunter2\n", "line 1: it holds U+002F solidus"},
		"base64":          {"aHVudGVyMg==\nhunter2==\n", "U+003D equals sign"},
		"behind good ids": {anID + "\nPASSWORD=hunter2\n", "line 2: it holds U+003D equals sign as character 9"},
		"a column":        {"external_userid,x\nPASSWORD=hunter2,y\n", "line 2: it holds U+003D equals sign"},
	} {
		if err := os.WriteFile("f", []byte(row[0]), 0o600); err != nil {
			t.Fatal(err)
		}

		d := written("f")
		d.Message.Sender = "zhangsan"

		said := details(d.AllProblems().Errors())
		if !strings.Contains(said, row[1]) || strings.Contains(details(d.AllProblems())+details(d.ProblemsOfASent()), "hunter2") {
			t.Errorf("%s: got %q, want %q", name, said, row[1])
		}
	}
}

// Mail addresses stay a warning, and are not shown either.
func TestStrangers_mailIsNotShown(t *testing.T) {
	strangers := draft.NewStrangers(draft.CustomerID)
	strangers.See("hunter2@a.example", func() string { return "line 1" })

	said := details(strangers.Warning(problem.Root("recipients_file")))
	if !strings.Contains(said, "line 1 (with @, not shown)") || strings.Contains(said, "hunter2") {
		t.Error(said)
	}
}

// The control, and what stays a warning: no page promises how ids look.
func TestIDKind_whatIsOnlyAWarning(t *testing.T) {
	for _, id := range []string{"woAJ-_2", "NULL", "#N/A", "#DIV/0!", "a.b", "(none)", "a@b"} {
		if wrong := draft.CustomerID.ProblemOf(id, draft.InFile); wrong != "" {
			t.Errorf("%q: %s", id, wrong)
		}
	}

	// A userid may have it, and so may what is no customer.
	for _, kind := range []draft.IDKind{draft.MemberID, draft.AnyID} {
		if wrong := kind.ProblemOf("zhang@a.example", draft.InList); wrong != "" {
			t.Error(wrong)
		}
	}
}
