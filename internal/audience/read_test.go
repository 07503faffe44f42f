package audience_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// file is a file of a content.
func file(t testing.TB, content string) string {
	t.Helper()

	name := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}

	return name
}

// customers are read from a content.
func customers(t testing.TB, content string, change ...func(*audience.Source)) (*audience.Audience, string) {
	t.Helper()

	s := audience.Source{File: file(t, content), Kind: draft.CustomerID}
	for _, one := range change {
		one(&s)
	}

	a, problems := audience.Read(s)

	var text strings.Builder
	for _, p := range problems {
		text.WriteString(p.Summary + ": " + p.Detail + "\n")
	}

	return a, text.String()
}

// shape shows who gets what: "zhangsan: wm1 wm2; lisi: wm3".
func shape(parts []audience.Part) string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = p.Key + ": " + strings.Join(p.IDs(), " ")
	}

	return strings.Join(all, "; ")
}

// Whatever an export calls the column of those who send, it is found.
func TestRead_namesOfTheSenderColumn(t *testing.T) {
	for _, name := range []string{"sender", "Sender", "userid", "UserID", "follow_user.userid", "成员", "员工", "跟进人", "成员账号", "跟进人（userid）", "员工ID", "staff id"} {
		a, problems := customers(t, "external_userid,"+name+"\nwm2,lisi\nwm1,ZhangSan\nwm3,zhangsan\n")
		if got := shape(a.Cut(draft.CustomerID)); problems != "" || got != "lisi: wm2; ZhangSan: wm1 wm3" {
			t.Errorf("%s: %s\n%s", name, got, problems)
		}
	}

	// The column of another thing is none.
	a, problems := customers(t, "external_userid,群主,name\nwm1,lisi,甲\n")
	if a.HasSenders() || problems != "" {
		t.Errorf("a column 群主 beside customers names who sends\n%s", problems)
	}

	s := audience.Source{File: file(t, "chat_id,群主\nwr1,lisi\n"), Kind: draft.GroupID, NeedsSender: true}
	if a, problems := audience.Read(s); len(problems) > 0 || shape(a.Cut(draft.GroupID)) != "lisi: wr1" {
		t.Errorf("groups: %v, %s", problems, shape(a.Cut(draft.GroupID)))
	}
}

// What a spreadsheet makes of a table does not matter.
func TestRead_formsOfATable(t *testing.T) {
	for name, content := range map[string]string{
		"CR":           "external_userid,sender\rwm1,lisi\rwm2,wangwu\r",
		"CR LF, BOM":   "\ufeffexternal_userid,sender\r\nwm1,lisi\r\nwm2,wangwu\r\n",
		"sep=;":        "sep=;\nsender;external_userid\nlisi;wm1\nwangwu;wm2\n",
		"quotes":       "\"external_userid\",\"sender\"\n\"wm1\",\"lisi\"\n\"wm2\",\"wangwu\"",
		"blanks":       " external_userid , sender \n wm1 , lisi \n\n wm2 , wangwu \n,\n",
		"more columns": "姓名,客户ID,成员,备注\n甲,wm1,lisi,\"a,\nb\"\n乙,wm2,wangwu\n",
	} {
		a, problems := customers(t, content)
		if got := shape(a.Cut(draft.CustomerID)); problems != "" || got != "lisi: wm1; wangwu: wm2" {
			t.Errorf("%s: %s\n%s", name, got, problems)
		}
	}
}

func TestRead_emptyCellTakesTheSender(t *testing.T) {
	const content = "external_userid,sender\nwm1,\nwm2,lisi\nwm3\n"

	a, problems := customers(t, content, func(s *audience.Source) { s.Sender = "zhangsan" })
	if got := shape(a.Cut(draft.CustomerID)); problems != "" || got != "lisi: wm2; zhangsan: wm1 wm3" {
		t.Errorf("%s\n%s", got, problems)
	}

	if _, problems := customers(t, content); !strings.Contains(problems, "line 2: the cell that names who sends is empty") || !strings.Contains(problems, "line 4") {
		t.Errorf("an empty cell is not told with its line:\n%s", problems)
	}

	// Without the column, all are the sender's, and without both nobody's.
	if a, _ := customers(t, "wm1\nwm2\n", func(s *audience.Source) { s.Sender = "zhangsan" }); shape(a.Cut(draft.CustomerID)) != "zhangsan: wm1 wm2" {
		t.Error(shape(a.Cut(draft.CustomerID)))
	}

	if a, _ := customers(t, "wm2\nwm1\n"); shape(a.Cut(draft.CustomerID)) != "1: wm1 wm2" || a.HasSenders() {
		t.Error(shape(a.Cut(draft.CustomerID)))
	}
}

