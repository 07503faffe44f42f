package wecomsim_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// to wraps the rest of a message to one customer.
func to(rest string) string {
	return `{"external_userid":["` + wecomsim.DemoCustomer + `"],` + rest + `}`
}

func textOf(content string) string { return to(`"text":{"content":"` + content + `"}`) }

func attached(items string) string { return to(`"attachments":[` + items + `]`) }

func many(n int, item string) string { return strings.TrimSuffix(strings.Repeat(item+",", n), ",") }

// ids writes n ids, the given one first.
func ids(first string, n int) string {
	list := []string{first}
	for i := 1; i < n; i++ {
		list = append(list, fmt.Sprintf("%s-%d", first, i))
	}
	return quoted(list)
}

func link(title, url, picurl, desc string) string {
	return attached(fmt.Sprintf(`{"msgtype":"link","link":{"title":%q,"url":%q,"picurl":%q,"desc":%q}}`, title, url, picurl, desc))
}

func mini(title, media, appid, page string) string {
	return attached(fmt.Sprintf(`{"msgtype":"miniprogram","miniprogram":{"title":%q,"pic_media_id":%q,"appid":%q,"page":%q}}`, title, media, appid, page))
}

func urlOf(n int) string { return "https://" + strings.Repeat("u", n-len("https://")) }

