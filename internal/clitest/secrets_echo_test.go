package clitest_test

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// echoForms are ways in which somebody on the way gives a secret back.
func echoForms(secret string) []string {
	return []string{
		secret, "x" + secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)),
		base64.RawURLEncoding.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte("corpsecret=" + secret + "&x")),
	}
}

// wantNowhere looks for secrets in everything that a run has left, in every
// form. Of a base64 text that only has the secret in it, the inside must not be
// there.
func wantNowhere(t *testing.T, w *workspace, log string, outputs string, secrets ...string) {
	t.Helper()

	for where, text := range map[string]string{
		"output": outputs, "log": readFile(t, log), "state": w.stateText(),
	} {
		for _, secret := range secrets {
			for _, form := range append(echoForms(secret), base64.StdEncoding.EncodeToString([]byte("ops:"+secret))) {
				inside := form[len(form)/3 : len(form)-3]
				if strings.Contains(text, form) || strings.Contains(text, inside) {
					t.Errorf("the %s holds %q: %s", where, form, around(text, inside))
				}
			}
		}
	}
}

// A server that gives a secret in the place of an id, with everything logged:
// it is not recorded. The message is looked up, and what WeCom's list says of
// it is; nothing is sent again.
func TestAccSecrets_asIDs(t *testing.T) {
	const secret = wecomsim.DemoSecret

	for name, fault := range map[string]wecomsim.Fault{
		"msgid":     {Endpoint: send, Body: answerWith(map[string]any{"errcode": 0, "errmsg": "ok", "msgid": secret}), WithEffect: true, Count: 1},
		"base64":    {Endpoint: send, Body: answerWith(map[string]any{"errcode": 0, "errmsg": "ok", "msgid": echoForms(secret)[3]}), WithEffect: true, Count: 1},
		"fail_list": {Endpoint: send, Body: answerWith(map[string]any{"errcode": 0, "errmsg": "ok", "msgid": "msgECHO", "fail_list": append(echoForms(secret), "\x00held list 0", wecomsim.DemoCustomer)}), WithEffect: true, Count: 1},
		"a text":    {Endpoint: send, Errcode: 40096, Errmsg: strings.Join(echoForms(secret), " "), Count: 1},
		"a cursor":  {Endpoint: "get_groupmsg_list_v2", Body: answerWith(map[string]any{"errcode": 0, "group_msg_list": []any{}, "next_cursor": secret})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.write(oneMessage)

			log := filepath.Join(w.dir, "trace.log")
			w.env = append(w.env, "TF_LOG=TRACE", "TF_LOG_PATH="+log)
			w.sim.Arm(fault)

			got := w.apply()
			wantNowhere(t, w, log, got.output, secret)

			switch name {
			case "a text":
				if got.code == 0 || w.sends() != 0 {
					t.Errorf("code %d, %d messages\n%s", got.code, w.sends(), got.output)
				}
			case "fail_list":
				list, _ := json.Marshal(w.state()[0].Attributes["fail_list"])
				if string(list) != `["`+wecomsim.DemoCustomer+`"]` || w.sends() != 1 || !strings.Contains(got.output, "not recorded") {
					t.Errorf("fail_list %s, %d messages\n%s", list, w.sends(), got.output)
				}
			default:
				if w.status() != "created" || w.sends() != 1 || w.state()[0].Attributes["msgid"] != w.sim.Messages()[0].MsgID {
					t.Errorf("status %s, %d messages\n%s", w.status(), w.sends(), got.output)
				}
			}

			// Whatever came of it, another apply sends nothing.
			if sent := w.sends(); sent == 1 {
				w.sim.ClearFaults()

				if again := w.apply(); w.sends() != 1 {
					t.Errorf("another apply: %d messages\n%s", w.sends(), again.output)
				}
			}
		})
	}
}

func answerWith(answer map[string]any) []byte {
	body, err := json.Marshal(answer)
	if err != nil {
		panic(err)
	}

	return body
}

// A proxy that refuses and gives the credentials back, as it got them and
// otherwise, is refused itself: nothing of them is said. It may be named by
// the provider's variable or by the standard one.
func TestAccSecrets_echoedByAProxy(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() { _ = listener.Close() })

	asked := make(chan string, 1000)

	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}

			go echoCredentials(conn, asked)
		}
	}()

	for name, set := range map[string]struct{ variable, baseURL string }{
		"WECOM_PROXY_URL to http":  {"WECOM_PROXY_URL", "http://127.0.0.1:9"},
		"WECOM_PROXY_URL to https": {"WECOM_PROXY_URL", "https://qyapi.invalid"},
		"HTTPS_PROXY":              {"HTTPS_PROXY", "https://qyapi.invalid"},
		"https_proxy":              {"https_proxy", "https://qyapi.invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			w.url = set.baseURL
			w.write(oneMessage)

			log := filepath.Join(w.dir, "trace.log")
			w.env = append(w.env, "TF_LOG=TRACE", "TF_LOG_SDK_PROTO=TRACE", "TF_LOG_PATH="+log, "HTTPS_PROXY=", "https_proxy=", "NO_PROXY=", "no_proxy=",
				set.variable+"=http://ops:"+proxyPassword+"@"+listener.Addr().String())

			got := w.apply()
			if got.code == 0 || w.status() != "none" {
				t.Errorf("code %d, status %s\n%s", got.code, w.status(), got.output)
			}

			if len(asked) == 0 {
				t.Error("the proxy was not asked, so nothing is proven")
			}

			for len(asked) > 0 {
				if head := <-asked; !strings.Contains(head, base64.StdEncoding.EncodeToString([]byte("ops:"+proxyPassword))) {
					t.Errorf("the proxy got no credentials, so nothing is proven: %s", head)
				}
			}

			wantNowhere(t, w, log, got.output, proxyPassword, wecomsim.DemoSecret)

			if !strings.Contains(readFile(t, log), "***") {
				t.Error("nothing was masked, so nothing is proven")
			}
		})
	}
}

func echoCredentials(conn net.Conn, asked chan<- string) {
	defer func() { _ = conn.Close() }()

	req, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil {
		return
	}

	got := req.Header.Get("Proxy-Authorization")
	asked <- got

	all := got + " " + strings.Join(echoForms(proxyPassword), " ") + " " + req.URL.RawQuery
	body := string(answerWith(map[string]any{"errcode": 50001, "errmsg": all}))

	_, _ = io.WriteString(conn, "HTTP/1.1 407 "+all+"\r\nProxy-Authenticate: "+got+"\r\nConnection: close\r\n\r\n"+body)
}

// A standard variable that cannot be parsed is an error, and no call is made
// past the proxy that was meant.
func TestAccSecrets_unusableProxyOfTheEnvironment(t *testing.T) {
	w := newWorkspace(t)
	w.url = "https://qyapi.invalid"
	w.write(oneMessage)

	for _, value := range []string{"http://ops:%%" + proxyPassword + "@127.0.0.1:9", "http://ops:" + proxyPassword + "#@127.0.0.1:9", " http://ops:" + proxyPassword + "@127.0.0.1:9"} {
		log := filepath.Join(w.dir, "trace.log")
		w.env = append(w.env, "TF_LOG=TRACE", "TF_LOG_PATH="+log, "HTTPS_PROXY="+value, "NO_PROXY=", "no_proxy=")

		got := w.apply()
		if got.code == 0 || !strings.Contains(got.errorText(), "HTTPS_PROXY") {
			t.Errorf("code %d\n%s", got.code, got.output)
		}

		wantNowhere(t, w, log, got.output, proxyPassword)
	}
}
