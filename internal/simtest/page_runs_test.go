package simtest

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The customers of a campaign get one message of each member, which are one
// line of the list.
func TestPage_showsACampaignAsOneLineThatOpens(t *testing.T) {
	const messages = 500

	p := start(t)
	token := p.token()
	before := p.create(token, `{"sender":"lisi","text":{"content":"before"}}`)

	for i := range messages {
		if i == messages/2 {
			p.call("POST", "/_sim/clock", `{"advance":"9m"}`)
		}

		p.create(token, fmt.Sprintf(`{"sender":%q,"text":{"content":"春茶上新"}}`, []string{"lisi", "zhangsan"}[i%2]))
	}

	p.create(token, `{"sender":"lisi","text":{"content":"after"}}`)

	all := p.messages()
	first, last := all[1].(map[string]any)["msgid"].(string), all[messages].(map[string]any)["msgid"].(string)
	p.call("POST", "/_sim/messages/"+first+"/confirm", "{}")
	p.call("POST", "/_sim/messages/"+last+"/cancel", "{}")

	for name, l := range map[string]look{"en": desktop, "zh": {width: 390, height: 844, language: "zh-CN", dark: true}} {
		t.Run(name, func(t *testing.T) {
			ctx := browse(t, l)
			begin := time.Now()
			texts := func() string {
				return strings.Join(eval[[]string](ctx, t, `[...document.querySelectorAll('.row')].slice(0, 4).map((e) => (e.ariaExpanded ?? '') + e.querySelector('.row-text').innerText)`), " ")
			}

			do(ctx, t, chromedp.Navigate(p.url+"/"))
			until(ctx, t, `document.querySelectorAll('.row-text').length === 3`)

			if got := texts(); got != "after false春茶上新 before" {
				t.Fatalf("the list has %q", got)
			}

			words := strings.ReplaceAll(text(ctx, t, ".row.run"), "\n", " ")
			for _, part := range map[string][]string{
				"en": {"500 messages", "2 members", " customers", "1 sent", "498 waiting", "1 cancelled", "UTC+8"},
				"zh": {"500 条消息", "2 位成员", " 位客户", "1 条已发送", "498 条待发送", "1 条已停止", "UTC+8"},
			}[name] {
				if !strings.Contains(words, part) {
					t.Errorf("the line does not say %q: %s", part, words)
				}
			}

			if times := regexp.MustCompile(`\d\d:\d\d:\d\d`).FindAllString(words, -1); len(times) != 2 || times[0] == times[1] {
				t.Errorf("the line has the times %q: %s", times, words)
			}

			if eval[bool](ctx, t, `[...document.querySelectorAll('.row.run .row-facts, .run-time')].some((e) => e.scrollWidth > e.clientWidth) || document.querySelector('.run-time').getBoundingClientRect().bottom > document.querySelector('.row.run').getBoundingClientRect().bottom`) {
				t.Error("the line does not fit into its row")
			}

			shoot(ctx, t, "run-closed-"+name)
			click(ctx, t, ".row.run")
			until(ctx, t, `document.querySelector('.row.within .row-text')`)

			if got := texts(); got != "after true春茶上新 春茶上新 春茶上新" {
				t.Errorf("the open list has %q", got)
			}

			if place := eval[string](ctx, t, `{ const e = document.querySelector('.row.within'); [e.ariaLevel, e.ariaPosInSet, e.ariaSetSize, e.hash].join() }`); place != "2,1,500,#/messages/"+last {
				t.Errorf("the first message is %s", place)
			}

			shoot(ctx, t, "run-open-"+name)
			eval[int](ctx, t, `document.querySelector('.list').scrollTop = 1e9`)
			until(ctx, t, `[...document.querySelectorAll('.row')].at(-1).hash === '#/messages/`+before+`'`)

			if rows := eval[int](ctx, t, `document.querySelectorAll('.row').length`); rows > 60 {
				t.Errorf("%d rows exist", rows)
			}

			eval[int](ctx, t, `document.querySelector('.list').scrollTop = 0`)
			until(ctx, t, `document.querySelector('.row.run')`)
			click(ctx, t, ".row.run")
			until(ctx, t, `document.querySelectorAll('.row-text').length === 3 && document.querySelector('.row.run').ariaExpanded === 'false'`)

			t.Logf("it took %s", time.Since(begin))
		})
	}
}

func TestPage_opensACampaignByKeyboard(t *testing.T) {
	p := start(t)
	token := p.token()
	first := p.create(token, `{"sender":"zhangsan","text":{"content":"tea"}}`)
	p.create(token, `{"sender":"lisi","text":{"content":"tea"}}`)

	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/"))
	until(ctx, t, `document.querySelector('.row.run')`)
	// The newest message is shown beside its line.
	until(ctx, t, `document.querySelector('.bubble.text')?.innerText === 'tea' && document.querySelector('.row.run').ariaSelected === 'true'`)
	eval[bool](ctx, t, `document.querySelector('.list').focus(), true`)

	press := func(key, want string) {
		t.Helper()
		do(ctx, t, chromedp.KeyEvent(key))
		until(ctx, t, want)
	}
	rows := func(n int, active string) string {
		return fmt.Sprintf(`document.querySelectorAll('.row-text').length === %d && document.activeElement.getAttribute('aria-activedescendant') === '%s'`, n, active)
	}
	press(kb.ArrowRight, rows(3, "row-0"))
	press(kb.ArrowLeft, rows(1, "row-0"))
	press(kb.Enter, rows(3, "row-0"))
	press(kb.ArrowDown, rows(3, "row-1"))
	press(kb.ArrowDown, rows(3, "row-2"))
	press(kb.Enter, `location.hash === '#/messages/`+first+`' && document.querySelector('.row.within:last-child').ariaSelected === 'true'`)

	// A message that comes in goes into the line that is open.
	p.create(token, `{"sender":"lisi","text":{"content":"tea"}}`)
	until(ctx, t, rows(4, "row-2"))

	press(kb.ArrowLeft, rows(1, "row-0"))
	press(" ", rows(4, "row-0"))
}
