package wecom_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func TestPrintable_isFitForATerminal(t *testing.T) {
	for text, want := range map[string]string{
		"春茶到店":                          "春茶到店",
		"a\x1b[2Jb\rc\x00d\x7fe\u009bf": "a [2Jb c d e f",
		"a\nb\tc\u2028d\u2029e\u0085f":  "a b c d e f",
		"no such \u202Egsm\u202C":       "no such gsm",
		"\u2066a\u2067b\u2068c\u2069":   "abc",
		"\u202Aa\u202Bb\u202Dc":         "abc",
		"\u200Ea\u200Fb\u061Cc\uFEFFd":  "abcd",
		"\u200Ba\u00ADb\U000E0041c":     "abc",
		"👨\u200D👩\u200D👧 می\u200Cخواهم": "👨\u200D👩\u200D👧 می\u200Cخواهم",
		"a\xffb":                  "a\uFFFDb",
		strings.Repeat("x", 2000): strings.Repeat("x", 1000) + "...",
	} {
		if got := wecom.Printable(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// Whatever an answer says reaches the terminal through the errors.
func TestPrintable_anErrmsgCannotTurnTheLineAround(t *testing.T) {
	client := stubClient(t, stub{"remind_groupmsg_send": says(200, `{"errcode":48002,"errmsg":"api \u202Eneddibrof\u202C \u001b[31m\u2067, hint: [\u200F1]"}`)})

	err := client.RemindMassMessage(t.Context(), "msg1")
	if err == nil || err.Error() != "remind_groupmsg_send: errcode 48002: api neddibrof  [31m (hint [1])" {
		t.Errorf("error %q", err)
	}
}
