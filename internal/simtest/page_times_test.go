package simtest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// inZone sets the zone of the browser.
func inZone(ctx context.Context, t *testing.T, zone string) {
	t.Helper()

	if _, err := chromedp.Run(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: zone})

		return err
	})); err != nil {
		t.Fatal(err)
	}
}

// Every time in the page is that of China and says so, wherever the browser is:
// in the list, in the preview, in the facts, of members and recipients, and of
// requests.
func TestPage_showsTimesWithTheirZone(t *testing.T) {
	p := start(t)
	// A time at which it is the next day in China.
	p.call("POST", "/_sim/clock", `{"set":"2025-07-11T22:30:00Z"}`)

	msgid := p.create(p.token(), `{"sender":"zhangsan","text":{"content":"五折"}}`)
	p.call("POST", "/_sim/messages/"+msgid+"/remind", "{}")
	p.call("POST", "/_sim/messages/"+msgid+"/confirm", `{"userid":"zhangsan"}`)
	p.call("POST", "/_sim/messages/"+msgid+"/cancel", "{}")

	message := p.call("GET", "/_sim/messages/"+msgid, "")
	task := message["tasks"].([]any)[0].(map[string]any)
	request := p.call("GET", "/_sim/requests/2", "")

	for language, layout := range map[string]string{"en": "02 Jan 2006, 15:04:05", "zh-CN": "2006/01/02 15:04:05"} {
		t.Run(language, func(t *testing.T) {
			shown := func(at any) string {
				parsed, err := time.Parse(time.RFC3339Nano, at.(string))
				if err != nil {
					t.Fatal(err)
				}

				return parsed.In(time.FixedZone("", 8*60*60)).Format(layout) + " UTC+8"
			}

			ctx := browse(t, look{width: 1440, height: 900, language: language})
			inZone(ctx, t, "America/New_York")

			want := func(element string, at any) {
				until(ctx, t, `document.querySelector('`+element+`')?.textContent.includes('UTC')`)

				if got := text(ctx, t, element); got != shown(at) {
					t.Errorf("%s shows %q, want %q", element, got, shown(at))
				}
			}

			do(ctx, t, chromedp.Navigate(p.url+"/#/messages/"+msgid))
			want(".row-foot time", message["create_time"])
			want(".chat-time", message["create_time"])
			want(".facts-column .sent-time", task["send_time"])
			want(".facts-column .when", task["recipients"].([]any)[0].(map[string]any)["send_time"])

			facts := map[string]any{"created": message["create_time"], "reminded": message["reminders"].([]any)[0], "cancelled": message["cancel_time"]}
			all := eval[[]string](ctx, t, `[...document.querySelectorAll('.message-facts dd')].map((e) => e.innerText).filter((words) => words.includes(':'))`)

			if len(all) != len(facts) {
				t.Errorf("the facts have the times %q, want %d", all, len(facts))
			}

			for i, name := range []string{"created", "reminded", "cancelled"} {
				if i < len(all) && all[i] != shown(facts[name]) {
					t.Errorf("%s is %q, want %q", name, all[i], shown(facts[name]))
				}
			}

			eval[string](ctx, t, `location.hash = '#/requests/2'`)
			want(`[href="#/requests/2"] time`, request["time"])
			until(ctx, t, `document.querySelector('.request-detail .facts')`)

			if words := eval[string](ctx, t, `document.querySelectorAll('.request-detail .facts dd')[1].innerText`); words != shown(request["time"]) {
				t.Errorf("the request shows %q, want %q", words, shown(request["time"]))
			}
		})
	}
}

// The server writes the time in the preview, the page all the others. They must
// not differ, whatever the month.
func TestPage_writesTheMonthsOfThePreviewAsTheOthers(t *testing.T) {
	p := start(t)

	var sent []string

	for month := range 12 {
		p.call("POST", "/_sim/clock", fmt.Sprintf(`{"set":"2026-%02d-09T04:05:06Z"}`, month+1))
		sent = append(sent, p.create(p.token(), `{"sender":"zhangsan","text":{"content":"x"}}`))
	}

	for _, language := range []string{"en", "zh-CN"} {
		ctx := browse(t, look{width: 1440, height: 900, language: language})
		do(ctx, t, chromedp.Navigate(p.url+"/"))

		for month, msgid := range sent {
			eval[string](ctx, t, `location.hash = '#/messages/`+msgid+`'`)
			until(ctx, t, `document.querySelector('.message-facts .id')?.title === '`+msgid+`'`)

			if shown, other := text(ctx, t, ".chat-time"), text(ctx, t, ".message-facts dl > div:nth-child(2) dd"); shown != other {
				t.Errorf("month %d: %q in the preview, %q in the facts", month+1, shown, other)
			}
		}
	}
}
