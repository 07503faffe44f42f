package provider_test

import (
	"fmt"
	"testing"
)

// idPlace is a place in a message that holds an id.
type idPlace struct {
	message func(id any) object
	path    string
}

func idPlaces() map[string]idPlace {
	tags := func(id any) object {
		return with(hello(), object{"tag_filter": object{"group_list": []any{
			object{"tag_list": []any{"a"}},
			object{"tag_list": []any{"b", id}},
		}}})
	}

	return map[string]idPlace{
		"external_userid": {
			func(id any) object { return with(hello(), object{"external_userid": []any{"a", id}}) },
			"external_userid[1]",
		},
		"chat_id_list": {
			func(id any) object { return with(helloGroups(), object{"chat_id_list": []any{"a", id}}) },
			"chat_id_list[1]",
		},
		"tag_list": {tags, "tag_filter.group_list[1].tag_list[1]"},
		"sender": {
			func(id any) object { return with(helloTo("a"), object{"sender": id}) },
			"sender",
		},
		"image media_id": {
			func(id any) object {
				return attached(object{"msgtype": "image", "image": object{"media_id": id, "pic_url": "https://p.qpic.cn/a"}})
			},
			"attachments[0].image.media_id",
		},
		"video media_id": {
			func(id any) object { return attached(object{"msgtype": "video", "video": object{"media_id": id}}) },
			"attachments[0].video.media_id",
		},
		"file media_id": {
			func(id any) object { return attached(object{"msgtype": "file", "file": object{"media_id": id}}) },
			"attachments[0].file.media_id",
		},
		"mini program cover": {
			func(id any) object { return attached(miniprogramAttachment(object{"pic_media_id": id})) },
			"attachments[0].miniprogram.pic_media_id",
		},
		"mini program appid": {
			func(id any) object { return attached(miniprogramAttachment(object{"appid": id})) },
			"attachments[0].miniprogram.appid",
		},
		"message to take over": {
			func(id any) object { return with(hello(), object{"adopt_msgid": id}) },
			"adopt_msgid",
		},
	}
}

// What cannot be an id is refused wherever one stands: at its place, with the
// character by its name, and escaped.
func TestMassMessage_whatCannotBeAnID(t *testing.T) {
	bad := map[string]struct {
		id    string
		words []string
	}{
		"empty":                       {"", []string{"empty"}},
		"space before":                {" wx1", []string{"white space"}},
		"space after":                 {"wx1 ", []string{"white space"}},
		"line break after":            {"wx1\n", []string{"white space", `\n`}},
		"tab before":                  {"\twx1", []string{"white space"}},
		"no-break space after":        {"wx1\u00a0", []string{"white space", `\u00a0`}},
		"full-width space before":     {"\u3000wx1", []string{"white space", `\u3000`}},
		"carriage return from a file": {"wx1\r", []string{"white space", `\r`}},
		"control character":           {"wx\x01y", []string{"U+0001"}},
		"delete character":            {"wx\x7fy", []string{"U+007F delete"}},
		"line break inside":           {"wx1\nwx2", []string{"2 ids in one string, separated by a line break"}},
		"tab inside":                  {"wx1\twx2", []string{"2 ids in one string, separated by a tab"}},
		"blank inside":                {"wx1 wx2", []string{"2 ids in one string, separated by a blank"}},
		"comma inside":                {"woA,woB", []string{"2 ids in one string, separated by a comma"}},
		"bar inside":                  {"wm1|wm2", []string{"2 ids in one string, separated by a bar"}},
		"semicolon inside":            {"wm1;wm2", []string{"2 ids in one string, separated by a semicolon"}},
		"quotation marks":             {`"wx1"`, []string{"U+0022 quotation mark"}},
		"zero width space":            {"wx1\u200b", []string{"U+200B zero width space as character 4", `"wx1\u200b"`}},
		"byte order mark":             {"\ufeffwx1", []string{"U+FEFF byte order mark as character 1"}},
		"Chinese":                     {"张三", []string{"U+5F20"}},
		"a letter that looks Latin":   {"w\u0445", []string{"U+0445 cyrillic small letter ha"}},
	}

	p := serve(t)

	for name, place := range idPlaces() {
		for kind, test := range bad {
			t.Run(name+"/"+kind, func(t *testing.T) {
				p.judged(place.message(test.id)).errors().expect(t, "error", at(place.path, test.words...))
			})
		}

		t.Run(name+"/only a space", func(t *testing.T) {
			p.judged(place.message(" ")).errors().expect(t, "error", at(place.path))
		})

		t.Run(name+"/good", func(t *testing.T) {
			p.judged(place.message("Wx1-_@.x")).errors().expect(t, "error")
		})
	}
}

