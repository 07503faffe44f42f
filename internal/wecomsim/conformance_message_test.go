package wecomsim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// add_msg_template: doc 15836, path 96366.
func TestConformance_addMsgTemplate(t *testing.T) {
	const (
		text  = `"text":{"content":"x"}`
		group = `"chat_type":"group","sender":"zhangsan",` + text
		image = `{"msgtype":"image","image":{"media_id":"M"}}`
		tag   = "ete19278asuMT123109rBAAAA"
		vip   = "ete19278asuMT123109rBAAAA"
		tea   = "eteIlKKHSDfuMT18Kg9rBAAAA"
		usual = "ete19MT12278109UYteaBAAAA"
		other = "woSIM0000000000000000000000002AA"
	)

	send := func(body string) step { return post("add_msg_template", body) }
	filter := func(groups string) step { return send(`{"tag_filter":{"group_list":[` + groups + `]},` + text + `}`) }
	reached := func(body string) step { return steps(create(body), plain("GET", "/_sim/messages/MSGID", "")) }

	runRows(t, []row{
		{"96366 text.content", "4,000 bytes", send(textOf(strings.Repeat("x", 4000))), 0, nil},
		{"96366 text.content", "4,001 bytes", send(textOf(strings.Repeat("x", 4001))), 40058, nil},
		{"96366 text.content", "3,999 bytes of Chinese", send(textOf(strings.Repeat("中", 1333))), 0, nil},
		{"96366 text.content", "4,002 bytes of Chinese", send(textOf(strings.Repeat("中", 1334))), 40058, nil},
		{"96366 text.content", "4,000 bytes of emoji", send(textOf(strings.Repeat("🍵", 1000))), 0, nil},
		{"96366 text.content", "4,004 bytes of emoji", send(textOf(strings.Repeat("🍵", 1001))), 40058, nil},
		{"96366 text, attachments", "text alone", send(to(text)), 0, nil},
		{"96366 text, attachments", "attachments alone", send(attached(image)), 0, nil},
		{"recorded: text, attachments", "neither", send(to(`"allow_select":true`)), 40063, []string{`"errmsg":"some parameters are empty, hint`}},
		{"96366 text, attachments", "both empty", send(to(`"text":{"content":""},"attachments":[]`)), 44004, []string{`"errmsg":"empty content, hint`}},
		{"96366 attachments", "9", send(attached(many(9, image))), 0, nil},
		{"96366 attachments", "10", send(attached(many(10, image))), 41064, nil},

		{"96366 chat_type", "single", send(to(`"chat_type":"single",` + text)), 0, nil},
		{"96366 chat_type", "group", send(`{` + group + `}`), 0, nil},
		{"96366 chat_type", "left out is single", send(to(text)), 0, nil},
		{"96366 chat_type", "empty is single (choice)", send(to(`"chat_type":"",` + text)), 0, nil},
		{"96366 chat_type", "another word", send(to(`"chat_type":"both",` + text)), 40058, nil},
		{"96366 external_userid", "10,000", send(`{"external_userid":` + ids(wecomsim.DemoCustomer, 10_000) + `,` + text + `}`), 0, nil},
		{"96366 external_userid", "10,001", send(`{"external_userid":` + ids(wecomsim.DemoCustomer, 10_001) + `,` + text + `}`), 40058, nil},
		{"96366 external_userid", "does nothing for group", send(`{"external_userid":["nobody"],` + group + `}`), 0, []string{`"fail_list":[]`}},
		{"96366 chat_id_list", "2,000", send(`{"chat_id_list":` + ids(wecomsim.DemoGroup, 2000) + `,` + group + `}`), 0, nil},
		{"96366 chat_id_list", "2,001", send(`{"chat_id_list":` + ids(wecomsim.DemoGroup, 2001) + `,` + group + `}`), 40058, nil},
		{"96366 chat_id_list", "does nothing for single", send(to(`"chat_id_list":["nobody"],` + text)), 0, []string{`"fail_list":[]`}},
		{"96366 chat_id_list", "left out: the owner picks", steps(create(`{`+group+`}`), confirm("zhangsan"), post("get_groupmsg_send_result", `{"msgid":"MSGID","userid":"zhangsan"}`)), 0, []string{wecomsim.DemoGroup, "wrSIM00000000000000000000002AA"}},
		{"96366 tag_list", "100 in a group", filter(`{"tag_list":` + ids(tag, 100) + `}`), 0, nil},
		{"96366 tag_list", "101 in a group", filter(`{"tag_list":` + ids(tag, 101) + `}`), 40058, nil},
		{"96366 tag_list", "a rule-group tag is taken", filter(`{"tag_list":["stSIMshanghai000000000000AAAA"]}`), 41048, nil},
		{"96366 tag_list", "or inside a group", reached(`{"sender":"zhangsan","tag_filter":{"group_list":[{"tag_list":["` + vip + `","` + usual + `"]}]},` + text + `}`), noErrcode, []string{wecomsim.DemoCustomer, other, `0003AA`, `!0004AA`}},
		{"96366 tag_list", "and between groups", reached(`{"sender":"zhangsan","tag_filter":{"group_list":[{"tag_list":["` + vip + `"]},{"tag_list":["` + tea + `"]}]},` + text + `}`), noErrcode, []string{wecomsim.DemoCustomer, `!` + other, `!0003AA`}},
		{"ERR 40068 tag_list", "unknown tag", filter(`{"tag_list":["nope"]}`), 40068, nil},
		{"ERR 40068 tag_list", "deleted tag", filter(`{"tag_list":["gone"]}`), 40068, nil},
		{"96366 rule 1", "external_userid, so tag_filter does nothing", send(to(`"tag_filter":{"group_list":[{"tag_list":["nope"]}]},` + text)), 0, nil},

		{"96366 rule 1", "single: sender alone is all customers", reached(`{"sender":"lisi",` + text + `}`), noErrcode, []string{wecomsim.DemoCustomer, other, "0005AA", "!0003AA"}},
		{"96366 rule 1", "single: none of the three", send(`{` + text + `}`), 40058, nil},
		{"96366 rule 1", "single: all three empty", send(`{"external_userid":[],"sender":"","tag_filter":{"group_list":[]},` + text + `}`), 40058, nil},
		{"96366 sender", "group: required", send(`{"chat_type":"group","chat_id_list":["` + wecomsim.DemoGroup + `"],` + text + `}`), 40058, nil},
		{"ERR 40003 sender", "64 bytes", send(`{"sender":"` + strings.Repeat("s", 64) + `",` + text + `}`), 60111, nil},
		{"ERR 40003 sender", "65 bytes", send(`{"sender":"` + strings.Repeat("s", 65) + `",` + text + `}`), 40003, nil},
		{"ERR 60111 sender", "unknown", send(`{"sender":"nobody",` + text + `}`), 60111, nil},
		{"ERR 84074 sender", "without customer contact", send(`{"sender":"zhaoliu",` + text + `}`), 84074, nil},
		{"96366 权限说明", "sender outside the visible range (choice of code)", steps(as(wecomsim.DemoOtherSecret), send(`{"sender":"zhangsan",`+text+`}`)), 60021, nil},
		{"96366 权限说明", "sender inside the visible range", steps(as(wecomsim.DemoOtherSecret), send(`{"sender":"lisi",`+text+`}`)), 0, nil},
		{"96366 权限说明", "app that is not in 可调用应用", steps(as("forbidden"), send(to(text))), 48002, nil},
		{"ERR 41048", "nobody is left", send(`{"external_userid":["nobody"],` + text + `}`), 41048, nil},
		{"ERR 41048", "sender without customers", send(`{"sender":"wangwu",` + text + `}`), 41048, nil},
		{"ERR 41048", "group: sender who owns none", send(`{"chat_type":"group","sender":"wangwu",` + text + `}`), 41048, nil},

		{"96366 仅会推送给最后…聊天互动的企业成员", "zhangsan talked last", steps(create(to(text)), post("get_groupmsg_task", `{"msgid":"MSGID"}`)), 0, []string{`"userid":"zhangsan"`, `!"userid":"lisi"`}},
		{"96366 仅会推送给最后…聊天互动的企业成员", "lisi talked last", steps(create(`{"external_userid":["`+other+`"],`+text+`}`), post("get_groupmsg_task", `{"msgid":"MSGID"}`)), 0, []string{`"userid":"lisi"`, `!"userid":"zhangsan"`}},
		{"96366 fail_list", "unknown customer", send(`{"external_userid":["` + wecomsim.DemoCustomer + `","nobody"],` + text + `}`), 0, []string{`"fail_list":["nobody"]`}},
		{"96366 fail_list", "no customer of the sender (choice)", send(`{"sender":"lisi","external_userid":["` + wecomsim.DemoCustomer + `","woSIM0000000000000000000000003AA"],` + text + `}`), 0, []string{`"fail_list":["woSIM0000000000000000000000003AA"]`}},
		{"96366 fail_list", "unknown group, group of another, group without customers", send(`{"chat_id_list":["` + wecomsim.DemoGroup + `","nobody","wrSIM00000000000000000000003AA","wr-staff"],` + group + `}`), 0, []string{`"fail_list":["nobody","wrSIM00000000000000000000003AA","wr-staff"]`}},
		{"96366 fail_list", "empty is a list", send(to(text)), 0, []string{`"errmsg":"ok"`, `"fail_list":[]`, `"msgid":"msg`}},

		{"96366 msgtype", "unknown", send(attached(`{"msgtype":"voice","voice":{"media_id":"M"}}`)), 41065, nil},
		{"96366 msgtype", "left out", send(attached(`{"image":{}}`)), 41065, nil},
		{"96366 rule 3", "object of msgtype missing", send(attached(`{"msgtype":"image"}`)), 40058, nil},
		{"96366 rule 3", "object of another msgtype", send(attached(`{"msgtype":"image","image":{"media_id":"M"},"video":{"media_id":"M"}}`)), 40058, nil},
		{"96366 rule 4", "image by media_id", send(attached(image)), 0, nil},
		{"96366 rule 4", "image by pic_url", send(attached(`{"msgtype":"image","image":{"pic_url":"https://p/0"}}`)), 0, nil},
		{"96366 rule 4", "image by both: media_id is used", steps(create(attached(`{"msgtype":"image","image":{"media_id":"M","pic_url":"https://p/0"}}`)), post("get_groupmsg_list_v2", listBody(``))), 0, []string{`"media_id":"M"`, "!https://p/0"}},
		{"96366 rule 4", "image by neither", send(attached(`{"msgtype":"image","image":{}}`)), 41006, nil},
		{"96366 video.media_id", "given", send(attached(`{"msgtype":"video","video":{"media_id":"M"}}`)), 0, nil},
		{"96366 video.media_id", "missing", send(attached(`{"msgtype":"video","video":{}}`)), 41006, nil},
		{"96366 file.media_id", "given", send(attached(`{"msgtype":"file","file":{"media_id":"M"}}`)), 0, nil},
		{"96366 file.media_id", "empty", send(attached(`{"msgtype":"file","file":{"media_id":""}}`)), 41006, nil},

		{"96366 link", "title and url only", send(attached(`{"msgtype":"link","link":{"title":"t","url":"http://u"}}`)), 0, nil},
		{"96366 link.title", "128 bytes", send(link(strings.Repeat("t", 128), "http://u", "", "")), 0, nil},
		{"96366 link.title", "129 bytes", send(link(strings.Repeat("中", 43), "http://u", "", "")), 40058, nil},
		{"96366 link.title", "missing", send(link("", "http://u", "", "")), 40058, nil},
		{"96366 link.desc", "512 bytes", send(link("t", "http://u", "", strings.Repeat("d", 512))), 0, nil},
		{"96366 link.desc", "513 bytes", send(link("t", "http://u", "", strings.Repeat("中", 171))), 40058, nil},
		{"96366 link.url", "2,048 bytes", send(link("t", urlOf(2048), "", "")), 0, nil},
		{"96366 link.url", "2,049 bytes", send(link("t", urlOf(2049), "", "")), 40039, nil},
		{"96366 link.url", "missing", send(link("t", "", "", "")), 40058, nil},
		{"ERR 45034 link.url", "without scheme", send(link("t", "example.com", "", "")), 45034, nil},
		{"96366 link.picurl", "2,048 bytes", send(link("t", "http://u", urlOf(2048), "")), 0, nil},
		{"96366 link.picurl", "2,049 bytes", send(link("t", "http://u", urlOf(2049), "")), 40039, nil},
		{"ERR 45034 link.picurl", "without scheme", send(link("t", "http://u", "pic", "")), 45034, nil},

		{"96366 miniprogram.title", "64 bytes", send(mini(strings.Repeat("t", 64), "M", "wx1", "p")), 0, nil},
		{"96366 miniprogram.title", "65 bytes", send(mini(strings.Repeat("t", 65), "M", "wx1", "p")), 40058, nil},
		{"96366 miniprogram.title", "missing", send(mini("", "M", "wx1", "p")), 40058, nil},
		{"96366 miniprogram.pic_media_id", "missing", send(mini("t", "", "wx1", "p")), 41006, nil},
		{"96366 miniprogram.appid", "missing", send(mini("t", "M", "", "p")), 90200, nil},
		{"96366 miniprogram.appid", "not linked to the enterprise", send(mini("t", "M", "wx2", "p")), 90206, nil},
		{"96366 miniprogram.page", "missing", send(mini("t", "M", "wx1", "")), 90204, nil},

		{"96366 请求方式", "GET", plain("GET", "/cgi-bin/externalcontact/add_msg_template?access_token=x", ""), 40014, nil},
		{"ERR 40058", "GET with a token", get("add_msg_template", ""), 40058, nil},
		{"ERR 40058", "no JSON", send(`{"text":`), 40058, nil},
		{"ERR 40206", "body over 10 MiB (choice of size)", send(`{"sender":"zhangsan",` + text + `,"x":"` + strings.Repeat("x", 10<<20) + `"}`), 40206, nil},
	})
}

