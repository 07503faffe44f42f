package provider_test

import "testing"

// Who receives a message: what each chat type needs, and what it forbids.
func TestMassMessage_audienceRules(t *testing.T) {
	text := object{"text": object{"content": "你好"}}
	tags := object{"group_list": []any{object{"tag_list": []string{"a"}}}}

	const wider = "WeCom would ignore it and the owner could pick any group: a wider audience than written"

	const everybody = "everybody that sender or tag_filter means would get the message: a wider audience than written"

	tests := map[string]struct {
		message object
		errors  []expectation
	}{
		"single to a sender's customers":   {message: with(text, object{"sender": "zhangsan"})},
		"single to listed customers":       {message: with(text, object{"external_userid": []string{"a"}})},
		"single to tagged customers":       {message: with(text, object{"tag_filter": tags})},
		"single to a sender's tagged ones": {message: with(text, object{"sender": "zhangsan", "tag_filter": tags})},
		"single, and said so":              {message: with(text, object{"chat_type": "single", "sender": "zhangsan"})},
		"group that the owner picks":       {message: with(text, object{"chat_type": "group", "sender": "zhangsan"})},
		"group that is listed": {
			message: with(text, object{"chat_type": "group", "sender": "zhangsan", "chat_id_list": []string{"a"}}),
		},
		"single to nobody": {
			message: text,
			errors:  []expectation{at("external_userid", "needs at least one of external_userid", "tag_filter and sender", "absent")},
		},
		"single with only chat_id_list, which WeCom ignores": {
			message: with(text, object{"chat_id_list": []string{"a"}}),
			errors:  []expectation{at("chat_id_list", everybody, `Set chat_type = "group"`)},
		},
		"single with chat_id_list and sender": {
			message: with(text, object{"sender": "zhangsan", "chat_id_list": []string{"a"}}),
			errors:  []expectation{at("chat_id_list", everybody, `Set chat_type = "group"`)},
		},
		"single with chat_id_list and tag_filter": {
			message: with(text, object{"chat_type": "single", "tag_filter": tags, "chat_id_list": []string{"a"}}),
			errors:  []expectation{at("chat_id_list", everybody, `Set chat_type = "group"`)},
		},
		"single with chat_id_list beside listed customers, as on WeCom's page": {
			message: with(text, object{"external_userid": []string{"a"}, "chat_id_list": []string{"a"}}),
		},
		"group without sender": {
			message: with(text, object{"chat_type": "group", "chat_id_list": []string{"a"}}),
			errors:  []expectation{at("sender", "needs a sender")},
		},
		"group with external_userid": {
			message: with(text, object{"chat_type": "group", "sender": "zhangsan", "external_userid": []string{"a"}}),
			errors:  []expectation{at("external_userid", "not allowed", wider)},
		},
		"group with tag_filter": {
			message: with(text, object{"chat_type": "group", "sender": "zhangsan", "tag_filter": tags}),
			errors:  []expectation{at("tag_filter", "not allowed", wider)},
		},
		"another chat_type": {
			message: with(text, object{"chat_type": "everyone", "sender": "zhangsan"}),
			errors:  []expectation{at("chat_type", `"everyone"`, `"single"`, `"group"`)},
		},
		"chat_type in capitals": {
			message: with(text, object{"chat_type": "Single", "sender": "zhangsan"}),
			errors:  []expectation{at("chat_type", `"Single"`, `"single"`, `"group"`)},
		},
		"empty chat_type": {
			message: with(text, object{"chat_type": "", "sender": "zhangsan"}),
			errors:  []expectation{at("chat_type", `"single"`, `"group"`)},
		},
		"another resend_on": {
			message: with(text, object{"sender": "zhangsan", "resend_on": "always"}),
			errors:  []expectation{at("resend_on", `"always"`, `"content"`, `"change"`, `"triggers"`)},
		},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p.judged(test.message).errors().expect(t, "error", test.errors...)
		})
	}
}
