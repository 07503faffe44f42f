package simtest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestPage_opensOnTheNewestMessageAndDeletesOne(t *testing.T) {
	p := start(t)
	token := p.token()
	p.create(token, `{"sender":"zhangsan","text":{"content":"first"}}`)
	second := p.create(token, `{"sender":"zhangsan","text":{"content":"second"}}`)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/"))
	until(ctx, t, `document.querySelector('#preview-text')?.innerText === 'second' && document.querySelector('.row[aria-selected="true"] .row-text')?.innerText === 'second'`)
	eval[bool](ctx, t, grantClipboard)
	click(ctx, t, ".message-facts .copy")
	until(ctx, t, `window.copied === '`+second+`'`)
	eval[bool](ctx, t, `document.querySelector('summary .copy').click(), true`)
	until(ctx, t, `window.copied.includes('"content": "second"')`)
	click(ctx, t, "#delete")
	until(ctx, t, `document.querySelector('#delete').innerText === 'Press again to delete'`)

	if n := len(p.messages()); n != 2 {
		t.Errorf("one press: %d messages", n)
	}

	click(ctx, t, "#delete")
	until(ctx, t, `document.querySelector('#preview-text')?.innerText === 'first'`)

	if n := len(p.messages()); n != 1 {
		t.Errorf("%d messages are left", n)
	}
}

func TestPage_namesTheGroupChatAndWhoSpeaks(t *testing.T) {
	p := start(t)
	msgid := p.create(p.token(), `{"chat_type":"group","sender":"zhangsan","text":{"content":"群友们好"}}`)
	group, _ := p.call("GET", "/_sim/company/ids?kind=groups&q=zhangsan", "")["rows"].([]any)[0].(map[string]any)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/#/messages/"+msgid))
	until(ctx, t, `document.querySelector('.phone-name')?.innerText.includes('`+group["name"].(string)+` (')`)
	until(ctx, t, `document.querySelector('.says')?.innerText.includes('张三')`)
	shoot(ctx, t, "group-chat")
}

func TestPage_onAPhoneShowsThePreviewAtOnce(t *testing.T) {
	p := start(t)
	msgid := campaign(p)

	for name, l := range map[string]look{
		"en": {width: 390, height: 844, language: "en"}, "zh": {width: 390, height: 844, language: "zh-CN"}, "small": {width: 360, height: 640, language: "en"},
	} {
		ctx := browse(t, l)
		do(ctx, t, chromedp.Navigate(p.url+"/#/messages/"+msgid))
		until(ctx, t, `document.querySelector('.picture img') && document.querySelectorAll('.facts-column tbody tr').length > 6`)

		top := eval[float64](ctx, t, `document.querySelector('.phone').getBoundingClientRect().top / innerHeight`)
		if top >= 0.25 {
			t.Errorf("%s: the preview begins at %.2f of the window", name, top)
		}

		if header := eval[float64](ctx, t, `document.querySelector('.top').getBoundingClientRect().height / innerHeight`); header >= 0.25 {
			t.Errorf("%s: the header takes %.2f", name, header)
		}
	}
}

// An id is on one line, whatever the window.
func TestPage_wrapsNoID(t *testing.T) {
	p := start(t)
	msgid := campaign(p)

	for _, l := range []look{desktop, {width: 390, height: 844, language: "zh-CN"}} {
		ctx := browse(t, l)
		for _, view := range []string{"messages/" + msgid, "company/customers"} {
			do(ctx, t, chromedp.Navigate(p.url+"/"))
			eval[string](ctx, t, `location.hash = '#/`+view+`'`)
			until(ctx, t, `document.querySelectorAll('code.id').length > 4`)

			wrapped := eval[[]string](ctx, t, `[...document.querySelectorAll('code')].filter((e) => /^(wo|wm|wr|msg|et)/.test(e.textContent) && e.getClientRects().length > 1 || e.matches('.id') && e.offsetHeight > 30).map((e) => e.textContent)`)
			if len(wrapped) > 0 {
				t.Errorf("%s at %d: wrapped %v", view, l.width, wrapped)
			}
		}
	}
}

func TestPage_saysThatTheServerIsGone(t *testing.T) {
	p := start(t)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/"))
	until(ctx, t, `document.querySelector('#live').className === 'up' && document.querySelector('#gone').hidden`)
	p.stop()
	until(ctx, t, `!document.querySelector('#gone').hidden`)

	if height := eval[float64](ctx, t, `document.querySelector('#gone').offsetHeight`); height < 40 {
		t.Errorf("the banner is %.0f high", height)
	}

	if words := text(ctx, t, "#gone"); !strings.Contains(words, "The simulator does not answer.") {
		t.Errorf("it says %q", words)
	}

	shoot(ctx, t, "server-gone")
}
