package simtest

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// grantClipboard makes the clipboard readable: what a copy button wrote is in
// window.copied.
const grantClipboard = `Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } }), true`

func TestPage_listsTheIDsOfTheCompany(t *testing.T) {
	p := start(t)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/#/company"))
	until(ctx, t, `document.querySelectorAll('.ids li').length === 4`)
	eval[bool](ctx, t, grantClipboard)

	if got := text(ctx, t, ".ids"); got == "" {
		t.Error("no members")
	}

	until(ctx, t, `document.querySelector('.ids').innerText.includes('without customer contact')`)
	shoot(ctx, t, "company-members")
	click(ctx, t, `[data-kind="customers"]`)
	until(ctx, t, `document.querySelector('.ids')?.innerText.includes('woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA')`)
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("#company-search"), "woAJ2"))
	until(ctx, t, `document.querySelectorAll('.ids li').length === 1`)
	click(ctx, t, ".ids .copy")
	until(ctx, t, `window.copied === 'woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA' && document.querySelector('.copy.copied')`)
	shoot(ctx, t, "company-found")
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("#company-search"), "zzz"))
	until(ctx, t, `document.querySelector('.company .empty')`)
	eval[string](ctx, t, `{ const s = document.querySelector('#company-search'); s.value = ''; s.dispatchEvent(new Event('input')); s.value }`)
	click(ctx, t, `[data-kind="tags"]`)
	until(ctx, t, `document.querySelector('.ids')?.innerText.includes('eteIlKKHSDfuMT18Kg9rBAAAA')`)
	click(ctx, t, `[data-kind="groups"]`)
	until(ctx, t, `document.querySelector('.ids')?.innerText.includes('wrSIM00000000000000000000002AA')`)
}

// A company of 100,000 customers is searched at the server, and the page shows
// one page of it.
func TestPage_findsOneOfManyCustomers(t *testing.T) {
	p := start(t, "--customers", "100000")
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/#/company/customers"))
	until(ctx, t, `document.querySelectorAll('.ids li').length === 50 && document.querySelector('.pager').innerText.includes('100,000')`)
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("#company-search"), "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"))
	until(ctx, t, `document.querySelectorAll('.ids li').length === 1`)
}
