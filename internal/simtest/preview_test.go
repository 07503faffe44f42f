package simtest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// previewPolicy lets a page show a preview, and nothing else. What it forbids
// is an error in the console, which fails the test.
const previewPolicy = "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; img-src data:"

// previewPage is a page of its own with the preview of a message and its style.
func previewPage(t *testing.T) string {
	t.Helper()

	style, err := os.ReadFile(root + "/internal/preview/phone.css")
	if err != nil {
		t.Fatal(err)
	}

	message, err := os.ReadFile(root + "/internal/preview/testdata/nine_attachments.html")
	if err != nil {
		t.Fatal(err)
	}

	return fmt.Sprintf(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
		<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>preview</title><style>%s</style></head>
		<body class="whole">%s</body></html>`, style, message)
}

// contrast gives the contrast of an element's text to its background, as WCAG
// counts it.
const contrast = `((selector, behind) => {
	const light = (colour) => colour.match(/\d+/g).slice(0, 3).map((n) => n / 255)
		.map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4)).reduce((sum, n, i) => sum + n * [0.2126, 0.7152, 0.0722][i], 0.05);
	const two = [light(getComputedStyle(document.querySelector(selector)).color), light(getComputedStyle(document.querySelector(behind)).backgroundColor)];
	return Math.max(...two) / Math.min(...two);
})`

// A page without scripts shows a message as the simulator does: nothing in it
// is too wide for a small phone, and it asks nobody for anything.
func TestPreview_standsAlone(t *testing.T) {
	page := previewPage(t)

	for name, dark := range map[string]bool{"light": false, "dark": true} {
		t.Run(name, func(t *testing.T) {
			var asked []string

			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked = append(asked, r.URL.Path)

				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.Header().Set("Content-Security-Policy", previewPolicy)
				fmt.Fprint(w, page)
			}))
			t.Cleanup(server.Close)

			ctx := browse(t, look{width: 360, height: 3700, language: "en", dark: dark})
			do(ctx, t, chromedp.Navigate(server.URL+"/"))
			until(ctx, t, `document.readyState === 'complete' && [...document.images].every((i) => i.complete)`)
			shoot(ctx, t, "preview-"+name)

			if shown := eval[int](ctx, t, `document.querySelectorAll('.bubble').length + [...document.images].filter((i) => i.naturalWidth === 1200 && i.offsetWidth > 100).length`); shown != 13 {
				t.Errorf("%d bubbles and pictures, want 10 and 3", shown)
			}

			if wide := eval[[]string](ctx, t, `[document.documentElement, ...document.querySelectorAll('.phone, .phone-top, .phone-name, .chat, .said, .saying, .bubble, .placeholder')]
				.filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.className || e.tagName)`); len(wide) > 0 {
				t.Errorf("too wide: %q", wide)
			}

			// A long address ends in an ellipsis.
			if out := eval[[]string](ctx, t, `[...document.querySelectorAll('.phone *')].filter((e) => !e.matches('.card-foot code') && e.getBoundingClientRect().right > 340).map((e) => e.className || e.tagName)`); len(out) > 0 {
				t.Errorf("beyond the edge: %q", out)
			}

			for element, behind := range map[string]string{".bubble.text": ".bubble.text", ".phone-name b": ".phone", ".expired": ".expired"} {
				if ratio := eval[float64](ctx, t, contrast+`('`+element+`', '`+behind+`')`); ratio < 4.5 {
					t.Errorf("%s has a contrast of %.1f", element, ratio)
				}
			}

			if loaded := eval[[]string](ctx, t, `performance.getEntriesByType('resource').map((r) => r.name).filter((name) => !name.startsWith('data:'))`); len(loaded) > 0 || len(asked) != 1 {
				t.Errorf("it loads %q, and has asked for %q", loaded, asked)
			}
		})
	}
}
