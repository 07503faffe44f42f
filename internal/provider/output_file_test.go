package provider_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// recipientsOf is what a message takes out of a file, in which nothing may be
// wrong.
func recipientsOf(t *testing.T, name, chatType string) []string {
	t.Helper()

	d := draft.New(wecom.MassMessage{ChatType: chatType, Text: &wecom.Text{Content: "hi"}}, name, nil, nil)
	d.ReadRecipientsFile()

	if found := d.AllProblems(); len(found) > 0 {
		t.Errorf("%s, read by a message: %v", name, found)
	}

	return slices.Concat(d.Message.ExternalUserID, d.Message.ChatIDList)
}

// wantOutput reads a data source, and fails where the file or what the state
// says of it is another.
func wantOutput(t *testing.T, p *protocol, name string, config object, lines ...string) {
	t.Helper()

	file := config["output_file"].(string)
	got := p.reads(name, config)

	content, err := os.ReadFile(file)
	if want := strings.Join(lines, "\n") + "\n"; err != nil || string(content) != want {
		t.Errorf("the file holds\n%s\nwant\n%s\nerror %v", content, want, err)
	}

	sum := sha256.Sum256(content)
	want := map[string]string{
		"output_sha256": strconv.Quote(hex.EncodeToString(sum[:])), "recipients_count": strconv.Itoa(len(lines) - 1),
	}

	for ids, none := range map[string]string{"external_userid": "[]", "customers": "null", "chat_id_list": "[]", "group_chat_list": "null"} {
		if _, has := got[ids]; has && !(name == "wecom_customers" && ids == "chat_id_list") {
			want[ids] = none
		}
	}

	wantAttributes(t, "state", got, want)
}

// A customer of several members stands in the file once, with the first of them
// in userid_list for whom the filters hold.
func TestCustomers_outputFile(t *testing.T) {
	for name, test := range map[string]struct {
		change object
		lines  []string
	}{
		"of one member": {object{"userid_list": []string{"lisi"}}, []string{"external_userid,sender", customer1 + ",lisi", customer2 + ",lisi", customer5 + ",lisi"}},
		"of two": {object{"userid_list": []string{"zhangsan", "lisi"}}, []string{
			"external_userid,sender", customer1 + ",zhangsan", customer2 + ",zhangsan", customer3 + ",zhangsan", customer4 + ",zhangsan", customer5 + ",lisi",
		}},
		"of two, the other first": {object{"userid_list": []string{"wangwu", "lisi", "zhangsan"}}, []string{
			"external_userid,sender", customer1 + ",lisi", customer2 + ",lisi", customer3 + ",zhangsan", customer4 + ",zhangsan", customer5 + ",lisi",
		}},
		"with the first for whom a filter holds": {object{"userid_list": []string{"lisi", "zhangsan"}, "tag_id": []string{tagTea}}, []string{
			"external_userid,sender,added_at", customer1 + ",zhangsan,2025-03-01T01:30:00Z", customer2 + ",zhangsan,2025-03-03T01:30:00Z",
		}},
		"in another case, with details": {object{"userid_list": []string{"LiSi", "ZHANGSAN"}, "tag_id_none": []string{tagVIP}}, []string{
			"external_userid,sender,added_at", customer2 + ",LiSi,2025-03-04T01:30:00Z", customer4 + ",ZHANGSAN,2025-03-06T01:30:00Z", customer5 + ",LiSi,2025-03-07T01:30:00Z",
		}},
		"in a group": {object{"userid_list": []string{"lisi", "zhangsan"}, "chat_id_list": []string{group1}}, []string{"external_userid,sender", customer1 + ",lisi"}},
	} {
		t.Run(name, func(t *testing.T) {
			sim, file := simulate(t), filepath.Join(t.TempDir(), "customers.csv")
			config := with(test.change, object{"output_file": file})

			wantOutput(t, configured(t, sim), "wecom_customers", config, test.lines...)

			var ids []string

			for _, line := range test.lines[1:] {
				id, _, _ := strings.Cut(line, ",")
				ids = append(ids, id)
			}

			if got := recipientsOf(t, file, wecom.ChatTypeSingle); !slices.Equal(got, ids) {
				t.Errorf("a message reads %v, want %v", got, ids)
			}

			// Whatever the order of WeCom's answers, the file is the same to
			// the byte, and is not written again.
			then := time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
			if err := os.Chtimes(file, then, then); err != nil {
				t.Fatal(err)
			}

			company := wecomsim.DemoCompany()
			slices.Reverse(company.Customers)

			for i := range company.Customers {
				slices.Reverse(company.Customers[i].Follows)
			}

			sim.SetCompany(company)
			wantOutput(t, configured(t, sim), "wecom_customers", config, test.lines...)

			if info, err := os.Stat(file); err != nil || !info.ModTime().Equal(then) {
				t.Errorf("the file was written again at %v, error %v", info.ModTime(), err)
			}
		})
	}
}

