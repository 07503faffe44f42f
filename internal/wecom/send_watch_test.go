package wecom_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// fickleServer answers gettoken and then closes the connection after a pause,
// without having said so, as a load balancer does with an idle connection. It
// counts the sends of which a byte arrived.
type fickleServer struct {
	pause time.Duration
	posts atomic.Int32
}

func (s *fickleServer) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()

	for reader := bufio.NewReader(conn); ; {
		if _, err := reader.Peek(1); err != nil {
			return
		}

		req, err := http.ReadRequest(reader)
		if err != nil || strings.HasSuffix(req.URL.Path, "/add_msg_template") {
			s.posts.Add(1) // the whole of it, or a part
		}

		if err != nil {
			return
		}

		_, _ = io.Copy(io.Discard, req.Body)

		body := `{"errcode":0,"msgid":"m","group_msg_list":[]}`
		if strings.HasSuffix(req.URL.Path, "/gettoken") {
			body = `{"errcode":0,"access_token":"` + stubToken + `","expires_in":7200}`
		}

		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: "+strconv.Itoa(len(body))+"\r\n\r\n"+body)

		if req.Method == http.MethodGet {
			time.Sleep(s.pause)
			return
		}
	}
}

// A connection that the server has just closed takes the send, or a part of
// it, or nothing. Whatever the outcome says must be true.
func TestSend_onAClosedConnectionSaysTheTruth(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()

	var server atomic.Pointer[fickleServer]

	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}

			go server.Load().serve(conn)
		}
	}()

	counts := map[wecom.OutcomeKind]int{}

	for i := range 300 {
		one := &fickleServer{pause: time.Duration(i%30) * 10 * time.Microsecond}
		server.Store(one)

		client := newClient(t, func(c *wecom.Config) { c.BaseURL = "http://" + listener.Addr().String() })
		got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
		client.Close()

		posts := one.posts.Load()
		counts[got.Kind]++

		if posts > 1 || got.Kind == wecom.Accepted && posts != 1 || got.Kind == wecom.Refused && posts != 0 {
			t.Fatalf("%s (%v), but %d sends arrived", kindName(got.Kind), got.Err, posts)
		}
	}

	t.Logf("accepted %d, refused %d, unknown %d", counts[wecom.Accepted], counts[wecom.Refused], counts[wecom.Unknown])
}

func TestRefusal_nobodyListensIsOne(t *testing.T) {
	w := newWorld(t)
	client := newClient(t, func(c *wecom.Config) { c.BaseURL = "http://" + closedPort(t) }, w.fixedToken())
	wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1)))), wecom.Refused)
}

// The request itself says nothing that would let anybody below repeat it.
func TestSend_carriesNoLeaveToRepeatIt(t *testing.T) {
	w := newWorld(t)
	wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1)))), wecom.Accepted)

	request := w.Sim.Requests("add_msg_template")[0]
	for _, name := range []string{"Idempotency-Key", "X-Idempotency-Key", "Expect"} {
		if request.Header.Get(name) != "" {
			t.Errorf("the request has %s", name)
		}
	}

	if request.Header.Get("Content-Length") == "" && len(request.Body) == 0 {
		t.Error("the request has no length")
	}

	if got := request.Header.Get("User-Agent"); got != "test" {
		t.Errorf("User-Agent %q", got)
	}
}
