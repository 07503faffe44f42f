package draft_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

func TestIDProblem(t *testing.T) {
	const id = "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"

	for text, want := range map[string][]string{
		"":                    {"empty"},
		" ":                   {"white space around"},
		id + "\n":             {`\n" has white space around`},
		"\u3000" + id:         {`"\u3000wo`, "white space around"},
		id + "\u200b":         {`AAAA\u200b"`, "U+200B zero width space as character 33"},
		"\ufeff" + id:         {`"\ufeffwo`, "U+FEFF byte order mark as character 1"},
		"wo\u200dA":           {"U+200D zero width joiner"},
		"wo\u00adA":           {"U+00AD soft hyphen"},
		"wo\u202eA":           {"U+202E right-to-left override"},
		"w\u043eA":            {`"w\u043eA"`, "U+043E cyrillic small letter o as character 2"},
		"ｗoA":                 {"U+FF57 fullwidth latin small letter w"},
		"wo\u0085A":           {"2 ids in one string, separated by U+0085 next line"},
		"wo\x00A":             {"U+0000 control character"},
		"woA\x7f":             {"U+007F delete"},
		"woA\ufffd":           {"U+FFFD replacement character"},
		"woA\U000e0041":       {"U+E0041 tag latin capital letter a"},
		"woA\ue000":           {"U+E000 a character without a name"},
		"张三":                  {`"张三"`, "U+5F20 张 as character 1"},
		"woé":                 {"U+00E9"},
		`"woA"`:               {"U+0022 quotation mark as character 1"},
		"'woA'":               {"U+0027 apostrophe"},
		"`woA`":               {"U+0060 grave accent"},
		"“woA”":               {"U+201C left double quotation mark"},
		"woA,":                {"U+002C comma as character 4"},
		"woA;":                {"U+003B semicolon"},
		"|woA":                {"U+007C bar"},
		"woA,woB":             {"2 ids in one string, separated by a comma"},
		"woA, woB ,woC":       {"3 ids in one string, separated by a comma"},
		"wm1|wm2":             {"2 ids in one string, separated by a bar"},
		"wm1;wm2;":            {"2 ids in one string, separated by a semicolon"},
		"wm1 wm2":             {"2 ids in one string, separated by a blank"},
		"wm1\twm2":            {"2 ids in one string, separated by a tab"},
		"wm1\nwm2\nwm3\n":     {"3 ids in one string, separated by a line break"},
		"wm1\u00a0wm2":        {"2 ids in one string, separated by U+00A0 no-break space"},
		"wm1，wm2":             {"2 ids in one string, separated by U+FF0C fullwidth comma"},
		"wm1、wm2":             {"2 ids in one string, separated by U+3001 ideographic comma"},
		`["wm1","wm2"]`:       {"2 ids in one string, separated by a comma"},
		"woA\u200b,woB\u200b": {"2 ids in one string, separated by a comma"},
	} {
		for _, in := range []draft.Holder{draft.InAttribute, draft.InList, draft.InFile} {
			got := draft.IDProblem(text, in)

			for _, words := range want {
				if !strings.Contains(got, words) {
					t.Errorf("%q: want %q in: %s", text, words, got)
				}
			}

			for _, r := range got {
				if r < ' ' || r == '\u200b' || r == '\ufeff' || r == '\u202e' {
					t.Errorf("%q: the problem holds U+%04X itself: %s", text, r, got)
				}
			}

			if in == draft.InFile && strings.Contains(got, "()") {
				t.Errorf("%q: a file calls no function: %s", text, got)
			}
		}
	}

	for _, right := range []string{id, "wr2GCAAAXtWyujaWJHDDGasdadAAA", "zhang.san-1_2@example.com", "Wx1-_@.", "a+b", "wx8bd80126147df384", "1@x:y/z"} {
		if got := draft.IDProblem(right, draft.InList); got != "" {
			t.Errorf("%q: %s", right, got)
		}
	}
}

