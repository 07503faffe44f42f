package provider_test

import (
	"strings"
	"testing"
)

// Every byte limit of the official page, at the limit and one character over
// it, in characters of one, three and four bytes. All numbers are the page's,
// written out.
func TestMassMessage_byteLimits(t *testing.T) {
	const (
		chinese = "中"
		emoji   = "😀"
	)

	text := func(v string) object { return with(hello(), object{"text": object{"content": v}}) }
	linkTitle := func(v string) object { return attached(linkAttachment(object{"title": v})) }
	linkDesc := func(v string) object { return attached(linkAttachment(object{"desc": v})) }
	linkURL := func(v string) object { return attached(linkAttachment(object{"url": "https://a.io/" + v})) }
	linkPicURL := func(v string) object { return attached(linkAttachment(object{"picurl": "https://a.io/" + v})) }
	cardTitle := func(v string) object { return attached(miniprogramAttachment(object{"title": v})) }

	tests := map[string]struct {
		message func(string) object
		path    string
		limit   string // at the limit
		over    string // one character more
		words   string
	}{
		"text in ASCII": {
			text, "text.content", repeat("a", 4000), repeat("a", 4001),
			"4,001 characters are 4,001 bytes; the limit is 4,000 bytes, 1 too many",
		},
		"text in Chinese": {
			text, "text.content", repeat(chinese, 1333) + "a", repeat(chinese, 1334),
			"1,334 characters are 4,002 bytes; the limit is 4,000 bytes, 2 too many",
		},
		"text in emoji": {
			text, "text.content", repeat(emoji, 1000), repeat(emoji, 1001),
			"1,001 characters are 4,004 bytes; the limit is 4,000 bytes, 4 too many",
		},
		"link title in ASCII": {
			linkTitle, "attachments[0].link.title", repeat("a", 128), repeat("a", 129),
			"129 characters are 129 bytes; the limit is 128 bytes, 1 too many",
		},
		"link title in Chinese": {
			linkTitle, "attachments[0].link.title", repeat(chinese, 42) + "ab", repeat(chinese, 43),
			"43 characters are 129 bytes; the limit is 128 bytes, 1 too many",
		},
		"link title in emoji": {
			linkTitle, "attachments[0].link.title", repeat(emoji, 32), repeat(emoji, 33),
			"33 characters are 132 bytes; the limit is 128 bytes, 4 too many",
		},
		"link description in ASCII": {
			linkDesc, "attachments[0].link.desc", repeat("a", 512), repeat("a", 513),
			"513 characters are 513 bytes; the limit is 512 bytes, 1 too many",
		},
		"link description in Chinese": {
			linkDesc, "attachments[0].link.desc", repeat(chinese, 170) + "ab", repeat(chinese, 171),
			"171 characters are 513 bytes; the limit is 512 bytes, 1 too many",
		},
		"link description in emoji": {
			linkDesc, "attachments[0].link.desc", repeat(emoji, 128), repeat(emoji, 129),
			"129 characters are 516 bytes; the limit is 512 bytes, 4 too many",
		},
		// The URLs begin with 13 bytes: https://a.io/
		"link URL in ASCII": {
			linkURL, "attachments[0].link.url", repeat("a", 2035), repeat("a", 2036),
			"2,049 characters are 2,049 bytes; the limit is 2,048 bytes, 1 too many",
		},
		"link URL in Chinese": {
			linkURL, "attachments[0].link.url", repeat(chinese, 678) + "a", repeat(chinese, 679),
			"692 characters are 2,050 bytes; the limit is 2,048 bytes, 2 too many",
		},
		"link URL in emoji": {
			linkURL, "attachments[0].link.url", repeat(emoji, 508) + "abc", repeat(emoji, 509),
			"522 characters are 2,049 bytes; the limit is 2,048 bytes, 1 too many",
		},
		"link cover in ASCII": {
			linkPicURL, "attachments[0].link.picurl", repeat("a", 2035), repeat("a", 2036),
			"2,049 characters are 2,049 bytes; the limit is 2,048 bytes, 1 too many",
		},
		"link cover in Chinese": {
			linkPicURL, "attachments[0].link.picurl", repeat(chinese, 678) + "a", repeat(chinese, 679),
			"692 characters are 2,050 bytes; the limit is 2,048 bytes, 2 too many",
		},
		"link cover in emoji": {
			linkPicURL, "attachments[0].link.picurl", repeat(emoji, 508) + "abc", repeat(emoji, 509),
			"522 characters are 2,049 bytes; the limit is 2,048 bytes, 1 too many",
		},
		"mini program title in ASCII": {
			cardTitle, "attachments[0].miniprogram.title", repeat("a", 64), repeat("a", 65),
			"65 characters are 65 bytes; the limit is 64 bytes, 1 too many",
		},
		"mini program title in Chinese": {
			cardTitle, "attachments[0].miniprogram.title", repeat(chinese, 21) + "a", repeat(chinese, 22),
			"22 characters are 66 bytes; the limit is 64 bytes, 2 too many",
		},
		"mini program title in emoji": {
			cardTitle, "attachments[0].miniprogram.title", repeat(emoji, 16), repeat(emoji, 17),
			"17 characters are 68 bytes; the limit is 64 bytes, 4 too many",
		},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p.judged(test.message(test.limit)).expect(t, "problem at the limit")
			p.judged(test.message(test.over)).expect(t, "problem over the limit", at(test.path, test.words))
		})
	}
}

// The issue's own example of the message, to the letter.
func TestMassMessage_aByteLimitGivesCharactersAndBytes(t *testing.T) {
	message := with(hello(), object{"text": object{"content": repeat("福", 1402)}})

	serve(t).judged(message).expect(t, "problem",
		at("text.content", "1,402 characters are 4,206 bytes; the limit is 4,000 bytes, 206 too many"))
}

func repeat(s string, n int) string { return strings.Repeat(s, n) }
