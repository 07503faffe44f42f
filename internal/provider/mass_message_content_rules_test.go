package provider_test

import (
	"fmt"
	"testing"
)

// A message has a text, or attachments, or both. An empty content and an empty
// list count as not given.
func TestMassMessage_textAndAttachmentsAreNotBothEmpty(t *testing.T) {
	link := []any{linkAttachment(nil)}
	empty := object{"content": ""}

	tests := map[string]struct {
		text, attachments any
		refused           bool
	}{
		"text only":                         {text: object{"content": "你好"}},
		"attachments only":                  {attachments: link},
		"both":                              {text: object{"content": "你好"}, attachments: link},
		"text and an empty list":            {text: object{"content": "你好"}, attachments: []any{}},
		"an empty content and attachments":  {text: empty, attachments: link},
		"a blank content and attachments":   {text: object{"content": " \n"}, attachments: link},
		"a blank content":                   {text: object{"content": " \n"}, refused: true},
		"neither":                           {refused: true},
		"an empty content":                  {text: empty, refused: true},
		"an empty list":                     {attachments: []any{}, refused: true},
		"an empty content and an empty one": {text: empty, attachments: []any{}, refused: true},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found := p.judged(object{"sender": "zhangsan", "text": test.text, "attachments": test.attachments})

			if test.refused {
				found.expect(t, "problem", at("text", "needs a text, or attachments, or both"))
			} else {
				found.expect(t, "problem")
			}
		})
	}
}

// Tab and line breaks are the only control characters in a text that customers
// see.
func TestMassMessage_controlCharactersAreRefused(t *testing.T) {
	places := map[string]struct {
		message func(string) object
		path    string
	}{
		"text":               {func(s string) object { return with(hello(), object{"text": object{"content": s}}) }, "text.content"},
		"link title":         {func(s string) object { return attached(linkAttachment(object{"title": s})) }, "attachments[0].link.title"},
		"link description":   {func(s string) object { return attached(linkAttachment(object{"desc": s})) }, "attachments[0].link.desc"},
		"mini program title": {func(s string) object { return attached(miniprogramAttachment(object{"title": s})) }, "attachments[0].miniprogram.title"},
	}

	p := serve(t)

	for name, place := range places {
		for r := rune(0); r < 0x20; r++ {
			t.Run(fmt.Sprintf("%s U+%04X", name, r), func(t *testing.T) {
				found := p.judged(place.message("好" + string(r) + "的"))

				if r == '\t' || r == '\n' || r == '\r' {
					found.expect(t, "problem")
				} else {
					found.expect(t, "problem", at(place.path, fmt.Sprintf("U+%04X", r), "character 2"))
				}
			})
		}

		t.Run(name+" U+007F", func(t *testing.T) {
			p.judged(place.message("\x7f.")).expect(t, "problem", at(place.path, "U+007F", "character 1"))
		})

		// What JSON encoders like to escape is no control character.
		t.Run(name+" with <>&, emoji and U+2028", func(t *testing.T) {
			p.judged(place.message("好<a href='x'>&\u2028\u2029😀\u200d\"\\")).expect(t, "problem")
		})
	}
}

// All that is wrong is told in one run.
func TestMassMessage_oneRunReportsAllProblems(t *testing.T) {
	message := object{
		"chat_type":       "group",
		"external_userid": []string{"woA", " b", ""},
		"chat_id_list":    []any{},
		"tag_filter":      object{"group_list": []any{object{"tag_list": numberedLike("et", 101)}}},
		"allow_select":    true,
		"text":            object{"content": repeat("中", 1334)},
		"resend_on":       "never",
		"attachments": []any{
			object{"msgtype": "voice"},
			linkAttachment(object{"title": "", "url": "ftp://example.com", "picurl": "example.com/a.png"}),
			object{"msgtype": "video", "file": object{"media_id": " "}},
		},
	}

	found := serve(t).judged(message)

	found.errors().expect(
		t, "error",
		at("sender", "needs a sender"),
		at("external_userid", "not allowed"),
		at("external_userid[1]", "white space"),
		at("external_userid[2]", "empty"),
		at("chat_id_list", "never 'everyone'"),
		at("tag_filter", "not allowed"),
		at("tag_filter.group_list[0].tag_list", "101 tags", "1 too many"),
		at("text.content", "4,002 bytes", "2 too many"),
		at("resend_on", `"never"`),
		at("attachments[0].msgtype", `"voice"`),
		at("attachments[1].link.title", "required"),
		at("attachments[1].link.url", "http://"),
		at("attachments[1].link.picurl", "http://"),
		at("attachments[2].video", "required"),
		at("attachments[2].file", "another"),
		at("attachments[2].file.media_id", "white space"),
	)
	found.warnings().expect(t, "warning", at("allow_select", "WeCom ignores it"))
}
