package wecom_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// fuzzed is the answer that the server gives next.
type fuzzed struct {
	endpoint string
	status   int
	body     []byte
}

// FuzzDecodeAnswer lets the server answer anything, at any endpoint.
func FuzzDecodeAnswer(f *testing.F) {
	for i, body := range []string{
		`{"errcode":0,"errmsg":"ok","msgid":"m","fail_list":["a"]}`, `{"errcode":"0","msgid":"m"}`, `{"errcode":40096,"errmsg":"bad, hint: [1], from ip: 1.2.3.4, more info at https://x"}`,
		`{"errcode":-1}`, `{"errcode":0}`, `{}`, `[]`, `null`, ``, `{"errcode":0,"msgid":"m`, "{\"errcode\":0,\"msgid\":\"\xff\"}", `{"errcode":0,"msgid":"m","fail_list":"a"}`,
		`{"errcode":0,"next_cursor":"","group_msg_list":[{"msgid":"m","create_time":"1772445600","text":{"content":"x"}}]}`,
		`{"errcode":0,"task_list":[{"userid":"zhangsan","status":0}]}`, `{"errcode":0,"send_list":[{"external_userid":"` + customer(1) + `","status":1,"send_time":"1"}]}`,
		`{"errcode":0,"access_token":"` + stubToken + `","expires_in":"7200"}`, `{"errcode":40001,"errmsg":"` + wecomtest.Secret + ` ` + stubToken + `"}`,
		strings.Repeat("[", 300),
	} {
		f.Add(uint8(i), uint16(200), []byte(body))
		f.Add(uint8(0), uint16(302+i*12), []byte(body))
	}

	var next atomic.Pointer[fuzzed]

	answer := func(endpoint string, otherwise http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if now := next.Load(); now.endpoint == endpoint {
				w.WriteHeader(now.status)
				_, _ = w.Write(now.body)

				return
			}

			otherwise(w, r)
		}
	}

	endpoints := []string{"add_msg_template", "get_groupmsg_list_v2", "get_groupmsg_task", "get_groupmsg_send_result", "gettoken"}
	lost := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	at := wecomtest.Serve(f, stub{
		endpoints[0]: answer(endpoints[0], lost),
		endpoints[1]: answer(endpoints[1], says(200, `{"errcode":0,"group_msg_list":[{"msgid":"m","create_time":1772445600,"text":{"content":"x"}}]}`)),
		endpoints[2]: answer(endpoints[2], says(200, `{"errcode":0,"task_list":[{"userid":"zhangsan"}]}`)),
		endpoints[3]: answer(endpoints[3], says(200, `{"errcode":0,"send_list":[{"external_userid":"`+customer(1)+`"}]}`)),
		endpoints[4]: answer(endpoints[4], says(200, `{"errcode":0,"access_token":"`+stubToken+`","expires_in":7200}`)),
	})

	f.Fuzz(func(t *testing.T, which uint8, status uint16, body []byte) {
		now := &fuzzed{endpoint: endpoints[int(which)%len(endpoints)], status: 200 + int(status)%400, body: body}
		next.Store(now)

		client := newClient(t, func(c *wecom.Config) { c.BaseURL = at })
		got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
		client.Close()

		judgeFuzzed(t, now, got)
	})
}

func judgeFuzzed(t *testing.T, now *fuzzed, got wecom.Receipt) {
	if (got.Kind == wecom.Accepted) != (got.MsgID != "" && got.Err == nil) {
		t.Errorf("%+v", got)
	}

	if got.Err != nil {
		text := got.Err.Error()
		if strings.Contains(text, wecomtest.Secret) || strings.Contains(text, stubToken) || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
			t.Errorf("error text %q", text)
		}
	}

	if now.endpoint != "add_msg_template" {
		return
	}

	code, hasCode, msgid := verdictOf(now.body)

	switch got.Kind {
	case wecom.Accepted:
		if !got.Adopted && (!hasCode || code != 0 || msgid != got.MsgID || got.FailList == nil && got.Warning == "") {
			t.Errorf("accepted as %q, fail_list %#v", got.MsgID, got.FailList)
		}
	case wecom.Refused:
		byStatus := now.status >= 300 && now.status < 500 && now.status != 408
		if hasCode && (code == 0 || code == -1) || !hasCode && !byStatus {
			t.Errorf("refused: %v", got.Err)
		}
	case wecom.Unknown:
	}
}

// verdictOf reads an answer in another way than the client.
func verdictOf(body []byte) (code int64, hasCode bool, msgid string) {
	var fields map[string]any

	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.UseNumber()

	if decoder.Decode(&fields) != nil {
		return 0, false, ""
	}

	msgid, _ = fields["msgid"].(string)

	text := ""

	switch v := fields["errcode"].(type) {
	case json.Number:
		text = v.String()
	case string:
		text = v
	}

	code, err := strconv.ParseInt(text, 10, 64)

	return code, err == nil, msgid
}

// FuzzEncode: what is encoded says what was given, and only what WeCom refuses
// cannot be encoded.
func FuzzEncode(f *testing.F) {
	for _, text := range []string{"hello", "a<b>&c", "\u2028\u2029", `\u2028`, "\\\u2028", "春茶 🍵", "\x00", "\b\f", "\xff", "\t\r\n", "\x7f", "\u0085", `"\`, "\ufffd"} {
		f.Add(text, "wm1", "zhangsan", true)
		f.Add("x", text, text, false)
	}

	f.Fuzz(func(t *testing.T, text, id, sender string, link bool) {
		m := single(text, sender, id)
		if link {
			m.Attachments = []wecom.Attachment{{MsgType: "link", Link: &wecom.Link{Title: text, URL: id}}}
		}

		body, err := m.Encode()

		all := text + id + sender
		sendable := utf8.ValidString(text) && utf8.ValidString(id) && utf8.ValidString(sender) && !strings.ContainsFunc(all, func(r rune) bool {
			return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r'
		})

		if (err == nil) != sendable {
			t.Fatalf("%q: error %v, but sendable: %t", all, err, sendable)
		}

		if err != nil {
			return
		}

		var back wecom.MassMessage
		if err := json.Unmarshal(body, &back); err != nil {
			t.Fatal(err)
		}

		if !reflect.DeepEqual(back, *m) || hasEscape(body) {
			t.Errorf("%s says %+v, want %+v", body, back, *m)
		}
	})
}