func TestCreateLimits(t *testing.T) {
	const (
		group = `"chat_type":"group","sender":"zhangsan","text":{"content":"x"}`
		text  = `"text":{"content":"x"}`
		image = `{"msgtype":"image","image":{"media_id":"M"}}`
		tag   = "ete19278asuMT123109rBAAAA"
	)
	company := wecomsim.DemoCompany()
	var tags []wecomsim.Tag
	for i := 1; i <= 101; i++ {
		tags = append(tags, wecomsim.Tag{ID: fmt.Sprintf("%s-%d", tag, i)})
	}
	company.TagGroups = append(company.TagGroups, wecomsim.TagGroup{GroupID: "many", Tags: tags})
	company.MiniPrograms = []string{"wx1"}
	c := newCompanyClient(t, company)

	for _, test := range []struct {
		name, body string
		code       int
	}{
		{"text of 4000 bytes", textOf(strings.Repeat("x", 4000)), 0},
		{"text of 4001 bytes", textOf(strings.Repeat("x", 4001)), 40058},
		{"text of 3999 bytes in Chinese", textOf(strings.Repeat("中", 1333)), 0},
		{"text of 4002 bytes in Chinese", textOf(strings.Repeat("中", 1334)), 40058},
		{"text of 4000 bytes in emoji", textOf(strings.Repeat("🍵", 1000)), 0},
		{"text of 4004 bytes in emoji", textOf(strings.Repeat("🍵", 1001)), 40058},
		{"no text and no attachments", to(`"allow_select":true`), 44004},
		{"empty text and no attachments", to(`"text":{"content":""},"attachments":[]`), 44004},
		{"9 attachments", attached(many(9, image)), 0},
		{"10 attachments", attached(many(10, image)), 41064},

		{"10000 customers", `{"external_userid":` + ids(wecomsim.DemoCustomer, 10_000) + `,` + text + `}`, 0},
		{"10001 customers", `{"external_userid":` + ids(wecomsim.DemoCustomer, 10_001) + `,` + text + `}`, 40058},
		{"2000 groups", `{"chat_id_list":` + ids(wecomsim.DemoGroup, 2000) + `,` + group + `}`, 0},
		{"2001 groups", `{"chat_id_list":` + ids(wecomsim.DemoGroup, 2001) + `,` + group + `}`, 40058},
		{"100 tags in a group", `{"tag_filter":{"group_list":[{"tag_list":` + ids(tag, 100) + `}]},` + text + `}`, 0},
		{"101 tags in a group", `{"tag_filter":{"group_list":[{"tag_list":` + ids(tag, 101) + `}]},` + text + `}`, 40058},
		{"unknown tag", `{"tag_filter":{"group_list":[{"tag_list":["nope"]}]},` + text + `}`, 40068},

		{"unknown chat type", to(`"chat_type":"both",` + text), 40058},
		{"empty chat type is single", to(`"chat_type":"",` + text), 0},
		{"single to nobody", `{` + text + `}`, 40058},
		{"single with empty lists only", `{"external_userid":[],"sender":"","tag_filter":{"group_list":[]},` + text + `}`, 40058},
		{"single with sender only", `{"sender":"zhangsan",` + text + `}`, 0},
		{"group without sender", `{"chat_type":"group","chat_id_list":["` + wecomsim.DemoGroup + `"],` + text + `}`, 40058},
		{"group without chat ids", `{` + group + `}`, 0},
		{"group whose sender owns none", `{"chat_type":"group","sender":"wangwu",` + text + `}`, 41048},
		{"only unknown customers", `{"external_userid":["wo-nobody"],` + text + `}`, 41048},
		{"sender without customers", `{"sender":"wangwu",` + text + `}`, 41048},
		{"unknown sender", `{"sender":"nobody",` + text + `}`, 60111},
		{"sender of 65 bytes", `{"sender":"` + strings.Repeat("s", 65) + `",` + text + `}`, 40003},
		{"sender without customer contact", `{"sender":"zhaoliu",` + text + `}`, 84074},

		{"unknown msgtype", attached(`{"msgtype":"voice","voice":{"media_id":"M"}}`), 41065},
		{"no msgtype", attached(`{"image":{}}`), 41065},
		{"object of msgtype missing", attached(`{"msgtype":"image"}`), 40058},
		{"object of another msgtype", attached(`{"msgtype":"image","image":{"media_id":"M"},"video":{"media_id":"M"}}`), 40058},
		{"image by media_id", attached(image), 0},
		{"image by pic_url", attached(`{"msgtype":"image","image":{"pic_url":"https://p/0"}}`), 0},
		{"image by neither", attached(`{"msgtype":"image","image":{}}`), 41006},
		{"video", attached(`{"msgtype":"video","video":{"media_id":"M"}}`), 0},
		{"video without media_id", attached(`{"msgtype":"video","video":{}}`), 41006},
		{"file", attached(`{"msgtype":"file","file":{"media_id":"M"}}`), 0},
		{"file without media_id", attached(`{"msgtype":"file","file":{"media_id":""}}`), 41006},

		{"link with title and url only", attached(`{"msgtype":"link","link":{"title":"t","url":"http://u"}}`), 0},
		{"link title of 128 bytes", link(strings.Repeat("t", 128), "http://u", "", ""), 0},
		{"link title of 129 bytes", link(strings.Repeat("中", 43), "http://u", "", ""), 40058},
		{"link without title", link("", "http://u", "", ""), 40058},
		{"link desc of 512 bytes", link("t", "http://u", "", strings.Repeat("d", 512)), 0},
		{"link desc of 513 bytes", link("t", "http://u", "", strings.Repeat("中", 171)), 40058},
		{"link url of 2048 bytes", link("t", urlOf(2048), "", ""), 0},
		{"link url of 2049 bytes", link("t", urlOf(2049), "", ""), 40039},
		{"link without url", link("t", "", "", ""), 40058},
		{"link url without scheme", link("t", "example.com", "", ""), 45034},
		{"link picurl of 2048 bytes", link("t", "http://u", urlOf(2048), ""), 0},
		{"link picurl of 2049 bytes", link("t", "http://u", urlOf(2049), ""), 40039},
		{"link picurl without scheme", link("t", "http://u", "pic", ""), 45034},

		{"miniprogram title of 64 bytes", mini(strings.Repeat("t", 64), "M", "wx1", "p"), 0},
		{"miniprogram title of 65 bytes", mini(strings.Repeat("t", 65), "M", "wx1", "p"), 40058},
		{"miniprogram without title", mini("", "M", "wx1", "p"), 40058},
		{"miniprogram without cover", mini("t", "", "wx1", "p"), 41006},
		{"miniprogram without appid", mini("t", "M", "", "p"), 90200},
		{"miniprogram without page", mini("t", "M", "wx1", ""), 90204},
		{"miniprogram not linked", mini("t", "M", "wx2", "p"), 90206},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := len(c.sim.Messages())
			c.wantCode(c.contact("add_msg_template", test.body), test.code)
			accepted := len(c.sim.Messages()) - before
			if want := map[bool]int{true: 1}[test.code == 0]; accepted != want {
				t.Errorf("%d messages accepted, want %d", accepted, want)
			}
		})
	}
}

