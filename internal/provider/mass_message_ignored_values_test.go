package provider_test

import (
	"fmt"
	"strings"
	"testing"
)

// What WeCom would ignore is a warning on the very attribute, and no error.
func TestMassMessage_valuesThatWeComIgnoresAreWarnings(t *testing.T) {
	tags := object{"group_list": []any{object{"tag_list": []string{"etA"}}}}

	tests := map[string]struct {
		message  object
		warnings []expectation
	}{
		"chat_id_list in a single message": {
			with(helloTo("woA"), object{"chat_id_list": []string{"wrA"}}),
			[]expectation{at("chat_id_list", "WeCom ignores chat_id_list", "sent as given")},
		},
		"allow_select in a group message": {
			with(helloGroups(), object{"allow_select": true}),
			[]expectation{at("allow_select", "WeCom ignores it", "sent as given")},
		},
		"tag_filter beside external_userid": {
			with(helloTo("woA"), object{"tag_filter": tags}),
			[]expectation{at("tag_filter", "WeCom ignores tag_filter", "sent as given")},
		},
		"media_id beside pic_url": {
			attached(linkAttachment(nil), object{"msgtype": "image", "image": object{"media_id": "a", "pic_url": "https://a.io/a"}}),
			[]expectation{at("attachments[1].image.pic_url", "WeCom uses media_id", "sent as given")},
		},
		"allow_select = false in a group message": {message: with(helloGroups(), object{"allow_select": false})},
		"allow_select in a single message":        {message: with(hello(), object{"allow_select": true})},
		"chat_id_list in a group message":         {message: with(helloGroups(), object{"chat_id_list": []string{"wrA"}})},
		"media_id beside an empty pic_url": {
			message: attached(object{"msgtype": "image", "image": object{"media_id": "a", "pic_url": ""}}),
		},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found := p.judged(test.message)
			found.errors().expect(t, "error")
			found.warnings().expect(t, "warning", test.warnings...)
		})
	}
}

// An id that is listed twice is a warning that says which and where.
func TestMassMessage_anIDListedTwiceIsAWarning(t *testing.T) {
	tests := map[string]struct {
		message object
		path    string
		words   []string
	}{
		"customer": {
			helloTo("wo1", "wo2", "wo3", "wo2"), "external_userid",
			[]string{"`wo2` at [1] and again at [3]"},
		},
		"customer listed three times": {
			helloTo("wo1", "wo1", "wo1"), "external_userid",
			[]string{"`wo1` at [0] and again at [1]", "`wo1` at [0] and again at [2]"},
		},
		"customer group": {
			with(helloGroups(), object{"chat_id_list": []string{"wr1", "wr1"}}), "chat_id_list",
			[]string{"`wr1` at [0] and again at [1]"},
		},
		"tag of a group": {
			with(hello(), object{"tag_filter": object{"group_list": []any{
				object{"tag_list": []string{"et1"}},
				object{"tag_list": []string{"et1", "et2", "et2"}},
			}}}),
			"tag_filter.group_list[1].tag_list",
			[]string{"`et2` at [1] and again at [2]"},
		},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found := p.judged(test.message)
			found.errors().expect(t, "error")
			found.warnings().expect(t, "warning", at(test.path, test.words...))
		})
	}
}

// Ten repetitions are named, and the rest is counted, in one warning.
func TestMassMessage_manyRepetitionsAreCounted(t *testing.T) {
	ids := append(numbered(12), numbered(12)...)

	found := serve(t).judged(helloTo(ids...))
	found.expect(t, "problem", at("external_userid", "`woSIM000000000000000000000000009` at [9] and again at [21]", "and 2 more"))

	if n := strings.Count(fmt.Sprint(found), "and again at"); n != 10 {
		t.Errorf("%d repetitions are named, want 10:\n%s", n, found)
	}
}
