package draft_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func TestAllowedRecipients_readsBothKinds(t *testing.T) {
	for name, row := range map[string]struct {
		content           string
		customers, groups string // allowed, or what is wrong
	}{
		"lines of both":         {"wm1\nwr1\n\nwm1\n", "wm1 wr1", "wm1 wr1"},
		"a table of customers":  {"name,external_userid\n甲,wm1\n", "wm1", "no column chat_id"},
		"a table of groups":     {"chat_id\nwr1\n", "no column external_userid", "wr1"},
		"a table of both":       {"external_userid,chat_id\nwm1,\n,wr1\nwm2\n", "wm1 wm2", "wr1"},
		"a table with one kind": {"external_userid,chat_id\nwm1,\n", "wm1", "holds no id of a customer group"},
		"no line":               {"\n\n", "holds no id of a customer.", "holds no id of a customer group."},
		"no id":                 {"wm1\nwm\u200b2\n", "line 2: ", "line 2: "},
		"two ids in a line":     {"wm1 wm2\n", "line 1 is not one id", "line 1 is not one id"},
		"a header that is none": {"收件邮箱\nwm1\n", "line 1", "line 1"},
		"a zero byte":           {"wm1\n\x00\n", "line 2 holds a zero byte (U+0000)", "line 2 holds a zero byte (U+0000)"},
		"not UTF-8":             {"wm1\n\xff\n", "line 2 is not UTF-8", "line 2 is not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "trial.csv")
			if err := os.WriteFile(file, []byte(row.content), 0o600); err != nil {
				t.Fatal(err)
			}

			allowed := draft.ReadAllowedRecipients(file)

			for chatType, want := range map[string]string{wecom.ChatTypeSingle: row.customers, wecom.ChatTypeGroup: row.groups} {
				var got []string

				for _, id := range []string{"wm1", "wm2", "wm3", "wr1"} {
					if allowed.Allows(chatType, id) {
						got = append(got, id)
					}
				}

				wrong := allowed.Wrong(chatType)
				if strings.Join(got, " ") != want && (wrong == "" || !strings.Contains(wrong, want) || !strings.Contains(wrong, "trial.csv")) {
					t.Errorf("%s: allows %v, wrong: %q; want %q", chatType, got, wrong, want)
				}
			}
		})
	}
}

func TestAllowedRecipients_withoutAFile(t *testing.T) {
	dir := t.TempDir()

	for name, want := range map[string]string{filepath.Join(dir, "gone.txt"): "does not exist", dir: "not a regular file"} {
		allowed := draft.ReadAllowedRecipients(name)
		if wrong := allowed.Wrong(wecom.ChatTypeSingle); !strings.Contains(wrong, want) || allowed.Allows(wecom.ChatTypeSingle, "wm1") {
			t.Errorf("%s: %q, want %q", name, wrong, want)
		}
	}
}
