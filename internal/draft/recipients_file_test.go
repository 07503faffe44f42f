package draft_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// recipientsOf is what a file gives a message.
func recipientsOf(t *testing.T, chatType, content string) draft.Draft {
	t.Helper()

	name := filepath.Join(t.TempDir(), "recipients")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}

	d := draft.New(wecom.MassMessage{ChatType: chatType, Text: &wecom.Text{Content: "hi"}}, name, nil, nil)
	d.ReadRecipientsFile()

	return d
}

const (
	idA = "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"
	idB = "woSIM0000000000000000000000002AA"
)

// Whatever a spreadsheet or an export makes of the same two ids is read as
// these.
func TestReadRecipientsFile_forms(t *testing.T) {
	for name, content := range map[string]string{
		"lines":                           "$A\n$B\n",
		"lines, CR":                       "$A\r$B\r",
		"lines, CR CR LF":                 "$A\r\r\n$B\r\r\n",
		"lines with blanks around":        "$A \n\t$B\u00a0\n \n",
		"lines and rows of nothing":       ",\n$A\n,\n;;\n$B\n\t,\n",
		"a header in another case":        "ExternalUserID\n$A\n$B",
		"a header in capitals":            "EXTERNAL_USERID\n$A\n$B",
		"a header with blanks":            " External User ID \n$A\n$B",
		"a header with hyphens":           "external-user-id\n$A\n$B",
		"a header in quotes":              "\"external_userid\"\n$A\n$B",
		"a header in quotes that curl":    "“external_userid”\n$A\n$B",
		"a header after blank lines":      "\n\nexternal_userid\n$A\n$B",
		"a header after two marks":        "\ufeff\ufeffexternal_userid\n$A\n$B",
		"a header in Chinese":             "外部联系人ID\n$A\n$B",
		"customers in Chinese":            "客户ID\n$A\n$B",
		"in traditional characters":       "外部聯絡人ID\n$A\n$B",
		"the name of the list":            "external_userid_list\n$A\n$B",
		"customers, with a blank":         "客户 id\n$A\n$B",
		"customers, full-width":           "客户ＩＤ\n$A\n$B",
		"customers, by number":            "客户编号\n$A\n$B",
		"contacts in Chinese":             "联系人ID\n$A\n$B",
		"a header without a word for id":  "外部联系人\n$A\n$B",
		"a header in the plural":          "customers\n$A\n$B",
		"a header of one word":            "ID\n$A\n$B",
		"two names for one column":        "外部联系人ID（external_userid）,姓名\n$A,x\n$B,y",
		"two names, the other way round":  "external_userid (客户ID),姓名\n$A,x\n$B,y",
		"a path of JSON":                  "external_contact.external_userid,follow_info.userid\n$A,x\n$B,y",
		"a column of another name beside": "客户ID,external_userid\n17,$A\n18,$B",
		"the column, spelled otherwise":   "ExternalUserID,external user id,external-userid,external_userid\n1,2,3,$A\n4,5,6,$B",
		"a column of members beside":      "userid,客户ID,群主ID\nzhangsan,$A,x\nlisi,$B,y",
		"only a trailing comma":           "ID,\n$A,\n$B,\n",
		"CSV, CR":                         "name,external_userid\rx,$A\ry,$B\r",
		"CSV, a short row":                "external_userid,name,note\n$A,x,\n$B\n",
		"CSV, a long row":                 "external_userid,name\n$A,x,1,2\n$B,y,,\n",
		"CSV, rows of nothing":            "external_userid,name\n,\n$A,x\n , \n$B,y\n,\n,\n",
		"CSV, rows of nothing before it":  ",,\nexternal_userid,name,\n$A,x\n$B,y",
		"CSV, blanks":                     "name, external_userid \nx, $A \ny,\t$B\n",
		"CSV, blanks before quotes":       "name, \"external_userid\"\nx, \"$A\"\ny, \"$B\"\n",
		"CSV, a name on two lines":        "\"外部联系人\nID\",name\n$A,x\n$B,y",
		"sep=,":                           "sep=,\r\nexternal_userid,name\r\n$A,x\r\n$B,y\r\n",
		"sep=;":                           "sep=;\nexternal_userid;name\n$A;x\n$B;y\n",
		"sep=; and lines":                 "sep=;\n$A\n$B\n",
		"sep= a tab":                      "sep=\t\nname\texternal_userid\n\t$A\ny\t$B\n",
		"sep=| in capitals, in quotes":    "\ufeff\"SEP=|\"\nexternal_userid|name\n$A|x\n$B|y\n",
		"sep=; filled up":                 "sep=;;;\nexternal_userid;name\n$A;x\n$B;y\n",
	} {
		d := recipientsOf(t, wecom.ChatTypeSingle, strings.NewReplacer("$A", idA, "$B", idB).Replace(content))
		if got := d.Message.ExternalUserID; len(d.Problems) > 0 || !slices.Equal(got, []string{idA, idB}) {
			t.Errorf("%s: %q, %v", name, got, d.Problems)
		}
	}

	for _, header := range []string{"chat_id", "ChatID", "群ID", "群聊ID", "客户群 id", "group id", "群", "客户群ID(chat_id)"} {
		d := recipientsOf(t, wecom.ChatTypeGroup, header+"\nwrA\n")
		if got := d.Message.ChatIDList; len(d.Problems) > 0 || len(got) != 1 {
			t.Errorf("%s: %q, %v", header, got, d.Problems)
		}
	}
}

