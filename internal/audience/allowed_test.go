package audience_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

func TestStrangers(t *testing.T) {
	for name, row := range map[string]struct {
		allowed, excluded string
		parts             int // the first few
		want, wrong       string
	}{
		"all are allowed":          {allowed: "wm4\nwm3\nwm2\nwm1\nwm9", parts: 2},
		"some are":                 {allowed: "wm1\nwm3", parts: 2, want: "wm4 wm2"},
		"in a table of both kinds": {allowed: "chat_id,external_userid\nwr1,\n,wm1\n,wm2\n,wm3\n,wm4", parts: 2},
		"those who get nothing":    {allowed: "wm1\nwm3", excluded: "wm2", parts: 2, want: "wm4"},
		"of some messages":         {allowed: "wm1\nwm3", parts: 1, want: "wm4"},
		"of none":                  {allowed: "wm9"},
		"nobody is allowed":        {allowed: "", parts: 2, wrong: "holds no id"},
		"no id is allowed":         {allowed: "wm1\npassword=1", parts: 2, wrong: "line 2: it holds U+003D"},
	} {
		t.Run(name, func(t *testing.T) {
			a, problems := customers(t, "external_userid,sender\nwm1,b\nwm2,b\nwm3,a\nwm4,a\n", func(s *audience.Source) {
				if row.excluded != "" {
					s.Exclude = []string{file(t, row.excluded)}
				}
			})
			if problems != "" {
				t.Fatal(problems)
			}

			ids, wrong := a.Strangers(a.Cut(draft.CustomerID)[:row.parts], file(t, row.allowed+"\n"), draft.CustomerID)
			if strings.Join(ids, " ") != row.want || !strings.Contains(wrong, row.wrong) || (wrong == "") != (row.wrong == "") {
				t.Errorf("%v, %q; want %s, %q", ids, wrong, row.want, row.wrong)
			}
		})
	}
}