// A list of thousands in one string is not printed.
func TestIDProblem_isShort(t *testing.T) {
	for name, text := range map[string]string{
		"many ids":                 strings.Repeat("woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA,", 10_000),
		"one of a million":         strings.Repeat("w", 1_000_000) + "\u200b",
		"a character in the midst": strings.Repeat("w", 500) + "\u200b" + strings.Repeat("w", 500),
	} {
		if got := draft.IDProblem(text, draft.InList); len(got) > 400 {
			t.Errorf("%s: %d bytes: %s...", name, len(got), got[:400])
		}
	}

	if got := draft.IDProblem(strings.Repeat("w", 500)+"\u200b"+strings.Repeat("w", 500), draft.InList); !strings.Contains(got, `ww\u200bww`) {
		t.Errorf("the character is not shown: %s", got)
	}
}

func TestStrangers(t *testing.T) {
	for name, c := range map[string]struct {
		kind draft.IDKind
		ids  []string
		want string // "" for no warning
	}{
		"customers":           {draft.CustomerID, []string{"wmA-_1", "woB"}, ""},
		"of a spreadsheet":    {draft.CustomerID, []string{"woA", "NULL", "#N/A", "0"}, "3 of 4 ids do not look like customers of WeCom: [1] `NULL`, [2] `#N/A`, [3] `0`. The id of a customer begins with wm or wo."},
		"more than are shown": {draft.CustomerID, []string{"a", "b", "c", "d", "e"}, "[0] `a`, [1] `b`, [2] `c`, and 2 more. The id of a customer begins with wm or wo. Where nobody has any of the ids, WeCom refuses the message."},
		"one":                 {draft.CustomerID, []string{"wm1", "wm/2"}, "1 of 2 ids does not look like a customer of WeCom: [1] `wm/2`. The id of a customer begins with wm or wo. WeCom sends to the others, and such an id ends in fail_list."},
		"only a prefix":       {draft.CustomerID, []string{"wo"}, "[0] `wo`"},
		"as long as any":      {draft.CustomerID, []string{"wo" + strings.Repeat("A", 30), "wm" + strings.Repeat("A", 38)}, ""},
		"far too long":        {draft.CustomerID, []string{"woA", "wo" + strings.Repeat("A", 500)}, "1 of 2 ids does not look like a customer of WeCom: "},
		"glued":               {draft.CustomerID, []string{"woAJ2GCAAAXtWyujaWJHDDGi0mACAAAAwoAJ2GCAAAXtWyujaWJHDDGi0mACAAAB", "NULL"}, "The id of a customer begins with wm or wo. No page of WeCom shows one of more than 32 characters: is it two ids, with nothing between them?"},
		"glued groups":        {draft.GroupID, []string{"wrOgQhDgAAMYQiS5ol9G7gK9JVAAAAwrOgQhDgAAMYQiS5ol9G7gK9JVAAAB"}, "is it two ids"},
		"a shortened one":     {draft.CustomerID, []string{"wo...", "wm"}, "2 of 2 ids do not look like customers of WeCom"},
		"another case":        {draft.CustomerID, []string{"WOA"}, "[0] `WOA`"},
		"a group":             {draft.GroupID, []string{"wrA", "woA"}, "does not look like a customer group of WeCom: [1] `woA`"},
		"tags":                {draft.TagID, []string{"etA", "stA"}, ""},
		"no tags":             {draft.TagID, []string{"VIP", "vip2"}, "2 of 2 ids do not look like tags of WeCom"},
		"members":             {draft.MemberID, []string{"zhangsan", "zhang.san-1_2@example.com", "7", "woAbcd", strings.Repeat("a", 64)}, ""},
		"no members":          {draft.MemberID, []string{"_a", "a+b", strings.Repeat("a", 65)}, "3 of 3 ids do not look like members of WeCom"},
		"any":                 {draft.AnyID, []string{"#"}, ""},
	} {
		s := draft.NewStrangers(c.kind)
		for i, id := range c.ids {
			s.See(id, func() string { return fmt.Sprintf("[%d]", i) })
		}

		got := s.Warning(problem.Root("x"))

		switch {
		case c.want == "" && len(got) > 0:
			t.Errorf("%s: %v", name, got)
		case c.want != "" && (len(got) != 1 || got[0].Severity != problem.ForbidsNothing || !strings.Contains(got[0].Detail, c.want)):
			t.Errorf("%s: want one warning with %q: %v", name, c.want, got)
		}
	}
}