// What is wrong names the line, and what a file can do about it.
func TestReadRecipientsFile_problems(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"a zero width space":         {idA + "\u200b\n" + idB, `line 1: "` + idA + `\u200b" holds U+200B zero width space as character 33`},
		"a byte order mark":          {idA + "\n\ufeff" + idB, `line 2: "\ufeff` + idB + `" holds U+FEFF byte order mark`},
		"two in a cell":              {"external_userid,name\n\"" + idA + "," + idB + "\",x\n", "line 2: 2 ids in one string, separated by a comma"},
		"two in a line":              {idA + "\n" + idA + " " + idB, "line 2 is not one id: 2 ids in one string, separated by a blank"},
		"an unknown header":          {"收件邮箱\n" + idA, "line 1: \"收件邮箱\" holds U+6536 收 as character 1"},
		"what to do with it":         {"收件邮箱\n" + idA, "If this line names the column, write external_userid"},
		"the column of the others":   {"群ID\nwrA", "line 1: the header has no column external_userid. It has 1 column, which is not shown: it may be data. Column 1 names ids of a customer group. Names that are read: external_userid, "},
		"a shortened id":             {"woA\u200b\nwo...\nwo", `holds U+200B`},
		"no such column":             {"\n姓名,userid\nx,zhangsan", "line 2: the header has no column external_userid. It has 2 columns: userid; 1 more is not shown: it may be data. Names that are read"},
		"the column twice":           {"external_userid,name,external_userid\nwoA,x,woB", "has the column external_userid 2 times: external_userid (column 1), external_userid (column 3)"},
		"the column twice, spelled":  {"ExternalUserID,external-userid\nwoA,woB", "has the column external_userid 2 times: ExternalUserID (column 1), external-userid (column 2)"},
		"two columns that may be it": {"客户ID,外部联系人ID\nwoA,woB", "has the column external_userid 2 times: column 1, column 2."},
		"a stray quotation mark":     {"external_userid,名\nwoA,张\"三\n", "line 2, character 6: a quotation mark stands inside a cell"},
		"a quotation mark left open": {"external_userid,名\nwoA,\"三\nwoB,四\nwoC,五\n", "the row that begins at line 2: a cell begins with a quotation mark"},
		"more than an id":            {strings.Repeat("w", 1<<17), "line 1 is longer than 65,535 bytes, and no id is"},
		"sep=; and commas":           {"sep=;\nexternal_userid,name\nwoA,x\n", "the line sep= at the beginning names a semicolon, and this line has none"},
		"sep=, and semicolons":       {"sep=,\nexternal_userid;name\nwoA;x\n", "names a comma, and this line has none"},
		"sep=; and two ids":          {"sep=;\nwoA\nwoB;woC\n", "Or write a header that names the column."},
		"a row that ends too early":  {"name,external_userid\nx,woA\ny\n", "line 3: the row ends before the column external_userid"},
		"an empty cell":              {"name,external_userid\nx,\n", "line 2: it is empty. Take the row out"},
		"a line after sep=":          {"sep=;\nname;external_userid\nx;woA\u200b\n", "line 3: "},
		"only separators":            {"external_userid,name\n,\n", draft.NotEveryone(draft.CustomerID)},
		"only sep=":                  {"sep=,\n", draft.NotEveryone(draft.CustomerID)},
		"semicolons":                 {"external_userid;name\nwoA;x\n", "a first line sep=; names another separator"},
		"a title with blanks":        {"Customers as of 2026-11-28\n\nexternal_userid,sender\nwoA,lisi\n", "line 3 looks like the header of a table, and other lines stand above it"},
		"a title behind sep=":        {"sep=,\n客户名单\nexternal_userid,sender\nwoA,lisi\n", "line 3 looks like the header of a table"},
		"a title and no header":      {"Customers as of\nwoA\n", "line 1 is not one id: 3 ids in one string"},
		"line separators":            {"external_userid,name\u2028woA,x\u2028woB,y", "line 1 holds U+2028 line separator, which no spreadsheet takes for a line end"},
		"next lines":                 {"external_userid,name\u0085woA,x", "line 1 holds U+0085 next line"},
		"texts as formulas":          {"external_userid,name\nwoA,=\"001\"\n", "line 2, character 6: a cell is the formula =\"...\", as Excel writes"},
		"ids for a header":           {"woA,woB\n", "If these are ids, write one on each line"},
	} {
		d := recipientsOf(t, wecom.ChatTypeSingle, c.content)

		errors := d.AllProblems().Errors()
		if len(errors) != 1 || !strings.Contains(errors[0].Detail, c.want) || strings.Contains(errors[0].Detail, "()") {
			t.Errorf("%s: want one error with %q, and no function: %v", name, c.want, errors)
		}
	}
}

