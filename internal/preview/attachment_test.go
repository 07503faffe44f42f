package preview_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
)

const dot = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="

// bubbleOf is the HTML of the bubble of an attachment.
func bubbleOf(t *testing.T, a preview.Attachment, w preview.Words) string {
	t.Helper()

	_, bubble, found := strings.Cut(htmlOf(t, preview.Message{Attachments: []preview.Attachment{a}}, w), `<div class="saying">`)
	bubble, rest, ended := strings.Cut(bubble, `</div></div></div><div class="phone-bottom"`)

	if !found || !ended || strings.Contains(rest, "bubble") {
		t.Fatalf("no bubble: %s", bubble)
	}

	return bubble
}

// A word in braces is the English one; chinese says what stands there in
// Chinese.
func TestOf_everyKindOfAttachment(t *testing.T) {
	chinese := strings.NewReplacer("{Image}", "图片", "{Video}", "视频", "{Cover}", "封面", "{Mini program}", "小程序",
		"{not at hand here}", "此处没有该素材", "{expired}", "已过期", "{byte}", "字节", "{bytes}", "字节",
		"{This page loads nothing from other hosts.}", "本页面不加载其他站点的内容。")
	english := strings.NewReplacer("{", "", "}", "")
	known := preview.Media{ID: "M", Name: "tea.png", Size: 2048, Known: true}
	with := func(change func(m *preview.Media)) preview.Media {
		changed := known
		change(&changed)

		return changed
	}

	tests := map[string]struct {
		attachment preview.Attachment
		want       string
	}{
		"an image that a script may load": {
			preview.Attachment{Kind: "image", Media: known},
			`<div class="bubble picture" data-kind="image" data-label="{Image} tea.png" data-media="M"><div class="placeholder">` +
				`<span class="sign" aria-hidden="true">🖼</span><b>{Image}</b><span>tea.png · 2.0 KB</span></div></div>`,
		},
		"an image": {
			preview.Attachment{Kind: "image", Media: with(func(m *preview.Media) { m.Source = dot })},
			`<div class="bubble picture"><img alt="{Image} tea.png" src="` + dot + `"></div>`,
		},
		"an expired image": {
			preview.Attachment{Kind: "image", Media: with(func(m *preview.Media) { m.Source, m.Expired = dot, true })},
			`<div class="bubble picture"><img alt="{Image} tea.png" src="` + dot + `"><span class="expired">{expired}</span></div>`,
		},
		"an image of another host": {
			preview.Attachment{Kind: "image", Media: preview.Media{ID: "https://a.example/x.png", Source: "https://a.example/x.png"}},
			`<div class="bubble picture"><div class="placeholder"><span class="sign" aria-hidden="true">🖼</span><b>{Image}</b>` +
				`<span>{not at hand here}</span><code class="medium-id" title="https://a.example/x.png">https://a.example/x.png</code></div></div>`,
		},
		"an image of which nothing is known": {
			preview.Attachment{Kind: "image"},
			`<div class="bubble picture"><div class="placeholder"><span class="sign" aria-hidden="true">🖼</span><b>{Image}</b>` +
				`<span>{not at hand here}</span></div></div>`,
		},
		"a video": {
			preview.Attachment{Kind: "video", Media: with(func(m *preview.Media) { m.Name, m.Size, m.Expired = "tea.mp4", 10<<20, true })},
			`<div class="bubble picture" data-kind="video" data-label="{Video} tea.mp4" data-media="M"><div class="placeholder">` +
				`<span class="sign" aria-hidden="true">▶</span><b>{Video}</b><span>tea.mp4 · 10.0 MB</span>` +
				`<span class="expired">{expired}</span></div></div>`,
		},
		"a file": {
			preview.Attachment{Kind: "file", Media: with(func(m *preview.Media) { m.Name, m.Size, m.Expired = "双十一.numbers", 1, true })},
			`<div class="bubble file"><div><p class="card-title">双十一.numbers</p><p class="card-text">1 {byte}</p>` +
				`<span class="expired">{expired}</span></div><span class="file-kind" aria-hidden="true">NUMB</span></div>`,
		},
		"an unknown file": {
			preview.Attachment{Kind: "file", Media: preview.Media{ID: "F"}},
			`<div class="bubble file"><div><p class="card-title">F</p><p class="card-text">{not at hand here}</p></div>` +
				`<span class="file-kind" aria-hidden="true">?</span></div>`,
		},
		"a link": {
			preview.Attachment{Kind: "link", Title: "t", Desc: "d", URL: "https://a.example/", PicURL: "https://a.example/x.png"},
			`<div class="bubble link"><p class="card-title">t</p><div class="link-body"><p class="card-text">d</p>` +
				`<span class="thumb" aria-hidden="true" title="{This page loads nothing from other hosts.}">🖼</span></div>` +
				`<p class="card-foot">https://a.example/</p></div>`,
		},
		"a link with nothing but its URL": {
			preview.Attachment{Kind: "link", URL: "https://a.example/"},
			`<div class="bubble link"><p class="card-title"></p><div class="link-body"><p class="card-text"></p>` +
				`<span class="thumb" aria-hidden="true">🔗</span></div><p class="card-foot">https://a.example/</p></div>`,
		},
		"a mini program": {
			preview.Attachment{Kind: "miniprogram", Title: "t", AppID: "wx1", Page: "/p.html", Media: with(func(m *preview.Media) { m.Source = dot })},
			`<div class="bubble mini"><div class="mini-app"><span class="mini-icon" aria-hidden="true"></span><code>wx1</code></div>` +
				`<p class="card-title">t</p><div class="mini-cover"><img alt="{Cover} tea.png" src="` + dot + `"></div>` +
				`<p class="card-foot">{Mini program} · <code>/p.html</code></p></div>`,
		},
		"a mini program with an unknown cover": {
			preview.Attachment{Kind: "miniprogram", Title: "t", AppID: "wx1", Page: "/p.html", Media: preview.Media{ID: "M", Size: 12}},
			`<div class="bubble mini"><div class="mini-app"><span class="mini-icon" aria-hidden="true"></span><code>wx1</code></div>` +
				`<p class="card-title">t</p><div class="mini-cover"><div class="placeholder"><span class="sign" aria-hidden="true">🖼</span>` +
				`<b>{Cover}</b><span>{not at hand here}</span><code class="medium-id" title="M">M</code></div></div>` +
				`<p class="card-foot">{Mini program} · <code>/p.html</code></p></div>`,
		},
		"a kind of tomorrow": {preview.Attachment{Kind: "voice"}, `<p class="bubble text">[voice]</p>`},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got, want := bubbleOf(t, test.attachment, preview.English()), english.Replace(test.want); got != want {
				t.Errorf("English\n%s\nwant\n%s", got, want)
			}

			if got, want := bubbleOf(t, test.attachment, preview.Chinese()), chinese.Replace(test.want); got != want {
				t.Errorf("Chinese\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestOf_sizesForPeople(t *testing.T) {
	for bytes, want := range map[int64]string{
		0: "0 bytes", 1: "1 byte", 1023: "1023 bytes", 1024: "1.0 KB", 1279: "1.2 KB", 1280: "1.3 KB",
		1<<20 - 1: "1024.0 KB", 1 << 20: "1.0 MB", 20 << 20: "20.0 MB",
	} {
		got := bubbleOf(t, preview.Attachment{Kind: "file", Media: preview.Media{Name: "x", Size: bytes, Known: true}}, preview.English())
		if !strings.Contains(got, `"card-text">`+want+`</p>`) {
			t.Errorf("%d: no %q in %s", bytes, want, got)
		}
	}
}
