package provider_test

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// call calls a function of the provider.
func (p *protocol) call(name string, returns tftypes.Type, arguments ...tftypes.Value) (tftypes.Value, *tfprotov6.FunctionError) {
	p.t.Helper()

	encoded := make([]*tfprotov6.DynamicValue, len(arguments))
	for i, v := range arguments {
		encoded[i] = p.encode(p.schemas.Functions[name].Parameters[i].Type, v)
	}

	resp, err := p.server.CallFunction(p.t.Context(), &tfprotov6.CallFunctionRequest{Name: name, Arguments: encoded})
	if err != nil {
		p.t.Fatal(err)
	}

	if resp.Error != nil {
		return tftypes.Value{}, resp.Error
	}

	v, err := resp.Result.Unmarshal(returns)
	if err != nil {
		p.t.Fatal(err)
	}

	return v, nil
}

func text(s string) tftypes.Value { return tftypes.NewValue(tftypes.String, s) }

func number(n int64) tftypes.Value { return tftypes.NewValue(tftypes.Number, n) }

func TestByteLength_countsBytes(t *testing.T) {
	p := serve(t)

	for s, want := range map[string]int64{
		"": 0, "a": 1, "é": 2, "福": 3, "🍵": 4, "👨‍👩‍👧‍👦": 25, "秋茶到店了 🍵": 20,
		// As it is sent.
		"a\r\nb": 3, "a\rb": 3, "a\n\n": 1, "\ufeffa": 1, "a\ufeff": 4, " a ": 3, "\n": 0, "\na": 2,
	} {
		got, err := p.call("byte_length", tftypes.Number, text(s))
		if err != nil || plain(t, got) != want {
			t.Errorf("byte_length(%q) = %v, error %v; want %d", s, got, err, want)
		}
	}
}

const (
	family = "👨‍👩‍👧‍👦"               // four persons and three joiners: 25 bytes
	thumb  = "👍🏽"                    // with a skin tone: 8 bytes
	china  = "🇨🇳"                    // two regional indicators: 8 bytes
	keycap = "1️⃣"                   // a digit, a selector and a mark: 7 bytes
	accent = "e\u0301"               // a letter and its accent: 3 bytes
	korean = "\u1112\u1161\u11ab"    // one syllable of three parts: 9 bytes
	tag    = "🏴\U000e0067\U000e007f" // a flag made of tags: 12 bytes
)

func TestTruncateBytes_neverCutsACharacter(t *testing.T) {
	p := serve(t)

	for _, row := range []struct {
		text  string
		limit int64
		want  string
	}{
		{"", 0, ""},
		{"", 10, ""},
		{"abc", 0, ""},
		{"abc", 2, "ab"},
		{"abc", 3, "abc"},
		{"abc", 1<<31 - 1, "abc"},

		{"福利", 2, ""},
		{"福利", 3, "福"},
		{"福利", 5, "福"},
		{"福利", 6, "福利"},

		{"a" + family + "b", 25, "a"},
		{"a" + family + "b", 26, "a" + family},
		{"a" + family + "b", 27, "a" + family + "b"},
		{family, 24, ""},
		{family + family, 49, family},

		{thumb, 4, ""},
		{thumb + "!", 8, thumb},
		{china + china, 8, china},
		{china + china, 12, china},
		{"x" + china, 5, "x"},
		{keycap, 1, ""},
		{keycap + "2", 7, keycap},
		{tag, 4, ""},
		{tag, 12, tag},

		{accent, 1, ""},
		{accent + "x", 3, accent},
		{korean, 6, ""},
		{korean + "x", 9, korean},
		{"a\r\nb", 2, "a"},
		{"a\r\nb", 3, "a\r\nb"},
		{"a\r\nb\n\n", 3, "a\r\nb\n\n"},
		{"a\r\nbc", 3, "a\r\nb"},
		{"a\r\r\nbc", 3, "a"},
		{"a\r\r\nbc", 4, "a\r\r\nb"},
		{"\ufeffab", 1, "\ufeffa"},
		{"\ufeffab", 0, ""},
		{"\n\nab", 3, "\n\na"},
	} {
		got, err := p.call("truncate_bytes", tftypes.String, text(row.text), number(row.limit))
		if err != nil || plain(t, got) != row.want {
			t.Errorf("truncate_bytes(%q, %d) = %v, error %v; want %q", row.text, row.limit, got, err, row.want)
		}
	}

	_, err := p.call("truncate_bytes", tftypes.String, text("abc"), number(-1))
	if err == nil || err.FunctionArgument == nil || *err.FunctionArgument != 1 || !strings.Contains(err.Text, "-1 is not a whole number") {
		t.Errorf("a limit of -1: error %+v, want one about the second argument", err)
	}
}

