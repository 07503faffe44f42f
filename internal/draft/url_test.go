package draft_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

func TestURLProblem(t *testing.T) {
	const (
		two     = "2 URLs in one string, separated by "
		noBegin = "is not a URL that begins with http:// or https://"
	)

	for text, want := range map[string]string{
		" ":                            "nothing can be seen in it",
		" https://a.example":           "U+0020 space as character 1",
		"https://a.example\n":          `"https://a.example\n" holds U+000A line feed as character 18`,
		"https://a.example/a b":        "U+0020 space as character 20",
		"https://a.example/\t":         "U+0009 tab",
		"https://a.example/\r\n":       "U+000D carriage return",
		"https://a.example/\u00a0":     `\u00a0" holds U+00A0 no-break space as character 19`,
		"https://a.example/\u3000x":    "U+3000 ideographic space",
		"https://a.example/\u2028":     "U+2028 line separator",
		"https://a.example/\x00":       "U+0000 control character",
		"https://a.example/\x7f":       "U+007F delete",
		"https://a.example/\u0085":     "U+0085 next line",
		"https://a.example/\u200b":     `\u200b" holds U+200B zero width space`,
		"\ufeffhttps://a.example":      "U+FEFF byte order mark as character 1",
		"https://a\u00ad.example":      "U+00AD soft hyphen",
		"https://a.example/\u202ex":    "U+202E right-to-left override",
		"https://a.example/\u2066x":    "U+2066 left-to-right isolate",
		"https://a.example/\u2060":     "U+2060 word joiner",
		"https://a.example/\u3164":     "U+3164 hangul filler",
		"https://a.example/\u2800":     "U+2800 braille pattern blank",
		"https://a.example/\ufe0f":     "U+FE0F variation selector-16",
		"https://a.example/\U000e0041": "U+E0041 tag latin capital letter a",

		"https://a.example,https://b.example":   two + "a comma",
		"https://a.example, https://b.example":  two + "a comma",
		"https://a.example;HTTP://b.example":    two + "a semicolon",
		"https://a.example|http://b.example":    two + "a bar",
		"https://a.example，https://b.example":   two + "U+FF0C fullwidth comma",
		"https://a.example https://b.example":   two + "a blank",
		"https://a.example\nhttps://b.example":  two + "a line break",
		"https://https://a.example":             "https:// stands in it again as character 9",
		"https://https//a.example":              "its host is https",
		"http://HTTP//a.example":                "its host is http",
		"https://a..example":                    `the host "a..example" has a dot with nothing before it`,
		"https://.a.example":                    "a dot with nothing before it",
		"https://…":                             "holds U+2026 horizontal ellipsis",
		"https://a.com…":                        "holds U+2026 horizontal ellipsis",
		"https://http://a.example":              "http:// stands in it again as character 9",
		"https://a.examplehttps://b.example":    "https:// stands in it again as character 18",
		"a https://a.example,https://b.example": "U+0020 space",

		"https://a;b":                   `the host "a;b" holds U+003B semicolon, which no host has`,
		"https://*.example/":            `the host "*.example" holds U+002A asterisk`,
		"https://a,b.example":           `the host "a,b.example" holds U+002C comma`,
		"https://a.example,b.example/x": "U+002C comma",
		"https://a，b.example":           "U+FF0C fullwidth comma",
		"https://a、b":                   "U+3001 ideographic comma",
		"https://a.example；b":           "U+FF1B fullwidth semicolon",
		"https://＊.example":             `holds U+002A asterisk`,
		"https://a！.example":            `holds U+0021 exclamation mark`,
		"https://a'b":                   "U+0027 apostrophe",
		"https://a\"b":                  "U+0022 quotation mark",
		"https://<host>/":               "U+003C less-than sign",
		"https://a&b":                   "U+0026 ampersand",
		"https://a=b":                   "U+003D equals sign",
		"https://$host/":                "U+0024 dollar sign",
		"https://user@a;b/":             `the host "a;b"`,
		"https://___/":                  `the host "___" has a part without a letter or a digit`,
		"https://a.-.example":           "a part without a letter or a digit",
		"https://a。。example":            "has a dot with nothing before it",
		"https://.":                     "has a dot with nothing before it",
		"https://" + strings.Repeat("a", 64) + ".cn":   "has a part of more than 63 bytes",
		"https://" + strings.Repeat("茶", 60) + ".cn":   "has a part of more than 63 bytes",
		"https://" + strings.Repeat("a.", 126) + "com": "is longer than 253 bytes",
		"https://256.1.1.1/":                           `the host "256.1.1.1" ends in a number and is no IPv4 address`,
		"https://1.2.3":                                "is no IPv4 address",
		"https://12345":                                "is no IPv4 address",
		"https://1.2.3.4.5:80/":                        "is no IPv4 address",

		"https://a.example:65536/":  "the port 65536 is none from 1 to 65535",
		"https://a.example:99999":   "the port 99999",
		"http://[::1]:0":            "the port 0",
		"https://a.example:x/":      `invalid port ":x"`,
		"https://a.example/%zz":     `invalid URL escape "%zz"`,
		"https://":                  "it has no host",
		"https://:80/":              "it has no host",
		"https:///path":             "it has no host",
		"https://a.example\\b":      "invalid character",
		"www.example.com":           noBegin,
		"ftp://example.com":         noBegin,
		"https:a.example":           noBegin,
		"\"https://a.example\"":     noBegin,
		"weixin://dl/business/?t=1": noBegin,
	} {
		got := draft.URLProblem(text)
		if !strings.Contains(got, want) {
			t.Errorf("%q: want %q in: %s", text, want, got)
		}

		if strings.Contains(got, noBegin) != (want == noBegin) {
			t.Errorf("%q begins with http:// or https://, or it does not: %s", text, got)
		}

		for _, r := range got {
			if (r < ' ' || r > '~') && !unicode.Is(unicode.Unified_Ideograph, r) {
				t.Errorf("%q: the problem holds U+%04X itself: %s", text, r, got)
			}
		}
	}

	for _, right := range []string{
		"https://a.example", "HTTP://a.example:65535/", "https://例子.example/新品?名=茶叶#顶", "https://a.example/é/ü?q=€",
		"https://a.example/1️⃣", "https://a.example/❤️/👨‍👩‍👧/👍🏽", "https://a.example/?to=https://b.example/", "https://web.archive.org/web/2020/https://a.example/",
		"https://a.example/a,b;c|d", "https://a.example/%20%E2%80%8B", "https://user@a.example/", "https://[::1]:8080/", "https://a.example:/",
		"https://a.example/#https://b.example",
		"https://例子.中国", "https://例子。中国/", "https://xn--fsqu00a.xn--fiqs8s:8443/", "https://faß.de", "https://ｅｘａｍｐｌｅ．com", "https://☕.example",
		"https://❤️.example", "https://مثال.إختبار", "https://カ・カ.jp", "https://l·l.cat", "https://%E4%B8%AD.cn",
		"https://my_app.a.example", "https://r3---sn-x.a.example", "https://-a-.a.example", "https://a.example.", "https://a.example.:443/", "https://localhost", "https://3m.com", "https://a.1x",
		"https://1.2.3.4:8080/", "https://[2001:db8::1]", "https://[fe80::1%25en0]/", "https://" + strings.Repeat("a", 63) + ".cn", "https://" + strings.Repeat("a.", 125) + "com",
	} {
		if got := draft.URLProblem(right); got != "" {
			t.Errorf("%q: %s", right, got)
		}
	}
}

