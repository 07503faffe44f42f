package main

import (
	"strings"
	"testing"
)

// Each flag of the guide's table of what WeCom's pages do not say changes the
// answer that it is about.
func TestFlags_forWhereThePagesAreSilent(t *testing.T) {
	const (
		one     = `"external_userid":["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"],`
		send    = "/cgi-bin/externalcontact/add_msg_template?access_token="
		list    = "/cgi-bin/externalcontact/get_groupmsg_list_v2?access_token="
		all     = `{"chat_type":"single","start_time":4102444800,"end_time":4102444800}`
		escaped = `{` + one + `"text":{"content":"a \u0026 b"}}`
		picture = `{` + one + `"attachments":[{"msgtype":"image","image":{"media_id":"M"}}]}`
	)
	for _, test := range []struct {
		flags      []string
		first      string // is sent and confirmed before
		path, body string
		want       string
		without    string // the answer without the flags has this
	}{
		{[]string{"--refuse-escapes"}, "", send, escaped, `"errcode":40033`, `"errcode":0`},
		{[]string{"--quota-at-create", "--quota", "day"}, escaped, send, escaped, `"errcode":41048`, `"errcode":0`},
		{[]string{"--own-media-ids"}, picture, list, all, `"media_id":"WWCISP_`, `"media_id":"M"`},
		{[]string{"--strict-media"}, "", send, picture, `"errcode":40007`, `"errcode":0`},
		{[]string{"--list-lag", "1h"}, picture, list, all, `"group_msg_list":[]`, `"media_id":"M"`},
	} {
		t.Run(test.flags[0], func(t *testing.T) {
			ask := func(flags ...string) string {
				url := start(t, flags...)["base_url"]
				post(t, url+"/_sim/clock", `{"set":"2100-01-01T00:00:00Z"}`) // for the times of all

				token := field(get(t, url+tokenQuery), "access_token")
				if test.first != "" {
					msgid := field(post(t, url+send+token, test.first), "msgid")
					post(t, url+"/_sim/messages/"+msgid+"/confirm", "{}")
				}

				return post(t, url+test.path+token, test.body)
			}
			if got := ask(test.flags...); !strings.Contains(got, test.want) {
				t.Errorf("with the flag %s", got)
			}

			if got := ask(); !strings.Contains(got, test.without) {
				t.Errorf("without it %s", got)
			}
		})
	}
}