// The order of an answer decides nothing.
func TestCustomers_outputFileNamesTheFirstMemberOfTheList(t *testing.T) {
	row := func(userid, createtime string) string {
		return `{"external_contact":{"external_userid":"wm1"},"follow_info":{"userid":"` + userid + `","createtime":` + createtime + `}}`
	}

	for _, rows := range []string{row("lisi", "1740792600") + "," + row("zhangsan", "1740879000"), row("zhangsan", "1740879000") + "," + row("lisi", "1740792600")} {
		sim := simulate(t)
		sim.Arm(wecomsim.Fault{Endpoint: "get_by_user", Body: []byte(`{"errcode":0,"external_contact_list":[` + rows + `]}`)})

		config := object{"userid_list": []string{"zhangsan", "lisi"}, "tag_id_none": []string{tagVIP}, "output_file": filepath.Join(t.TempDir(), "a.csv")}
		wantOutput(t, configured(t, sim), "wecom_customers", config, "external_userid,sender,added_at", "wm1,zhangsan,2025-03-02T01:30:00Z")
	}
}

func TestGroupChats_outputFile(t *testing.T) {
	sim, file := simulate(t), filepath.Join(t.TempDir(), "groups.csv")

	wantOutput(t, configured(t, sim), "wecom_group_chats", object{"output_file": file, "owner_filter": object{"userid_list": []string{"lisi", "zhangsan", "wangwu"}}},
		"chat_id,sender", group1+",zhangsan", group2+",zhangsan", group3+",lisi")

	if got := recipientsOf(t, file, wecom.ChatTypeGroup); !slices.Equal(got, []string{group1, group2, group3}) {
		t.Errorf("a message reads %v", got)
	}
}

// Another audience replaces no file, unless it may.
func TestCustomers_outputFileOfAnotherContent(t *testing.T) {
	sim, file := simulate(t), filepath.Join(t.TempDir(), "customers.csv")
	p := configured(t, sim)
	config := object{"userid_list": []string{"lisi"}, "output_file": file}

	p.reads("wecom_customers", config)

	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	for name, test := range map[string]struct {
		change object
		want   expectation
	}{
		"other customers":   {object{"userid_list": []string{"zhangsan"}}, at("output_file", "The file holds another content", file+" holds another audience: 3 of its 3 rows would go, and 4 would come, which makes 4.", "overwrite = true", "another path")},
		"another column":    {object{"added_after": "2025-01-01T00:00:00Z"}, at("output_file", "The file holds another content", "its first line is another one")},
		"nobody any more":   {object{"chat_id_list": []string{group2}}, at("output_file", "3 of its 3 rows would go, and 0 would come")},
		"no such directory": {object{"output_file": file + ".d/a.csv"}, at("output_file", "No directory for the file", "does not exist")},
		"a directory":       {object{"output_file": filepath.Dir(file), "overwrite": true}, at("output_file", "Cannot write the file", "is a directory")},
	} {
		state, found := p.read("wecom_customers", with(config, test.change))
		found.expect(t, "problem with "+name, test.want)

		for _, problem := range found {
			if strings.Contains(problem.detail, customer5) {
				t.Errorf("%s: an id is shown: %s", name, problem.detail)
			}
		}

		if after, err := os.ReadFile(file); err != nil || string(after) != string(before) || !state.IsNull() {
			t.Errorf("%s: the file holds %q, error %v; the state is null: %t", name, after, err, state.IsNull())
		}
	}

	wantOutput(t, p, "wecom_customers", with(config, object{"userid_list": []string{"lisi"}, "added_after": "2025-03-07T00:00:00Z", "overwrite": true}),
		"external_userid,sender,added_at", customer5+",lisi,2025-03-07T01:30:00Z")
}

