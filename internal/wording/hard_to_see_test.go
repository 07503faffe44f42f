package wording_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

func TestHardToSee_namesWhatLooksAlike(t *testing.T) {
	for name, row := range map[string][3]string{
		"a blank more":         {"你好 再见", "你好  再见", `from character 4 on, "" was there and " " is`},
		"another blank":        {"你好 再见", "你好\u00a0再见", `from character 3 on, " " was there and "\u00a0" is`},
		"a zero width space":   {"你好", "你\u200b好", `from character 2 on, "" was there and "\u200b" is`},
		"an emoji variant":     {"☕ 茶", "☕\ufe0f 茶", `from character 2 on, "" was there and "\ufe0f" is`},
		"a composed letter":    {"caf\u00e9!", "cafe\u0301!", `from character 4 on, "\u00e9" was there and "e\u0301" is`},
		"a wide letter":        {"A级", "Ａ级", `from character 1 on, "A" was there and "\uff21" is`},
		"a line break":         {"你好再见", "你好\n再见", `from character 3 on, "" was there and "\n" is`},
		"the control: a word":  {"你好", "再见", ""},
		"the control: a digit": {"5 折", "6 折", ""},
		"the control: nothing": {"你好", "你好", ""},
	} {
		if got := wording.HardToSee(row[0], row[1]); got != row[2] {
			t.Errorf("%s: %s\nwant %s", name, got, row[2])
		}
	}
}