// Who stands in the file twice counts at the first place.
func TestRead_repeated(t *testing.T) {
	a, _ := customers(t, "external_userid,sender\nwm2,lisi\nwm1,lisi\nwm2,zhangsan\nwm1,LISI\n")
	if got := shape(a.Cut(draft.CustomerID)); got != "lisi: wm1 wm2" || a.Repeated != 2 || a.Moved != 1 || a.Len() != 2 || a.Rows != 4 {
		t.Errorf("%s, %d repeated, %d moved", got, a.Repeated, a.Moved)
	}
}

func TestRead_problems(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"an id that is none":   {"external_userid,sender\nwm1,lisi\nw m,lisi\n", "line 3: 2 ids in one string"},
		"a name for a userid":  {"external_userid,成员\nwm1,张三\n", "line 2: who sends"},
		"a slash in a userid":  {"external_userid,sender\nwm1,lisi/2\n", "holds U+002F solidus"},
		"two columns":          {"external_userid,成员,员工\nwm1,a,b\n", "names who sends 2 times"},
		"nobody":               {"external_userid,sender\n", "holds no id"},
		"no such column":       {"name,sender\nx,y\n", "no column external_userid"},
		"a header of GBK":      {"external_userid,\xb3\xc9\xd4\xb1\nwm1,lisi\n", "line 1 is not UTF-8"},
		"a title above":        {"客户名单,,\n,,\nexternal_userid,sender\nwm1,lisi\n", "line 3 looks like the header of a table"},
		"not UTF-8":            {"external_userid,sender\nwm1,lisi\nwm2,\xff\n", "line 3 is not UTF-8"},
		"UTF-16 without mark":  {"e\x00x\x00t\x00\r\x00\n\x00", "line 1 holds a zero byte (U+0000), as UTF-16 has them"},
		"a cell without end":   {"external_userid,sender\nwm1,lisi\n\"wm2,lisi\nwm3,lisi\n", "does not end with one"},
		"a cell without bound": {"external_userid,sender\nwm1,lisi\n\"" + strings.Repeat("wm2,lisi\n", 200_000), "longer than 1 MiB"},
		"its first row":        {"\n\nexternal_userid,sender\n\"" + strings.Repeat("wm2,lisi\n", 200_000), "the row after line 3 is longer than 1 MiB"},
		"many":                 {"external_userid,sender\n" + strings.Repeat("wm1,\n", 20), "20 in all are not valid"},
	} {
		if _, problems := customers(t, c.content); !strings.Contains(problems, c.want) {
			t.Errorf("%s: want %q\n%s", name, c.want, problems)
		}
	}

	s := audience.Source{File: file(t, "wr1\n"), Kind: draft.GroupID, NeedsSender: true}
	if _, problems := audience.Read(s); len(problems) != 1 || problems[0].Summary != "Missing sender" {
		t.Errorf("groups without an owner: %v", problems)
	}

	s.File = filepath.Join(t.TempDir(), "none.csv")
	if _, problems := audience.Read(s); len(problems) != 1 || problems[0].Summary != "File not found" {
		t.Errorf("a file that is not there: %v", problems)
	}
}

func TestRead_excluded(t *testing.T) {
	exclude := func(s *audience.Source) {
		s.Exclude = []string{file(t, "wm2\nwm9\n"), file(t, "客户ID,备注\nwm2,x\nwm3,y\n")}
	}

	with, problems := customers(t, "external_userid,sender\nwm1,lisi\nwm2,lisi\nwm3,wangwu\n", exclude)
	without, _ := customers(t, "external_userid,sender\nwm1,lisi\nwm2,lisi\nwm3,wangwu\n")

	if got := shape(with.Cut(draft.CustomerID)); problems != "" || got != "lisi: wm1; wangwu: " || with.Excluded != 2 {
		t.Errorf("%s, %d excluded\n%s", got, with.Excluded, problems)
	}

	// The cut and its digests know nothing of it.
	for i, p := range with.Cut(draft.CustomerID) {
		if q := without.Cut(draft.CustomerID)[i]; p.SHA256 != q.SHA256 || p.Recipients != q.Recipients || p.Key != q.Key {
			t.Errorf("%s has changed by exclusion", p.Key)
		}
	}

	if with.SHA256() != without.SHA256() {
		t.Error("the digest of all has changed by exclusion")
	}

	if _, problems := customers(t, "wm1\n", func(s *audience.Source) { s.Exclude = []string{file(t, "wm2\u200b\n")} }); !strings.Contains(problems, "exclude_files[0]") {
		t.Errorf("an exclusion that cannot be read is passed over\n%s", problems)
	}
}

