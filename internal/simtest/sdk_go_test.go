package simtest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/silenceper/wechat/v2/cache"
	"github.com/silenceper/wechat/v2/util"
	"github.com/silenceper/wechat/v2/work"
	"github.com/silenceper/wechat/v2/work/config"
	"github.com/silenceper/wechat/v2/work/externalcontact"
)

// toSimulator sends what is meant for WeCom to the simulator.
type toSimulator struct {
	base *url.URL
	next http.RoundTripper
}

func (s toSimulator) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "qyapi.weixin.qq.com" {
		r = r.Clone(r.Context())
		r.URL.Scheme, r.URL.Host, r.Host = s.base.Scheme, s.base.Host, s.base.Host
	}

	return s.next.RoundTrip(r)
}

// The Go module github.com/silenceper/wechat/v2, unchanged. It has no option
// for the host, but one for the HTTP client. It sends what the simulator has to
// tolerate: empty objects beside the one that msgtype names, an empty
// tag_filter, null lists.
func TestGoSDK_worksUnchanged(t *testing.T) {
	p := start(t)

	base, err := url.Parse(p.url)
	if err != nil {
		t.Fatal(err)
	}

	before := util.DefaultHTTPClient
	util.DefaultHTTPClient = &http.Client{Transport: toSimulator{base, &http.Transport{}}, Timeout: 10 * time.Second}

	t.Cleanup(func() { util.DefaultHTTPClient = before })

	client := work.NewWork(&config.Config{CorpID: p.corpID, CorpSecret: p.secret, Cache: cache.NewMemory()}).GetExternalContact()

	created, err := client.AddMsgTemplate(&externalcontact.AddMsgTemplateRequest{
		ChatType:       "single",
		ExternalUserID: []string{"woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA", "wmqfasd1e1927831123109rBAAAA"},
		Sender:         "zhangsan",
		Text:           externalcontact.MsgText{Content: "双十一老客户专享 🍵 <五折 & 满减>"},
		Attachments: []*externalcontact.Attachment{
			{MsgType: "link", Link: externalcontact.AttachmentLink{Title: "茶叶专场", URL: "https://shop.example.com/?a=1&b=2"}},
			{MsgType: "image", Image: externalcontact.AttachmentImg{MediaID: "MEDIA_ID"}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}

	if created.MsgID == "" || len(created.FailList) != 1 || created.FailList[0] != "wmqfasd1e1927831123109rBAAAA" {
		t.Errorf("created %+v", created)
	}

	p.call("POST", "/_sim/messages/"+created.MsgID+"/confirm", `{"userid":"zhangsan"}`)

	now := time.Now().Unix()

	listed, err := client.GetGroupMsgListV2(&externalcontact.GetGroupMsgListV2Request{ChatType: "single", StartTime: now - 3600, EndTime: now + 3600})
	if err != nil {
		t.Fatal(err)
	}

	if len(listed.GroupMsgList) != 1 || listed.GroupMsgList[0].MsgID != created.MsgID || listed.GroupMsgList[0].Attachments[0].Link.Title != "茶叶专场" {
		t.Errorf("listed %+v", listed)
	}

	tasks, err := client.GetGroupMsgTask(&externalcontact.GetGroupMsgTaskRequest{MsgID: created.MsgID})
	if err != nil {
		t.Fatal(err)
	}

	if len(tasks.TaskList) != 1 || tasks.TaskList[0].UserID != "zhangsan" || tasks.TaskList[0].Status != 2 {
		t.Errorf("tasks %+v", tasks)
	}

	results, err := client.GetGroupMsgSendResult(&externalcontact.GetGroupMsgSendResultRequest{MsgID: created.MsgID, UserID: "zhangsan"})
	if err != nil {
		t.Fatal(err)
	}

	if len(results.SendList) != 1 || results.SendList[0].Status != 1 || results.SendList[0].ExternalUserID != "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA" {
		t.Errorf("results %+v", results)
	}

	if err := client.RemindGroupMsgSend(&externalcontact.RemindGroupMsgSendRequest{MsgID: created.MsgID}); err != nil {
		t.Error(err)
	}

	if err := client.CancelGroupMsgSend(&externalcontact.CancelGroupMsgSendRequest{MsgID: created.MsgID}); err != nil {
		t.Error(err)
	}

	if err := client.CancelGroupMsgSend(&externalcontact.CancelGroupMsgSendRequest{MsgID: created.MsgID}); err == nil || !strings.Contains(err.Error(), "41093") {
		t.Errorf("a second cancel: %v", err)
	}

	requests := p.call("GET", "/_sim/requests?endpoint=add_msg_template", "")["requests"].([]any)
	if notes := requests[0].(map[string]any)["notes"].([]any); len(notes) < 5 {
		t.Errorf("tolerated %v", notes)
	}
}
