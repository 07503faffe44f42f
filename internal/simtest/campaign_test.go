package simtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// engine is the terraform or tofu of the tests.
func engine() (string, error) {
	if named := os.Getenv("WECOM_TEST_ENGINE"); named != "" {
		return named, nil
	}

	for _, name := range []string{"terraform", "tofu"} {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}

	return "", errors.New("neither terraform nor tofu is on the PATH, and WECOM_TEST_ENGINE is not set")
}

// workspace is a directory with a configuration.
type workspace struct {
	t       *testing.T
	dir     string
	program string
	env     []string
}

func newWorkspace(t *testing.T, p *program, config string) *workspace {
	t.Helper()

	found, err := engine()
	if err != nil {
		t.Skipf("SKIPPED, there is no CLI: %v", err)
	}

	dir := t.TempDir()
	write := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("main.tf", []byte(config))
	write("poster.png", picture(520, 416))
	write("cli.tfrc", fmt.Appendf(nil, "provider_installation {\n  dev_overrides {\n    \"wecom-community/wecom\" = %q\n  }\n  direct {}\n}\n", binaries))

	return &workspace{t: t, dir: dir, program: found, env: append(os.Environ(),
		"TF_CLI_CONFIG_FILE="+filepath.Join(dir, "cli.tfrc"), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1",
		"WECOM_BASE_URL="+p.url, "WECOM_CORP_ID="+p.corpID, "WECOM_CORP_SECRET="+p.secret)}
}

func (w *workspace) run(args ...string) string {
	w.t.Helper()
	command := exec.Command(w.program, args...)
	command.Dir, command.Env = w.dir, w.env

	out, err := command.CombinedOutput()
	if err != nil {
		w.t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}

	return string(out)
}

// counts reads the output of the results data source.
func (w *workspace) counts() map[string]int {
	w.t.Helper()
	command := exec.Command(w.program, "output", "-json", "counts")
	command.Dir, command.Env = w.dir, w.env

	out, err := command.Output()
	if err != nil {
		w.t.Fatal(err)
	}

	var all map[string]any
	if err := json.Unmarshal(out, &all); err != nil {
		w.t.Fatalf("%v: %s", err, out)
	}

	counts := map[string]int{}

	for _, name := range []string{"sent", "not_sent", "not_friend", "over_quota"} {
		value, _ := all[name].(float64)
		counts[name] = int(value)
	}

	return counts
}

const campaignConfig = `
terraform {
  required_providers {
    wecom = { source = "wecom-community/wecom" }
  }
}

provider "wecom" {}

resource "wecom_mass_message" "tea" {
  sender = "zhangsan"
  external_userid = [
    "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA", "woSIM0000000000000000000000002AA",
    "woSIM0000000000000000000000004AA", "wmqfasd1e1927831123109rBAAAA",
  ]
  text = {
    content = "双十一老客户专享 🍵\n全场好茶五折起。"
  }
  attachments = [{
    msgtype = "image"
    image   = { source = "${path.module}/poster.png" }
  }]
}

data "wecom_mass_message_results" "tea" {
  msgid = wecom_mass_message.tea.msgid
}

output "counts" {
  value = data.wecom_mass_message_results.tea.counts
}
`

// chart is what the page's chart shows.
const chart = `Object.fromEntries([...document.querySelectorAll('[data-status]')].map((e) => [e.dataset.status, Number(e.textContent)]))`

func TestCampaign_fromApplyToResults(t *testing.T) {
	p := start(t)
	w := newWorkspace(t, p, campaignConfig)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/"))
	until(ctx, t, `document.querySelector('#live').className === 'up' && document.querySelector('#how-to-send')?.textContent === ['export WECOM_BASE_URL=' + location.origin, 'export WECOM_CORP_ID=wwsim0000000000001', 'export WECOM_CORP_SECRET=sim-secret'].join('\n')`)
	shoot(ctx, t, "campaign-0-empty")

	w.run("apply", "-auto-approve", "-input=false")
	until(ctx, t, `document.querySelectorAll('.row-text').length === 1`) // without a reload
	click(ctx, t, ".row")
	until(ctx, t, `document.querySelector('.picture img')?.naturalWidth === 520`)

	if got, want := eval[string](ctx, t, `document.querySelector('.bubble.text').innerText`), "双十一老客户专享 🍵\n全场好茶五折起。"; got != want {
		t.Errorf("the preview says %q, want %q", got, want)
	}

	want := map[string]int{"sent": 0, "not_friend": 0, "over_quota": 0, "not_sent": 3}
	if got := eval[map[string]int](ctx, t, chart); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("before the confirmation the chart shows %v, want %v", got, want)
	}

	until(ctx, t, `[...document.querySelectorAll('tbody th code')].some((e) => e.textContent === 'wmqfasd1e1927831123109rBAAAA')`)
	shoot(ctx, t, "campaign-1-created")

	click(ctx, t, `[data-confirm="zhangsan"]`)
	until(ctx, t, `document.querySelector('[data-status="sent"]').textContent === '2'`)
	w.run("apply", "-auto-approve", "-input=false")

	shown, read := eval[map[string]int](ctx, t, chart), w.counts()
	if fmt.Sprint(shown) != fmt.Sprint(read) || read["sent"] != 2 || read["not_friend"] != 1 {
		t.Errorf("the chart shows %v, the data source reads %v", shown, read)
	}

	if n := len(p.messages()); n != 1 {
		t.Errorf("%d messages were sent", n)
	}

	shoot(ctx, t, "campaign-2-confirmed")
}

