package provider_test

import (
	"strings"
	"testing"
)

// Data sources, lists and actions refuse what cannot be an id before any call,
// as a message does.
func TestIDs_elsewhere(t *testing.T) {
	p := serve(t)

	places := map[string]struct {
		validate func(id string) problems
		path     string
	}{
		"members of wecom_customers": {func(id string) problems {
			return p.validateData("wecom_customers", object{"userid_list": []string{"lisi", id}})
		}, "userid_list[1]"},
		"tags of wecom_customers": {func(id string) problems {
			return p.validateData("wecom_customers", object{"userid_list": []string{"lisi"}, "tag_id": []string{id}})
		}, "tag_id[0]"},
		"owners of wecom_group_chats": {func(id string) problems {
			return p.validateData("wecom_group_chats", object{"owner_filter": object{"userid_list": []string{id}}})
		}, "owner_filter.userid_list[0]"},
		"creator of wecom_mass_messages": {func(id string) problems {
			return p.validateData("wecom_mass_messages", object{"chat_type": "single", "start_time": "2025-03-01T00:00:00Z", "end_time": "2025-03-02T00:00:00Z", "creator": id})
		}, "creator"},
		"msgid of wecom_mass_message_results": {func(id string) problems {
			return p.validateData("wecom_mass_message_results", object{"msgid": id})
		}, "msgid"},
		"creator of a list": {func(id string) problems { return p.validateList(object{"creator": id}) }, "creator"},
		"msgid to remind of": {func(id string) problems {
			return p.validateAction("wecom_mass_message_remind", object{"msgid": id})
		}, "msgid"},
		"msgid to cancel": {func(id string) problems {
			return p.validateAction("wecom_mass_message_cancel", object{"msgid": id})
		}, "msgid"},
	}

	for name, place := range places {
		for id, words := range map[string]string{
			"a\u200b":   "U+200B zero width space as character 2",
			"\ufeffa":   "U+FEFF byte order mark",
			"msg1,msg2": "2 ids in one string, separated by a comma",
			"msg1 msg2": "2 ids in one string, separated by a blank",
			"张三":        "U+5F20",
			`"a"`:       "quotation mark",
			" a":        "white space",
		} {
			t.Run(name+"/"+words, func(t *testing.T) {
				place.validate(id).expect(t, "problem", at(place.path, words))
			})
		}

		t.Run(name+"/good", func(t *testing.T) {
			place.validate("et-.a@b_1").errors().expect(t, "error")
		})
	}
}

// Ids of another kind are a warning there, too; names of tags are no ids.
func TestIDs_elsewhereThatDoNotLookLikeWeComs(t *testing.T) {
	p := serve(t)

	p.validateData("wecom_customers", object{"userid_list": []string{"lisi", "li+si"}, "tag_id": []string{"VIP", "etA"}}).expect(t, "problem",
		at("userid_list", "1 of 2 ids does not look like a member of WeCom: [1] `li+si`"),
		at("tag_id", "1 of 2 ids does not look like a tag of WeCom: [0] `VIP`"))

	p.validateData("wecom_customer_tags", object{"names": []string{"等级/VIP 客户, 金 \"1\""}}).expect(t, "problem")
	p.validateData("wecom_customer_tags", object{"names": []string{"VIP ", "\u200b", "a\nb"}}).expect(t, "problem",
		at("names[0]", "white space"), at("names[1]", "nothing can be seen"), at("names[2]", "line break"))
}

// What no id of a customer, a group or a tag holds may be a line of another
// file, such as a secret. A filter refuses it and does not show it, as a
// message does.
func TestIDs_elsewhereThatMayBeASecret(t *testing.T) {
	p := serve(t)

	for _, name := range []string{"tag_id", "tag_id_all", "tag_id_none", "chat_id_list"} {
		for _, secret := range []string{"TOKEN=hunter2", "https://hunter2.example", "C:\\hunter2", "{hunter2}"} {
			got := p.validateData("wecom_customers", object{"userid_list": []string{"lisi"}, name: []string{"etA", secret}}).errors()
			got.expect(t, "error", at(name+"[1]", "is not shown: it may be anything"))

			if strings.Contains(got.String(), "hunter2") {
				t.Errorf("%s shows it: %s", name, got)
			}
		}
	}
}

// A filter sends nothing, so its warning does not speak of a send.
func TestIDs_elsewhereWarnOfNoSend(t *testing.T) {
	got := serve(t).validateData("wecom_customers", object{"userid_list": []string{"lisi"}, "chat_id_list": []string{"NULL", "wrA"}})
	got.expect(t, "problem", at("chat_id_list", "1 of 2 ids does not look like a customer group of WeCom: [0] `NULL`", "right one"))

	if strings.Contains(got.String(), "fail_list") {
		t.Errorf("a filter has no fail_list: %s", got)
	}
}
