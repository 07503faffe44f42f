package clitest_test

import (
	"strings"
	"testing"
)

// A value that says who receives a message, and is null when it is known at
// last, leaves a wider audience than the plan was for: nothing is sent.
func TestAccAudience_thatTurnsOutToBeNull(t *testing.T) {
	const crm = "resource \"terraform_data\" \"crm\" {}\n\nlocals {\n  later = terraform_data.crm.id == \"\"\n}\n"

	body := func(audience string) string {
		return crm + "resource \"wecom_mass_message\" \"it\" {\n" + audience + "\n  text = { content = \"只给老客户\" }\n}\n"
	}

	const (
		customers = `["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]`
		groups    = `["wr2GCAAAXtWyujaWJHDDGasdadAAA"]`
		tags      = `{ group_list = [{ tag_list = ["ete19278asuMT123109rBAAAA"] }] }`
	)

	for name, test := range map[string]struct {
		audience string
		sends    int
	}{
		"customers":                      {"sender = \"zhangsan\"\n external_userid = local.later ? " + customers + " : null", 0},
		"a file":                         {"sender = \"zhangsan\"\n recipients_file = local.later ? \"ids.txt\" : null", 0},
		"tags":                           {"sender = \"zhangsan\"\n tag_filter = local.later ? " + tags + " : null", 0},
		"customers beside tags":          {"tag_filter = " + tags + "\n external_userid = local.later ? " + customers + " : null", 0},
		"the sender of tags":             {"tag_filter = " + tags + "\n sender = local.later ? \"zhangsan\" : null", 0},
		"groups":                         {"chat_type = \"group\"\n sender = \"zhangsan\"\n chat_id_list = local.later ? " + groups + " : null", 0},
		"the control: customers":         {"sender = \"zhangsan\"\n external_userid = local.later ? null : " + customers, 1},
		"the control: tags":              {"sender = \"zhangsan\"\n tag_filter = local.later ? null : " + tags, 1},
		"the control: groups":            {"chat_type = \"group\"\n sender = \"zhangsan\"\n chat_id_list = local.later ? null : " + groups, 1},
		"the control: a sender":          {"sender = local.later ? null : \"zhangsan\"", 1},
		"the control: beside named ones": {"external_userid = " + customers + "\n sender = local.later ? \"zhangsan\" : null", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.file("ids.txt", "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA\n")
			w.write(body(test.audience))

			got := w.apply()

			if w.sends() != test.sends {
				t.Errorf("%d messages, want %d\n%s", w.sends(), test.sends, got.output)
			}

			if refused := strings.Contains(got.output, "inconsistent final plan") && strings.Contains(got.output, "audience_kind"); refused != (test.sends == 0) {
				t.Errorf("refused: %t\n%s", refused, got.output)
			}
		})
	}
}
