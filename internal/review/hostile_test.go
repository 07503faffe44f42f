package review_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
)

func hostile() []string {
	return []string{
		"</p><script>alert(1)</script><img src=x onerror=alert(1)>", "```\n# head\n@all <b>", "````` `` `", "`", "a`b``c", "|a|\\|b", "@all [x](https://evil.example) ![](https://evil.example/p.png)",
		"</details></summary><!-- -->", "\x1b[31mred\x1b[0m \x07", "\u202egnp.exe", "{{.}} ]]> &amp; <![CDATA[", "javascript:alert(1)", "line\r\nline\n\n\n# head\n---\n    code", "<!-- wecomctl review -->", strings.Repeat("`", 300), "~~~\n@here", "a\n```\n# head\n@all\n```\n", "a\n`````text\n@all",
	}
}

func hostileReport(t testing.TB, said string) *review.Report {
	t.Helper()

	after := message(object{
		"sender": said, "text": object{"content": said},
		"attachments": []any{
			object{"msgtype": "link", "link": object{"title": said, "desc": said, "url": "https://shop.example/?" + said, "picurl": "https://x" + said}},
			object{"msgtype": "miniprogram", "miniprogram": object{"title": said, "appid": said, "page": said, "pic_source": said, "pic_source_sha256": "x"}},
			object{"msgtype": "file", "file": object{"source": said}},
		},
	})
	before := created(object{"text": object{"content": "你好" + said}})

	one := change("wecom_mass_message.it", []string{"delete", "create"}, before, after, object{"replace_paths": []any{[]any{said}}, "previous_address": "wecom_mass_message.x[\"" + said + "\"]"})
	one["address"] = "wecom_mass_message.it[\"" + said + "\"]"

	policy := review.Policy{Senders: []string{"lisi"}, ForbiddenWords: []string{said}}
	if err := policy.Complete(); err != nil {
		t.Fatal(err)
	}

	return reportOf(t, review.Options{Policy: policy, Folder: t.TempDir()}, one)
}

// withoutCode is a comment without its code: fences and spans, as CommonMark
// reads them.
func withoutCode(comment string) string {
	var prose strings.Builder

	fence := ""

	for line := range strings.Lines(comment) {
		run := line[:len(line)-len(strings.TrimLeft(line, "`"))]

		switch {
		case fence != "" && len(run) >= len(fence) && strings.TrimSpace(strings.TrimLeft(line, "`")) == "":
			fence = ""
		case fence != "":
		case len(run) >= 3 && !strings.Contains(line[len(run):], "`"):
			fence = run
		default:
			prose.WriteString(withoutSpans(line))
		}
	}

	return prose.String() + fence
}

func withoutSpans(line string) string {
	prose := ""

	for line != "" {
		at := strings.IndexByte(line, '`')
		if at < 0 {
			return prose + line
		}

		prose, line = prose+line[:at], line[at:]
		mark := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		rest := line[len(mark):]

		end := 0

		for {
			next := strings.Index(rest[end:], mark)
			if next < 0 {
				return prose + line
			}

			end += next
			run := len(rest[end:]) - len(strings.TrimLeft(rest[end:], "`"))

			if run == len(mark) {
				break
			}

			end += run
		}

		prose, line = prose+"CODE", rest[end+len(mark):]
	}

	return prose
}

// Whatever a campaign says, the prose of the comment is ours: the same as for a
// harmless one.
func TestWriteMarkdown_nothingBreaksOut(t *testing.T) {
	proseOf := func(said string) string {
		var b bytes.Buffer
		if err := hostileReport(t, said).WriteMarkdown(&b, "en", 65_536); err != nil {
			t.Fatal(err)
		}

		return withoutCode(b.String())
	}

	want := proseOf("harmless")

	for _, said := range hostile() {
		if got := proseOf(said); got != want {
			t.Errorf("%q\n%s\nwant\n%s", said, got, want)
		}
	}
}

func FuzzWriteMarkdown(f *testing.F) {
	for _, said := range hostile() {
		f.Add(said)
	}

	f.Fuzz(func(t *testing.T, said string) {
		var b bytes.Buffer
		if err := hostileReport(t, "x"+said).WriteMarkdown(&b, "zh", 65_536); err != nil {
			t.Fatal(err)
		}

		if prose := withoutCode(b.String()); strings.ContainsAny(prose, "@`") || strings.Count(prose, "<") != strings.Count(prose, "details>")+strings.Count(prose, "summary>")+1 {
			t.Errorf("%q\n%s", said, prose)
		}
	})
}

// A page has the same elements whatever the texts say, no script, and nothing
// that is loaded from anywhere.
func TestWriteHTML_nothingBreaksOut(t *testing.T) {
	shapeOf := func(said string) string {
		var b bytes.Buffer
		if err := hostileReport(t, said).WriteHTML(&b, "en"); err != nil {
			t.Fatal(err)
		}

		shape := ""
		z := html.NewTokenizer(&b)

		for {
			switch z.Next() {
			case html.ErrorToken:
				return shape
			case html.StartTagToken, html.SelfClosingTagToken:
				token := z.Token()
				shape += "<" + token.Data

				for _, a := range token.Attr {
					if a.Key == "src" && !strings.HasPrefix(a.Val, "data:") || a.Key == "href" || strings.HasPrefix(a.Key, "on") || token.Data == "script" {
						t.Errorf("%q: %s", said, token)
					}

					shape += " " + a.Key
				}
			case html.EndTagToken:
				shape += ">"
			}
		}
	}

	want := shapeOf("harmless")

	for _, said := range hostile() {
		got := shapeOf(said)
		// A difference has as many stretches as there are.
		if stripped := strings.NewReplacer("<del>", "", "<ins>", ""); stripped.Replace(got) != stripped.Replace(want) {
			t.Errorf("%q\n%s\nwant\n%s", said, got, want)
		}
	}
}

func TestWrite_whatIsHostileStaysText(t *testing.T) {
	for _, said := range hostile() {
		report := hostileReport(t, said)

		var text, junit, raw bytes.Buffer
		if err := report.WriteText(&text, "en", review.Colours{}); err != nil {
			t.Fatal(err)
		}

		if strings.ContainsAny(text.String(), "\x1b\x07\r\u202e") {
			t.Errorf("%q reaches the terminal: %q", said, text.String())
		}

		if err := report.WriteJUnit(&junit); err != nil {
			t.Fatal(err)
		}

		d := xml.NewDecoder(&junit)
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%q: %v", said, err)
			}
		}

		if err := report.WriteJSON(&raw); err != nil {
			t.Fatal(err)
		}
	}
}
