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
	until(ctx, t, `document.querySelector('.bubble.text')?.innerText === 'second' && document.querySelector('.row[aria-selected="true"] .row-text')?.innerText === 'second'`)
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
	until(ctx, t, `document.querySelector('.bubble.text')?.innerText === 'first'`)

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

// What happens to the message draws the preview again only where it changes,
// and then it stays where it was scrolled to.
func TestPage_drawsThePreviewAgainOnlyWhereItChanges(t *testing.T) {
	p := start(t)
	msgid := campaign(p)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/#/messages/"+msgid))
	until(ctx, t, `document.querySelectorAll('.phone img').length === 2`)
	eval[int](ctx, t, `(window.shown = document.querySelector('.phone'), document.querySelector('.chat').scrollTop = 80)`)

	p.call("POST", "/_sim/messages/"+msgid+"/confirm", `{"userid":"zhangsan"}`)
	until(ctx, t, `document.querySelector('.members .done')`)

	if !eval[bool](ctx, t, `document.querySelector('.phone') === window.shown && document.querySelectorAll('.phone .expired').length === 0`) {
		t.Error("the preview was drawn again, and nothing in it has changed")
	}

	p.call("POST", "/_sim/clock", `{"advance":"72h"}`)
	until(ctx, t, `document.querySelectorAll('.phone .expired').length === 4 && document.querySelectorAll('.phone img + .expired').length === 2`)

	if at := eval[float64](ctx, t, `document.querySelector('.chat').scrollTop`); at != 80 {
		t.Errorf("the preview was scrolled to 80 and is at %.0f", at)
	}
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
