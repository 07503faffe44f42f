package clitest_test

import (
	"os/exec"
	"strings"
	"testing"
)

// campaignOf writes a campaign to a list, and plans it.
func (w *workspace) campaignOf(list string) result {
	w.t.Helper()

	w.file("customers.csv", list)
	w.write(`
resource "wecom_campaign" "it" {
  recipients_file = "customers.csv"
  text            = { content = "你好" }
}
`)

	return w.plan()
}

// The command of the guide "From the CRM to customers.csv" leaves those whom
// the CRM has chosen, with the members of WeCom, also from what a spreadsheet
// has saved: a byte order mark, CRLF.
func TestAccFromTheCRM_theCommandOfTheGuide(t *testing.T) {
	for _, page := range []string{"templates/guides/from-the-crm.md.tmpl", "templates/guides/from-the-crm-zh.md.tmpl"} {
		w := newWorkspace(t)
		w.file("all.csv", "external_userid,sender,added_at\nwoAJ2GCAAAXtWyujaWJHDDGi0mACAAAA,zhangsan,\n"+customerTwo+",lisi,\n"+customerFive+",lisi,\n")
		w.file("crm.csv", "\uFEFFexternal_userid,level\r\n"+customerFive+",1\r\nwmNoCustomerAnyMore,2\r\n"+customerTwo+",3\r\n")

		var script string

		for _, block := range pageOf(t, page).Blocks() {
			if block.Language == "shell" {
				script += block.Text
			}
		}

		command := exec.CommandContext(t.Context(), "bash", "-e", "-c", script)

		command.Dir = w.dir
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", page, err, out)
		}

		got := w.campaignOf(readFile(t, w.dir+"/customers.csv"))
		if got.code != 2 || !strings.Contains(got.output, "2 customers of 1 member") {
			t.Errorf("%s: code %d\n%s", page, got.code, got.output)
		}
	}
}

// What the guide says of spreadsheets.
func TestAccFromTheCRM_whatSpreadsheetsDo(t *testing.T) {
	const header, one = "external_userid,sender\n", "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA,zhangsan\n"

	for name, row := range map[string]struct {
		list, says string
		code       int
	}{
		"a name for a member":  {header + one + customerTwo + ",李四\n", "line 3", 1},
		"a header in GBK":      {"\xbf\xcd\xbb\xa7ID,sender\n" + one, "UTF-8", 1},
		"an id in two rows":    {header + one + "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA,lisi\n", "1 customer of 1 member", 2},
		"a formula":            {header + one + "#N/A,zhangsan\n", "#N/A", 2},
		"an empty id":          {header + one + ",zhangsan\n", "line 3", 1},
		"headers of an export": {"姓名,客户ID,成员账号\n陈晓明,woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA,zhangsan\n", "1 customer of 1 member", 2},
	} {
		t.Run(name, func(t *testing.T) {
			got := newWorkspace(t).campaignOf(row.list)
			if got.code != row.code || !strings.Contains(got.output, row.says) {
				t.Errorf("code %d, want %d and %q\n%s", got.code, row.code, row.says, got.output)
			}
		})
	}
}
