package draft_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// oddities are what is said of a text as a content, a title and a description.
func oddities(text string) string {
	d := draft.New(wecom.MassMessage{Text: &wecom.Text{Content: text}, Attachments: []wecom.Attachment{
		{MsgType: wecom.MsgTypeLink, Link: &wecom.Link{Title: text, Desc: text, URL: "https://a.example"}},
		{MsgType: wecom.MsgTypeMiniprogram, Miniprogram: &wecom.Miniprogram{Title: text}},
	}}, "", nil, nil)
	d.ReadFiles()

	return details(d.AllProblems())
}

func TestDraft_textThatWasNotFilledIn(t *testing.T) {
	const placeholder, none, escapes, lost = "A placeholder that was not filled in", "A text that is none", "Escapes instead of characters", "Lost characters"

	for text, want := range map[string]string{
		"{{name}}": placeholder,
		"您好\n尊敬的{{ 客户.姓名 }}：":     placeholder,
		"{{- .Name | upper }}":    placeholder,
		"尊敬的${name}，您好":           placeholder,
		"尊敬的${ user.first-name }": placeholder,
		"Hi <%= name %>!":         placeholder,
		"null":                    none,
		" undefined\n":            none,
		"None":                    none,
		"<nil>":                   none,
		"NaN":                     none,
		"#N/A":                    none,
		"#REF!":                   none,
		"TODO":                    none,
		"[object Object]":         none,
		"=VLOOKUP(A2,B:C,2,0)":    none,
		"=A1":                     none,
		"=$B$12&C3":               none,
		"=正文!A2":                  none,
		`第一行\n第二行`:                escapes,
		`价格\t99`:                  escapes,
		`\u4f60\u597d`:            escapes,
		"&nbsp;您好":                escapes,
		"Tom &amp; Jerry":         escapes,
		"????????":                lost,
		"?? ??? ???????":          lost,
		"????, 50% ????!":         lost,
		"Hi ????, welcome":        lost,
		"??? 8 ????????":          lost,
	} {
		said := oddities(text)
		for _, at := range []string{"text.content", "attachments[0].link.title", "attachments[0].link.desc", "attachments[1].miniprogram.title"} {
			if !strings.Contains(said, at) {
				t.Errorf("%q: nothing of %s: %q", text, at, said)
			}
		}

		if strings.Count(said, want) != 4 {
			t.Errorf("%q: %q, without %q", text, said, want)
		}
	}
}

func TestDraft_textThatWasNotFilledInNamesTheLine(t *testing.T) {
	said := oddities("你好\n{{name}}\n第一行\\n第二行\n鎮ㄥソ锛屾柊鍝佸埌搴?")
	for _, want := range []string{`line 2 holds "{{name}}"`, `line 3 holds the characters \n`, "line 4 is a text in UTF-8"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q, without %q", said, want)
		}
	}
}

// Every text beyond ASCII is noticed once another encoding was taken for its.
func TestDraft_textInTheWrongEncoding(t *testing.T) {
	read := func(text string, as encoding.Encoding) string {
		wrong, err := as.NewDecoder().String(text)
		if err != nil {
			t.Fatal(err)
		}

		// What has no character in the other encoding is lost, and refused.
		return strings.Map(func(r rune) rune {
			if r == '\uFFFD' || r >= 0x80 && r < 0xa0 {
				return '?'
			}

			return r
		}, wrong)
	}

	for _, text := range []string{"您好，新品到店", "春茶上新，限时八折！快来选购吧", "尊敬的客户：您好！感谢您一直以来的支持。"} {
		for _, as := range []encoding.Encoding{simplifiedchinese.GBK, simplifiedchinese.GB18030} {
			if said := oddities(read(text, as)); strings.Count(said, "A text in the wrong encoding") != 4 {
				t.Errorf("%q: %q", read(text, as), said)
			}
		}
	}

	for _, text := range []string{"双十一8折", "新品上市, 8折 hello", "尊敬的客户：您好！感谢您一直以来的支持。"} {
		raw, err := simplifiedchinese.GBK.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}

		if said := oddities(read(raw, charmap.ISO8859_1)); strings.Count(said, "A text in the wrong encoding") != 4 {
			t.Errorf("%q: %q", read(raw, charmap.ISO8859_1), said)
		}
	}

	// Two characters, and nothing else.
	if said := oddities("浣犲ソ"); strings.Count(said, "A text in the wrong encoding") != 4 {
		t.Error(said)
	}

	for _, text := range []string{"Café crème à Noël, déjà prêt", "Größe: Mäntel, Röcke, Hüte", "“Hello” – it’s 5 € • today"} {
		if said := oddities(read(text, charmap.Windows1252)); strings.Count(said, "A text in the wrong encoding") != 4 {
			t.Errorf("%q: %q", read(text, charmap.Windows1252), said)
		}
	}
}

