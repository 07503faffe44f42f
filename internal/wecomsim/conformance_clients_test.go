package wecomsim_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The bytes of clients that this project does not use and that the registries
// of its tests do not have: the fields and their order from the client's types,
// the escapes and blanks from its encoder. Two more clients run as they are, in
// internal/simtest.
func TestConformance_clients(t *testing.T) {
	const one = wecomsim.DemoCustomer

	send := func(body string) step { return post("add_msg_template", body) }
	shown := func(body string) step { return steps(create(body), post("get_groupmsg_list_v2", listBody(``))) }
	runRows(t, []row{
		// Go's encoding/json, so & is \u0026; nothing is left out.
		{"PowerWeChat add_msg_template", "escapes, null lists", shown(`{"chat_type":"single","external_userid":["` + one + `"],"sender":"zhangsan","text":{"content":"\u003c五折 \u0026 满减\u003e"},"attachments":[{"link":{"desc":"","picurl":"","title":"茶叶专场","url":"https://shop.example.com/?a=1\u0026b=2"},"msgtype":"link"}]}`), 0, []string{`"content":"<五折 & 满减>"`, `"url":"https://shop.example.com/?a=1&b=2"`}},
		{"PowerWeChat get_groupmsg_task", "its own name of the cursor", steps(create(smallMessage), post("get_groupmsg_task", `{"msgcursorid":"","limit":500,"msgid":"MSGID"}`)), 0, []string{`"task_list":[{"userid":"zhangsan"`}},
		{"go-workwx add_msg_template", "the whole form, empty objects", shown(`{"chat_type":"single","external_userid":["` + one + `"],"sender":"zhangsan","text":{"content":"a \u0026 b"},"attachments":[{"msgtype":"image","image":{"media_id":"M","pic_url":""},"link":{"title":"","picurl":"","desc":"","url":""},"miniprogram":{"title":"","pic_media_id":"","appid":"","page":""},"video":{"media_id":""},"file":{"media_id":""}}]}`), 0, []string{`"content":"a & b"`, `{"msgtype":"image","image":{"media_id":"M"}}`}},
		{"go-workwx batch/get_by_user", "userid", post("batch/get_by_user", `{"userid":"lisi","cursor":"","limit":50}`), 0, []string{`"follow_info":{"userid":"lisi"`, `"external_contact":{`}},
		{"wecom-core add_msg_template", "what is empty is left out", shown(`{"chat_type":"single","external_userid":["` + one + `"],"text":{"content":"a \u0026 b"},"attachments":[{"msgtype":"link","link":{"title":"t","url":"https://u/?a=1\u0026b=2"}}]}`), 0, []string{`"content":"a & b"`, `"url":"https://u/?a=1&b=2"`}},
		{"wecom-core get_groupmsg_list_v2", "filter_type 0 is left out", post("get_groupmsg_list_v2", `{"chat_type":"single","start_time":1752000000,"end_time":1752228000}`), 0, []string{`"group_msg_list":[]`}},
		// The caller writes the bytes: these are of its guide and of the page
		// of 2021.
		{"fastwego add_msg_template", "the old form of the page", shown(`{"chat_type":"single","external_userid":["` + one + `"],"sender":"zhangsan","text":{"content":"文本消息内容"},"image":{"media_id":"M","pic_url":"http://p.qpic.cn/pic_wework/3474110808/7a6344sdadfwehe42060/0"}}`), 0, []string{`"content":"文本消息内容"`, `{"msgtype":"image","image":{"media_id":"M"}}`}},
		{"fastwego get_groupmsg_list", "the old list", steps(create(smallMessage), post("get_groupmsg_list", listBody(`,"filter_type":2,"cursor":"","limit":50`))), 0, []string{`"text":{"content":"你好"}`}},
		{"fastwego batch/get_by_user", "userid", post("batch/get_by_user", `{"userid":"lisi","cursor":"","limit":100}`), 0, []string{`"external_contact_list":[{`}},
		// json.dumps(ensure_ascii=False): blanks after : and ,
		{"wechatpy add_msg_template", "the example of its documentation", shown(`{"chat_type": "single", "external_userid": ["` + one + `", "wmqfasd1e1927831123109rBAAAA"], "sender": "zhangsan", "text": {"content": "文本消息内容"}, "image": {"media_id": "M", "pic_url": "http://p.qpic.cn/pic_wework/3474110808/7a6344sdadfwehe42060/0"}, "link": {"title": "消息标题", "picurl": "https://example.pic.com/path", "desc": "消息描述", "url": "https://example.link.com/path"}, "miniprogram": {"title": "消息标题", "pic_media_id": "M", "appid": "wx8bd80126147dfAAA", "page": "/path/index.html"}}`), 0, []string{`"content":"文本消息内容"`, `"attachments":[{"msgtype":"image","image":{"media_id":"M"}}]`}},
		{"wechatpy get_group_msg_result", "the old results", steps(create(smallMessage), post("get_group_msg_result", `{"msgid": "MSGID"}`)), 0, []string{`"check_status":1`, `"detail_list":[{`}},
		{"wechatpy batch/get_by_user", "userid", post("batch/get_by_user", `{"userid": "lisi", "cursor": "", "limit": 50}`), 0, []string{`"external_contact_list":[{`}},
		// requests.post(json=...): ASCII alone.
		{"quanttide/wecom-sdk-py add_msg_template", "every character escaped", shown(`{"external_userid": ["` + one + `"], "sender": "zhangsan", "text": {"content": "\u6587\u672c\u6d88\u606f\u5185\u5bb9 \ud83c\udf75"}, "image": {"media_id": "M"}}`), 0, []string{`"content":"文本消息内容 🍵"`}},
		{"quanttide/wecom-sdk-py groupchat/list", "empty filter and an offset", post("groupchat/list", `{"status_filter": 0, "owner_filter": {}, "offset": 0, "limit": 100}`), 0, []string{`"group_chat_list":[{`}},
		{"quanttide/wecom-sdk-py get_corp_tag_list", "an empty list is all", post("get_corp_tag_list", `{"tag_id": []}`), 0, []string{`"tag_group":[{`}},
		{"quanttide/wecom-sdk-py add_msg_template", "nothing to say: its recorded 40063", send(`{"external_userid": ["` + one + `"], "sender": "zhangsan"}`), 40063, nil},
		{"quanttide/wecom-sdk-py list", "its recorded 40003", get("list", "&userid=ChenFangZhou"), 40003, nil},
	})
}
