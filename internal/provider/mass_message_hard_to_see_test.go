package provider_test

import (
	"strings"
	"testing"
)

// A difference that is one, and that a reviewer would overlook, is named with
// its place.
func TestMassMessage_theWarningNamesWhatIsHardToSee(t *testing.T) {
	said := func(content string) object { return with(hello(), object{"text": object{"content": content}}) }
	link := func(changes object) object { return attached(linkAttachment(nil), linkAttachment(changes)) }
	triggered := func(triggers object) object { return with(hello(), object{"triggers": triggers}) }
	mini := func(title string) object { return attached(miniprogramAttachment(object{"title": title})) }

	const difference = ` differs in what is hard to see: from character 3 on, " " was there and "\u00a0" is.`

	for name, row := range map[string]struct {
		before, after object
		want          string
	}{
		"text":  {said("你好 再见"), said("你好\u00a0再见"), "The text" + difference},
		"title": {link(object{"title": "你好 再见"}), link(object{"title": "你好\u00a0再见"}), "The attachments[1].link.title" + difference},
		"description": {
			link(object{"desc": "你好 再见"}), link(object{"desc": "你好\u00a0再见"}), "The attachments[1].link.desc" + difference,
		},
		"title of a mini program": {mini("你好 再见"), mini("你好\u00a0再见"), "The attachments[0].miniprogram.title" + difference},

		"a value of triggers":      {triggered(object{"run": "2 3", "a": "1"}), triggered(object{"run": "2 3\u200b", "a": "1"}), `The value triggers["run"] differs in what is hard to see: from character 4 on, "" was there and "\u200b" is.`},
		"a long value of triggers": {triggered(object{"pw": "hunter2-hunter2"}), triggered(object{"pw": "\u200bhunter2-hunter2\u200b"}), `The value triggers["pw"] differs in what is hard to see.`},
		"a key of triggers":        {triggered(object{"r un": "2", "a": "1"}), triggered(object{"run": "2", "a": "1"}), `The key of triggers differs in what is hard to see: from character 2 on, " " was there and "" is.`},

		"a letter of another alphabet": {said("Sale at 5 pm"), said("S\u0430le at 5 pm"), "The text differs in 1 character: character 2 was U+0061 latin small letter a and is U+0430 cyrillic small letter a."},
		"two of them in a title": {
			link(object{"title": "Model A-1"}), link(object{"title": "Model \u0391\u20111"}),
			"The attachments[1].link.title differs in 2 characters: character 7 was U+0041 latin capital letter a and is U+0391 greek capital letter alpha; character 8 was U+002D hyphen-minus and is U+2011 non-breaking hyphen.",
		},
		"a URL": {link(object{"url": "https://a.example/"}), link(object{"url": "https://\u0430.example/"}), "The attachments[1].link.url differs in 1 character: character 9 was U+0061 latin small letter a and is U+0430 cyrillic small letter a."},
		"a page": {
			attached(miniprogramAttachment(object{"page": "a0.html"})), attached(miniprogramAttachment(object{"page": "aO.html"})),
			"The attachments[0].miniprogram.page differs in 1 character: character 2 was U+0030 digit zero and is U+004F latin capital letter o.",
		},
		"a letter in triggers": {triggered(object{"run": "a"}), triggered(object{"run": "\u0430"}), `The value triggers["run"] differs in 1 character: character 1 was U+0061`},

		"another trigger":     {triggered(object{"run": "2"}), triggered(object{"run": "3"}), ""},
		"a new word":          {said("你好 再见"), said("你好 小明"), ""},
		"a new title":         {link(object{"title": "你好 再见"}), link(object{"title": "你好 小明"}), ""},
		"an attachment less":  {link(object{"title": "你好 再见"}), attached(linkAttachment(nil)), ""},
		"another kind":        {mini("你好 再见"), attached(linkAttachment(object{"title": "你好\u00a0再见"})), ""},
		"a URL with the same": {link(object{"title": "你好"}), link(object{"title": "你好", "url": "https://example.com/b"}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			message := connected(t, simulate(t))
			message.apply(row.before)

			p := message.plan(row.after)
			p.problems.expect(t, "problem of the plan", at("audience", newMessage, row.want))

			for _, d := range p.problems {
				if row.want == "" && strings.Contains(d.detail, "hard to see") || row.want == "" && strings.Contains(d.detail, "triggers[") {
					t.Error(d.detail)
				}
			}
		})
	}
}
