package wecom_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// sendTo delivers one message to a server that answers by hand. Nothing is in
// its list.
func sendTo(t *testing.T, handler http.HandlerFunc) wecom.Receipt {
	t.Helper()

	client := stubClient(t, stub{"add_msg_template": handler})

	return client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
}

func TestOutcome_isJudgedByWhatIsProven(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

	for _, row := range []struct {
		status int
		body   string
		want   wecom.OutcomeKind
	}{
		{200, `{"errcode":0,"errmsg":"ok","msgid":"m"}`, wecom.Accepted},
		{200, `{"errcode":"0","errmsg":"ok","msgid":"m"}`, wecom.Accepted},
		{200, ` {"errcode":0,"msgid":"m"} ` + "\n", wecom.Accepted},
		{500, `{"errcode":0,"errmsg":"ok","msgid":"m"}`, wecom.Accepted},
		{404, `{"errcode":0,"errmsg":"ok","msgid":"m"}`, wecom.Accepted},
		{302, `{"errcode":0,"errmsg":"ok","msgid":"m"}`, wecom.Accepted},
		{200, `{"errcode":0,"msgid":"m","more":` + deep(5_000) + `}`, wecom.Accepted},

		{200, `{"errcode":40096,"errmsg":"invalid external userid"}`, wecom.Refused},
		{200, `{"errcode":40096,"msgid":""}`, wecom.Refused},
		{200, `{"errcode":40000}`, wecom.Refused},
		{200, `{"errcode":9999999}`, wecom.Refused},

		// Somebody between us and WeCom may have written it, after the effect.
		{200, `{"errcode":"40096"}`, wecom.Unknown},
		{200, `{"errcode":40096,"msgid":"m"}`, wecom.Unknown},
		{200, `{"errcode":39999}`, wecom.Unknown},
		{200, `{"errcode":504,"errmsg":"gateway timeout"}`, wecom.Unknown},
		{200, `{"errcode":1}`, wecom.Unknown},
		{200, `{"errcode":-2}`, wecom.Unknown},
		{201, `{"errcode":40096}`, wecom.Unknown},
		{401, `{"errcode":40014}`, wecom.Unknown},
		{429, `{"errcode":45009}`, wecom.Unknown},
		{500, `{"errcode":40096}`, wecom.Unknown},
		{504, `{"errcode":504,"errmsg":"gateway timeout"}`, wecom.Unknown},
		{301, ``, wecom.Unknown},
		{302, `<html>`, wecom.Unknown},
		{400, `bad request`, wecom.Unknown},
		{401, ``, wecom.Unknown},
		{403, `<html>`, wecom.Unknown},
		{404, `<html>`, wecom.Unknown},
		{407, `<html>`, wecom.Unknown}, // not by a proxy: there is none
		{413, `{"error":"too large"}`, wecom.Unknown},
		{429, `slow down`, wecom.Unknown},
		{499, ``, wecom.Unknown},

		{200, ``, wecom.Unknown},
		{200, `null`, wecom.Unknown},
		{200, `[]`, wecom.Unknown},
		{200, `"ok"`, wecom.Unknown},
		{200, `0`, wecom.Unknown},
		{200, `{}`, wecom.Unknown},
		{200, `ok`, wecom.Unknown},
		{200, `{"errcode":0`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":"m"`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":"m"}{}`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":"m"} trailing`, wecom.Unknown},
		{200, `{"msgid":"m"}`, wecom.Unknown},
		{200, `{"ErrCode":0,"msgid":"m"}`, wecom.Unknown},
		{200, `{"errcode":null,"msgid":"m"}`, wecom.Unknown},
		{200, `{"errcode":"","msgid":"m"}`, wecom.Unknown},
		{200, `{"errcode":"zero","msgid":"m"}`, wecom.Unknown},
		{200, `{"errcode":0.5,"msgid":"m"}`, wecom.Unknown},
		{200, `{"errcode":false,"msgid":"m"}`, wecom.Unknown},
		{200, `{"errcode":[0],"msgid":"m"}`, wecom.Unknown},
		{200, `{"errcode":99999999999999999999,"msgid":"m"}`, wecom.Unknown},
		{200, `{"errcode":-1,"errmsg":"system busy"}`, wecom.Unknown},
		{200, `{"errcode":-1,"msgid":"m"}`, wecom.Unknown},
		{400, `{"errcode":-1}`, wecom.Unknown},
		{200, `{"errcode":0}`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":""}`, wecom.Unknown},
		{200, `{"errcode":0,"errmsg":"ok","errcode":40096}`, wecom.Unknown},
		{200, `{"errcode":40096,"msgid":"m","errcode":0}`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":"m","msgid":"n"}`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":null}`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":7}`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":["m"]}`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":" "}`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":"m\u0000"}`, wecom.Unknown},
		{200, "{\"errcode\":0,\"msgid\":\"m\xff\"}", wecom.Unknown},
		{200, `{"errcode":0,"msgid":"` + strings.Repeat("m", 513) + `"}`, wecom.Unknown},
		{200, `{"errcode":0,"msgid":"m","more":` + deep(20_000) + `}`, wecom.Unknown},
		{404, `{"errcode":0}`, wecom.Unknown},
		{204, ``, wecom.Unknown},
		{408, ``, wecom.Unknown},
		{408, `{"error":"time-out"}`, wecom.Unknown},
		{500, ``, wecom.Unknown},
		{502, `<html>bad gateway</html>`, wecom.Unknown},
		{503, `{"error":"overload"}`, wecom.Unknown},
		{504, ``, wecom.Unknown},
	} {
		name := row.body
		if len(name) > 60 {
			name = name[:60]
		}

		t.Run(fmt.Sprintf("%d %q", row.status, name), func(t *testing.T) {
			got := sendTo(t, says(row.status, row.body))
			wantKind(t, got, row.want)

			if (got.Kind == wecom.Accepted) != (got.MsgID == "m" && got.Err == nil && got.FailList != nil) {
				t.Errorf("%+v", got.Outcome)
			}
		})
	}
}