// Nobody is a file without a row, which no message takes, and a warning.
func TestCustomers_outputFileOfNobody(t *testing.T) {
	file := filepath.Join(t.TempDir(), "customers.csv")
	config := object{"userid_list": []string{"wangwu"}, "output_file": file}

	state, found := configured(t, simulate(t)).read("wecom_customers", config)
	found.expect(t, "problem", at("output_file", "Empty audience", file, "Check the arguments"))

	if got := plain(t, attributesOf(t, state)["recipients_count"]); got != int64(0) {
		t.Errorf("%v recipients, want 0", got)
	}

	if content, err := os.ReadFile(file); err != nil || string(content) != "external_userid,sender\n" {
		t.Errorf("the file holds %q, error %v", content, err)
	}
}

// Whoever is left out by a tag needs no member in the file.
func TestCustomers_outputFileOfNobodyWhoseMemberIsNotTold(t *testing.T) {
	const both = `{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":"wm1"},"follow_info":{}},` +
		`{"external_contact":{"external_userid":"wm1"},"follow_info":{"userid":"lisi","tag_id":["` + tagVIP + `"]}}]}`

	for tags, want := range map[string]int{tagVIP: 0, tagTea: 1} {
		sim := simulate(t)
		sim.Arm(wecomsim.Fault{Endpoint: "get_by_user", Body: []byte(both)})

		_, found := configured(t, sim).read("wecom_customers", object{
			"userid_list": []string{"lisi", "zhangsan"}, "tag_id_none": []string{tags}, "output_file": filepath.Join(t.TempDir(), "customers.csv"),
		})

		if n := len(found.errors()); n != want {
			t.Errorf("%s: %d errors, want %d: %s", tags, n, want, found)
		}
	}
}

// What fails while WeCom is read writes nothing, and shows no id.
func TestCustomers_outputFileWhereTheReadFails(t *testing.T) {
	const unnamed = `{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":"wmPRIVATE"},"follow_info":{}}]}`

	for name, test := range map[string]struct {
		fault  wecomsim.Fault
		change object
		want   expectation
	}{
		"the second member":     {wecomsim.Fault{Endpoint: "externalcontact/list", Skip: 1, Errcode: 60111}, object{}, at("userid_list[1]", "60111")},
		"a member not told":     {wecomsim.Fault{Endpoint: "get_by_user", Body: []byte(unnamed)}, object{"tag_id_none": []string{tagVIP}}, at("output_file", "which of the members serves 1 customer,", "Ask for one member")},
		"another member":        {wecomsim.Fault{Endpoint: "get_by_user", Body: []byte(strings.Replace(unnamed, "{}", `{"userid":"wangwu"}`, 1))}, object{"tag_id_none": []string{tagVIP}}, at("output_file", "which of the members serves 1 customer,")},
		"a time that is not":    {wecomsim.Fault{Endpoint: "get_by_user", Body: []byte(unnamed)}, object{"added_after": "2025-01-01T00:00:00Z"}, at("", "no time of adding for 1 customer,")},
		"an id that is damaged": {wecomsim.Fault{Endpoint: "externalcontact/list", Body: []byte(`{"errcode":0,"external_userid":["wmPRIVATE","wm PRIVATE"]}`)}, object{}, at("", "an id in it is missing, damaged")},
	} {
		sim, dir := simulate(t), t.TempDir()
		sim.Arm(test.fault)

		config := with(object{"userid_list": []string{"lisi", "zhangsan"}, "output_file": filepath.Join(dir, "customers.csv")}, test.change)
		_, found := configured(t, sim).read("wecom_customers", config)
		found.expect(t, "problem with "+name, test.want)

		for _, problem := range found {
			if strings.Contains(problem.detail, "PRIVATE") {
				t.Errorf("%s: an id is shown: %s", name, problem.detail)
			}
		}

		if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
			t.Errorf("%s: %v was written, error %v", name, entries, err)
		}
	}

	// One member needs no name.
	sim, file := simulate(t), filepath.Join(t.TempDir(), "customers.csv")
	sim.Arm(wecomsim.Fault{Endpoint: "get_by_user", Body: []byte(unnamed)})
	wantOutput(t, configured(t, sim), "wecom_customers", object{"userid_list": []string{"lisi"}, "tag_id_none": []string{tagVIP}, "output_file": file},
		"external_userid,sender,added_at", "wmPRIVATE,lisi,")
}

