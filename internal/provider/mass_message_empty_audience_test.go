package provider_test

import "testing"

// An empty audience list is an error, never 'everyone': beside a sender WeCom
// would take it as not given and reach all customers of that member.
func TestMassMessage_anEmptyAudienceListIsNeverEveryone(t *testing.T) {
	everyone := []string{"Empty audience", "never 'everyone'", "all of that member's customers"}
	anyGroup := []string{"Empty audience", "never 'everyone'", "the owner could pick any group"}

	tests := map[string]struct {
		message object
		path    string
		words   []string
	}{
		"external_userid": {
			with(hello(), object{"external_userid": []any{}}),
			"external_userid",
			everyone,
		},
		"chat_id_list": {
			with(helloGroups(), object{"chat_id_list": []any{}}),
			"chat_id_list",
			anyGroup,
		},
		"chat_id_list that WeCom would ignore": {
			with(hello(), object{"chat_id_list": []any{}}),
			"chat_id_list",
			anyGroup,
		},
		"group_list": {
			with(hello(), object{"tag_filter": object{"group_list": []any{}}}),
			"tag_filter.group_list",
			everyone,
		},
		"null group_list": {
			with(hello(), object{"tag_filter": object{}}),
			"tag_filter.group_list",
			nil,
		},
		"tag_list": {
			with(hello(), object{"tag_filter": object{"group_list": []any{object{"tag_list": []any{}}}}}),
			"tag_filter.group_list[0].tag_list",
			everyone,
		},
		"null tag_list": {
			with(hello(), object{"tag_filter": object{"group_list": []any{object{}}}}),
			"tag_filter.group_list[0].tag_list",
			nil,
		},
		"tag_list after a good one": {
			with(hello(), object{"tag_filter": object{"group_list": []any{
				object{"tag_list": []string{"a"}},
				object{"tag_list": []any{}},
			}}}),
			"tag_filter.group_list[1].tag_list",
			everyone,
		},
		"null group of tags": {
			with(hello(), object{"tag_filter": object{"group_list": []any{object{"tag_list": []string{"a"}}, nil}}}),
			"tag_filter.group_list[1]",
			nil,
		},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p.judged(test.message).errors().expect(t, "error", at(test.path, test.words...))
		})
	}
}

// What is left out, and what is null, is not an empty list.
func TestMassMessage_aNullAudienceListIsNotEmpty(t *testing.T) {
	message := with(hello(), object{"external_userid": nil, "chat_id_list": nil, "tag_filter": nil})

	serve(t).judged(message).expect(t, "problem")
}
