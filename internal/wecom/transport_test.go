package wecom_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// evil are answers that a client could wait for without end. Each writes after
// the request has come, until the client has gone.
func evil() map[string]func(conn net.Conn) {
	const json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

	return map[string]func(net.Conn){
		"101 that upgrades and stays silent": silentAfter("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"),
		"101 that upgrades and drips":        drip("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n", " "),
		"101 without an upgrade":             silentAfter("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
		"101 with a length":                  drip("HTTP/1.1 101 Switching Protocols\r\nContent-Length: 1000000\r\n\r\n", " "),
		"100 without end":                    flood("", "HTTP/1.1 100 Continue\r\n\r\n"),
		"102 now and then":                   drip("", "HTTP/1.1 102 Processing\r\n\r\n"),
		"103 without end":                    flood("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"),
		"100 and silence":                    silentAfter("HTTP/1.1 100 Continue\r\n\r\n"),
		"silence":                            silentAfter(""),
		"a status line that drips":           drip("HTTP/1.1 200 ", "x"),
		"header lines that drip":             drip("HTTP/1.1 200 OK\r\n", "X: y\r\n"),
		"header lines without end":           flood("HTTP/1.1 200 OK\r\n", "X-Header: and so on\r\n"),
		"one header line without end":        flood("HTTP/1.1 200 OK\r\nX: ", "yyyyyyyyyyyyyyyyyy"),
		"a body that drips":                  drip(json+"Content-Length: 1000000\r\n\r\n{", " "),
		"a body that never begins":           silentAfter(json + "Content-Length: 10\r\n\r\n"),
		"a body until the end of time":       drip(json+"Connection: close\r\n\r\n{", " "),
		"chunks that drip":                   drip(json+"Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"),
		"a chunk size that drips":            drip(json+"Transfer-Encoding: chunked\r\n\r\n", "0"),
		"trailers that drip":                 drip(json+"Transfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n"),
		"trailers without end":               flood(json+"Transfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n"),
	}
}

// drip writes now and then, so that the client always has something new.
func drip(head, drop string) func(net.Conn) {
	return func(conn net.Conn) {
		for _, err := io.WriteString(conn, head); err == nil; time.Sleep(5 * time.Millisecond) {
			_, err = io.WriteString(conn, drop)
		}
	}
}

// flood writes as fast as it can.
func flood(head, more string) func(net.Conn) {
	more = strings.Repeat(more, 1000)

	return func(conn net.Conn) {
		for _, err := io.WriteString(conn, head); err == nil; {
			_, err = io.WriteString(conn, more)
		}
	}
}

// silentAfter writes and then waits for the client to go.
func silentAfter(head string) func(net.Conn) {
	return func(conn net.Conn) {
		_, _ = io.WriteString(conn, head)
		_, _ = io.Copy(io.Discard, conn)
	}
}

// onTheWire lets a test write an answer past net/http.
func onTheWire(write func(net.Conn)) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer func() { _ = conn.Close() }()

		write(conn)
	}
}

// An answer that does not end is given up when the call has had its time. Of a
// send nobody knows then what became of it; before one, nothing was sent.
func TestCall_endsInItsTime(t *testing.T) {
	for name, write := range evil() {
		for endpoint, want := range map[string]wecom.OutcomeKind{"gettoken": wecom.Refused, "get_groupmsg_list_v2": wecom.Refused, "add_msg_template": wecom.Unknown} {
			t.Run(name+" at "+endpoint, func(t *testing.T) {
				t.Parallel()

				client := stubClient(t, stub{endpoint: onTheWire(write)}, func(c *wecom.Config) {
					c.RequestTimeout = 300 * time.Millisecond

					// On a busy machine that is too little for other calls.
					if endpoint != "gettoken" {
						c.Credentials = wecom.Credentials{AccessToken: stubToken}
					}
				})

				d := wecom.Delivery{Message: single("x", "zhangsan", customer(1)), CheckStrictly: true}
				if endpoint != "add_msg_template" {
					d.CheckInterval = time.Hour
				}

				got := client.DeliverMassMessage(t.Context(), d)
				wantKind(t, got, want)
			})
		}
	}
}

// Ctrl-C ends a call that is not the send, however much time that has left.
func TestCall_endsAtOnceWhenItIsCancelled(t *testing.T) {
	for name, write := range evil() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			ctx, cancel := context.WithCancel(t.Context())

			client := stubClient(t, stub{"get_follow_user_list": onTheWire(func(conn net.Conn) {
				time.AfterFunc(20*time.Millisecond, cancel)
				write(conn)
			})}, func(c *wecom.Config) { c.RequestTimeout = time.Hour })

			if _, err := client.FollowUsers(ctx); err == nil {
				t.Error("no error")
			}
		})
	}
}