// Validate judges the words, and looks at no disk.
func TestOutputFile_whatIsWrong(t *testing.T) {
	p := serve(t)

	for name, test := range map[string]struct {
		change object
		want   []expectation
	}{
		"no path":                  {object{"output_file": ""}, []expectation{at("output_file", "the path is empty")}},
		"a directory":              {object{"output_file": "lists/"}, []expectation{at("output_file", "Not a path of a file", "ends like a directory")}},
		"a URL":                    {object{"output_file": "s3://lists/a.csv"}, []expectation{at("output_file", "it is a URL")}},
		"a shell's path":           {object{"output_file": "~/a.csv"}, []expectation{at("output_file", "pathexpand")}},
		"a blank at the end":       {object{"output_file": "lists/a.csv "}, []expectation{at("output_file", "Not a path of a file", "U+0020 space as character 6", "nobody sees")}},
		"a blank at the beginning": {object{"output_file": "lists/ a.csv"}, []expectation{at("output_file", "U+0020 space as character 1")}},
		"a wide blank at the end":  {object{"output_file": "a.csv\u3000"}, []expectation{at("output_file", "U+3000 ideographic space as character 6")}},
		"a zero width space":       {object{"output_file": "a\u200b.csv"}, []expectation{at("output_file", "U+200B zero width space as character 2")}},
		"a byte order mark":        {object{"output_file": "\ufeffa.csv"}, []expectation{at("output_file", "U+FEFF byte order mark as character 1")}},
		"a mark of direction":      {object{"output_file": "a\u202e.csv"}, []expectation{at("output_file", "U+202E")}},
		"nothing but a blank":      {object{"output_file": "lists/ "}, []expectation{at("output_file", "nothing can be seen")}},
		"a line break":             {object{"output_file": "a.csv\n"}, []expectation{at("output_file", "a line break", "not shown")}},
		"a line separator":         {object{"output_file": "a\u2028.csv"}, []expectation{at("output_file", "a line break", "not shown")}},
		"a data: URL":              {object{"output_file": "data:text/csv,x"}, []expectation{at("output_file", "it is a data: URL")}},
		"another home":             {object{"output_file": "~lisi/a.csv"}, []expectation{at("output_file", "pathexpand")}},
		"a name that is too long":  {object{"output_file": strings.Repeat("a", 252) + ".csv"}, []expectation{at("output_file", "longer than the name of a file can be")}},
		"ids":                      {object{"output_file": "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"}, []expectation{at("output_file", "looks like ids", "not shown")}},
		"blanks inside":            {object{"output_file": "my lists/our customers.csv"}, nil},
		"Chinese":                  {object{"output_file": "名单/客户 ☕️.csv"}, nil},
		"a directory that is none": {object{"output_file": "no/such/directory/a.csv"}, nil},
		"nothing to overwrite":     {object{"overwrite": true}, []expectation{at("overwrite", "Nothing to overwrite", "without output_file")}},
		"overwrite, not":           {object{"overwrite": false}, nil},
		"unknown values":           {object{"output_file": unknown, "overwrite": unknown}, nil},
	} {
		p.validateData("wecom_customers", with(object{"userid_list": []string{"lisi"}}, test.change)).expect(t, "problem with "+name, test.want...)
		p.validateData("wecom_group_chats", with(object{"owner_filter": object{"userid_list": []string{"lisi"}}}, test.change)).expect(t, "problem with "+name, test.want...)
	}

	for name, test := range map[string]struct {
		change object
		want   []expectation
	}{
		"details in the state": {object{"details": true, "output_file": "a.csv"}, []expectation{at("details", "output_file keeps them out")}},
		"a file, or none":      {object{"details": true, "output_file": unknown}, nil},
		"details, or none":     {object{"details": unknown, "output_file": "a.csv"}, nil},
	} {
		p.validateData("wecom_customers", with(object{"userid_list": []string{"lisi"}}, test.change)).expect(t, "problem with "+name, test.want...)
	}

	p.validateData("wecom_group_chats", object{"output_file": "a.csv"}).expect(t, "problem", at("owner_filter", "output_file needs it", "data.wecom_follow_users"))
	p.validateData("wecom_group_chats", object{"output_file": "a.csv", "owner_filter": unknown}).expect(t, "problem")
}
