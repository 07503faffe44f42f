package preview_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
)

// htmlOf is the preview of a message as HTML.
func htmlOf(t *testing.T, m preview.Message, w preview.Words) string {
	t.Helper()

	var page strings.Builder
	if err := preview.Of(m, w).WriteHTML(&page); err != nil {
		t.Fatal(err)
	}

	return page.String()
}

func TestOf_aTextToOneCustomer(t *testing.T) {
	const head = `<section class="phone" aria-label="%"><div class="phone-top"><span class="phone-back" aria-hidden="true">‹</span>` +
		`<div class="phone-name"><b>张三</b><span>@</span></div><span aria-hidden="true">⋯</span></div>` +
		`<div class="chat"><div class="chat-time">11 Jul, 10:00</div>` +
		`<div class="said"><span class="face" aria-hidden="true">张</span><div class="saying"><p class="bubble text">two` + "\n" +
		`lines 🍵</p></div></div></div><div class="phone-bottom" aria-hidden="true"><span></span></div></section>`

	message := preview.Message{Text: "two\nlines 🍵", Member: "张三", Time: "11 Jul, 10:00"}

	english := strings.NewReplacer("%", "As the customer sees it", "@", "@company").Replace(head)
	if got := htmlOf(t, message, preview.English()); got != english {
		t.Errorf("got\n%s\nwant\n%s", got, english)
	}

	chinese := strings.NewReplacer("%", "客户看到的消息", "@", "@企业").Replace(head)
	if got := htmlOf(t, message, preview.Chinese()); got != chinese {
		t.Errorf("got\n%s\nwant\n%s", got, chinese)
	}
}

// Whoever calls may know neither the group nor who speaks.
func TestOf_namesTheGroupAndWhoSpeaks(t *testing.T) {
	tests := map[string]struct {
		message preview.Message
		words   preview.Words
		want    []string
	}{
		"a group": {
			preview.Message{Text: "x", Member: "张三", Group: &preview.Group{Name: "Tea", Members: 1234567}},
			preview.English(),
			[]string{`<div class="phone-name"><b>Tea (1,234,567)</b></div>`, `<p class="says">张三<span>@company</span></p><p class="bubble text">x</p>`},
		},
		"a group of unknown name": {
			preview.Message{Text: "x", Member: "张三", Group: &preview.Group{Members: 12}},
			preview.Chinese(),
			[]string{`<b>客户群 (12)</b>`, `<p class="says">张三<span>@企业</span></p>`},
		},
		"a group of unknown size": {
			preview.Message{Text: "x", Member: "张三", Group: &preview.Group{Name: "Tea"}}, preview.English(), []string{`<b>Tea</b>`},
		},
		"an unknown group": {
			preview.Message{Text: "x", Member: "张三", Group: &preview.Group{}}, preview.English(), []string{`<b>Customer group</b>`},
		},
		"an unknown member": {
			preview.Message{Text: "x"}, preview.Chinese(), []string{`<b>成员</b><span>@企业</span>`, `<span class="face" aria-hidden="true">成</span>`},
		},
		"no name in letters": {
			preview.Message{Text: "x", Member: "\xff"}, preview.English(), []string{`<b>�</b>`, `aria-hidden="true">�</span>`},
		},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := htmlOf(t, test.message, test.words)
			for _, part := range test.want {
				if !strings.Contains(got, part) {
					t.Errorf("no %s in\n%s", part, got)
				}
			}

			if strings.Contains(got, "chat-time") || (test.message.Group == nil) == strings.Contains(got, `"says"`) {
				t.Errorf("a time, or a name where none should be:\n%s", got)
			}
		})
	}
}

// A word that was forgotten shows as nothing.
func TestWords_areThereInBothLanguages(t *testing.T) {
	for name, words := range map[string]preview.Words{"English": preview.English(), "Chinese": preview.Chinese()} {
		for _, word := range []string{
			words.Preview, words.Member, words.AtCompany, words.CustomerGroup, words.Image, words.Cover, words.Video,
			words.MiniProgram, words.Unknown, words.Expired, words.NotLoaded, words.Byte, words.Bytes,
		} {
			if word == "" {
				t.Errorf("%s has an empty word: %+v", name, words)
			}
		}
	}
}