// Ids that look like none are one warning with their lines.
func TestReadRecipientsFile_warnings(t *testing.T) {
	d := recipientsOf(t, wecom.ChatTypeSingle, "external_userid,name\n"+idA+",x\n#N/A,y\nNULL,z\n"+idA+",x\n")

	var got []string
	for _, p := range d.AllProblems() {
		got = append(got, p.Detail)
	}

	text := strings.Join(got, "\n")
	for _, want := range []string{"2 of 4 ids do not look like customers of WeCom: line 3 `#N/A`, line 4 `NULL`.", `at line 2 and again at line 5. Each is sent once.`} {
		if !strings.Contains(text, want) {
			t.Errorf("want %q in:\n%s", want, text)
		}
	}

	if len(got) != 2 || strings.Contains(text, "()") || len(d.AllProblems().Errors()) > 0 {
		t.Errorf("want two warnings, no error and no function:\n%v", d.Problems)
	}
}

// Thousands of bad ids are ten errors and a count.
func TestReadRecipientsFile_manyBadIDs(t *testing.T) {
	d := recipientsOf(t, wecom.ChatTypeSingle, strings.Repeat("wo\u200bA\n", 9_000))

	if n := len(d.AllProblems()); n != draft.MaxOfAKind+1 || !strings.Contains(d.AllProblems()[n-1].Detail, "9,000 in all") {
		t.Errorf("%d problems, the last: %v", n, d.AllProblems()[n-1])
	}
}

// A file without a header is data from its first row on, and data is in no
// error.
func TestReadRecipientsFile_dataIsNotShown(t *testing.T) {
	secrets := []string{"13812345678", "张三", `\u5f20\u4e09`, "woAJ2", "zhang@", "Zhang3", "Averylongname"}

	for name, content := range map[string]string{
		"commas":                       "张三,13812345678," + idA + ",zhang@example.com,Zhang3,Averylongname-Averylongname-Averylongname\n",
		"semicolons":                   "张三;13812345678;" + idA + "\n",
		"tabs":                         "张三\t13812345678\t" + idA + "\n",
		"blanks":                       "张三 13812345678\n",
		"a semicolon, by its line":     "sep=;\n张三;13812345678;" + idA + "\n",
		"another than its line says":   "sep=;\n张三,13812345678," + idA + "\n",
		"data in the name of a column": "客户ID(张三 13812345678),客户ID（woAJ2）\nwoA,woB\n",
		"a broken quotation":           "external_userid,name\n" + idA + ",张三\"13812345678\n",
		"a broken quotation, no names": "张三\"x,13812345678," + idA + "\n",
		"rows that end too early":      "name,external_userid\n张三\n13812345678,\n",
	} {
		d := recipientsOf(t, wecom.ChatTypeSingle, content)
		if len(d.AllProblems().Errors()) == 0 {
			t.Errorf("%s: no error", name)
		}

		for _, p := range d.AllProblems() {
			for _, secret := range secrets {
				if strings.Contains(p.Detail, secret) {
					t.Errorf("%s: %q is shown: %s", name, secret, p.Detail)
				}
			}
		}
	}
}

// A cell may have several lines: the line is that of the id.
func TestReadRecipientsFile_aCellOfSeveralLines(t *testing.T) {
	d := recipientsOf(t, wecom.ChatTypeSingle, "note,external_userid\nx,woA\n\"a\nb\nc\",NULL\n")

	if all := d.AllProblems(); len(all) != 1 || !strings.Contains(all[0].Detail, "line 5 `NULL`") {
		t.Errorf("%v", all)
	}
}

// What heads a column of ids, and is none.
func TestReadRecipientsFile_aHeaderLikeAnID(t *testing.T) {
	if d := recipientsOf(t, wecom.ChatTypeSingle, "wm_id\nwoA\nwoB\n"); d.RecipientsCount != 2 {
		t.Errorf("%d recipients, want 2: %v", d.RecipientsCount, d.AllProblems())
	}
}

// What holds an @ may be a mail address, and is shown nowhere.
func TestReadRecipientsFile_mailAddresses(t *testing.T) {
	for _, content := range []string{"a@corp.example\na@corp.example\n", "woA\na@corp.example;b@corp.example\n", "woA\na\u200b@corp.example\n", "woA\n'a@corp.example\n"} {
		d := recipientsOf(t, wecom.ChatTypeSingle, content)

		if all := details(d.AllProblems()); all == "" || strings.Contains(all, "corp.example") {
			t.Errorf("%q: %s", content, all)
		}
	}
}
