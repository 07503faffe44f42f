package simtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestPage_armsPresetsInWordsAndDisarmsOne(t *testing.T) {
	p := start(t)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/#/controls"))
	until(ctx, t, `document.querySelectorAll('[data-preset]').length === 7`)

	for i := range 7 {
		eval[bool](ctx, t, fmt.Sprintf(`document.querySelectorAll('[data-preset]')[%d].click(), true`, i))
		until(ctx, t, fmt.Sprintf(`document.querySelectorAll('.faults li').length === %d`, i+1))
	}

	words := text(ctx, t, ".faults")
	for _, part := range []string{
		"add_msg_template: the connection is closed after the work — the next request",
		"add_msg_template: the answer is cut off after 20 bytes — the next request",
		"add_msg_template: answers HTTP 502, the work is done all the same — the next request",
		"every endpoint: answers errcode -1 (system busy), nothing is done — the next 3 requests",
		"add_msg_template: answers errcode 45009 (api freq out of limit), nothing is done — the next 2 requests",
		"get_groupmsg_task: answers errcode 45033 (api concurrent out of limit), nothing is done — until it is disarmed, 10% of them by chance",
		"every endpoint: waits 2s before the work — until it is disarmed",
	} {
		if !strings.Contains(words, part) {
			t.Errorf("no %q in %s", part, words)
		}
	}

	shoot(ctx, t, "faults-in-words")

	armed, _ := p.call("GET", "/_sim/faults", "")["faults"].([]any)
	if got, want := asArmed(armed), guideFaults(t); !reflect.DeepEqual(got, want) {
		t.Errorf("the presets are\n%v, the guide's table has\n%v", got, want)
	}

	click(ctx, t, `[data-disarm="4"]`)
	until(ctx, t, `document.querySelectorAll('.faults li').length === 6 && !document.querySelector('.faults').innerText.includes('errcode -1')`)

	if left, _ := p.call("GET", "/_sim/faults", "")["faults"].([]any); len(left) != 6 {
		t.Errorf("armed are %v", left)
	}
}

// guideFaults are the faults of the guide's table, in its order.
func guideFaults(t *testing.T) []any {
	t.Helper()

	guide, err := os.ReadFile(filepath.Join(root, "templates/guides/testing-with-the-simulator.md"))
	if err != nil {
		t.Fatal(err)
	}

	var faults []any

	for _, found := range regexp.MustCompile("(?m)^\\| [^|]+ \\| `({.*})` \\|$").FindAllSubmatch(guide, -1) {
		var fault any
		if err := json.Unmarshal(found[1], &fault); err != nil {
			t.Fatalf("%v: %s", err, found[1])
		}

		faults = append(faults, fault)
	}

	return faults
}

// asArmed leaves out what the server adds.
func asArmed(faults []any) []any {
	for _, fault := range faults {
		delete(fault.(map[string]any), "id")
		delete(fault.(map[string]any), "code_text")
	}

	return faults
}

func TestPage_saysWhatIsWrongWithADuration(t *testing.T) {
	p := start(t)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/#/controls"))
	until(ctx, t, `document.querySelector('[data-key="save-settings"]')`)
	do(ctx, t, chromedp.SendKeys(chromedp.CSS(`.controls form.actions input`), "two days"), chromedp.Click(chromedp.CSS(`.controls form.actions button[type="submit"]`)))
	until(ctx, t, `document.querySelector('.controls .problem:not([hidden])')?.innerText.includes('“two days” is no duration. Write a number and a unit')`)
	shoot(ctx, t, "wrong-duration")
	eval[bool](ctx, t, `document.querySelector('.controls form.actions input').value = '36h30m', true`)
	click(ctx, t, `.controls form.actions button[type="submit"]`)
	until(ctx, t, `document.querySelector('.controls .problem').hidden && document.querySelector('.controls').innerText.includes('moved by 36h30m')`)

	clock := `document.querySelector('.controls time[data-clock]').textContent`

	before := eval[string](ctx, t, clock)
	if !strings.HasSuffix(before, "UTC+8") {
		t.Errorf("the clock shows %q, without a zone", before)
	}

	until(ctx, t, clock+` !== '`+before+`'`) // it ticks
}

func TestPage_searchesRequestsAndShowsTheAnswer(t *testing.T) {
	p := start(t)
	token := p.token()
	p.create(token, `{"sender":"zhangsan","text":{"content":"五折"}}`)
	p.call("POST", "/cgi-bin/externalcontact/get_groupmsg_task?access_token="+token, `{"msgid":"nope"}`)

	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/#/requests"))
	until(ctx, t, `document.querySelectorAll('.request').length === 3`)
	eval[bool](ctx, t, grantClipboard)
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("#request-search"), "41047"))
	until(ctx, t, `document.querySelectorAll('.request').length === 1`)
	click(ctx, t, ".request")
	until(ctx, t, `document.querySelector('.request-detail .answer pre')?.innerText.includes('invalid group msg id')`)

	if facts := text(ctx, t, ".request-detail .facts"); !strings.Contains(facts, "Took effect\nno") {
		t.Errorf("a refused call: %s", facts)
	}

	click(ctx, t, ".answer .copy")
	until(ctx, t, `JSON.parse(window.copied ?? '{}').errcode === 41047`)
	shoot(ctx, t, "request-refused")
	eval[string](ctx, t, `location.hash = '#/requests/1'`)
	until(ctx, t, `document.querySelector('.request-detail .answer pre')?.innerText.includes('"access_token": "***"')`)

	if strings.Contains(text(ctx, t, "body"), token) {
		t.Error("the page shows a token")
	}
}
