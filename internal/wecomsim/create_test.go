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

func TestCreate_isStrictAboutJSON(t *testing.T) {
	c := newClient(t)
	for _, test := range []struct {
		name, body string
		code       int
	}{
		{"not JSON", `{"text":`, 40058},
		{"empty body", ``, 40058},
		{"a list", `[]`, 40058},
		{"null", `null`, 40058},
		{"invalid UTF-8", textOf("\xff"), 40058},
		{"a string for a list of people", `{"external_userid":"a","text":{"content":"x"}}`, 40058},
		{"null in a list of people", `{"external_userid":[null],"text":{"content":"x"}}`, 40058},
		{"text as string", to(`"text":"x"`), 40063},
		{"content as number", to(`"text":{"content":1}`), 44004},
		{"key in capitals is another key", to(`"TEXT":{"content":"x"}`), 40063},
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

func TestCreate_toleratesWhatSDKsSendAndNotesIt(t *testing.T) {
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

func TestCreate_officialExample(t *testing.T) {
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

func TestCreate_refusesUnknownMediaByDefault(t *testing.T) {
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

func TestCreate_findsTheRecipients(t *testing.T) {
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

func TestCreate_keepsToTheAppsVisibleRange(t *testing.T) {
	c := newClient(t)
	c.token = c.getToken(wecomsim.DemoOtherSecret)
	c.wantCode(c.contact("add_msg_template", `{"sender":"zhangsan","text":{"content":"x"}}`), 60021)
	c.wantCode(c.contact("add_msg_template", smallMessage), 41048)
	c.create(`{"external_userid":["woSIM0000000000000000000000002AA"],"text":{"content":"x"}}`)
}

func TestCreate_inParallelGivesEachMessageItsOwnID(t *testing.T) {
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

func TestUnknownPath_isLoud(t *testing.T) {
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
