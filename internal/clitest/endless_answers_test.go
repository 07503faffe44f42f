package clitest_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// An answer to the send that never ends, though the message is in WeCom: the
// apply ends in the time of one call, with Ctrl-C and without, the message is
// in the state, and nothing is sent again.
func TestAccEndlessAnswer_toTheSend(t *testing.T) {
	const upgrade = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"

	for name, write := range map[string]func(net.Conn){
		"101 and silence": func(conn net.Conn) {
			_, _ = io.WriteString(conn, upgrade)
			_, _ = io.Copy(io.Discard, conn)
		},
		"101 that drips":    func(conn net.Conn) { dripInto(conn, upgrade, "x") },
		"102 now and then":  func(conn net.Conn) { dripInto(conn, "", "HTTP/1.1 102 Processing\r\n\r\n") },
		"a body that drips": func(conn net.Conn) { dripInto(conn, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{", " ") },
	} {
		for _, interrupted := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()

				w := newWorkspace(t)
				sim := w.sim

				server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
					if !strings.HasSuffix(r.URL.Path, send) {
						sim.ServeHTTP(rw, r)
						return
					}

					sim.ServeHTTP(httptest.NewRecorder(), r)

					conn, _, err := rw.(http.Hijacker).Hijack()
					if err != nil {
						return
					}
					defer func() { _ = conn.Close() }()

					write(conn)
				}))
				t.Cleanup(server.Close)

				w.url = server.URL
				w.write(oneMessage)

				apply := w.command("apply", "-auto-approve", "-no-color")

				var out strings.Builder

				apply.Stdout, apply.Stderr = &out, &out

				if err := apply.Start(); err != nil {
					t.Fatal(err)
				}

				if interrupted {
					waitForRequest(t, w, send)

					if err := signalGroup(apply, os.Interrupt.(syscall.Signal)); err != nil {
						t.Error(err)
					}
				}

				_ = apply.Wait()

				if got := w.status(); got != "created" && got != "unknown" || w.sends() != 1 {
					t.Errorf("status %s, %d messages\n%s", got, w.sends(), out.String())
				}

				if again := w.apply(); w.status() != "created" || w.sends() != 1 {
					t.Errorf("another apply: status %s, %d messages\n%s", w.status(), w.sends(), again.output)
				}
			})
		}
	}
}

// dripInto writes now and then, until the client has gone.
func dripInto(conn net.Conn, head, drop string) {
	for _, err := io.WriteString(conn, head); err == nil; time.Sleep(50 * time.Millisecond) {
		_, err = io.WriteString(conn, drop)
	}
}