func TestConformance_receiveQuotas(t *testing.T) {
	one := steps(create(smallMessage), confirm("zhangsan"), post("get_groupmsg_send_result", `{"msgid":"MSGID","userid":"zhangsan"}`))

	const got, over = `"status":1`, `"status":3`

	day := 24 * time.Hour
	for quota, rows := range map[wecomsim.Quota][]row{
		wecomsim.QuotaMonth: {
			{"96366 每月…当月天数", "31 in July", times(31, one), 0, []string{got}},
			{"96366 每月…当月天数", "32 in July", times(32, one), 0, []string{over, `!"send_time"`}},
			{"96366 每月…当月天数", "a month later, in China time", steps(times(32, one), later(20*day+6*time.Hour), renew(), one), 0, []string{got}},
			{"96366 每月…当月天数", "the last hour of July in China", steps(times(32, one), later(20*day+5*time.Hour), renew(), one), 0, []string{over}},
		},
		wecomsim.QuotaWeek: {
			{"96366 每周接收七条", "7 in a week", times(7, one), 0, []string{got}},
			{"96366 每周接收七条", "8 in a week", times(8, one), 0, []string{over}},
			{"96366 每周接收七条", "on Monday", steps(times(8, one), later(3*day), renew(), one), 0, []string{got}},
		},
		wecomsim.QuotaDay: {
			{"96366 每天接收一条", "1 in a day", one, 0, []string{got}},
			{"96366 每天接收一条", "2 in a day", times(2, one), 0, []string{over}},
			{"96366 每天接收一条", "the next day", steps(times(2, one), later(day), renew(), one), 0, []string{got}},
		},
	} {
		t.Run(fmt.Sprint(quota), func(t *testing.T) { runRows(t, rows, wecomsim.WithReceiveQuota(quota)) })
	}
}
