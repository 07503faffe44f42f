package provider_test

import "testing"

// What Terraform does not know yet is never judged: it may still turn out to
// be right, or null.
func TestMassMessage_unknownValuesAreNotJudged(t *testing.T) {
	tags := func(groups any) object { return with(hello(), object{"tag_filter": object{"group_list": groups}}) }
	text := object{"text": object{"content": "你好"}}

	tests := map[string]object{
		"chat_type, and so both kinds of audience": with(text, object{
			"chat_type": unknown, "external_userid": []string{"woA"}, "chat_id_list": []string{"wrB"}, "allow_select": true,
		}),
		"chat_type, and no audience":             with(text, object{"chat_type": unknown}),
		"the whole list of customers":            with(text, object{"external_userid": unknown}),
		"one customer":                           with(text, object{"external_userid": []any{"woA", unknown}}),
		"two customers, who may differ":          with(text, object{"external_userid": []any{unknown, unknown}}),
		"the only audience is sender":            with(text, object{"sender": unknown}),
		"the only audience is a tag filter":      with(text, object{"tag_filter": unknown}),
		"sender of a group message":              with(text, object{"chat_type": "group", "sender": unknown}),
		"external_userid in a group message":     with(helloGroups(), object{"external_userid": unknown}),
		"tag_filter in a group message":          with(helloGroups(), object{"tag_filter": unknown}),
		"allow_select in a group message":        with(helloGroups(), object{"allow_select": unknown}),
		"chat_id_list in a single message":       with(hello(), object{"chat_id_list": unknown}),
		"tag_filter beside external_userid":      with(helloTo("woA"), object{"tag_filter": unknown}),
		"external_userid beside a tag filter":    with(tags([]any{object{"tag_list": []string{"etA"}}}), object{"external_userid": unknown}),
		"all groups of tags":                     tags(unknown),
		"one group of tags":                      tags([]any{object{"tag_list": []string{"etA"}}, unknown}),
		"the tags of a group":                    tags([]any{object{"tag_list": unknown}}),
		"one tag":                                tags([]any{object{"tag_list": []any{unknown}}}),
		"the text":                               {"sender": "zhangsan", "text": unknown},
		"the content of the text":                {"sender": "zhangsan", "text": object{"content": unknown}},
		"all attachments":                        {"sender": "zhangsan", "attachments": unknown},
		"an empty text and unknown attachments":  {"sender": "zhangsan", "text": object{"content": ""}, "attachments": unknown},
		"no attachments and an unknown text":     {"sender": "zhangsan", "text": unknown, "attachments": []any{}},
		"one attachment":                         attached(unknown),
		"msgtype":                                attached(object{"msgtype": unknown, "link": unknown}),
		"msgtype beside two objects":             attached(object{"msgtype": unknown, "file": object{"media_id": "a"}, "video": object{"media_id": "a"}}),
		"the object of the msgtype":              attached(object{"msgtype": "link", "link": unknown}),
		"objects of other msgtypes":              attached(with(linkAttachment(nil), object{"image": unknown, "video": unknown, "file": unknown, "miniprogram": unknown})),
		"everything in a link":                   attached(linkAttachment(object{"title": unknown, "url": unknown, "desc": unknown, "picurl": unknown})),
		"everything in a mini program":           attached(miniprogramAttachment(object{"title": unknown, "pic_media_id": unknown, "appid": unknown, "page": unknown})),
		"media_id of an image":                   attached(object{"msgtype": "image", "image": object{"media_id": unknown}}),
		"pic_url of an image":                    attached(object{"msgtype": "image", "image": object{"pic_url": unknown}}),
		"pic_url of an image with an id":         attached(object{"msgtype": "image", "image": object{"media_id": "MEDIA_ID", "pic_url": unknown}}),
		"media_id of an image with a URL":        attached(object{"msgtype": "image", "image": object{"media_id": unknown, "pic_url": "https://a.io/a"}}),
		"media_id of a video":                    attached(object{"msgtype": "video", "video": object{"media_id": unknown}}),
		"media_id of a file":                     attached(object{"msgtype": "file", "file": object{"media_id": unknown}}),
		"resend_on":                              with(hello(), object{"resend_on": unknown}),
		"triggers":                               with(hello(), object{"triggers": unknown}),
		"a trigger":                              with(hello(), object{"triggers": object{"version": unknown}}),
		"the bound of create":                    with(hello(), object{"timeouts": object{"create": unknown}}),
		"all that can be unknown, at once":       {"chat_type": unknown, "external_userid": unknown, "chat_id_list": unknown, "tag_filter": unknown, "sender": unknown, "allow_select": unknown, "text": unknown, "attachments": unknown, "triggers": unknown, "resend_on": unknown},
		"ten thousand customers, one of unknown": with(text, object{"external_userid": append([]any{unknown}, anys(numbered(9999))...)}),
	}

	p := serve(t)

	for name, message := range tests {
		t.Run(name, func(t *testing.T) {
			p.judged(message).expect(t, "problem")
		})
	}
}

// What is known is judged, also beside something that is not.
func TestMassMessage_knownValuesAreJudgedBesideUnknownOnes(t *testing.T) {
	tests := map[string]struct {
		message object
		errors  []expectation
	}{
		"an id in a list": {
			with(hello(), object{"external_userid": []any{unknown, " a"}}),
			[]expectation{at("external_userid[1]", "white space")},
		},
		"the length of a list": {
			with(hello(), object{"external_userid": append([]any{unknown}, anys(numbered(10000))...)}),
			[]expectation{at("external_userid", "10,001 customers", "1 too many")},
		},
		"a title beside a URL": {
			attached(linkAttachment(object{"title": "", "url": unknown})),
			[]expectation{at("attachments[0].link.title", "required")},
		},
		"the object that is missing": {
			attached(object{"msgtype": "link", "image": unknown}),
			[]expectation{at("attachments[0].link", "required")},
		},
		"the number of attachments": {
			attached(unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown),
			[]expectation{at("attachments", "10 attachments", "1 too many")},
		},
		"group without sender": {
			object{"chat_type": "group", "chat_id_list": unknown, "text": unknown},
			[]expectation{at("sender", "needs a sender")},
		},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p.judged(test.message).expect(t, "problem", test.errors...)
		})
	}
}

func anys(list []string) []any {
	all := make([]any, 0, len(list))
	for _, s := range list {
		all = append(all, s)
	}

	return all
}
