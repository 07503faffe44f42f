package wecomsim_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// JSON that is wrong in part: logs in issues of SDKs, and what wecom-sdk-py
// recorded.
func TestConformance_jsonThatIsWrongInPart(t *testing.T) {
	const (
		people = `"external_userid":["` + wecomsim.DemoCustomer + `"]`
		text   = `"text":{"content":"x"}`
		format = `"errmsg":"ok. Warning: wrong json format. "`
	)

	send := func(body string) step { return post("add_msg_template", body) }
	tags := func(body string) step { return post("get_corp_tag_list", body) }
	runRows(t, []row{
		{"logs: wrong json format", "the last brace is missing", send(`{` + people + `,` + text), 0, []string{format, `"msgid":"msg`}},
		{"logs: wrong json format", "a comma too many", send(`{` + people + `,` + text + `,}`), 0, []string{format}},
		{"logs: wrong json format", "something follows", send(`{` + people + `,` + text + `} x`), 0, []string{format}},
		{"logs: wrong json format", "two objects: the first", send(smallMessage + smallMessage), 0, []string{format}},
		{"logs: wrong json format", "cut in a string: what stands before", send(`{` + people + `,` + text + `,"sender":"zhang`), 0, []string{format}},
		{"logs: wrong json format", "what is behind the mistake is not read", send(`{` + people + `,,` + text + `}`), 40063, []string{`"errmsg":"Warning: wrong json format. some parameters are empty, hint: [`, `"fail_list":[]`}},
		{"logs: wrong json format", "an unquoted value", send(`{` + people + `,"text":{"content":x}}`), 44004, []string{`"errmsg":"Warning: wrong json format. empty content, hint: [`}},
		{"logs: expect type", "on success, with field and type", send(`{` + people + `,` + text + `,"allow_select":"true"}`), 0, []string{"\"errmsg\":\"ok. WARNING: field `allow_select` expect type `bool`. \""}},
		{"logs: expect type uint32", "a limit that is a string", post("get_groupmsg_list_v2", listBody(`,"limit":"5"`)), 0, []string{"\"errmsg\":\"ok. WARNING: field `limit` expect type `uint32`. \""}},
		{"logs: expect type", "a string for a list", send(`{"external_userid":"a",` + text + `}`), 40058, []string{"\"errmsg\":\"WARNING: field `external_userid` expect type `array`. sender, external_userid and tag_filter are all empty. invalid Request Parameter, hint: ["}},
		{"logs: expect type", "a number in a list is left out", send(`{"external_userid":["` + wecomsim.DemoCustomer + `",7],` + text + `}`), 0, []string{"expect type `string`", `"fail_list":[]`}},
		{"logs: expect type", "a number for a text", send(`{` + people + `,"text":{"content":1}}`), 44004, []string{"field `text.content` expect type `string`"}},
		{"logs: tag_id", "a string: 40068 behind the warning", tags(`{"tag_id":"x"}`), 40068, []string{"\"errmsg\":\"WARNING: field `tag_id` expect type `array`. invalid tagid, hint: [", `"tag_group":[]`}},
		{"logs", "the first mistake is named", send(`{` + people + `,` + text + `,"allow_select":1,"sender":2,}`), 0, []string{format, "!WARNING"}},
		{"ERR 40058", "nothing can be read: cut after the first key", send(`{"text":`), 40058, []string{`"errmsg":"Warning: wrong json format. invalid Request Parameter, hint: [`}},
		{"ERR 40058", "nothing can be read: empty", send(``), 40058, nil},
		{"ERR 40058", "nothing can be read: a list", send(`[{` + people + `,` + text + `}]`), 40058, nil},
		{"ERR 40058", "nothing can be read: a form", send(`text=x`), 40058, nil},
		{"ERR 40058", "nothing can be read: not UTF-8", send(textOf("\xff")), 40058, nil},
	})
}

// WeCom takes \uXXXX (recorded by wecom-sdk-py in 2020; every client of
// Python's requests sends so), though the error table has a code for it.
func TestConformance_escapes(t *testing.T) {
	mixed := textOf(`\u53cc\u5341\u4e00 a\u0026b`)
	title := attached(`{"msgtype":"link","link":{"title":"\u4e2d","url":"http://u?a=1\u0026b=2"}}`)
	listed := post("get_groupmsg_list_v2", listBody(``))
	runRows(t, []row{
		{"recorded: \\uXXXX", "taken, and stored as the characters", steps(create(mixed), listed), 0, []string{`"content":"双十一 a&b"`}},
		{"recorded: \\uXXXX", "in a link", steps(create(title), listed), 0, []string{`"title":"中"`, `"url":"http://u?a=1&b=2"`}},
	})
	runRows(t, []row{
		{"ERR 40033, WithRefusedEscapes", "in the text", post("add_msg_template", mixed), 40033, []string{`"errmsg":"invalid charset`}},
		{"ERR 40033, WithRefusedEscapes", "in a link", post("add_msg_template", title), 40033, nil},
		{"ERR 40033, WithRefusedEscapes", "in a mini program", post("add_msg_template", attached(`{"msgtype":"miniprogram","miniprogram":{"title":"\u4e2d","pic_media_id":"M","appid":"wx1","page":"p"}}`)), 40033, nil},
		{"ERR 40033, WithRefusedEscapes", "a backslash before a u is none", post("add_msg_template", textOf(`C:\\users`)), 0, nil},
		{"ERR 40033, WithRefusedEscapes", "characters for themselves", post("add_msg_template", textOf("<>&\u2028双")), 0, nil},
	}, wecomsim.WithRefusedEscapes(true))
}
