package wecom_test

import (
	"testing"
	"unicode"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func TestNothingToRead(t *testing.T) {
	for _, blank := range []string{
		"", " ", "\t\r\n\v\f", "\u0000\u001b\u007f\u0085", "\u00a0\u2003\u3000\u1680", "\u200b\u200c\u200d\u2060\ufeff",
		"\u202a\u202e\u2066\u2069", "\u00ad\u034f\u061c", "\u115f\u1160\u3164\uffa0", "\u17b4\u17b5\u180b\u180e", "\u2800", "\u2028\u2029",
		"\ufe00\ufe0f\U000e0100", "\U000e0001\U000e007f", "\U0001d173\U0001d159", "\ufff9\ufffb", "\ufffe\uffff", "\U0001ffff", "\ufdd0", "\U00016fe4",
	} {
		if !wecom.NothingToRead(blank) {
			t.Errorf("%+q: something is seen in it", blank)
		}
	}

	for _, seen := range []string{".", "中", "é", "\u200bx\u200b", "👍🏽", "\u0600", "\u00b7", "\u2581", "0\ufe0f\u20e3", "\u0301"} {
		if wecom.NothingToRead(seen) {
			t.Errorf("%+q: nothing is seen in it", seen)
		}
	}

	// Letters, digits and signs of every script.
	for r := rune(0); r <= unicode.MaxRune; r++ {
		isFiller := unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
		if unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.Sc, unicode.Sm) && !isFiller && wecom.NothingToRead(string(r)) {
			t.Errorf("U+%04X is taken for nothing", r)
		}
	}
}

// What is not sent is not compared either.
func TestSentOf_nothingToRead(t *testing.T) {
	link := func(desc string) []wecom.Attachment {
		return []wecom.Attachment{{MsgType: wecom.MsgTypeLink, Link: &wecom.Link{Title: "t", URL: "https://example.com", Desc: desc}}}
	}

	without := wecom.SentOf(&wecom.MassMessage{Attachments: link("")})
	given := &wecom.MassMessage{Text: &wecom.Text{Content: "\n"}, Attachments: link(" \u200b")}

	if with := wecom.SentOf(given); with.Words != without.Words || with.Content != without.Content {
		t.Error("a text in which nothing can be seen counts")
	}

	if given.Text == nil || given.Attachments[0].Link.Desc == "" {
		t.Error("the message itself was changed")
	}

	if sent := given.ToSend(); sent.Text != nil || sent.Attachments[0].Link.Desc != "" {
		t.Errorf("sent: %+v", sent)
	}
}
