package provider_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// written are two ways to write one message, and what is sent of the first.
type written struct{ before, after, sent object }

func invisibleEdits() map[string]written {
	said := func(content string) object { return with(hello(), object{"text": object{"content": content}}) }
	from := func(sender string) object { return with(hello(), object{"sender": sender}) }
	card := func(title, desc string) object {
		return attached(linkAttachment(object{"title": title, "desc": desc}))
	}
	mini := func(title string) object {
		return attached(object{"msgtype": "miniprogram", "miniprogram": object{"title": title, "pic_media_id": "M", "appid": "wx8bd80126147dfAAA", "page": "p.html"}})
	}

	two := said("你好\n再见")

	return map[string]written{
		"CRLF for LF":                   {said("你好\r\n再见"), two, two},
		"LF for CRLF":                   {two, said("你好\r\n再见"), two},
		"CR for LF":                     {said("你好\r再见"), two, two},
		"a byte order mark":             {said("\ufeff你好\n再见"), two, two},
		"no byte order mark":            {two, said("\ufeff你好\n再见"), two},
		"the line end of a heredoc":     {said("你好\n再见\n"), two, two},
		"without it":                    {two, said("你好\n再见\r\n\r\n"), two},
		"blanks at the end of a line":   {two, said("你好 \t\n再见"), two},
		"blanks that are gone":          {said("你好\u3000\n再见\u00a0"), two, said("你好\u3000\n再见\u00a0")},
		"any blank of Unicode":          {said("你好\u2003\u1680\n再见\u2000\u200a"), two, said("你好\u2003\u1680\n再见\u2000\u200a")},
		"any blank in a title":          {card("标题", "说明"), card("标题\u202f", "说明\u205f \u2009"), card("标题", "说明")},
		"a title":                       {card("标题\r\n", "说明\ufeff"), card("标题 ", "说明\ufeff\n"), card("标题", "说明\ufeff")},
		"the title of a mini program":   {mini("标题"), mini("标题\r\n"), mini("标题")},
		"the case of the sender":        {from("ZhangSan"), from("zhangsan"), from("ZhangSan")},
		"the case of the sender, after": {from("zhangsan"), from("ZHANGSAN"), from("zhangsan")},
	}
}

// A difference that nobody can see is none: not in a plan, not in the look
// before the send, not when a lost message is looked for, and not in an import.
func TestMassMessage_whatNobodySeesIsNoDifference(t *testing.T) {
	for name, w := range invisibleEdits() {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			message := connected(t, sim)
			message.apply(w.before)
			wantBody(t, sim.Requests("add_msg_template")[0].Body, w.sent)

			if p := message.plan(w.after); p.action != noOp {
				t.Errorf("the edit plans %s", p.action)
			}

			// The state is lost.
			_, applied := connected(t, sim).apply(w.after)
			applied.errors().expect(t, "error of the apply", at("", "sent already"))

			imports := connected(t, sim)
			imports.imported(message.attribute("msgid"))

			if p := imports.plan(w.after); len(p.problems.errors()) > 0 || p.action == replace {
				t.Errorf("the import plans %s\n%s", p.action, p.problems)
			}

			if sim.posts() != 1 {
				t.Errorf("%d POSTs, want 1", sim.posts())
			}
		})
	}
}

func TestMassMessage_whatNobodySeesIsFoundAfterALostAnswer(t *testing.T) {
	for name, w := range invisibleEdits() {
		for _, by := range []string{"a refresh", "a person"} {
			t.Run(name+" by "+by, func(t *testing.T) {
				sim, clock := simulateHastily(t)
				sim.SetListLag(time.Hour)
				sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.AfterEffect, Count: 1})

				message := connected(t, sim, clock)
				message.apply(w.before)

				if message.attribute("status") != "unknown" {
					t.Fatalf("status %s", message.attribute("status"))
				}

				sim.SetListLag(0)
				message.restart(sim, clock)

				if by == "a refresh" {
					message.refresh()
				} else {
					_, applied := message.apply(with(w.after, object{"adopt_msgid": sim.Messages()[0].MsgID}))
					applied.errors().expect(t, "error of the apply")
				}

				if message.attribute("status") != "created" || sim.posts() != 1 {
					t.Errorf("status %s after %d POSTs", message.attribute("status"), sim.posts())
				}
			})
		}
	}
}

// The limit counts what is sent.
func TestMassMessage_theLimitCountsWhatIsSent(t *testing.T) {
	longest := strings.Repeat("字", wecom.MaxTextBytes/3) + strings.Repeat("x", wecom.MaxTextBytes%3)
	message := connected(t, simulate(t))

	for content, want := range map[string]bool{longest: true, "\ufeff" + longest + "\r\n\n": true, longest + "y": false} {
		p := message.plan(with(hello(), object{"text": object{"content": content}}))
		if ok := len(p.problems.errors()) == 0; ok != want {
			t.Errorf("%d bytes as written pass: %t, want %t\n%s", len(content), ok, want, p.problems.errors())
		}
	}
}

