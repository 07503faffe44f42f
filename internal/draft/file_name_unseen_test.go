package draft_test

import (
	"os"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// A path in an error is shown so that all of it is seen, and the file that was
// meant is named where it is there.
func TestDraft_whatNobodySeesInAPathIsShown(t *testing.T) {
	t.Chdir(t.TempDir())

	for _, name := range []string{"a.pdf", "ids.txt", "empty.pdf\u00a0"} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	if err := os.Mkdir("d\u200b.txt", 0o700); err != nil {
		t.Fatal(err)
	}

	file := func(name string) string { return details(withFile(wecom.MediaFile, name, name).AllProblems()) }
	ids := func(name string) string { return details(written(name).AllProblems()) }

	for name, row := range map[string]struct{ said, want string }{
		"gone":             {file("b.pdf"), "b.pdf does not exist. A file that"},
		"a space too many": {file("a.pdf "), `"a.pdf " does not exist. a.pdf, without the white space around it, is there`},
		"inside":           {file("./a\u200b.pdf"), `"./a\u200b.pdf" does not exist. The name of the file holds U+200B zero width space as character 2. a.pdf, without`},
		"before the path":  {file(" ./a.pdf"), `" ./a.pdf" does not exist. ./a.pdf, without the white space around it, is there`},
		"recipients":       {ids("\u202aids.txt"), `"\u202aids.txt" does not exist. The name of the file holds U+202A left-to-right embedding as character 1. ids.txt, without`},
		"only unseen":      {ids("\u200b"), `"\u200b" does not exist`},
		"a directory":      {ids("d\u200b.txt"), `"d\u200b.txt": it is not a regular file`},
		"an empty file":    {file("empty.pdf\u00a0"), `"empty.pdf\u00a0": it has 0 bytes`},
	} {
		if strings.Contains(row.said, "\u200b") || strings.Contains(row.said, "\u00a0") || !strings.Contains(strings.ReplaceAll(row.said, "open ", ""), row.want) {
			t.Errorf("%s: got %q, want %q", name, row.said, row.want)
		}
	}
}
