package wecomsim_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Forms of 2019 to 2021 that clients go on sending (wechatpy, fastwego,
// go-workwx, node-easywechat).
func TestConformance_oldForms(t *testing.T) {
	const (
		text  = `"text":{"content":"x"}`
		image = `"image":{"media_id":"PIC_ID","pic_url":"http://p.qpic.cn/0"}`
		link  = `"link":{"title":"t","picurl":"https://p","desc":"d","url":"https://u"}`
		mini  = `"miniprogram":{"title":"t","pic_media_id":"M","appid":"wx1","page":"p"}`
		clip  = `{"msgtype":"video","video":{"media_id":"V"}}`
	)

	send := func(rest string) step { return post("add_msg_template", to(rest)) }
	stored := func(rest string) step { return steps(create(to(rest)), plain("GET", "/_sim/messages/MSGID", "")) }
	noted := func(rest string) step {
		return steps(create(to(rest)), plain("GET", "/_sim/requests?endpoint=add_msg_template&max_body=0", ""))
	}
	old := func(s step) step { return steps(s, post("get_groupmsg_list", listBody(``))) }
	result := post("get_group_msg_result", `{"msgid":"MSGID"}`)
	runRows(t, []row{
		{"91560 image", "beside the text", stored(text + `,` + image), noErrcode, []string{`"attachments":[{"msgtype":"image","image":{"media_id":"PIC_ID","pic_url":"http://p.qpic.cn/0"}}]`}},
		{"91560 image", "alone", send(image), 0, nil},
		{"91560 link", "beside the text", stored(text + `,` + link), noErrcode, []string{`"attachments":[{"msgtype":"link","link":{"title":"t"`}},
		{"91560 miniprogram", "beside the text", stored(text + `,` + mini), noErrcode, []string{`"attachments":[{"msgtype":"miniprogram","miniprogram":{"title":"t"`}},
		{"91560 三者同时填", "image comes before link and miniprogram", stored(mini + `,` + link + `,` + image), noErrcode, []string{`"msgtype":"image"`, `!"msgtype":"link"`}},
		{"91560", "attachments win", stored(text + `,` + image + `,"attachments":[` + clip + `]`), noErrcode, []string{`"msgtype":"video"`, `!"msgtype":"image"`}},
		{"91560", "an empty object is none", send(`"image":{"media_id":""}`), 40063, nil},
		{"91560", "the limits are those of attachments", send(`"link":{"title":"","url":"https://u"}`), 40058, nil},
		{"91560", "the log notes the old form", noted(text + `,` + image), noErrcode, []string{`"notes":["old form: image"]`}},
		{"91560", "the list shows it as an attachment", steps(create(to(text+`,`+link)), post("get_groupmsg_list_v2", listBody(``))), 0, []string{`"attachments":[{"msgtype":"link"`}},

		{"2021 get_groupmsg_list", "objects beside the text", old(create(to(text + `,"attachments":[{"msgtype":"link",` + link + `},` + clip + `]`))), 0, []string{`"text":{"content":"x"},"link":{"title":"t"`, `"video":{"media_id":"WWCISP_`, "!attachments", "!msgtype"}},
		{"2021 get_groupmsg_list", "media by WeCom's own id", old(create(to(text + `,` + image))), 0, []string{`"image":{"media_id":"WWCISP_`, "!PIC_ID", "!pic_url"}},
		{"2021 get_groupmsg_list", "no creator of the API", old(create(smallMessage)), 0, []string{`"create_type":0`, "!creator", `"next_cursor":""`}},
		{"2021 get_groupmsg_list", "default 50 and a cursor", steps(add(51), counted("group_msg_list", post("get_groupmsg_list", listBody(``)))), 0, []string{"rows=50 more=true"}},
		{"2021 get_groupmsg_list chat_type", "missing", post("get_groupmsg_list", `{"start_time":1,"end_time":2}`), 40058, nil},

		{"91561 get_group_msg_result", "before the member sends", steps(create(smallMessage), result), 0, []string{`"check_status":1`, `"detail_list":[{"external_userid":"` + wecomsim.DemoCustomer + `","userid":"zhangsan","status":0}]`}},
		{"91561 get_group_msg_result", "send_time with status 1", steps(create(smallMessage), confirm("zhangsan"), result), 0, []string{`"status":1,"send_time":1752228000`}},
		{"91561 get_group_msg_result", "a group by chat_id", steps(create(`{"chat_type":"group","sender":"zhangsan","chat_id_list":["`+wecomsim.DemoGroup+`"],`+text+`}`), confirm("zhangsan"), result), 0, []string{`"chat_id":"` + wecomsim.DemoGroup}},
		{"91561 get_group_msg_result", "only members in the visible range", steps(create(smallMessage), as(wecomsim.DemoOtherSecret), result), 0, []string{`"detail_list":[]`}},
		{"91561 limit", "10,000 is maximum and default", steps(addTasks(10_001), counted("detail_list", result)), 0, []string{"rows=10000 more=true"}},
		{"91561 msgid", "missing", post("get_group_msg_result", `{}`), 41046, nil},
		{"ERR 41047", "unknown", post("get_group_msg_result", `{"msgid":"x"}`), 41047, nil},

		{"96316 userid, not on the page any more", "one member", post("batch/get_by_user", `{"userid":"lisi","cursor":"","limit":100}`), 0, []string{`"follow_info":{"userid":"lisi"`}},
		{"96316 userid, not on the page any more", "userid_list wins", post("batch/get_by_user", `{"userid":"lisi","userid_list":["zhangsan"]}`), 0, []string{`"userid":"zhangsan"`, `!"userid":"lisi"`}},
		{"96316 userid, not on the page any more", "unknown", post("batch/get_by_user", `{"userid":"nobody"}`), 60111, nil},
	})
}

func TestConformance_mediaNamesInTheList(t *testing.T) {
	items := attached(`{"msgtype":"image","image":{"media_id":"M1"}},{"msgtype":"file","file":{"media_id":"M2"}},` +
		`{"msgtype":"miniprogram","miniprogram":{"title":"t","pic_media_id":"M3","appid":"wx1","page":"p"}},{"msgtype":"image","image":{"pic_url":"https://p/0"}}`)
	listed := steps(create(items), post("get_groupmsg_list_v2", listBody(``)))
	runRows(t, []row{{"96355 attachments", "as they were sent (choice)", listed, 0, []string{`"M1"`, `"M2"`, `"M3"`, "https://p/0", "!WWCISP"}}})
	runRows(t, []row{{"WithOwnMediaIDs", "by WeCom's own ids", listed, 0, []string{`"media_id":"WWCISP_`, `"pic_media_id":"WWCISP_`, "https://p/0", `!"M1"`, `!"M2"`, `!"M3"`}}},
		wecomsim.WithOwnMediaIDs(true))
}

// Whether WeCom judges the receive quota at creation is disputed: one recorded
// answer, 41048, says so.
func TestConformance_theQuotaAtCreation(t *testing.T) {
	sent := steps(create(smallMessage), confirm("zhangsan"))
	two := `{"external_userid":["` + wecomsim.DemoCustomer + `","woSIM0000000000000000000000002AA"],"text":{"content":"x"}}`
	runRows(t, []row{
		{"WithQuotaAtCreate, recorded 41048", "all are over their quota", steps(sent, post("add_msg_template", smallMessage)), 41048, []string{`"fail_list":[]`}},
		{"WithQuotaAtCreate", "some are", steps(sent, post("add_msg_template", two)), 0, []string{`"fail_list":["` + wecomsim.DemoCustomer + `"]`}},
	}, wecomsim.WithQuotaAtCreate(true), wecomsim.WithReceiveQuota(wecomsim.QuotaDay))
	runRows(t, []row{
		{"96366 (choice)", "by default not at creation", steps(sent, post("add_msg_template", smallMessage)), 0, []string{`"fail_list":[]`}},
	}, wecomsim.WithReceiveQuota(wecomsim.QuotaDay))
}
