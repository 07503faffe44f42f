package provider_test

import "testing"

// What each of the five kinds of attachment needs, and what it refuses.
func TestMassMessage_attachmentRules(t *testing.T) {
	image := func(v object) object { return object{"msgtype": "image", "image": v} }
	link := linkAttachment

	tests := map[string]struct {
		attachment any
		errors     []expectation
	}{
		"image by id":      {attachment: image(object{"media_id": "MEDIA_ID"})},
		"image by URL":     {attachment: image(object{"pic_url": "http://p.qpic.cn/pic_wework/0"})},
		"link":             {attachment: link(nil)},
		"link, all given":  {attachment: link(object{"picurl": "http://a.io/p", "desc": "描述"})},
		"link, some empty": {attachment: link(object{"picurl": "", "desc": ""})},
		"mini program":     {attachment: miniprogramAttachment(nil)},
		"video":            {attachment: object{"msgtype": "video", "video": object{"media_id": "MEDIA_ID"}}},
		"file":             {attachment: object{"msgtype": "file", "file": object{"media_id": "MEDIA_ID"}}},

		"null":           {nil, []expectation{at("attachments[0]", "null")}},
		"no msgtype":     {object{"link": object{"title": "a", "url": "https://a.io"}}, []expectation{at("attachments[0].msgtype")}},
		"empty msgtype":  {object{"msgtype": ""}, []expectation{at("attachments[0].msgtype", "image, link, miniprogram, video, file")}},
		"sixth msgtype":  {object{"msgtype": "voice"}, []expectation{at("attachments[0].msgtype", `"voice"`, "image, link, miniprogram, video, file")}},
		"a mere msgtype": {object{"msgtype": "link"}, []expectation{at("attachments[0].link", "required")}},
		"another object": {
			object{"msgtype": "link", "image": object{"media_id": "MEDIA_ID"}},
			[]expectation{at("attachments[0].link", "required"), at("attachments[0].image", `"link"`)},
		},
		"one object more": {
			with(link(nil), object{"video": object{"media_id": "MEDIA_ID"}}),
			[]expectation{at("attachments[0].video", `"link"`)},
		},

		"image with neither":    {image(object{}), []expectation{at("attachments[0].image", "media_id or pic_url")}},
		"image with empty URL":  {image(object{"pic_url": ""}), []expectation{at("attachments[0].image", "media_id or pic_url")}},
		"image with file URL":   {image(object{"pic_url": "file:///a.png"}), []expectation{at("attachments[0].image.pic_url", "http://")}},
		"link without title":    {link(object{"title": nil}), []expectation{at("attachments[0].link.title", "required")}},
		"link with empty title": {link(object{"title": ""}), []expectation{at("attachments[0].link.title", "required")}},
		"link without URL":      {link(object{"url": nil}), []expectation{at("attachments[0].link.url", "url")}},
		"link with empty URL":   {link(object{"url": ""}), []expectation{at("attachments[0].link.url", "url")}},
		"link without scheme":   {link(object{"url": "example.com/new"}), []expectation{at("attachments[0].link.url", "http://", "https://")}},
		"link with scheme only": {link(object{"url": "https://"}), []expectation{at("attachments[0].link.url", "no host")}},
		"link to a mini program": {
			link(object{"url": "weixin://dl/business/?t=1"}),
			[]expectation{at("attachments[0].link.url", "http://", "https://")},
		},
		"link with a local cover": {link(object{"picurl": "./cover.png"}), []expectation{at("attachments[0].link.picurl", "http://", "https://")}},

		"mini program without title":    {miniprogramAttachment(object{"title": nil}), []expectation{at("attachments[0].miniprogram.title", "required")}},
		"mini program with empty title": {miniprogramAttachment(object{"title": ""}), []expectation{at("attachments[0].miniprogram.title", "required")}},
		"mini program without cover":    {miniprogramAttachment(object{"pic_media_id": nil}), []expectation{at("attachments[0].miniprogram.pic_media_id", "required")}},
		"mini program without appid":    {miniprogramAttachment(object{"appid": nil}), []expectation{at("attachments[0].miniprogram.appid", "required")}},
		"mini program without page":     {miniprogramAttachment(object{"page": nil}), []expectation{at("attachments[0].miniprogram.page", "required")}},
		"video without media_id":        {object{"msgtype": "video", "video": object{}}, []expectation{at("attachments[0].video.media_id", "required")}},
		"file without media_id":         {object{"msgtype": "file", "file": object{}}, []expectation{at("attachments[0].file.media_id", "required")}},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p.judged(attached(test.attachment)).expect(t, "problem", test.errors...)
		})
	}
}

// The place of a problem is that of its attachment.
func TestMassMessage_aProblemNamesItsAttachment(t *testing.T) {
	message := attached(linkAttachment(nil), miniprogramAttachment(nil), linkAttachment(object{"desc": repeat("a", 513)}))

	serve(t).judged(message).expect(t, "problem", at("attachments[2].link.desc", "1 too many"))
}

// A URL leads where its reader sees: nothing invisible is in it, and no second
// one.
func TestMassMessage_urls(t *testing.T) {
	p := serve(t)

	places := map[string]func(string) object{
		"attachments[0].link.url":      func(s string) object { return linkAttachment(object{"url": s}) },
		"attachments[0].link.picurl":   func(s string) object { return linkAttachment(object{"picurl": s}) },
		"attachments[0].image.pic_url": func(s string) object { return object{"msgtype": "image", "image": object{"pic_url": s}} },
	}

	for place, attachment := range places {
		for url, words := range map[string]string{
			" ":                         "nothing can be seen",
			"https://a.example/\n":      "U+000A line feed as character 19",
			"https://a.example/\u200bx": "U+200B zero width space",
			"https://https://a.example": "stands in it again",
			"http://a.io,https://b.io":  "2 URLs in one string, separated by a comma",
			"https://a.example:65536":   "port 65536",
			"https://a.example/%zz":     `invalid URL escape "%zz"`,
			"https://a.example/\x01":    "U+0001",
		} {
			p.judged(attached(attachment(url))).expect(t, "problem", at(place, words))
		}

		p.judged(attached(attachment("https://a.example/新品?名=茶叶"))).expect(t, "problem")
	}
}
