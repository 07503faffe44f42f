package wecom_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func TestEncode_letsEveryCharacterStandForItself(t *testing.T) {
	for name, text := range map[string]string{
		"angle brackets and ampersand": "a < b && c > d",
		"line separator":               "one\u2028two",
		"paragraph separator":          "one\u2029two",
		"both separators after text":   "\u2028\u2029\u2028",
		"emoji":                        "春茶上新 🍵👩‍👩‍👧",
		"literal backslash u":          `\u2028 and \u4e2d and \\u2029`,
		"backslashes before separator": "\\\u2028\\\\\u2029",
		"quotes":                       `"he said"`,
		"tab and line breaks":          "a\tb\nc\r\nd",
		"replacement character itself": "\uFFFD",
		"separator beside a literal":   "\u2028" + `\u2028`,
	} {
		t.Run(name, func(t *testing.T) {
			m := single(text, "zhangsan", customer(1))
			m.Attachments = []wecom.Attachment{{MsgType: "link", Link: &wecom.Link{Title: text, Desc: text, URL: "https://example.com/?a=1&b=<2>"}}}

			body, err := m.Encode()
			if err != nil {
				t.Fatal(err)
			}

			if hasEscape(body) {
				t.Errorf("the body has a \\u escape, which WeCom refuses: %s", body)
			}

			var back wecom.MassMessage
			if err := json.Unmarshal(body, &back); err != nil {
				t.Fatal(err)
			}

			if !reflect.DeepEqual(back, *m) {
				t.Errorf("the body says %+v, want %+v", back, *m)
			}
		})
	}
}

func TestEncode_refusesWhatCannotStandForItself(t *testing.T) {
	for name, text := range map[string]string{
		"null":            "a\x00b",
		"bell":            "a\x07b",
		"backspace":       "a\bb",
		"form feed":       "a\fb",
		"escape":          "a\x1bb",
		"not UTF-8":       "a\xffb",
		"half a sequence": "\xe4\xb8",
		"surrogate":       "\xed\xa0\x80",
	} {
		t.Run(name, func(t *testing.T) {
			for where, m := range map[string]*wecom.MassMessage{
				"text":   single(text, "zhangsan", customer(1)),
				"id":     single("x", "zhangsan", text),
				"sender": single("x", text, customer(1)),
			} {
				if body, err := m.Encode(); err == nil {
					t.Errorf("%s: encoded as %q, want an error", where, body)
				}
			}
		})
	}
}

func TestEncode_leavesOutWhatIsNotGiven(t *testing.T) {
	body, err := single("hello", "", customer(1)).Encode()
	if err != nil {
		t.Fatal(err)
	}

	if want := `{"chat_type":"single","external_userid":["wmCUSTOMER0001"],"text":{"content":"hello"}}`; string(body) != want {
		t.Errorf("got %s, want %s", body, want)
	}
}

func TestEncode_whatCannotBeEncodedIsRefusedBeforeAnyCall(t *testing.T) {
	w := newWorld(t)
	wantKind(t, w.client().DeliverMassMessage(t.Context(), checked(single("\x00", "zhangsan", customer(1)))), wecom.Refused)

	if n := len(w.Sim.Requests("")); n != 0 {
		t.Errorf("%d requests, want none", n)
	}
}

// hasEscape finds a \u that begins an escape: one after an even number of
// backslashes.
func hasEscape(body []byte) bool {
	rest := string(body)

	for {
		i := strings.Index(rest, `\`)
		if i < 0 || i+1 >= len(rest) {
			return false
		}

		if rest[i+1] == 'u' {
			return true
		}

		rest = rest[i+2:]
	}
}