func TestDraft_addressThatWasNotFilledIn(t *testing.T) {
	for address, want := range map[string]int{
		"https://undefined/null": 4, "https://a.example/undefined": 4, "https://a.example/p?id=null&b=1": 4, "https://a.example/#/p/undefined": 4,
		"https://a.example/p?id=NaN&b=None": 4, "https://a.example/p?id={{id}}": 4, "https://a.example/p?id=${id}": 4, "https://a.example/{{id}}": 3, "https://a.example/<%= id %>": 3,
	} {
		d := draft.New(wecom.MassMessage{Attachments: []wecom.Attachment{
			{MsgType: wecom.MsgTypeLink, Link: &wecom.Link{Title: "t", URL: address, PicURL: address}},
			{MsgType: wecom.MsgTypeMiniprogram, Miniprogram: &wecom.Miniprogram{Title: "t", Page: strings.TrimPrefix(address, "https://a.example/")}},
			{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{PicURL: address}},
		}}, "", nil, nil)
		d.ReadFiles()

		said := details(d.AllProblems())
		if got := strings.Count(said, "An address that was not filled in"); got != want {
			t.Errorf("%q: %d warnings, want %d: %q", address, got, want, said)
		}

		if said := details(d.ProblemsOfASent()); said != "" {
			t.Errorf("%q, of a sent message: %s", address, said)
		}
	}
}

// What opens on the machine of the author opens for no customer.
func TestDraft_addressesThatCustomersCannotOpen(t *testing.T) {
	for address, want := range map[string]string{
		"http://localhost:3000/promo": "cannot open", "http://127.0.0.1:8080/": "cannot open", "http://192.168.1.5/x": "cannot open", "https://[::1]/": "cannot open",
		"https://crm.internal/a": "cannot open", "https://nas.local": "cannot open", "http://router.lan/": "cannot open", "https://a.example/?a=1&amp;b=2": "&amp;",
		"https://crm/": "cannot open", "https://intranet./": "cannot open", "https://oa.corp/": "cannot open", "https://oa.home.arpa/": "cannot open", "https://shop.fritz.box": "cannot open",
		"https://shop。local/": "cannot open", "https://１２７.０.０.１/": "cannot open", "https://100.64.1.1/": "cannot open", "https://192.0.2.1/": "cannot open", "https://[::ffff:10.0.0.1]/": "cannot open", "https://[2001:db8::1]/": "cannot open", "https://255.255.255.255/": "cannot open",
		"https://8.8.8.8/": "", "https://localhost.example.com": "", "https://a.example/local": "", "https://例子.中国/": "", "https://[2400:3200::1]/": "", "https://a.corp.example.com": "", "https://100.128.0.1": "",
	} {
		d := draft.New(wecom.MassMessage{Attachments: []wecom.Attachment{{MsgType: wecom.MsgTypeLink, Link: &wecom.Link{Title: "t", URL: address}}}}, "", nil, nil)
		d.ReadFiles()

		if said := details(d.AllProblems()); want == "" && said != "" || !strings.Contains(said, want) {
			t.Errorf("%q: %q, want %q", address, said, want)
		}
	}
}

// A text that turns the direction of reading is not read as the plan shows it.
func TestDraft_textThatTurnsAround(t *testing.T) {
	if said := oddities("满100减\u202e05\u202c"); strings.Count(said, "not read as it is written") != 4 {
		t.Error(said)
	}
}