func TestOutcome_aFailListIsReadAsFarAsItCanBe(t *testing.T) {
	for body, want := range map[string][]string{
		`[]`:                               {},
		`null`:                             {},
		`["a"]`:                            {"a"},
		`["a","b","a"]`:                    {"a", "b", "a"},
		`"a"`:                              nil,
		`{}`:                               nil,
		`7`:                                nil,
		`["a",7]`:                          nil,
		`[["a"]]`:                          nil,
		`["` + "\xff" + `"]`:               nil, // not an id, and not made one
		`[""," wo1"]`:                      nil, // somebody, and nobody knows who
		`["a","\u0000held list 0"," ",""]`: {"a"},
		`["a\u202Eb","a"]`:                 {"a"},
	} {
		got := sendTo(t, says(200, `{"errcode":0,"msgid":"m","fail_list":`+body+`}`))
		wantKind(t, got, wecom.Accepted)

		if (got.FailList == nil) != (want == nil) || !slices.Equal(got.FailList, want) {
			t.Errorf("%s: fail_list %#v, want %#v", body, got.FailList, want)
		}

		if readable := strings.HasPrefix(body, `["a"`) && !strings.Contains(body, "7") && !strings.Contains(body, "\\u") || body == `[]` || body == `null`; readable == (got.Warning != "") {
			t.Errorf("%s: warning %q", body, got.Warning)
		}
	}
}

func TestOutcome_aWarningBesideOkIsPassedOn(t *testing.T) {
	got := sendTo(t, says(200, `{"errcode":0,"errmsg":"Warning: wrong json format.","msgid":"m"}`))
	wantKind(t, got, wecom.Accepted)

	if !strings.Contains(got.Warning, "wrong json format") {
		t.Errorf("warning %q", got.Warning)
	}
}

const mebibyte = 1 << 20

func TestAnswer_isReadUpToABound(t *testing.T) {
	padded := func(status, size int) http.HandlerFunc {
		const body = `{"errcode":0,"msgid":"m"}`

		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body+strings.Repeat(" ", size-len(body)))
		}
	}

	wantKind(t, sendTo(t, padded(200, 10*mebibyte)), wecom.Accepted)
	wantKind(t, sendTo(t, padded(200, 10*mebibyte+1)), wecom.Unknown)
	// The verdict may be in what was not read.
	wantKind(t, sendTo(t, padded(404, 10*mebibyte+1)), wecom.Unknown)
}

func TestAnswer_anEndlessOneEnds(t *testing.T) {
	got := sendTo(t, func(w http.ResponseWriter, _ *http.Request) {
		for chunk := strings.Repeat(" ", mebibyte); ; {
			if _, err := io.WriteString(w, chunk); err != nil {
				return
			}
		}
	})
	wantKind(t, got, wecom.Unknown)
}

func TestAnswer_thatTricklesEndsAtTheDeadline(t *testing.T) {
	client := stubClient(t, stub{"add_msg_template": func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, " ")
			_ = http.NewResponseController(w).Flush()

			time.Sleep(10 * time.Millisecond)
		}
	}}, func(c *wecom.Config) { c.RequestTimeout = 100 * time.Millisecond })

	began := time.Now()
	got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
	wantKind(t, got, wecom.Unknown)

	if took := time.Since(began); took > time.Minute {
		t.Errorf("took %s", took)
	}
}

// The status came, the body did not end: the verdict may have been in the rest.
func TestAnswer_thatBreaksOffIsNeverARefusal(t *testing.T) {
	for _, status := range []int{200, 302, 400, 404, 500} {
		got := sendTo(t, raw(func(string) string {
			return fmt.Sprintf("HTTP/1.1 %d x\r\nContent-Length: 1000\r\n\r\n{\"errcode\":40096}", status)
		}))
		wantKind(t, got, wecom.Unknown)
	}
}
