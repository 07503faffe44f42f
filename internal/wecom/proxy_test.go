package wecom_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// setProxy sets the standard variables for one test, and unsets all others.
func setProxy(t *testing.T, variables map[string]string) {
	t.Helper()

	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "REQUEST_METHOD"} {
		t.Setenv(name, variables[name])
		t.Setenv(strings.ToLower(name), variables[strings.ToLower(name)])
	}
}

// unusable are values of HTTPS_PROXY for which Go calls directly, or through
// the host that the beginning of a password names.
func unusable() []string {
	return []string{
		"http://user:%%" + proxyPassword + "@127.0.0.1:1", "http://user:" + proxyPassword + "#@127.0.0.1:1",
		"http://user:12#" + proxyPassword + "@127.0.0.1:1", "http://user:12/" + proxyPassword + "@127.0.0.1:1", "http://user:12?" + proxyPassword + "@127.0.0.1:1",
		"user:12/" + proxyPassword + "@127.0.0.1:1", "user:%zz" + proxyPassword + "@127.0.0.1:1",
		"http://user:" + proxyPassword + " x@127.0.0.1:1", "http://user:" + proxyPassword + "\\@127.0.0.1:1", "http://user:" + proxyPassword + "@127.0.0.1:1\n",
		"http://user:" + proxyPassword + "@127.0.0.1:port", "http://user:" + proxyPassword + "@", "http://user:" + proxyPassword + "@:3128",
		" http://127.0.0.1:1", "\"http://127.0.0.1:1\"", "http:/127.0.0.1:1", "http:127.0.0.1:1", "//127.0.0.1:1", "://127.0.0.1:1", "http://", " ", "/", ":3128", "%", "[::1", "http://[::1",
		"http://127.0.0.1:1/proxy.pac", "http://127.0.0.1:0", "http://127.0.0.1:99999", "ftp://127.0.0.1:1", "socks4://127.0.0.1:1", "file:///etc/proxy", "direct://",
	}
}

// A proxy of the environment that cannot be used is an error, once, and never
// a direct call. Its value stands in no message.
func TestProxy_anUnusableOneIsNeverADirectCall(t *testing.T) {
	for _, value := range unusable() {
		for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
			t.Run(name+"="+value, func(t *testing.T) {
				setProxy(t, map[string]string{name: value})

				said, clock := &leaks{}, wecomtest.NewClock()
				client := newClient(t, func(c *wecom.Config) {
					c.BaseURL = "https://qyapi.invalid"
					c.Log = said.log
					c.Clock = clock
				})

				got := client.DeliverMassMessage(t.Context(), checked(single("x", "zhangsan", customer(1))))
				wantKind(t, got, wecom.Refused)
				said.check(t, got.Err)

				if !strings.Contains(got.Err.Error(), "environment variable HTTPS_PROXY cannot be used") || len(clock.Waited()) > 0 {
					t.Errorf("error %v after %v", got.Err, clock.Waited())
				}
			})
		}
	}
}

// What the variables exempt needs no proxy, however the variables look.
func TestProxy_whatTheEnvironmentExemptsIsCalledDirectly(t *testing.T) {
	for name, variables := range map[string]map[string]string{
		"a loopback address":           {"HTTP_PROXY": "http://%zz", "HTTPS_PROXY": "http://%zz"},
		"a good proxy, and a loopback": {"HTTP_PROXY": "http://127.0.0.1:1", "HTTPS_PROXY": "http://127.0.0.1:1"},
		"a variable for other schemes": {"HTTPS_PROXY": "http://%zz"},
	} {
		t.Run(name, func(t *testing.T) {
			setProxy(t, variables)
			wantKind(t, sendTo(t, says(200, `{"errcode":0,"msgid":"m"}`)), wecom.Accepted)
		})
	}

	t.Run("NO_PROXY", func(t *testing.T) {
		for _, exempt := range []string{"*", "invalid", ".invalid", "qyapi.invalid:443", "x,QYAPI.invalid"} {
			setProxy(t, map[string]string{"HTTPS_PROXY": "http://%zz", "NO_PROXY": exempt})

			client := newClient(t, func(c *wecom.Config) { c.BaseURL = "https://qyapi.invalid" })
			got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
			wantKind(t, got, wecom.Refused)

			if text := got.Err.Error(); !strings.Contains(text, "qyapi.invalid") {
				t.Errorf("NO_PROXY=%s: not called directly: %s", exempt, text)
			}
		}
	})
}

// Good values lead to the proxy, with the scheme or without.
func TestProxy_thatOfTheEnvironmentIsUsed(t *testing.T) {
	asked := make(chan string, 100)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.Method + " " + r.Host + " " + r.Header.Get("Proxy-Authorization")

		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	t.Cleanup(proxy.Close)

	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}

	for value, authorization := range map[string]string{
		"http://" + at.Host:                  "",
		"http://" + at.Host + "/":            "",
		at.Host:                              "",
		"HTTP://user:a%23b@" + at.Host:       "Basic dXNlcjphI2I=",
		"user:a%23b@" + at.Host:              "Basic dXNlcjphI2I=",
		"http://user:a%2Fb%20c@" + at.Host:   "Basic dXNlcjphL2IgYw==",
		"http://just-a-token-x@" + at.Host:   "Basic anVzdC1hLXRva2VuLXg6",
		"http://:only-password@" + at.Host:   "Basic Om9ubHktcGFzc3dvcmQ=",
		"http://user:pass@word:x@" + at.Host: "Basic dXNlcjpwYXNzQHdvcmQ6eA==",
	} {
		for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
			setProxy(t, map[string]string{name: value})

			client := newClient(t, func(c *wecom.Config) { c.BaseURL = "https://qyapi.invalid" })
			wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1)))), wecom.Refused)

			if got := <-asked; !strings.HasPrefix(got, "CONNECT qyapi.invalid:443 "+authorization) {
				t.Errorf("%s=%s: the proxy was asked %q", name, value, got)
			}

			for len(asked) > 0 {
				<-asked
			}
		}
	}
}
