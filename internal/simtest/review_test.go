package simtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

type object = map[string]any

// hostilePlan is a plan of a message with nine attachments, whose texts are
// made to run, to load, or to be too wide.
func hostilePlan(t *testing.T, folder string) string {
	t.Helper()

	picture, err := os.ReadFile(root + "/examples/campaign_complete/poster.png")
	if err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(filepath.Join(folder, "poster.png"), picture, 0o600); err != nil {
		t.Fatal(err)
	}

	sum := sha256.Sum256(picture)
	hostile := `</p><script>document.title = 'owned'</script><img src="https://evil.example/x.png" onerror="document.title = 'owned'"> ` + strings.Repeat("w", 300)
	image := object{"msgtype": "image", "image": object{"source": "poster.png", "source_sha256": hex.EncodeToString(sum[:])}}
	link := object{"msgtype": "link", "link": object{"title": hostile, "desc": hostile, "url": "https://shop.example/" + strings.Repeat("w", 300), "picurl": "https://img.example/p.png"}}
	mini := object{"msgtype": "miniprogram", "miniprogram": object{"title": hostile, "appid": "wx1", "page": "p.html", "pic_source": "poster.png", "pic_source_sha256": hex.EncodeToString(sum[:])}}

	message := func(text string) object {
		return object{
			"chat_type": "single", "sender": "zhangsan", "recipients_count": 2, "recipients_sha256": strings.Repeat("a", 64), "recipients_file": "ids.txt",
			"text":        object{"content": text},
			"attachments": []any{image, link, mini, image, link, mini, object{"msgtype": "video", "video": object{"source": "none.mp4"}}, object{"msgtype": "file", "file": object{"source": strings.Repeat("w", 200) + ".pdf"}}, object{"msgtype": "image", "image": object{"media_id": strings.Repeat("M", 200)}}},
		}
	}

	plan, err := json.Marshal(object{"format_version": "1.2", "resource_changes": []any{object{
		"address": `wecom_mass_message.it["<script>"]`, "type": "wecom_mass_message", "mode": "managed",
		"change": object{"actions": []string{"delete", "create"}, "before": message("双十一 👨‍👩‍👧‍👦"), "after": message("双十一 🍵 " + hostile), "replace_paths": []any{[]any{"text"}}},
	}}})
	if err != nil {
		t.Fatal(err)
	}

	name := filepath.Join(folder, "plan.json")
	if err := os.WriteFile(name, plan, 0o600); err != nil {
		t.Fatal(err)
	}

	return name
}

// onPaper shows the page as it is printed.
func onPaper(ctx context.Context, t *testing.T) {
	t.Helper()

	if _, err := chromedp.Run(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})

		return err
	})); err != nil {
		t.Fatal(err)
	}
}

// The page of a review shows what the plan says, runs none of it, and asks no
// host; a phone, the dark and a printer show it whole.
func TestReviewPage(t *testing.T) {
	folder := t.TempDir()
	page := filepath.Join(folder, "review.html")

	command := exec.Command(filepath.Join(binaries, "wecomctl"), "review", hostilePlan(t, folder), "--folder", folder, "--html", page, "--lang", "zh")

	var exit *exec.ExitError
	if out, err := command.CombinedOutput(); !errors.As(err, &exit) || exit.ExitCode() != 2 {
		t.Fatalf("%v\n%s", err, out)
	}

	raw, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}

	for name, look := range map[string]look{
		"phone": {width: 360, height: 6000, language: "zh"},
		"desk":  {width: 1200, height: 4000, language: "zh"},
		"dark":  {width: 360, height: 6000, language: "zh", dark: true},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []string

			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked = append(asked, r.URL.Path)

				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				_, _ = w.Write(raw)
			}))
			t.Cleanup(server.Close)

			ctx := browse(t, look)
			do(ctx, t, chromedp.Navigate(server.URL+"/"))
			until(ctx, t, `document.readyState === 'complete' && [...document.images].every((i) => i.complete)`)
			shoot(ctx, t, "review-"+name)

			if name == "desk" {
				onPaper(ctx, t)
				shoot(ctx, t, "review-paper")

				if colour := eval[string](ctx, t, `getComputedStyle(document.body).backgroundColor`); colour != "rgb(255, 255, 255)" {
					t.Errorf("it is printed on %s", colour)
				}
			}

			if title := eval[string](ctx, t, `document.title`); title != "plan 评审单" {
				t.Errorf("a text has run: %q", title)
			}

			if shown := eval[int](ctx, t, `document.querySelectorAll('script').length * 100 + [...document.images].filter((i) => i.naturalWidth > 0).length`); shown != 4 {
				t.Errorf("%d scripts and pictures, want 0 and 4", shown)
			}

			if text := eval[string](ctx, t, `document.querySelector('.bubble.text').textContent`); !strings.Contains(text, "<script>document.title") {
				t.Errorf("the text is not shown: %q", text)
			}

			if marked := eval[string](ctx, t, `document.querySelector('.difference del').textContent + ' ' + document.querySelector('.difference ins').textContent`); !strings.Contains(marked, "👨‍👩‍👧‍👦 🍵") {
				t.Errorf("the difference is %q", marked)
			}

			if wide := eval[int64](ctx, t, `document.documentElement.scrollWidth`); wide > look.width {
				t.Errorf("the page is %d pixels wide", wide)
			}

			if cut := eval[int](ctx, t, `[...document.querySelectorAll('.bubble')].filter((b) => b.getBoundingClientRect().right > b.closest('.phone').getBoundingClientRect().right - 9).length`); cut > 0 {
				t.Errorf("%d bubbles are cut off", cut)
			}

			if loaded := eval[[]string](ctx, t, `performance.getEntriesByType('resource').map((r) => r.name).filter((name) => !name.startsWith('data:'))`); len(loaded) > 0 || len(asked) > 1 && asked[1] != "/favicon.ico" {
				t.Errorf("it loads %q, and has asked for %q", loaded, asked)
			}
		})
	}
}