func TestURLProblem_isShort(t *testing.T) {
	for _, text := range []string{
		"https://a.example/" + strings.Repeat("a", 2000) + "\u200b",
		"https://a.example/%zz" + strings.Repeat("a", 2000),
		"https://a.example" + strings.Repeat(",https://a.example", 200),
		strings.Repeat("a", 2000),
		"https://a.example:" + strings.Repeat("9", 2000),
		"https://" + strings.Repeat("a", 2000) + "\\",
	} {
		if got := draft.URLProblem(text); got == "" || len(got) > 500 {
			t.Errorf("%d bytes: %.600s", len(got), got)
		}
	}
}

func TestPageProblem(t *testing.T) {
	for page, want := range map[string]string{
		"":                          "it is empty",
		"\tp.html":                  "white space around it",
		"\ufeffp.html":              `"\ufeffp.html" holds U+FEFF byte order mark as character 1`,
		"i.html\u200b":              `"i.html\u200b" holds U+200B zero width space as character 7`,
		"p\u00adq.html":             "U+00AD soft hyphen",
		"p\u202e.html":              "U+202E right-to-left override",
		"p\u00a0q.html":             "U+00A0 no-break space",
		"p.html?a=\u3000b":          "U+3000 ideographic space",
		"p.html\nq.html":            "U+000A line feed",
		"p\x01.html":                "U+0001 control character",
		"pages/a.html?名=张三&b=❤️,;|": "",
	} {
		got := draft.PageProblem(page)
		if !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%q: want %q in: %s", page, want, got)
		}
	}
}
