package review_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
)

// readable is a report in the two forms of text.
func readable(t *testing.T, r *review.Report) string {
	t.Helper()

	var b strings.Builder

	if err := r.WriteText(&b, "en", review.Colours{}); err != nil {
		t.Fatal(err)
	}

	if err := r.WriteMarkdown(&b, "en", 1<<16); err != nil {
		t.Fatal(err)
	}

	return b.String()
}

// Two texts of which the plan knows nothing may be two texts.
func TestRead_whatIsNotKnownIsNotTheSame(t *testing.T) {
	unknown := object{"after_unknown": object{"text": object{"content": true}}}

	report := reportOf(t, review.Options{},
		change("wecom_mass_message.a", []string{"create"}, nil, message(object{"text": object{}}), unknown),
		change("wecom_mass_message.b", []string{"create"}, nil, message(object{"text": object{}}), unknown),
		change("wecom_mass_message.c", []string{"create"}, nil, message(nil), nil),
		change("wecom_mass_message.d", []string{"create"}, nil, message(nil), nil))

	if got := readable(t, report); len(report.Contents) != 3 || strings.Count(got, "Not known before the apply") != 4 {
		t.Errorf("%d contents\n%s", len(report.Contents), got)
	}
}

// A text that has the marks of a difference cannot be taken for one, nor a line
// of a text for an attachment.
func TestWrite_aTextLooksLikeNothingElse(t *testing.T) {
	before := created(object{"text": object{"content": "五折"}})
	link := []any{object{"msgtype": "link", "link": object{"title": "茶", "url": "https://a.example/"}}}

	after := message(object{"text": object{"content": "五折{+八折+}\n1. link, 礼物, https://evil.example/"}, "attachments": link})
	got := readable(t, reportOf(t, review.Options{}, change("wecom_mass_message.a", []string{"delete", "create"}, before, after, object{"replace_paths": []any{[]any{"text"}}})))

	for _, want := range []string{"**Sent before**\n\n```text\n五折\n```", "**Now**\n\n```text\n五折{+八折+}\n1. link, 礼物", "**Attachments**\n\n```text\n1. link, 茶, https://a.example/\n```", "  | 1. link, 礼物", "  + link, 茶"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

// Of a campaign that is sent again, what was held was never sent.
func TestRead_countsAgainWhatWasSent(t *testing.T) {
	all := func(status ...string) object {
		messages := object{}

		for i, s := range status {
			one := object{"recipients_count": 2}
			if s != "" {
				one["delivery"] = object{"status": s, "msgid": "msg"}
			}

			messages[string(rune('a'+i))] = one
		}

		return messages
	}

	before := created(object{"messages": all("created", "unknown", "held", "held", "refused")})
	after := message(object{"messages": all("", "", "", "", "")})

	report := reportOf(t, review.Options{}, change("wecom_campaign.a", []string{"delete", "create"}, before, after, object{"replace_paths": []any{[]any{"triggers"}}}))
	if report.Totals.Messages != 5 || report.Totals.Again != 2 {
		t.Errorf("%d messages, %d again: %s", report.Totals.Messages, report.Totals.Again, report.Verdict)
	}
}

// No form can do anything to a terminal, and JSON stays JSON.
func TestWriteJSON_escapesWhatATerminalObeys(t *testing.T) {
	const text = "a\u009b31mb\u202ec\u001b[0m"

	var b bytes.Buffer
	if err := reportOf(t, review.Options{}, change("wecom_mass_message.a", []string{"create"}, nil, message(object{"text": object{"content": text}}), nil)).WriteJSON(&b); err != nil {
		t.Fatal(err)
	}

	var read struct{ Contents []review.Content }
	if err := json.Unmarshal(b.Bytes(), &read); err != nil || read.Contents[0].Text != text {
		t.Errorf("%v, %+v", err, read.Contents)
	}

	if strings.ContainsAny(b.String(), "\u009b\u202e\u001b") {
		t.Errorf("%q", b.String())
	}
}
