package wecomsim_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// previewOf is the preview of a message, as the page of a language would show
// it.
func (c *client) previewOf(msgid, language string) string {
	c.t.Helper()

	var answer struct{ Preview preview.Element }
	if err := json.Unmarshal([]byte(c.control("GET", "messages/"+msgid+"/overview?preview="+language, "").raw), &answer); err != nil {
		c.t.Fatal(err)
	}

	var page strings.Builder
	if err := answer.Preview.WriteHTML(&page); err != nil {
		c.t.Fatal(err)
	}

	return page.String()
}

func (c *client) wantPreview(msgid, language string, parts ...string) {
	c.t.Helper()

	page := c.previewOf(msgid, language)
	for _, part := range parts {
		if !strings.Contains(page, part) {
			c.t.Errorf("no %s in\n%s", part, page)
		}
	}
}

func TestControlPreview_ofTextAndAttachments(t *testing.T) {
	c := newClient(t)
	medium := c.uploadFile("image", pngImage()).str("media_id")
	id := c.create(`{"external_userid":["` + wecomsim.DemoCustomer + `"],"text":{"content":"五折 <b>"},"attachments":[
		{"msgtype":"image","image":{"media_id":"` + medium + `"}},{"msgtype":"image","image":{"pic_url":"http://p/x.png"}},
		{"msgtype":"link","link":{"title":"t1","desc":"d1","url":"http://u1"}},
		{"msgtype":"miniprogram","miniprogram":{"title":"t2","pic_media_id":"` + medium + `","appid":"a2","page":"p2"}},
		{"msgtype":"video","video":{"media_id":"V3"}},{"msgtype":"file","file":{"media_id":"F4"}}]}`)

	// Who has the task speaks, where no sender was named.
	c.wantPreview(id, "en", "<b>张三</b><span>@company</span>", `<div class="chat-time">11 Jul 2025, 18:00:00 UTC+8</div>`,
		`<p class="bubble text">五折 &lt;b&gt;</p>`, `data-kind="image" data-label="Image `, `data-label="Cover `, `data-media="`+medium+`"`,
		`title="http://p/x.png"`, `<p class="card-title">t1</p>`, `<p class="card-text">d1</p>`, `<p class="card-foot">http://u1</p>`,
		`<code>a2</code>`, `<p class="card-title">t2</p>`, `<code>p2</code>`,
		`<b>Video</b><span>not uploaded to this simulator</span><code class="medium-id" title="V3">`, `<p class="card-title">F4</p>`)
	c.wantPreview(id, "zh", "<b>张三</b><span>@企业</span>", `<div class="chat-time">2025/07/11 18:00:00 UTC+8</div>`,
		`<b>视频</b><span>未上传到本模拟器</span>`)

	if page := c.previewOf(id, "en"); strings.Contains(page, "expired") {
		t.Errorf("something has expired: %s", page)
	}

	c.sim.AdvanceClock(72 * time.Hour)

	if page := c.previewOf(id, "en"); strings.Count(page, `<span class="expired">expired</span>`) != 2 {
		t.Errorf("the image and the cover have expired: %s", page)
	}
}

func TestControlPreview_isThereForWhoAsks(t *testing.T) {
	c := newClient(t)
	id := c.create(smallMessage)

	if raw := c.control("GET", "messages/"+id+"/overview", "").raw; strings.Contains(raw, `"preview"`) {
		t.Errorf("nobody has asked: %s", raw)
	}

	c.wantStatus(c.control("GET", "messages/"+id+"/overview?preview=fr", ""), 400)
	c.wantStatus(c.control("GET", "messages/nope/overview?preview=en", ""), 404)
}

func TestControlPreview_namesWhoSpeaks(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.Members = append(company.Members, wecomsim.Member{UserID: "unnamed"})
	c := newCompanyClient(t, company)
	group := c.create(`{"chat_type":"group","sender":"zhangsan","text":{"content":"x"}}`)
	c.wantPreview(group, "en", `<b>春茶品鉴群 (2)</b>`, `<p class="says">张三<span>@company</span></p>`)

	// What a test adds may lack anything.
	for name, test := range map[string]struct {
		message wecomsim.Message
		want    string
	}{
		"a sender":            {wecomsim.Message{Sender: "lisi", Tasks: []wecomsim.Task{{UserID: "zhangsan"}}}, "<b>李四</b>"},
		"a task":              {wecomsim.Message{Tasks: []wecomsim.Task{{UserID: "lisi"}}}, "<b>李四</b>"},
		"a task without":      {wecomsim.Message{Tasks: []wecomsim.Task{{UserID: "unnamed"}}}, "<b>unnamed</b>"},
		"nobody":              {wecomsim.Message{}, "<b>Member</b>"},
		"a group of nobody":   {wecomsim.Message{ChatType: "group"}, "<b>Customer group</b>"},
		"an empty image":      {wecomsim.Message{Attachments: []wecomsim.Attachment{{MsgType: "image"}}}, "<b>Image</b>"},
		"an empty link":       {wecomsim.Message{Attachments: []wecomsim.Attachment{{MsgType: "link"}}}, "bubble link"},
		"an empty attachment": {wecomsim.Message{Attachments: []wecomsim.Attachment{{}}}, "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			c.wantPreview(c.sim.Add(test.message), "en", test.want)
		})
	}
}

// The page formats its other times itself.
func TestControlPreview_writesTimesAsThePage(t *testing.T) {
	c := newClient(t)
	added := c.sim.Add(wecomsim.Message{Text: "x", CreateTime: time.Date(2025, 8, 31, 22, 30, 0, 0, time.UTC)})
	c.wantPreview(added, "en", `>01 Sept 2025, 06:30:00 UTC+8<`)
}
