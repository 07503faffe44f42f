package simtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"mime/multipart"
	"net/textproto"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// upload uploads a file and returns its media id.
func (p *program) upload(token, kind, name string, content []byte) string {
	p.t.Helper()

	var body bytes.Buffer

	form := multipart.NewWriter(&body)
	header := textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="media"; filename=%q; filelength=%d`, name, len(content))},
		"Content-Type":        {"application/octet-stream"},
	}

	part, err := form.CreatePart(header)
	if err == nil {
		_, err = part.Write(content)
	}

	if err == nil {
		err = form.Close()
	}

	if err != nil {
		p.t.Fatal(err)
	}

	response, err := p.http.Post(p.url+"/cgi-bin/media/upload?access_token="+token+"&type="+kind, form.FormDataContentType(), &body)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()

	var answer struct {
		MediaID string `json:"media_id"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || answer.MediaID == "" {
		p.t.Fatalf("media/upload: %v", err)
	}

	return answer.MediaID
}

// picture is a poster of two colours.
func picture(width, height int) []byte {
	made := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			made.Set(x, y, color.RGBA{uint8(40 + 160*x/width), uint8(110 + 90*y/height), 90, 255})
		}
	}

	var out bytes.Buffer
	if err := png.Encode(&out, made); err != nil {
		panic(err)
	}

	return out.Bytes()
}

// campaign fills a simulator with one message of every kind and some more, and
// gives the rich one.
func campaign(p *program) string {
	token := p.token()
	poster := p.upload(token, "image", "poster.png", picture(520, 416))
	price := p.upload(token, "file", "双十一价目表.pdf", []byte("%PDF-1.4 made up"))

	clip := p.upload(token, "video", "茶园.mp4", append([]byte{0, 0, 0, 24}, []byte("ftypmp42 made up")...))
	for i := range 40 {
		p.create(token, fmt.Sprintf(`{"sender":"lisi","text":{"content":"第 %d 周 · 新茶到店，欢迎来坐坐"}}`, i+1))
	}

	p.create(token, `{"chat_type":"group","sender":"zhangsan","text":{"content":"群友们好，本周六下午两点品鉴会，名额二十个。"}}`)

	return p.create(token, fmt.Sprintf(`{"external_userid":["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA","woSIM0000000000000000000000002AA",
		"woSIM0000000000000000000000003AA","woSIM0000000000000000000000004AA","woSIM0000000000000000000000005AA","wmqfasd1e1927831123109rBAAAA"],
		"text":{"content":"双十一老客户专享 🍵\n11 月 11 日当天全场好茶五折起，满 300 元再减 50 元。\n点开下面的链接即可下单，有问题直接回复我。"},
		"attachments":[{"msgtype":"image","image":{"media_id":%q}},
		{"msgtype":"link","link":{"title":"双十一茶叶专场","desc":"全场五折起，仅此一天","url":"https://shop.example.com/double11","picurl":"https://shop.example.com/cover.png"}},
		{"msgtype":"miniprogram","miniprogram":{"title":"茶叶商城","pic_media_id":%q,"appid":"wx8bd80126147dfAAA","page":"/pages/index.html"}},
		{"msgtype":"video","video":{"media_id":%q}},{"msgtype":"file","file":{"media_id":%q}}]}`, poster, poster, clip, price))
}

func TestPage_emptyInEveryLook(t *testing.T) {
	p := start(t)
	for name, l := range map[string]look{
		"empty-phone-zh": {width: 390, height: 844, language: "zh-CN"}, "empty-dark-en": {width: 1440, height: 900, language: "en", dark: true},
	} {
		ctx := browse(t, l)
		do(ctx, t, chromedp.Navigate(p.url+"/"))
		until(ctx, t, `document.querySelector('#how-to-send')`)

		if eval[bool](ctx, t, `document.documentElement.scrollWidth > document.documentElement.clientWidth`) {
			t.Errorf("%s is wider than the window", name)
		}

		shoot(ctx, t, name)
	}
}

func TestPage_inEveryLook(t *testing.T) {
	p := start(t)
	msgid := campaign(p)
	p.call("POST", "/_sim/messages/"+msgid+"/confirm", `{"userid":"zhangsan"}`)
	p.call("POST", "/_sim/faults", `{"endpoint":"add_msg_template","count":2,"errcode":45009}`)

	for name, l := range map[string]look{
		"light-en": desktop,
		"dark-zh":  {width: 1440, height: 900, language: "zh-CN", dark: true},
		"light-zh": {width: 1280, height: 800, language: "zh-CN"},
		"phone-zh": {width: 390, height: 844, language: "zh-CN"},
		"phone-en": {width: 390, height: 844, language: "en", dark: true},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := browse(t, l)
			do(ctx, t, chromedp.Navigate(p.url+"/"))
			until(ctx, t, `document.querySelectorAll('.row-text').length > 5`)
			shoot(ctx, t, name+"-list")

			for _, view := range []string{"messages/" + msgid, "requests/45", "company/customers", "controls"} {
				eval[string](ctx, t, `location.hash = '#/`+view+`'`)

				switch view[0] {
				case 'm':
					until(ctx, t, `document.querySelector('.picture img') && document.querySelectorAll('.facts-column tbody tr').length > 6`)
				case 'r':
					until(ctx, t, `document.querySelector('.request-detail pre')`)
				default:
					until(ctx, t, `document.querySelector('.faults li, .ids li')`)
				}

				if eval[bool](ctx, t, `[document.documentElement, ...document.querySelectorAll('.detail, .request-detail, .controls')].some((e) => e.scrollWidth > e.clientWidth)`) {
					t.Errorf("%s is wider than the window", view)
				}

				shoot(ctx, t, name+"-"+strings.Split(view, "/")[0])

				if view == "controls" {
					eval[bool](ctx, t, `document.querySelector('.controls form.actions input').value = '两天', document.querySelector('.controls form.actions').requestSubmit(), true`)
					until(ctx, t, `document.querySelector('.controls .problem:not([hidden])')`)
					shoot(ctx, t, name+"-error")
				}

				if view[0] == 'm' {
					eval[int](ctx, t, `document.querySelector('.chat').scrollTop = 9999`)
					eval[int](ctx, t, `document.querySelector('.detail').scrollTop = 500`)
					shoot(ctx, t, name+"-message-end")
				}
			}
		})
	}
}
