package wecom_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

const proxyPassword = "proxy-password-that-nobody-may-read"

// leaks collects everything that a client says, and finds secrets in it.
type leaks struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *leaks) log(_ context.Context, e wecom.Exchange) {
	l.mu.Lock()
	defer l.mu.Unlock()

	fmt.Fprintf(&l.text, "%+v\n", e)
}

func (l *leaks) check(t *testing.T, said ...any) {
	t.Helper()

	l.mu.Lock()
	defer l.mu.Unlock()

	text := l.text.String() + fmt.Sprintf("%v %+v", said, said)
	for _, secret := range []string{wecomtest.Secret, stubToken, proxyPassword, url.QueryEscape(stubToken)} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in: %s", secret, text)
		}
	}
}

// echo answers with everything that the request held.
func echo(status int, shape string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, shape, r.URL.String())
	}
}

// raw answers with bytes of the test's own, past net/http.
func raw(answer func(requestLine string) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, buffered, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer func() { _ = conn.Close() }()

		_, _ = io.WriteString(conn, answer(r.Method+" "+r.URL.String()))
		_ = buffered.Flush()
	}
}

func TestRedact_noSecretIsEverSaid(t *testing.T) {
	slow := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

	for name, handler := range map[string]http.HandlerFunc{
		"500 that echoes the URL":     echo(500, "failed at %s"),
		"404 that echoes the URL":     echo(404, "<html>not found: %s</html>"),
		"refusal that echoes the URL": echo(200, `{"errcode":40001,"errmsg":"invalid credential %s"}`),
		"busy that echoes the URL":    echo(200, `{"errcode":-1,"errmsg":"busy %s"}`),
		"ok with a warning":           echo(200, `{"errcode":0,"errmsg":"Warning: %s","msgid":"m"}`),
		"ok with a bad fail_list":     echo(200, `{"errcode":0,"errmsg":"ok","msgid":"m","fail_list":"%s"}`),
		"JSON cut in the middle":      echo(200, `{"errcode":0,"errmsg":"%s`),
		"bad JSON":                    echo(200, `%s`),
		"time-out":                    slow,
		"dropped":                     func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"malformed status line":       raw(func(line string) string { return line + "\r\n\r\n" }),
		"malformed header":            raw(func(line string) string { return "HTTP/1.1 200 OK\r\n" + line + "\r\n\r\n" }),
		"malformed length":            raw(func(line string) string { return "HTTP/1.1 200 OK\r\nContent-Length: " + line + "\r\n\r\n" }),
		"malformed encoding":          raw(func(line string) string { return "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + line + "\r\n\r\n" }),
		"location that cannot be parsed": raw(func(line string) string {
			return "HTTP/1.1 302 Found\r\nLocation: https://other.example/%zz?" + line + "\r\n\r\n"
		}),
	} {
		for _, endpoint := range []string{"gettoken", "get_groupmsg_list_v2", "add_msg_template"} {
			t.Run(name+" at "+endpoint, func(t *testing.T) {
				said := &leaks{}
				client := stubClient(t, stub{endpoint: handler}, func(c *wecom.Config) {
					c.Log = said.log
					c.RequestTimeout = 50 * time.Millisecond
				})

				got := client.DeliverMassMessage(t.Context(), wecom.Delivery{Message: single("x", "zhangsan", customer(1)), CheckInterval: time.Hour})
				_, err := client.FindMassMessage(t.Context(), wecom.SentOf(single("x", "zhangsan", customer(1))), wecom.Trace{})
				said.check(t, got.Err, got.CheckFailed, got.Warning, err)
			})
		}
	}
}

func TestRedact_noSecretIsSaidWhenNobodyListens(t *testing.T) {
	said := &leaks{}
	client := newClient(t, func(c *wecom.Config) {
		c.BaseURL = "http://" + closedPort(t)
		c.Log = said.log
	})

	got := client.DeliverMassMessage(t.Context(), checked(single("x", "zhangsan", customer(1))))
	wantKind(t, got, wecom.Refused)
	said.check(t, got.Err)
}

// closedPort is an address on which nobody listens.
func closedPort(t testing.TB) string {
	t.Helper()

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}

	_ = listener.Close()

	return listener.Addr().String()
}

func TestRedact_thePasswordOfAProxyIsNeverSaid(t *testing.T) {
	for name, answer := range map[string]func(string) string{
		"wants another password": func(string) string {
			return "HTTP/1.1 407 Proxy Authentication Required " + proxyPassword + "\r\nContent-Length: 0\r\n\r\n"
		},
		"echoes what it got": func(head string) string { return head },
		"closes":             func(string) string { return "" },
	} {
		t.Run(name, func(t *testing.T) {
			said := &leaks{}
			proxy := fakeProxy(t, answer)
			proxy.User = url.UserPassword("user", proxyPassword)

			client := newClient(t, func(c *wecom.Config) {
				c.BaseURL = "https://qyapi.invalid"
				c.Proxy = proxy
				c.Log = said.log
			})

			got := client.DeliverMassMessage(t.Context(), checked(single("x", "zhangsan", customer(1))))
			wantKind(t, got, wecom.Refused)
			said.check(t, got.Err)
		})
	}
}

// fakeProxy answers every connection by hand.
func fakeProxy(t *testing.T, answer func(head string) string) *url.URL {
	t.Helper()

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() { _ = listener.Close() })

	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}

			var head strings.Builder
			for lines := bufio.NewScanner(conn); lines.Scan() && lines.Text() != ""; {
				head.WriteString(lines.Text() + "\r\n")
			}

			_, _ = io.WriteString(conn, answer(head.String()))
			_ = conn.Close()
		}
	}()

	return &url.URL{Scheme: "http", Host: listener.Addr().String()}
}