// A state of an earlier build has the digests of texts as they were written. It
// plans what today's has, and an edit that sends nothing sends nothing.
func TestMassMessage_whatAnEarlierBuildRecordedIsNoDifference(t *testing.T) {
	for name, c := range map[string]struct{ title, desc, text string }{
		"a blank text":                  {title: "标题", text: " "},
		"a blank at the end of a title": {title: "标题 "},
		"the line end of a heredoc":     {title: "标题", desc: "说明\n"},
		"CRLF":                          {title: "标题", desc: "说明\r\n更多"},
		"nothing to read":               {title: "标题", desc: " "},
		"a byte order mark":             {title: "\ufeff标题"},
		"a text":                        {title: "标题", text: "\ufeff你好 \r\n再见\n"},
		"the control: all of it plain":  {title: "标题", desc: "说明", text: "你好"},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			message := connected(t, sim)

			link := object{"title": c.title}
			if c.desc != "" {
				link["desc"] = c.desc
			}

			config := attached(linkAttachment(link))
			if c.text != "" {
				config["text"] = object{"content": c.text}
			}

			message.apply(config)

			// As it was recorded then.
			message.recordSent("attachments", []wecom.Attachment{{MsgType: "link", Link: &wecom.Link{Title: c.title, Desc: c.desc, URL: "https://example.com/new"}}})

			if c.text != "" {
				message.recordSent("text", strings.Trim(c.text, " "))
			}

			for what, after := range map[string]object{"unchanged": config, "one customer more": with(config, object{"external_userid": []string{chen}})} {
				for _, p := range message.plan(after).problems {
					if strings.Contains(p.summary, "new message") {
						t.Errorf("%s: %s", what, p.summary)
					}
				}

				if p := message.plan(after); p.action == replace || what == "unchanged" && p.action != noOp {
					t.Errorf("%s: %s", what, p.action)
				}
			}
		})
	}
}

// A state of a build that took only four blanks for none at the end of a line
// has the digests of that form.
func TestMassMessage_blanksThatAnEarlierBuildCountedAreNoDifference(t *testing.T) {
	const text, title, then, thenTitle = "你好\u2003\r\n再见\u202f \n", "标题\u2009 ", "你好\u2003\n再见\u202f", "标题\u2009"

	of := func(text, title string) object {
		return with(attached(linkAttachment(object{"title": title})), object{"text": object{"content": text}})
	}
	message := connected(t, simulate(t))
	message.apply(of(text, title))
	message.recordSent("text", then)
	message.recordSent("attachments", []wecom.Attachment{{MsgType: "link", Link: &wecom.Link{Title: thenTitle, URL: "https://example.com/new"}}})

	for what, after := range map[string]object{"unchanged": of(text, title), "without the blanks": of("你好\n再见", "标题"), "with others": of("你好\u3000\n再见\u1680", "标题\u205f")} {
		if p := message.plan(after); p.action != noOp {
			t.Errorf("%s: %s\n%s", what, p.action, p.problems)
		}
	}

	// The control.
	if p := message.plan(of("你好\n再会", "标题")); p.action != replace {
		t.Errorf("another text: %s", p.action)
	}
}

func TestCampaign_blanksThatAnEarlierBuildCountedAreNoDifference(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, nil)
	said := func(text string) object { return w.config(of, object{"text": object{"content": text}}) }

	w.mustApply(said("你好\u2003\n再见"))
	w.recordSent("text", "你好\u2003\n再见")

	for what, text := range map[string]string{"unchanged": "你好\u2003\n再见", "without the blanks": "你好\n再见"} {
		if p := w.plan(said(text)); p.action != noOp || strings.Contains(p.problems.String(), "differs") {
			t.Errorf("%s: %s\n%s", what, p.action, p.problems)
		}
	}
}

// recordSent puts the digest of a part into the state.
func (l *lifecycle) recordSent(part string, value any) {
	l.t.Helper()

	raw, err := json.Marshal(value)
	if err != nil {
		l.t.Fatal(err)
	}

	sum := sha256.Sum256(raw)
	all := attributesOf(l.t, l.state)
	sent := attributesOf(l.t, all["sent"])
	sent[part] = tftypes.NewValue(tftypes.String, hex.EncodeToString(sum[:]))
	all["sent"] = tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, sent)
	l.state = tftypes.NewValue(l.resourceType(), all)
}