// A few answers that only announce another one are good HTTP.
func TestCall_readsAnswersThatWereAnnounced(t *testing.T) {
	got := sendTo(t, raw(func(string) string {
		return "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" +
			"HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n" + `{"errcode":0,"msgid":"m"}`
	}))
	wantKind(t, got, wecom.Accepted)
}

// Answers that only announce are given up by their number, too, not only when
// the time is over.
func TestCall_countsAnnouncementsWithoutEnd(t *testing.T) {
	client := stubClient(t, stub{"add_msg_template": onTheWire(drip("", "HTTP/1.1 103 Early Hints\r\n\r\n"))},
		func(c *wecom.Config) { c.RequestTimeout = time.Hour })

	got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
	wantKind(t, got, wecom.Unknown)

	if !strings.Contains(got.Err.Error(), "1xx") {
		t.Errorf("error %v", got.Err)
	}
}

// The switch is refused because of its status, without waiting for more.
func TestCall_saysThatTheProtocolWasSwitched(t *testing.T) {
	for _, status := range []string{"101 Switching Protocols", "101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket", "099 x", "000 x"} {
		client := stubClient(t, stub{"add_msg_template": onTheWire(silentAfter("HTTP/1.1 " + status + "\r\n\r\n" + `{"errcode":40096}`))},
			func(c *wecom.Config) { c.RequestTimeout = time.Hour })

		got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
		wantKind(t, got, wecom.Unknown)

		if !strings.Contains(got.Err.Error(), "no answer to a call") {
			t.Errorf("%s: error %v", status, got.Err)
		}
	}
}

// listen accepts every connection and gives it to a function.
func listen(t *testing.T, serve func(net.Conn)) string {
	t.Helper()

	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
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

			go func() {
				defer func() { _ = conn.Close() }()

				serve(conn)
			}()
		}
	}()

	return listener.Addr().String()
}

// A proxy that does not let the call through in its time, and a server that
// does not end its handshake: nothing was sent.
func TestRefusal_aConnectionThatNeverComesIsOne(t *testing.T) {
	afterHead := func(write func(net.Conn)) func(net.Conn) {
		return func(conn net.Conn) {
			if _, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
				write(conn)
			}
		}
	}

	tunnel := func(write func(net.Conn)) func(*testing.T, *wecom.Config) {
		return func(t *testing.T, c *wecom.Config) {
			c.BaseURL, c.Proxy = "https://qyapi.invalid", &url.URL{Scheme: "http", Host: listen(t, afterHead(write))}
		}
	}

	ways := map[string]func(*testing.T, *wecom.Config){
		"a TLS server that stays silent": func(t *testing.T, c *wecom.Config) { c.BaseURL = "https://" + listen(t, silentAfter("")) },
		"a TLS server that drips": func(t *testing.T, c *wecom.Config) {
			c.BaseURL = "https://" + listen(t, drip("\x16\x03\x03\xff\xff", "\x00"))
		},
		"a SOCKS proxy that stays silent": func(t *testing.T, c *wecom.Config) {
			c.BaseURL, c.Proxy = "https://qyapi.invalid", &url.URL{Scheme: "socks5", Host: listen(t, silentAfter(""))}
		},
		"an https proxy that stays silent": func(t *testing.T, c *wecom.Config) {
			c.BaseURL, c.Proxy = "https://qyapi.invalid", &url.URL{Scheme: "https", Host: listen(t, silentAfter(""))}
		},
		"a tunnel in which nobody speaks": tunnel(silentAfter("HTTP/1.1 200 OK\r\n\r\n")),
		"a tunnel that drips":             tunnel(drip("HTTP/1.1 200 OK\r\n\r\n\x16\x03\x03\xff\xff", "\x00")),
	}

	for name, write := range evil() {
		if !strings.Contains(name, "body") && !strings.Contains(name, "chunk") && !strings.Contains(name, "trailers") {
			ways["a proxy with "+name] = tunnel(write)
		}
	}

	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			client := newClient(t, func(c *wecom.Config) {
				c.RequestTimeout = 50 * time.Millisecond
				c.Credentials = wecom.Credentials{AccessToken: stubToken}

				way(t, c)
			})

			got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
			wantKind(t, got, wecom.Refused)

			if _, isCall := errors.AsType[*wecom.CallError](got.Err); !isCall {
				t.Errorf("error %v", got.Err)
			}
		})
	}
}
