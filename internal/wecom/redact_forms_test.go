package wecom_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// oddSecret has characters that every way of writing it changes.
const oddSecret = `s3/cr+t=w%rd&"q"<ü>\ that-nobody-may-read`

// formsOf are ways in which a server can give a secret back.
func formsOf(secret string) map[string]string {
	small := func(text string) string {
		return regexp.MustCompile(`%[0-9A-F]{2}`).ReplaceAllStringFunc(text, strings.ToLower)
	}

	quoted, err := json.Marshal(secret)
	if err != nil {
		panic(err)
	}

	forms := map[string]string{
		"plain":                 secret,
		"in a text":             "see " + secret + " there",
		"query":                 url.QueryEscape(secret),
		"path":                  url.PathEscape(secret),
		"query, small digits":   small(url.QueryEscape(secret)),
		"query, twice":          url.QueryEscape(url.QueryEscape(secret)),
		"user of a URL":         url.UserPassword("u", secret).String(),
		"quoted by Go":          strconv.Quote(secret),
		"quoted as JSON":        string(quoted),
		"HTML":                  html.EscapeString(secret),
		"Basic, another user":   "Basic " + base64.StdEncoding.EncodeToString([]byte("me:"+secret)),
		"Basic, and more of it": base64.StdEncoding.EncodeToString([]byte("u:" + secret + "\r\nHo")),
	}

	for name, encoding := range map[string]*base64.Encoding{
		"base64": base64.StdEncoding, "base64url": base64.URLEncoding, "raw base64": base64.RawStdEncoding, "raw base64url": base64.RawURLEncoding,
	} {
		for _, before := range []string{"", "x", "xy", "xyz", "user:"} {
			form := encoding.EncodeToString([]byte(before + secret))
			forms[name+" after "+before] = form
			forms[name+" in a query after "+before] = url.QueryEscape(form)
			forms[name+" in a path, small, after "+before] = small(url.PathEscape(form))
		}
	}

	return forms
}

// shows tells whether a text has a piece of a form that says anything.
func shows(text, form string) bool {
	const piece = 12

	for i := 0; i+piece <= len(form); i++ {
		if strings.Contains(text, form[i:i+piece]) {
			return true
		}
	}

	return false
}

// secretClients are clients with a secret of each kind, and what it is called
// with. The server refuses what they do with a text that a test chooses.
func secretClients(t *testing.T, refusal string) map[string]*wecom.Client {
	t.Helper()

	encoded, err := json.Marshal(map[string]any{"errcode": 40096, "errmsg": refusal})
	if err != nil {
		t.Fatal(err)
	}

	refuses := says(200, string(encoded))

	token, err := json.Marshal(map[string]any{"errcode": 0, "access_token": oddSecret})
	if err != nil {
		t.Fatal(err)
	}

	at := wecomtest.Serve(t, stub{"gettoken": says(200, string(token)), "get_suite_token": refuses, "add_msg_template": refuses})
	refusedAt := wecomtest.Serve(t, stub{"gettoken": refuses})

	client := func(at string, credentials wecom.Credentials, change ...func(*wecom.Config)) *wecom.Client {
		return newClient(t, append(change, func(c *wecom.Config) { c.BaseURL, c.Credentials = at, credentials })...)
	}

	through := func(user *url.Userinfo) *wecom.Client {
		proxy, err := url.Parse(at)
		if err != nil {
			t.Fatal(err)
		}

		proxy.User = user

		return client("http://qyapi.invalid", wecom.Credentials{AccessToken: "1"}, func(c *wecom.Config) { c.Proxy = proxy })
	}

	return map[string]*wecom.Client{
		"corp_secret":         client(refusedAt, wecom.Credentials{CorpID: "ww", CorpSecret: oddSecret}),
		"access_token":        client(at, wecom.Credentials{AccessToken: oddSecret}),
		"a fetched token":     client(at, wecom.Credentials{CorpID: "ww", CorpSecret: "1"}),
		"suite_secret":        client(at, wecom.Credentials{Suite: &wecom.Suite{SuiteSecret: oddSecret}}),
		"suite_ticket":        client(at, wecom.Credentials{Suite: &wecom.Suite{SuiteTicket: oddSecret}}),
		"permanent_code":      client(at, wecom.Credentials{Suite: &wecom.Suite{PermanentCode: oddSecret}}),
		"password of a proxy": through(url.UserPassword("user", oddSecret)),
		"user of a proxy":     through(url.UserPassword(oddSecret, "short")),
		"token of a proxy":    through(url.User(oddSecret)),
	}
}

func TestRedact_masksEveryFormOfASecret(t *testing.T) {
	for name, form := range formsOf(oddSecret) {
		t.Run(name, func(t *testing.T) {
			for kind, client := range secretClients(t, "refused: "+form+" and so on") {
				got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
				wantKind(t, got, wecom.Refused)

				text := got.Err.Error()
				if shows(text, form) || !strings.Contains(text, "***") || !strings.Contains(text, "refused: ") || !strings.Contains(text, "and so on") {
					t.Errorf("%s: %q is said as %s", kind, form, text)
				}
			}
		})
	}
}

// A short password is masked with its user, as it travels.
func TestRedact_masksAShortPasswordAsItTravels(t *testing.T) {
	proxy, err := url.Parse(wecomtest.Serve(t, stub{"add_msg_template": says(200, `{"errcode":40096,"errmsg":"Basic `+base64.StdEncoding.EncodeToString([]byte("operator:pw"))+` operator:pw, powder"}`)}))
	if err != nil {
		t.Fatal(err)
	}

	proxy.User = url.UserPassword("operator", "pw")

	client := newClient(t, func(c *wecom.Config) {
		c.BaseURL, c.Proxy, c.Credentials = "http://qyapi.invalid", proxy, wecom.Credentials{AccessToken: "1"}
	})

	got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
	if text := fmt.Sprint(got.Err); !strings.HasSuffix(text, "Basic *** ***, powder") {
		t.Errorf("said: %s", text)
	}
}

// The credentials of a proxy that the environment names are masked as well.
func TestRedact_masksTheProxyOfTheEnvironment(t *testing.T) {
	for name, form := range formsOf(oddSecret) {
		t.Run(name, func(t *testing.T) {
			at := fakeProxy(t, func(string) string {
				return "HTTP/1.1 407 " + strings.NewReplacer("\r", " ", "\n", " ").Replace(form) + "\r\nContent-Length: 0\r\n\r\n"
			})
			at.User = url.UserPassword("user", oddSecret)
			setProxy(t, map[string]string{"HTTPS_PROXY": at.String()})

			said := &leaks{}
			client := newClient(t, func(c *wecom.Config) { c.BaseURL, c.Log = "https://qyapi.invalid", said.log })

			got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
			wantKind(t, got, wecom.Refused)

			if text := got.Err.Error() + said.text.String(); shows(text, form) || !strings.Contains(text, "***") {
				t.Errorf("%q is said as %s", form, text)
			}
		})
	}
}