// A page is no id: a query may hold much.
func TestMassMessage_thePageOfAMiniProgram(t *testing.T) {
	p := serve(t)

	for page, words := range map[string]string{
		"": "empty", " ": "white space", "a.html\n": "white space", "\u200b": "nothing can be seen", "a\x01": "U+0001", "a\nb": "U+000A line feed",
		"\ufeffa.html": "U+FEFF byte order mark", "i.html\u200b": "U+200B zero width space as character 7",
	} {
		p.judged(attached(miniprogramAttachment(object{"page": page}))).errors().expect(t, "error", at("attachments[0].miniprogram.page", words))
	}

	for page, words := range map[string]string{
		"a.html?name=a b": "holds a blank (U+0020 space) as character 14",
		"i":               `"i.html" is probably meant`,
		"i.htm?a=1":       `"i.html?a=1" is probably meant`,
		"i.HTML":          `"i.html" is probably meant`,
		"i.wxml#x":        `"i.html#x" is probably meant`,
		"pages/i/":        `"pages/i.html" is probably meant`,
		"i.":              `"i.html" is probably meant`,
		"v1.2":            `"v1.2.html" is probably meant`,
	} {
		p.judged(attached(miniprogramAttachment(object{"page": page}))).warnings().expect(t, "warning", at("attachments[0].miniprogram.page", words))
	}

	p.judged(attached(miniprogramAttachment(object{"page": "pages/a.html?ids=1,2;3|4&名=张三"}))).expect(t, "problem")
}

// Ids that do not look like WeCom's are one warning of each attribute, with the
// first three and their places, and no error.
func TestMassMessage_idsThatDoNotLookLikeWeComs(t *testing.T) {
	tags := func(lists ...[]string) object {
		var groups []any
		for _, list := range lists {
			groups = append(groups, object{"tag_list": list})
		}

		return with(hello(), object{"tag_filter": object{"group_list": groups}})
	}

	tests := map[string]struct {
		message  object
		warnings []expectation
	}{
		"customers": {
			helloTo("woA", "NULL", "#N/A", "0", "x"),
			[]expectation{at("external_userid", "4 of 5 ids do not look like customers of WeCom: [1] `NULL`, [2] `#N/A`, [3] `0`, and 1 more.")},
		},
		"groups": {
			with(helloGroups(), object{"chat_id_list": []string{"wrA", "woA"}}),
			[]expectation{at("chat_id_list", "1 of 2 ids does not look like a customer group of WeCom: [1] `woA`")},
		},
		"tags, in one warning": {
			tags([]string{"etA", "VIP"}, []string{"stA"}, []string{"gold"}),
			[]expectation{at("tag_filter.group_list", "2 of 4 ids do not look like tags of WeCom: tag_filter.group_list[0].tag_list[1] `VIP`, tag_filter.group_list[2].tag_list[0] `gold`")},
		},
		"sender": {
			with(hello(), object{"sender": "zhang+san@example.com"}),
			[]expectation{at("sender", "`zhang+san@example.com` does not look like a member of WeCom", "1 to 64 bytes")},
		},
		"none": {with(helloTo("woA", "wmA"), object{"sender": "zhang.san-1_2@example.com"}), nil},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p.validate(test.message).expect(t, "problem", test.warnings...)
		})
	}
}

// Of a file the plan warns, since nothing reads it before. A plan of a message
// that was sent does not.
func TestMassMessage_thePlanWarnsOfAFile(t *testing.T) {
	l := connected(t, simulate(t))
	message := with(hello(), object{"recipients_file": recipientsFile(t, customer1+"\nNULL\n"+customer1)})

	planned, _ := l.apply(message)
	planned.problems.expect(t, "problem of the plan",
		at("recipients_file", "1 of 3 ids does not look like a customer of WeCom: line 2 `NULL`"),
		at("recipients_file", "at line 1 and again at line 3. Each is sent once."),
		at("audience", "Applying creates"))

	again := l.plan(message)
	again.problems.expect(t, "problem of the second plan")
}

// A null among ids is told with its place, not sent as an empty string.
func TestMassMessage_aNullIDIsRefused(t *testing.T) {
	places := idPlaces()
	p := serve(t)

	for _, name := range []string{
		"external_userid", "chat_id_list", "tag_list", "video media_id", "file media_id",
		"mini program cover", "mini program appid",
	} {
		t.Run(name, func(t *testing.T) {
			p.judged(places[name].message(nil)).errors().expect(t, "error", at(places[name].path))
		})
	}
}

// Ten problems of a list are told one by one, and the rest is counted.
func TestMassMessage_manyBadIDsAreCounted(t *testing.T) {
	ids := numbered(20)
	for i := range 12 {
		ids[i] = " " + ids[i]
	}

	expected := []expectation{at("external_userid", "12 in all are not valid")}
	for i := range 10 {
		expected = append(expected, at(fmt.Sprintf("external_userid[%d]", i), "white space"))
	}

	serve(t).judged(helloTo(ids...)).errors().expect(t, "error", expected...)
}

// Exactly ten problems of a list need no count.
func TestMassMessage_tenBadIDsAreAllTold(t *testing.T) {
	ids := numbered(20)

	var expected []expectation

	for i := range 10 {
		ids[i+5] = ""
		expected = append(expected, at(fmt.Sprintf("external_userid[%d]", i+5), "empty"))
	}

	serve(t).judged(helloTo(ids...)).errors().expect(t, "error", expected...)
}
