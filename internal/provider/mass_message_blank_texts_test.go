package provider_test

import (
	"fmt"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func blankTexts() []string {
	return []string{" ", "\n", "  \r\n\t", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u200d\u2060", "\u2800", "\u3164", "\u00ad", "\ufe0f", "\u0085", "\x00", "\u202e", "\U000e0020", "\u2028", "\u034f\u115f"}
}

// A text in which nothing can be seen counts as not given: alone it is refused,
// beside attachments it is not sent, and a title it cannot be.
func TestMassMessage_nothingToRead(t *testing.T) {
	p := serve(t)

	for _, blank := range blankTexts() {
		t.Run(fmt.Sprintf("%+q", blank), func(t *testing.T) {
			text := object{"text": object{"content": blank}}
			shown := fmt.Sprintf("nothing can be seen in %+q", blank)

			p.validate(with(hello(), text)).expect(t, "problem", at("text", "Empty message", shown))
			p.validate(with(attached(linkAttachment(object{"desc": blank})), text)).expect(t, "problem")
			p.validate(attached(linkAttachment(object{"title": blank}))).expect(t, "problem", at("attachments[0].link.title", "required", shown))
			p.validate(attached(miniprogramAttachment(object{"title": blank}))).expect(t, "problem", at("attachments[0].miniprogram.title", "required", shown))

			p.validate(with(hello(), object{"text": object{"content": blank + "."}})).errors().expect(t, "error beside something to read")
		})
	}

	for _, seen := range []string{".", "\u0600", "👍\ufe0f", "\u200b中", "é"} {
		p.validate(with(hello(), object{"text": object{"content": seen}})).expect(t, "problem of "+seen)
	}

	// Nor does the length count of what is not sent.
	p.validate(with(attached(linkAttachment(nil)), object{"text": object{"content": repeat(" ", 5_000)}})).expect(t, "problem")
}

// What is sent has no such text; the state keeps what was written, and nothing
// of it is a change.
func TestMassMessage_aBlankTextIsNotSent(t *testing.T) {
	sim := simulate(t)
	l := connected(t, sim)
	message := with(attached(linkAttachment(object{"desc": "\u200b"})), object{"text": object{"content": " \n"}})

	if _, applied := l.apply(message); len(applied.errors()) > 0 {
		t.Fatal(applied)
	}

	sent := sim.Messages()[0]
	if sent.Text != "" || sent.Attachments[0].Link.Desc != "" {
		t.Errorf("sent: %q and %q", sent.Text, sent.Attachments[0].Link.Desc)
	}

	for what, same := range map[string]object{
		"as it was":    message,
		"left out":     attached(linkAttachment(nil)),
		"other blanks": with(attached(linkAttachment(object{"desc": " "})), object{"text": object{"content": "\ufeff"}}),
	} {
		if got := l.plan(same); got.action == replace || len(got.problems) > 0 {
			t.Errorf("%s: %s, %v", what, got.action, got.problems)
		}
	}
}

// A build that did send such a text has recorded it. It is sent no second time.
func TestMassMessage_aBlankTextOfAnEarlierBuild(t *testing.T) {
	sim := simulate(t)
	l := connected(t, sim)
	message := with(attached(linkAttachment(nil)), object{"text": object{"content": " \n"}})

	l.apply(message)

	l.recordSent("text", " \n")

	if got := l.plan(message); got.action != noOp || len(got.problems) > 0 {
		t.Errorf("%s, %v", got.action, got.problems)
	}

	// Once it is left out, the state says no more what was written.
	without := attached(linkAttachment(nil))
	l.apply(without)
	l.apply(with(without, object{"external_userid": []string{chen}}))

	if got := sim.posts(); got != 1 {
		t.Errorf("%d POSTs, want 1", got)
	}
}

// The look before the send finds one that was sent with such a text.
func TestMassMessage_aBlankTextInWeComsList(t *testing.T) {
	sim := simulate(t)
	sim.Add(wecomsim.Message{
		Text: "\n", Sender: "zhangsan",
		Attachments: []wecomsim.Attachment{{MsgType: "link", Link: &wecomsim.Link{Title: "新品", URL: "https://example.com/new", Desc: " "}}},
		Tasks:       []wecomsim.Task{{UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ExternalUserID: customer1}}}},
	})

	_, applied := connected(t, sim).apply(with(attached(linkAttachment(nil)), object{"external_userid": []string{customer1}}))
	if len(applied.errors()) != 1 || sim.sends() != 1 {
		t.Errorf("%d messages, want 1: %v", sim.sends(), applied)
	}
}
