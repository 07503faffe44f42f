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
		"mini program page": {
			func(id any) object { return attached(miniprogramAttachment(object{"page": id})) },
			"attachments[0].miniprogram.page",
		},
	}
}

// An id is not empty and has no white space around it, wherever it stands.
func TestMassMessage_idsAreNotEmptyAndHaveNoWhiteSpaceAround(t *testing.T) {
	bad := map[string]struct {
		id    string
		words string
	}{
		"empty":                       {"", "empty"},
		"only a space":                {" ", "white space"},
		"space before":                {" wx1", "white space"},
		"space after":                 {"wx1 ", "white space"},
		"line break after":            {"wx1\n", "white space"},
		"tab before":                  {"\twx1", "white space"},
		"no-break space after":        {"wx1\u00a0", "white space"},
		"full-width space before":     {"\u3000wx1", "white space"},
		"control character":           {"wx\x01y", "U+0001"},
		"delete character":            {"wx\x7fy", "U+007F"},
		"line break inside":           {"wx1\nwx2", "line break"},
		"tab inside":                  {"wx1\twx2", "tab"},
		"carriage return from a file": {"wx1\r", "white space"},
	}

	p := serve(t)

	for name, place := range idPlaces() {
		for kind, test := range bad {
			t.Run(name+"/"+kind, func(t *testing.T) {
				p.judged(place.message(test.id)).errors().expect(t, "error", at(place.path, test.words))
			})
		}

		t.Run(name+"/good", func(t *testing.T) {
			p.judged(place.message("Wx1-_@.中文")).errors().expect(t, "error")
		})
	}
}

// A null among ids is told with its place, not sent as an empty string.
func TestMassMessage_aNullIDIsRefused(t *testing.T) {
	places := idPlaces()
	p := serve(t)

	for _, name := range []string{
		"external_userid", "chat_id_list", "tag_list", "video media_id", "file media_id",
		"mini program cover", "mini program appid", "mini program page",
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

	expected := []expectation{at("external_userid", "and 2 more")}
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