func TestCreateJSONStrictness(t *testing.T) {
	c := newClient(t)
	for _, test := range []struct {
		name, body string
		code       int
	}{
		{"not JSON", `{"text":`, 40058},
		{"empty body", ``, 40058},
		{"a list", `[]`, 40058},
		{"null", `null`, 40058},
		{"two objects", smallMessage + smallMessage, 40058},
		{"invalid UTF-8", textOf("\xff"), 40058},
		{"text as string", to(`"text":"x"`), 40058},
		{"content as number", to(`"text":{"content":1}`), 40058},
		{"list as string", `{"external_userid":"a","text":{"content":"x"}}`, 40058},
		{"null in a list", `{"external_userid":[null],"text":{"content":"x"}}`, 40058},
		{"boolean as string", to(`"allow_select":"true","text":{"content":"x"}`), 40058},
		{"key in capitals is another key", to(`"TEXT":{"content":"x"}`), 44004},
		{"escape in text", textOf(`a\u0026b`), 40033},
		{"escape in link title", attached(`{"msgtype":"link","link":{"title":"\u4e2d","url":"http://u"}}`), 40033},
		{"escape in link url", attached(`{"msgtype":"link","link":{"title":"t","url":"http://u?a=1\u0026b=2"}}`), 40033},
		{"escape in miniprogram title", attached(`{"msgtype":"miniprogram","miniprogram":{"title":"\u4e2d","pic_media_id":"M","appid":"wx1","page":"p"}}`), 40033},
		{"backslash followed by u", textOf(`C:\\users`), 0},
		{"characters for themselves", textOf("<>&\u2028\u2029\\n\\t\\\"🍵"), 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			c.wantCode(c.contact("add_msg_template", test.body), test.code)
		})
	}
	c.wantMessages(2)
	if got := c.sim.Messages()[1].Text; got != "<>&\u2028\u2029\n\t\"🍵" {
		t.Errorf("text %q", got)
	}
	c.wantCode(c.do("GET", c.contactPath("add_msg_template"), ""), 40058)
}

func TestCreateToleratesWhatSDKsSendAndNotesIt(t *testing.T) {
	c := newClient(t)
	c.create(`{"chat_type":"single","external_userid":["` + wecomsim.DemoCustomer + `"],"chat_id_list":null,
		"sender":"","tag_filter":{"group_list":null},"text":{"content":"x"},"colour":"red",
		"attachments":[{"msgtype":"image","image":{"media_id":"M"},"link":{"title":"","url":""},"video":{},"file":null}]}`)
	requests := c.sim.Requests("add_msg_template")
	want := []string{
		"null: chat_id_list", "null: tag_filter.group_list", "empty tag_filter",
		"empty object beside msgtype: attachments[0].link", "empty object beside msgtype: attachments[0].video",
		"null: attachments[0].file", "empty object beside msgtype: attachments[0].file", "unknown field: colour",
	}
	if got := requests[0].Notes; !reflect.DeepEqual(got, want) {
		t.Errorf("notes\n%q, want\n%q", got, want)
	}
}

func TestCreateOfficialExample(t *testing.T) {
	c := newClient(t)
	body, err := os.ReadFile("testdata/official_example.json")
	if err != nil {
		t.Fatal(err)
	}
	a := c.contact("add_msg_template", string(body))
	c.wantCode(a, 0)
	if got := a.list("fail_list"); !reflect.DeepEqual(got, []any{"wmqfasd1e1927831123109rBAAAA"}) {
		t.Errorf("fail_list %v", got)
	}
	message := c.sim.Messages()[0]
	if string(message.Body) != string(body) || message.MsgID != a.str("msgid") {
		t.Error("the message does not carry the body or the msgid")
	}
	if len(message.Attachments) != 5 || len(message.TagFilter) != 2 || !message.AllowSelect {
		t.Errorf("parsed message %+v", message)
	}
	if !message.CreateTime.Equal(testTime) {
		t.Errorf("created at %s", message.CreateTime)
	}
}

func TestCreateRefusesUnknownMediaByDefault(t *testing.T) {
	c := newClient(t, wecomsim.WithUnknownMedia(false))
	for _, item := range []string{
		`{"msgtype":"image","image":{"media_id":"M"}}`,
		`{"msgtype":"video","video":{"media_id":"M"}}`,
		`{"msgtype":"file","file":{"media_id":"M"}}`,
		`{"msgtype":"miniprogram","miniprogram":{"title":"t","pic_media_id":"M","appid":"a","page":"p"}}`,
	} {
		c.wantCode(c.contact("add_msg_template", attached(item)), 40007)
	}
}

// shortNames are what recipientsOf calls the ids of the demo company.
var shortNames = strings.NewReplacer(
	wecomsim.DemoCustomer, "1",
	"woSIM0000000000000000000000002AA", "2",
	"woSIM0000000000000000000000003AA", "3",
	"woSIM0000000000000000000000004AA", "4",
	"woSIM0000000000000000000000005AA", "5",
	wecomsim.DemoGroup, "tea-group",
)

// recipientsOf is "userid: id id; userid: id" of a message.
func recipientsOf(message wecomsim.Message) string {
	var tasks []string
	for _, task := range message.Tasks {
		ids := []string{}
		for _, recipient := range task.Recipients {
			ids = append(ids, shortNames.Replace(recipient.ExternalUserID+recipient.ChatID))
		}
		tasks = append(tasks, task.UserID+": "+strings.Join(ids, " "))
	}
	return strings.Join(tasks, "; ")
}