// Whatever the text and the limit: the result is a beginning of the text, fits,
// is whole text, and is what a second cut gives.
func FuzzTruncateBytes(f *testing.F) {
	for _, s := range []string{"", "abc", "秋茶到店了 🍵", family + thumb + china + keycap + accent + korean + tag, "a\r\n\u200d\ufe0f"} {
		f.Add(s, int64(7))
	}

	f.Fuzz(func(t *testing.T, s string, limit int64) {
		if !utf8.ValidString(s) || limit < 0 || limit > math.MaxInt32 {
			t.Skip()
		}

		p := serve(t)

		cut := func(s string) string {
			got, err := p.call("truncate_bytes", tftypes.String, text(s), number(limit))
			if err != nil {
				t.Fatal(err.Text)
			}

			return plain(t, got).(string)
		}

		once := cut(s)

		length, _ := p.call("byte_length", tftypes.Number, text(once))

		if !strings.HasPrefix(s, once) || plain(t, length).(int64) > limit || !utf8.ValidString(once) {
			t.Errorf("truncate_bytes(%q, %d) = %q", s, limit, once)
		}

		if cut(once) != once {
			t.Errorf("a second cut of %q changes it", once)
		}
	})
}

// What byte_length counts is what the limit of a text counts.
func TestByteLength_isWhatTheLimitCounts(t *testing.T) {
	p := serve(t)

	for name, s := range map[string]string{
		"CRLF": repeat("a\r\n", 2000), "a heredoc": repeat("x", 4000) + "\n", "a mark": "\ufeff" + repeat("x", 4000), "blanks": repeat("x", 3990) + repeat(" ", 10),
		"Chinese": repeat("茶", 1333) + "x", "CR": repeat("a\r", 2000),
	} {
		for more, want := range map[string]int64{"": 4000, "yz": 4002} {
			content := strings.Replace(s, "\n", more+"\n", 1)
			if !strings.Contains(s, "\n") {
				content = s + more
			}

			got, err := p.call("byte_length", tftypes.Number, text(content))
			// CRLF and CR end in one line end that is not sent.
			if n := plain(t, got).(int64); err != nil || n != want && n != want-1 {
				t.Errorf("%s, and %q: %d bytes, want %d", name, more, n, want)
			}

			refused := len(p.judged(with(hello(), object{"text": object{"content": content}})).errors()) > 0
			if n := plain(t, got).(int64); refused != (n > 4000) {
				t.Errorf("%s, and %q: %d bytes, refused: %t", name, more, n, refused)
			}

			cut, err := p.call("truncate_bytes", tftypes.String, text(content), number(4000))
			if kept := plain(t, cut).(string); err != nil || (kept == content) == refused {
				t.Errorf("%s, and %q: truncate_bytes keeps all: %t, refused: %t", name, more, kept == content, refused)
			}
		}
	}
}

// Functions say what they do, and so does each parameter.
func TestFunctions_areDescribed(t *testing.T) {
	p := serve(t)

	functions, err := p.server.GetFunctions(t.Context(), &tfprotov6.GetFunctionsRequest{})
	if err != nil {
		t.Fatal(err)
	}

	if len(functions.Functions) != 7 {
		t.Errorf("%d functions, want 7", len(functions.Functions))
	}

	for name, f := range functions.Functions {
		if f.Summary == "" || !strings.HasSuffix(f.Description, ".") {
			t.Errorf("%s has the summary %q and the description %q", name, f.Summary, f.Description)
		}

		for _, parameter := range f.Parameters {
			if !strings.HasSuffix(parameter.Description, ".") {
				t.Errorf("%s: %s has the description %q, want a sentence", name, parameter.Name, parameter.Description)
			}
		}
	}
}
