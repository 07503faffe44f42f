package simtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// How long it takes is told, and judged by nobody: on a busy machine it says
// nothing about the page.
func TestPage_showsTenThousandMessages(t *testing.T) {
	const messages = 10_000

	p := start(t)

	token := p.token()
	for i := range messages {
		p.create(token, fmt.Sprintf(`{"sender":"lisi","text":{"content":"message %d"}}`, i+1))
	}

	ctx := browse(t, desktop)
	begin := time.Now()

	do(ctx, t, chromedp.Navigate(p.url+"/"))
	until(ctx, t, `document.querySelector('.row-text')?.textContent === 'message 10000'`)

	opened := time.Since(begin)
	begin = time.Now()

	eval[int](ctx, t, `document.querySelector('.list').scrollTop = 1e9`)
	until(ctx, t, `[...document.querySelectorAll('.row-text')].some((e) => e.textContent === 'message 1')`)

	end := time.Since(begin)

	if rows := eval[int](ctx, t, `document.querySelectorAll('.row').length`); rows > 60 {
		t.Errorf("%d rows exist", rows)
	}

	if place := eval[string](ctx, t, `[...document.querySelectorAll('.row')].at(-1).getAttribute('aria-posinset') + '/' + document.querySelector('.row').getAttribute('aria-setsize')`); place != "10000/10000" {
		t.Errorf("the last row is %s", place)
	}

	shoot(ctx, t, "ten-thousand-end")

	// A new message must not move what the reader looks at.
	seen := eval[string](ctx, t, `document.elementFromPoint(200, 500).closest('.row').innerText`)

	p.create(token, `{"sender":"lisi","text":{"content":"news"}}`)
	until(ctx, t, `document.querySelector('.found').textContent.includes('10,001')`)
	time.Sleep(300 * time.Millisecond)

	if now := eval[string](ctx, t, `document.elementFromPoint(200, 500).closest('.row').innerText`); now != seen {
		t.Errorf("a new message moved the list from %q to %q", seen, now)
	}

	begin = time.Now()

	eval[string](ctx, t, `{ const s = document.querySelector('#search'); s.value = 'message 4321'; s.dispatchEvent(new Event('input')); s.value }`)
	until(ctx, t, `document.querySelector('.found').textContent === '1 message'`)

	found := time.Since(begin)
	t.Logf("opened in %s, scrolled to the end in %s, found one in %s", opened, end, found)
}
