package wecomsim_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestOpen_refusesImpossibleValues(t *testing.T) {
	for name, damaged := range map[string]struct{ kind, key, value, words string }{
		"a company without ids":        {"company", "0", `{"corp_id":"ww","apps":[],"members":[]}`, "apps is empty"},
		"a company with a stranger":    {"company", "0", `{"corp_id":"ww","apps":[{"name":"a","secret":"s"}],"members":[],"customers":[{"external_userid":"x","follows":[{"userid":"nobody"}]}]}`, "nobody"},
		"no company":                   {"company", "0", `null`, "company"},
		"no message":                   {"message", "000000000001", `null`, "message"},
		"a message without an id":      {"message", "000000000001", `{}`, "msgid"},
		"a message without a number":   {"message", "one", `{"msgid":"a"}`, "one"},
		"a message before the first":   {"message", "-1", `{"msgid":"a"}`, "-1"},
		"a message with the number 0":  {"message", "0", `{"msgid":"a"}`, "message 0"},
		"no forgotten message":         {"forgotten", "000000000001", `null`, "forgotten"},
		"a forgotten one, no number":   {"forgotten", "-1", `{"msgid":"a"}`, "forgotten"},
		"no upload":                    {"medium", "x", `null`, "medium"},
		"an upload under another name": {"medium", "x", `{"id":"y"}`, "medium"},
		"no picture":                   {"picture", "x", `null`, "picture"},
		"no clock":                     {"clock", "0", `null`, "clock"},
		"no starts":                    {"starts", "0", `null`, "starts"},
	} {
		kept := newMemory()

		kept.kinds[damaged.kind] = map[string][]byte{damaged.key: []byte(damaged.value)}
		if _, err := wecomsim.Open(wecomsim.DemoCompany(), kept); err == nil || !strings.Contains(err.Error(), damaged.words) {
			t.Errorf("%s: %v", name, err)
		}
	}

	kept := newMemory()

	kept.kinds["message"] = map[string][]byte{"1": []byte(`{"msgid":"a"}`), "2": []byte(`{"msgid":"a"}`)}
	if _, err := wecomsim.Open(wecomsim.DemoCompany(), kept); err == nil {
		t.Error("the same message twice was accepted")
	}
}

// Damage that a storage does not see is an error at the start, or harmless: no
// request panics later.
func TestStorage_damagedValuesNeverPanic(t *testing.T) {
	kept := newMemory()
	c := openServer(t, kept)
	medium := c.uploadFile("image", pngImage()).str("media_id")
	single := c.create(attached(`{"msgtype":"image","image":{"media_id":"` + medium + `"}}`))

	gone := c.create(smallMessage)
	for _, err := range []error{c.sim.Confirm(single, "zhangsan"), c.sim.Remind(single), c.sim.ConfirmAll(gone), c.sim.Forget(gone)} {
		if err != nil {
			t.Fatal(err)
		}
	}

	c.create(`{"chat_type":"group","sender":"zhangsan","text":{"content":"x"}}`)
	c.sim.AdvanceClock(time.Hour)

	random := rand.New(rand.NewPCG(3, 4))
	refused, opened := 0, 0

	for _, kind := range slices.Sorted(maps.Keys(kept.kinds)) {
		for _, key := range slices.Sorted(maps.Keys(kept.kinds[kind])) {
			for range 150 {
				damaged := damage(random, kept.kinds[kind][key])
				if useDamaged(t, kept, kind, key, damaged) {
					opened++
				} else {
					refused++
				}
			}
		}
	}

	if refused < 300 || opened < 300 {
		t.Errorf("%d refused, %d opened", refused, opened)
	}
}

// damage cuts the value or changes some bytes of it.
func damage(random *rand.Rand, value []byte) []byte {
	if random.IntN(4) == 0 {
		return value[:random.IntN(len(value))]
	}

	damaged := bytes.Clone(value)
	for range 1 + random.IntN(2) {
		at := random.IntN(len(damaged))
		if random.IntN(2) == 0 {
			damaged[at] ^= 1 << random.IntN(8)
		} else {
			damaged[at] = "0123456789-ae,\""[random.IntN(15)]
		}
	}

	return damaged
}

// useDamaged says whether the server opened. Then it is used: a panic ends the
// test.
func useDamaged(t *testing.T, kept *memory, kind, key string, value []byte) bool {
	t.Helper()

	damaged := newMemory()
	for kind, records := range kept.kinds {
		damaged.kinds[kind] = maps.Clone(records)
	}

	damaged.kinds[kind][key] = value

	sim, err := wecomsim.Open(wecomsim.DemoCompany(), damaged, wecomsim.WithClock(func() time.Time { return testTime }))
	if err != nil {
		return false
	}

	call := func(method, path, body string) string {
		request := httptest.NewRequest(method, "http://127.0.0.1"+path, strings.NewReader(body))
		request.RemoteAddr = "127.0.0.1:1"
		recorder := httptest.NewRecorder()
		sim.ServeHTTP(recorder, request)

		return recorder.Body.String()
	}
	call("GET", "/_sim/clock", "")
	call("GET", "/_sim/messages", "")

	for _, message := range sim.Messages() {
		for _, view := range []string{"", "/overview", "/recipients"} {
			call("GET", "/_sim/messages/"+url.PathEscape(message.MsgID)+view, "")
		}

		for _, what := range []string{"remind", "confirm", "cancel"} {
			call("POST", "/_sim/messages/"+url.PathEscape(message.MsgID)+"/"+what, "")
		}
	}

	for _, app := range sim.Company().Apps {
		useApp(sim, app.Secret, call)
	}

	for _, message := range sim.Messages() {
		call("DELETE", "/_sim/messages/"+url.PathEscape(message.MsgID), "")
	}

	call("POST", "/_sim/reset", "")

	return true
}

// useApp sends to everybody and asks for what was sent.
func useApp(sim *wecomsim.Server, secret string, call func(method, path, body string) string) {
	token := field(call("GET", "/cgi-bin/gettoken?corpid="+url.QueryEscape(sim.Company().CorpID)+"&corpsecret="+url.QueryEscape(secret), ""), "access_token")
	post := func(endpoint, body string) string {
		return call("POST", "/cgi-bin/externalcontact/"+endpoint+"?access_token="+token, body)
	}
	post("add_msg_template", `{"sender":"zhangsan","text":{"content":"x"}}`)
	post("get_groupmsg_list_v2", listBody(``))
	post("groupchat/list", `{"limit":10}`)
	post("get_corp_tag_list", `{}`)
	call("GET", "/cgi-bin/externalcontact/get_follow_user_list?access_token="+token, "")
	call("GET", "/cgi-bin/externalcontact/list?userid=zhangsan&access_token="+token, "")
	post("batch/get_by_user", `{"userid_list":["zhangsan"]}`)

	for _, message := range sim.Messages() {
		post("get_groupmsg_task", `{"msgid":"`+message.MsgID+`"}`)
		post("get_groupmsg_send_result", `{"userid":"zhangsan","msgid":"`+message.MsgID+`"}`)
	}
}
