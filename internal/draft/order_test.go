package draft_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// written is a draft of a text to the recipients of a file, as a plan reads it.
func written(file string, unknown ...string) draft.Draft {
	isUnknown := map[string]bool{}
	for _, name := range unknown {
		isUnknown[name] = true
	}

	message := wecom.MassMessage{ChatType: wecom.ChatTypeSingle, Text: &wecom.Text{Content: "hello"}}

	d := draft.New(message, file, isUnknown, nil)
	d.ReadFiles()

	return d
}

func TestDraft_onlyWhatMayBeSentIsAnOrder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "recipients.txt")
	if err := os.WriteFile(file, []byte("wm1\nwm2\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	wrong := written(file)
	wrong.Problems.Errorf(problem.Root("text"), "Too long", "it is too long.")

	ignored := written(file)
	ignored.Problems.Warnf(problem.Root("tag_filter"), "Ignored", "WeCom ignores it.")

	planned := written(file)
	other := planned
	other.RecipientsSHA256 = wecom.RecipientsDigest([]string{"wm1"})

	for name, test := range map[string]struct {
		draft, planned draft.Draft
		at, want       string // of the problem; empty for none
	}{
		"as planned":         {written(file), planned, "", ""},
		"with a warning":     {ignored, planned, "", ""},
		"with a problem":     {wrong, planned, "text", "too long"},
		"not known":          {written(file, "sender"), planned, "sender", "not known at apply"},
		"without its file":   {written(file + ".none"), draft.Draft{}, "recipients_file", "does not exist"},
		"with another file":  {written(file), other, "recipients_file", "Plan again"},
		"not seen by a plan": {written(file), draft.Draft{}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			order, problems := test.draft.Order(test.planned)

			switch {
			case test.want == "" && len(problems) > 0:
				t.Fatalf("got %v, want an order", problems)
			case test.want == "":
				if got := strings.Join(order.Message().ExternalUserID, " "); got != "wm1 wm2" {
					t.Errorf("the order goes to %q", got)
				}
			case len(problems) != 1 || problems[0].At.String() != test.at || !strings.Contains(problems[0].Detail, test.want):
				t.Errorf("got %v, want one at %s that says %q", problems, test.at, test.want)
			case len(order.Message().ExternalUserID) > 0:
				t.Error("there is a message to deliver all the same")
			}
		})
	}
}
