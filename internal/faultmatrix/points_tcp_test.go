package faultmatrix

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"sync"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// strike breaks the connection of the send below HTTP. The zero value of every
// field but the one that is set means "as usual".
type strike struct {
	refuse      bool // nobody listens
	requestCut  int  // close after so many bytes of the request
	answerCut   int  // close after so many bytes of the answer, status line included
	greeting    string
	closeAtOnce bool // after the first bytes of the client, without an answer
	viaProxy    bool // the client uses a proxy, and it is the proxy that strikes
}

// tcpPoints break the exchange below HTTP.
func tcpPoints() []point {
	all := []point{
		{name: "dial refused", answer: refuses, tcp: &strike{refuse: true}},
		{name: "after 10 bytes of the request", tcp: &strike{requestCut: 10}},
		{name: "after 200 bytes of the request", tcp: &strike{requestCut: 200}},
		{name: "after 1 byte of the answer", effect: true, tcp: &strike{answerCut: 1}},
		{name: "in the header of the answer", effect: true, tcp: &strike{answerCut: 40}},
		{name: "TLS: dial refused", tls: true, answer: refuses, tcp: &strike{refuse: true}},
		{name: "TLS: not TLS", tls: true, answer: refuses, tcp: &strike{greeting: "HTTP/1.1 400 Bad Request\r\n\r\n"}},
		{name: "TLS: closed in the handshake", tls: true, answer: refuses, tcp: &strike{closeAtOnce: true}},
		{name: "TLS: handshake cut", tls: true, answer: refuses, tcp: &strike{answerCut: 100}},
		{name: "TLS: before the body of the request", tls: true, faults: send(wecomsim.Fault{DropAt: wecomsim.BeforeRead})},
		{name: "TLS: after the request", tls: true, faults: send(wecomsim.Fault{DropAt: wecomsim.BeforeEffect})},
		{name: "TLS: before the answer", tls: true, effect: true, faults: send(wecomsim.Fault{DropAt: wecomsim.AfterEffect})},
		{name: "TLS: in the answer", tls: true, effect: true, faults: send(wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: 20})},
		{name: "TLS: deadline", tls: true, effect: true, short: 3 * quick, faults: send(wecomsim.Fault{HangAt: wecomsim.AfterEffect})},
		{name: "proxy: nobody there", tls: true, answer: refuses, tcp: &strike{refuse: true, viaProxy: true}},
		{name: "proxy: refuses", tls: true, answer: refuses, tcp: &strike{greeting: "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", viaProxy: true}},
		{name: "proxy: wants a password", tls: true, answer: refuses, tcp: &strike{greeting: "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", viaProxy: true}},
		{name: "proxy: closes", tls: true, answer: refuses, tcp: &strike{closeAtOnce: true, viaProxy: true}},
	}

	return inGroup("tcp", all)
}

// forwarder passes connections on, and strikes at one of them.
type forwarder struct {
	listener net.Listener
	target   string
	what     strike
	at       int // number of the connection, from 1

	mu     sync.Mutex
	count  int
	struck bool
	conns  []net.Conn
}

func newForwarder(target string, what strike, at int) (*forwarder, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}

	f := &forwarder{listener: listener, target: target, what: what, at: at}

	go f.run()

	return f, nil
}

func (f *forwarder) run() {
	for {
		conn, err := f.listener.Accept()
		if err != nil {
			return
		}

		f.mu.Lock()
		f.count++
		strikes := f.count == f.at && !f.what.refuse

		if f.what.refuse && f.count == f.at-1 {
			// The next one finds nobody.
			_ = f.listener.Close()
		}

		f.struck = f.struck || strikes || f.what.refuse && f.count >= f.at-1
		f.conns = append(f.conns, conn)
		f.mu.Unlock()

		go f.serve(conn, strikes)
	}
}

func (f *forwarder) serve(conn net.Conn, strikes bool) {
	defer func() { _ = conn.Close() }()

	what := strike{}
	if strikes {
		what = f.what
	}

	switch {
	case what.closeAtOnce:
		_, _ = conn.Read(make([]byte, 16))
		return
	case what.greeting != "":
		_, _ = conn.Read(make([]byte, 4096))
		_, _ = io.WriteString(conn, what.greeting)

		return
	case what.requestCut > 0:
		_, _ = io.ReadFull(conn, make([]byte, what.requestCut))
		return
	}

	up, err := net.Dial("tcp", f.target)
	if err != nil {
		return
	}
	defer func() { _ = up.Close() }()

	var client io.Reader = conn

	if f.what.viaProxy {
		buffered := bufio.NewReader(conn)
		if _, err := http.ReadRequest(buffered); err != nil {
			return
		}

		_, _ = io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n")
		client = buffered
	}

	go func() {
		_, _ = io.Copy(up, client)
	}()

	var answer io.Reader = up
	if what.answerCut > 0 {
		answer = io.LimitReader(up, int64(what.answerCut))
	}

	_, _ = io.Copy(conn, answer)
}

func (f *forwarder) hasStruck() bool {
	f.mu.Lock()
	defer f.mu.Unlock()

	return f.struck
}

func (f *forwarder) close() {
	_ = f.listener.Close()

	f.mu.Lock()
	defer f.mu.Unlock()

	for _, conn := range f.conns {
		_ = conn.Close()
	}
}
