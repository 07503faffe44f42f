package wecom_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"
	"unicode"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Every white space of Unicode is a blank at the end of a line, but for what
// ends a line itself.
func TestComparableText_blanksAtTheEndOfALine(t *testing.T) {
	for _, span := range unicode.White_Space.R16 {
		for r := span.Lo; r <= span.Hi; r += span.Stride {
			blank := string(rune(r))
			got := wecom.ComparableText("a" + blank + "\nb" + blank)

			switch rune(r) {
			case '\n', '\r':
			case '\v', '\f', '\u0085', '\u2028', '\u2029':
				if got != "a"+blank+"\nb"+blank {
					t.Errorf("%U ends a line and became %q", r, got)
				}
			default:
				if got != "a\nb" {
					t.Errorf("%U: %q", r, got)
				}
			}
		}
	}

	// What is no white space is something that was written.
	for _, text := range []string{"a\u200b", "a\u2800", "a\u3164", " a", "\u2003a"} {
		if got := wecom.ComparableText(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// WeCom's list may show a text trimmed at both ends.
func TestSameListedText_isTrimmed(t *testing.T) {
	if !wecom.SameListedText("\u2003\n你好\u2003\n再见\u1680", "你好\n再见") {
		t.Error("a text that WeCom has trimmed is another one")
	}
}

// A trace that an earlier build has written holds the digest of its own form.
func TestFindMassMessage_ofAnEarlierFormOfTexts(t *testing.T) {
	const said, form = "hello\u2003 \nagain\u1680\t", "hello\u2003\nagain\u1680"

	for name, c := range map[string]struct {
		listed string
		want   likeness
	}{
		"as it was sent": {said, proof},
		"another text":   {"hello\nthen", another},
	} {
		w := newWorld(t)
		w.Sim.Add(wecomsim.Message{ChatType: "single", Text: c.listed, Tasks: []wecomsim.Task{{UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ExternalUserID: customer(1)}}}}})

		raw, _ := json.Marshal([]any{"single", form, []string{}})
		sum := sha256.Sum256(raw)
		now := w.Clock.Now().Unix()
		words := hex.EncodeToString(sum[:])
		sent := wecom.Sent{ChatType: "single", Sender: "zhangsan", Audience: wecom.AudienceNamed, Words: words, Content: words}.WithRecipientsDigest(wecom.RecipientsDigest([]string{customer(1)}), 1)

		finding, err := w.client().FindMassMessage(t.Context(), sent, wecom.Trace{NotBefore: now - 1, NotAfter: now + 1})
		if got := likenessOf(finding); err != nil || got != c.want {
			t.Errorf("%s: %s, want %s (%v)", name, got, c.want, err)
		}
	}
}

// WeCom may trim a text, and puts nothing before it: what begins with more
// blanks than the message is another one.
func TestSameListedText_whatStandsBeforeIt(t *testing.T) {
	for _, c := range []struct {
		text, listed string
		same         bool
	}{
		{"deco", "deco", true},
		{" deco", " deco", true},
		{"\n deco", "deco", true},
		{" deco", "deco", true},
		{"deco", " deco", false},
		{"deco", "\u3000deco", false},
		{" deco", "  deco", false},
		{"  deco", " deco", false},
	} {
		if got := wecom.SameListedText(c.text, c.listed); got != c.same {
			t.Errorf("%q listed as %q: %t", c.text, c.listed, got)
		}

		w := newWorld(t)
		w.Sim.Add(wecomsim.Message{ChatType: "single", Text: c.listed, Tasks: []wecomsim.Task{{UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ExternalUserID: customer(1)}}}}})

		now := w.Clock.Now().Unix()

		finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(single(c.text, "zhangsan", customer(1))), wecom.Trace{NotBefore: now - 1, NotAfter: now + 1})
		if got := likenessOf(finding) == proof; err != nil || got != c.same {
			t.Errorf("%q listed as %q: proven %t, %v", c.text, c.listed, got, err)
		}
	}
}
