package wecom_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func TestWho_tellsPeopleApartWithoutTheirIDs(t *testing.T) {
	content := keysOf(hello12()).Content
	who := wecom.WhoOf(wecom.ChatTypeSingle, content, customers(1, 20))

	for name, row := range map[string]struct {
		who, content string
		ids          []string
		want         bool
	}{
		"the same":                       {who, content, customers(1, 20), true},
		"one of them":                    {who, content, []string{customer(40), customer(20)}, true},
		"others":                         {who, content, customers(21, 40), false},
		"nobody is named":                {who, content, nil, true},
		"nobody was named":               {wecom.WhoOf(wecom.ChatTypeSingle, content, nil), content, customers(21, 40), true},
		"more than are told apart":       {wecom.WhoOf(wecom.ChatTypeSingle, content, many(501)), content, customers(21, 40), true},
		"as many as are told apart":      {wecom.WhoOf(wecom.ChatTypeSingle, content, many(500)), content, customers(21, 40), false},
		"as many groups as there may be": {wecom.WhoOf(wecom.ChatTypeGroup, content, many(wecom.MaxChatIDs)), content, customers(21, 40), false},
		"and one of those":               {wecom.WhoOf(wecom.ChatTypeSingle, content, many(500)), content, many(1), true},
		"cut by a byte":                  {who[:len(who)-4] + "AA==", content, customers(21, 40), true},
		"not of its form":                {"%", content, customers(21, 40), true},
		"of another content":             {wecom.WhoOf(wecom.ChatTypeSingle, "other", customers(1, 20)), content, customers(1, 20), false},
		"a customer who stands twice":    {wecom.WhoOf(wecom.ChatTypeSingle, content, []string{customer(1), customer(1)}), content, customers(1, 1), true},
	} {
		if got := wecom.MayShare(row.who, row.content, row.ids); got != row.want {
			t.Errorf("%s: %t, want %t", name, got, row.want)
		}
	}

	raw, err := base64.StdEncoding.DecodeString(who)
	if err != nil || len(raw) != 6*20 {
		t.Errorf("%d bytes, %v", len(raw), err)
	}

	if strings.Contains(string(raw)+who, "wm") {
		t.Error("it holds an id")
	}

	// Whoever reads it does not see in which order they were asked for.
	if other := wecom.WhoOf(wecom.ChatTypeSingle, content, []string{customer(2), customer(1)}); other != wecom.WhoOf(wecom.ChatTypeSingle, content, customers(1, 2)) {
		t.Error("the order shows")
	}
}

// What one release writes another one reads.
func TestWho_isTheSameInEveryRelease(t *testing.T) {
	const want = "AMP2O81E"

	if got := wecom.WhoOf(wecom.ChatTypeSingle, "v1:0123456789abcdef", []string{"wm1"}); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The words of an import, too.
func TestScopedWords_areTheSameInEveryRelease(t *testing.T) {
	keys := wecom.JournalKeys{Scope: "v1:0123456789abcdef"}

	if got, want := wecom.ScopedWords(keys, strings.Repeat("0", 64)), "338575ca90ff7f9c634e76491524300a39b6bfa07b4b6b13b9294f4486432fd7"; got != want {
		t.Errorf("%q, want %q", got, want)
	}

	if got := wecom.ScopedWords(keys, ""); got != "" {
		t.Errorf("%q of no words", got)
	}
}