// The places are for ever: an arm that is half sent depends on them.
func TestPlace_golden(t *testing.T) {
	for _, c := range []struct{ salt, id, want string }{
		{"", "wm1", "7.005042430352"},
		{"spring", "wm1", "25.402921746310"},
		{"spring", "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA", "73.990179361416"},
	} {
		if got := fmt.Sprintf("%.12f", audience.Place(c.salt, c.id)); got != c.want {
			t.Errorf("%q, %s: %s, want %s", c.salt, c.id, got, c.want)
		}
	}
}

// Two halves are all, and nobody is in both.
func TestRead_sample(t *testing.T) {
	var content strings.Builder
	for i := range 2_000 {
		fmt.Fprintf(&content, "wm%d\n", i)
	}

	half := func(from, to float64) func(*audience.Source) {
		return func(s *audience.Source) { s.Sample = &audience.Sample{Salt: "x", From: from, To: to} }
	}

	one, _ := customers(t, content.String(), half(0, 50))
	two, _ := customers(t, content.String(), half(50, 100))

	if one.Len()+two.Len() != 2_000 || one.Len() < 900 || one.Len() > 1_100 || one.Unsampled != two.Len() {
		t.Errorf("%d and %d of 2,000", one.Len(), two.Len())
	}

	in := map[string]bool{}
	for _, id := range one.Cut(draft.CustomerID)[0].IDs() {
		in[id] = true
	}

	for _, id := range two.Cut(draft.CustomerID)[0].IDs() {
		if in[id] {
			t.Errorf("%s is in both halves", id)
		}
	}
}

// A million people are read and cut in little memory.
func TestRead_memory(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}

	var content strings.Builder
	content.WriteString("external_userid,sender,name\n")

	for i := range 1_000_000 {
		fmt.Fprintf(&content, "woAAAAAAAAAAAAAAAAAAAAAAAA%07d,member%03d,somebody\n", (i*7919)%1_000_000, i%500)
	}

	name := file(t, content.String())
	content.Reset()
	runtime.GC()

	var before, after runtime.MemStats

	runtime.ReadMemStats(&before)

	a, problems := audience.Read(audience.Source{File: name, Kind: draft.CustomerID})
	parts := a.Cut(draft.CustomerID)

	runtime.GC()
	runtime.ReadMemStats(&after)

	if len(problems) > 0 || a.Len() != 1_000_000 || len(parts) != 500 {
		t.Fatalf("%d people, %d messages, %v", a.Len(), len(parts), problems)
	}

	if held := (after.HeapAlloc - before.HeapAlloc) >> 20; held > 80 {
		t.Errorf("%d MiB are held, more than 80", held)
	}

	runtime.KeepAlive(parts)
}

// What a plan has approved stays the same in every release.
func TestSHA256_golden(t *testing.T) {
	a, _ := customers(t, "external_userid,sender\nwm2,lisi\nwm1,ZhangSan\n")
	if got, want := a.SHA256(), "b178cf8676c9d62f60eaf6365d0a5641a6ca5c6322bf59be743666f284a28b71"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The other arm of a test may have those who are excluded.
func TestRead_excludesNobodyOfASample(t *testing.T) {
	arms := ""

	for _, from := range []float64{0, 50} {
		_, problems := customers(t, "wm1\nwm2\nwm3\nwm4\nwm5\nwm6\nwm7\nwm8\n", func(s *audience.Source) {
			s.Exclude, s.Sample = []string{file(t, "wm1\n")}, &audience.Sample{Salt: "s", From: from, To: from + 50}
		})
		arms += problems
	}

	if arms != "" {
		t.Error(arms)
	}
}

// What excludes nobody is told, since those who are meant would get it.
func TestRead_excludesNobody(t *testing.T) {
	for content, want := range map[string]string{
		"NULL\n#N/A\nwm2\n": "2 of 3 ids do not look like customers of WeCom: line 1 `NULL`, line 2 `#N/A`",
		"external_userid\n": "holds no id, so it excludes nobody",
		"":                  "holds no id, so it excludes nobody",
		"wm3\nWM1\n":        "excludes nobody: none of its 2 ids is among the recipients",
		"wm3\nwm2\n":        "",
		"wm2\n":             "",
	} {
		_, problems := customers(t, "external_userid,sender\nwm1,lisi\nwm2,lisi\n", func(s *audience.Source) { s.Exclude = []string{file(t, content)} })

		if want == "" && problems != "" || !strings.Contains(problems, want) {
			t.Errorf("%q: %s, want %q", content, problems, want)
		}
	}
}