func TestCreateFindsTheRecipients(t *testing.T) {
	const (
		one   = wecomsim.DemoCustomer
		two   = "woSIM0000000000000000000000002AA"
		three = "woSIM0000000000000000000000003AA"
		five  = "woSIM0000000000000000000000005AA"
		vip   = "ete19278asuMT123109rBAAAA"
		reg   = "ete19MT12278109UYteaBAAAA"
		tea   = "eteIlKKHSDfuMT18Kg9rBAAAA"
		body  = `"text":{"content":"x"}}`
	)
	filter := func(groups ...string) string {
		return `"tag_filter":{"group_list":[{"tag_list":` + strings.Join(groups, `},{"tag_list":`) + `}]},`
	}
	for _, test := range []struct {
		name, body, want string
		fail             []any
	}{
		{"the member who last talked gets the task", `{"external_userid":` + quoted([]string{one, two, five}) + `,` + body, "zhangsan: 1; lisi: 2 5", []any{}},
		{"the sender gets the task of the own customers", `{"sender":"lisi","external_userid":` + quoted([]string{one, two, three}) + `,` + body, "lisi: 1 2", []any{three}},
		{"an id listed twice counts once", `{"external_userid":` + quoted([]string{three, three, "x", "x"}) + `,` + body, "zhangsan: 3", []any{"x"}},
		{"sender only is all customers", `{"sender":"zhangsan",` + body, "zhangsan: 1 2 3 4", []any{}},
		{"or inside a tag group", `{` + filter(quoted([]string{vip, reg})) + body, "zhangsan: 1 3; lisi: 2 5", []any{}},
		{"and between tag groups", `{` + filter(quoted([]string{vip, reg}), quoted([]string{tea})) + body, "zhangsan: 1; lisi: 2", []any{}},
		{"sender and filter", `{"sender":"lisi",` + filter(quoted([]string{reg})) + body, "lisi: 1 5", []any{}},
		{"ids switch the filter off", `{` + filter(quoted([]string{"nope"})) + `"external_userid":["` + three + `"],` + body, "zhangsan: 3", []any{}},
		{"groups of the owner", `{"chat_type":"group","sender":"zhangsan","chat_id_list":["` + wecomsim.DemoGroup + `","wrSIM00000000000000000000003AA"],` + body, "zhangsan: tea-group", []any{"wrSIM00000000000000000000003AA"}},
		{"the owner picks the groups", `{"chat_type":"group","sender":"zhangsan",` + body, "zhangsan: ", []any{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newClient(t)
			a := c.contact("add_msg_template", test.body)
			c.wantCode(a, 0)
			if got := recipientsOf(c.sim.Messages()[0]); got != test.want {
				t.Errorf("recipients %q, want %q", got, test.want)
			}
			if got := a.list("fail_list"); !reflect.DeepEqual(got, test.fail) {
				t.Errorf("fail_list %v, want %v", got, test.fail)
			}
		})
	}
}

func TestCreateKeepsToTheAppsVisibleRange(t *testing.T) {
	c := newClient(t)
	c.token = c.getToken(wecomsim.DemoOtherSecret)
	c.wantCode(c.contact("add_msg_template", `{"sender":"zhangsan","text":{"content":"x"}}`), 60021)
	c.wantCode(c.contact("add_msg_template", smallMessage), 41048)
	c.create(`{"external_userid":["woSIM0000000000000000000000002AA"],"text":{"content":"x"}}`)
}

func TestCreateInParallelGivesEachMessageItsOwnID(t *testing.T) {
	c := newClient(t)
	parallel(50, func(int) { _, _ = c.try("POST", c.contactPath("add_msg_template"), smallMessage) })
	ids := map[string]bool{}
	for _, message := range c.sim.Messages() {
		ids[message.MsgID] = true
	}
	if len(ids) != 50 {
		t.Errorf("%d different ids, want 50", len(ids))
	}
}

func TestUnknownPathIsLoud(t *testing.T) {
	c := newClient(t)
	a := c.do("POST", "/cgi-bin/externalcontact/add_moment_task", "{}")
	var body struct{ Endpoints []string }
	if err := json.Unmarshal([]byte(a.raw), &body); err != nil || a.status != 404 || len(body.Endpoints) == 0 {
		t.Errorf("%d %s", a.status, a.raw)
	}
	if notes := c.sim.Requests("add_moment_task")[0].Notes; !reflect.DeepEqual(notes, []string{"unknown path"}) {
		t.Errorf("notes %v", notes)
	}
}