func TestPage_remindsCancelsMovesTheClockAndArmsFaults(t *testing.T) {
	p := start(t)
	token := p.token()
	msgid := p.create(token, `{"sender":"zhangsan","text":{"content":"x"}}`)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/#/messages/"+msgid))
	until(ctx, t, `document.querySelector('#remind')`)
	click(ctx, t, "#remind")
	until(ctx, t, `document.querySelector('.message-facts').innerText.includes('Reminders')`)
	click(ctx, t, "#cancel")
	until(ctx, t, `document.querySelector('#cancel').disabled`)

	message := p.call("GET", "/_sim/messages/"+msgid, "")
	if message["cancel_time"] == nil || len(message["reminders"].([]any)) != 1 {
		t.Errorf("message %v", message)
	}

	eval[string](ctx, t, `location.hash = '#/controls'`)
	click(ctx, t, `[data-advance="72h"]`)
	until(ctx, t, `document.querySelector('.controls').innerText.includes('moved by 72h')`)
	click(ctx, t, "#arm")
	until(ctx, t, `document.querySelector('.faults li')`)

	faults, _ := p.call("GET", "/_sim/faults", "")["faults"].([]any)
	if len(faults) != 1 || fmt.Sprint(faults[0]) != "map[code_text:api freq out of limit count:1 endpoint:add_msg_template errcode:45009 id:1]" {
		t.Errorf("armed %v", faults)
	}

	fresh := p.token()

	answer := p.call("POST", "/cgi-bin/externalcontact/add_msg_template?access_token="+fresh, `{"sender":"zhangsan","text":{"content":"y"}}`)
	if answer["errcode"] != 45009.0 {
		t.Errorf("after arming: %v", answer)
	}

	until(ctx, t, `document.querySelector('#count-faults').hidden`)

	eval[string](ctx, t, `location.hash = '#/requests'`)
	until(ctx, t, `document.querySelectorAll('.request').length === 4`)
	click(ctx, t, ".request")
	until(ctx, t, `document.querySelector('.request-detail').innerText.includes('access_token=***')`)

	if body := text(ctx, t, "body"); strings.Contains(body, fresh) {
		t.Error("the page shows a token")
	}
}

func TestPage_byKeyboard(t *testing.T) {
	p := start(t)
	token := p.token()
	first := p.create(token, `{"sender":"zhangsan","text":{"content":"first"}}`)
	p.create(token, `{"sender":"zhangsan","text":{"content":"second"}}`)

	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/"))
	until(ctx, t, `document.querySelectorAll('.row-text').length === 2`)

	tabTo := func(selector string) {
		t.Helper()

		for range 40 {
			if eval[bool](ctx, t, `document.activeElement.matches('`+selector+`')`) {
				return
			}

			do(ctx, t, chromedp.KeyEvent(kb.Tab))
		}

		t.Fatalf("Tab does not reach %s", selector)
	}
	tabTo(".skip")
	tabTo("#search")
	tabTo(".list")
	do(ctx, t, chromedp.KeyEvent(kb.ArrowDown))

	if got := eval[string](ctx, t, `document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).innerText`); !strings.Contains(got, "first") {
		t.Errorf("the active row is %q", got)
	}

	do(ctx, t, chromedp.KeyEvent(kb.Enter))
	until(ctx, t, `location.hash === '#/messages/`+first+`' && document.querySelector('.bubble.text')?.innerText === 'first' && document.querySelector('[data-confirm]')`)
	tabTo(`[data-confirm="zhangsan"]`)
	shoot(ctx, t, "keyboard-focus")
	do(ctx, t, chromedp.KeyEvent(kb.Enter))
	until(ctx, t, `document.querySelector('[data-status="sent"]').textContent === '3'`)
	until(ctx, t, `document.querySelector('#announcer').textContent.includes('3')`)

	if lost := eval[bool](ctx, t, `document.activeElement === document.body`); lost {
		t.Error("the focus is lost after the confirmation")
	}

	unnamed := eval[[]string](ctx, t, `[...document.querySelectorAll('button, input, select, a, [role]')]
		.filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length || ['presentation', 'alert', 'status'].includes(e.getAttribute('role'))))
		.map((e) => e.outerHTML.slice(0, 80))`)
	if len(unnamed) > 0 {
		t.Errorf("without a name: %v", unnamed)
	}
}

func TestPage_asksForTheControlKey(t *testing.T) {
	p := start(t, "--control-key", "open-sesame")
	p.create(p.token(), `{"sender":"zhangsan","text":{"content":"secret tea"}}`)

	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/"))
	until(ctx, t, `document.querySelector('#key-dialog').open`)

	enter := func(key string) {
		do(ctx, t, chromedp.SendKeys(chromedp.CSS("#key-input"), key+kb.Enter))
	}
	enter("wrong")
	until(ctx, t, `document.querySelector('#key-dialog').open && !document.querySelector('#key-problem').hidden`)
	shoot(ctx, t, "control-key")
	enter("open-sesame")
	until(ctx, t, `document.querySelector('.row-text')?.textContent === 'secret tea'`)
	until(ctx, t, `document.querySelector('#live').className === 'up'`)
}

func TestPage_followsTheBrowsersLanguageAndTheSwitch(t *testing.T) {
	p := start(t)
	ctx := browse(t, look{width: 1000, height: 700, language: "zh-CN"})
	do(ctx, t, chromedp.Navigate(p.url+"/"))
	until(ctx, t, `document.querySelector('[data-tab="messages"]').innerText.includes('群发消息') && document.documentElement.lang === 'zh-CN'`)
	click(ctx, t, "#language")
	until(ctx, t, `document.querySelector('[data-tab="messages"]')?.innerText.includes('Messages')`)
	do(ctx, t, chromedp.Reload())
	until(ctx, t, `document.querySelector('[data-tab="messages"]')?.innerText.includes('Messages')`)
}
