package draft_test

import (
	"os"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func TestDraft_aPathInsteadOfAText(t *testing.T) {
	t.Chdir(t.TempDir())

	for _, name := range []string{"msg.txt", "hello"} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	for text, warned := range map[string]bool{"msg.txt": true, "./msg.txt\n": true, "none.txt": false, "hello": false, "see msg.txt": false, ".": false} {
		d := draft.New(wecom.MassMessage{Text: &wecom.Text{Content: text}}, "", nil, nil)
		d.ReadFiles()

		if said := details(d.AllProblems()); strings.Contains(said, "A path instead of a text") != warned {
			t.Errorf("%q: %q", text, said)
		}

		if said := details(d.ProblemsOfASent()); said != "" {
			t.Errorf("%q, of a sent message: %s", text, said)
		}
	}
}
