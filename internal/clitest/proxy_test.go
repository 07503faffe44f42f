package clitest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// proxy stands between the provider and the simulator, as a gateway does in a
// company. It knows every body that was sent off, and which of them went on,
// whatever the provider was told.
type proxy struct {
	url       string
	target    string
	server    *httptest.Server
	transport *http.Transport
	late      sync.WaitGroup

	mu     sync.Mutex
	script map[string][]reply
	lists  func(answer []byte) []byte
	posts  []*post
}

// post is one add_msg_template that arrived at the proxy.
type post struct {
	body      []byte
	forwarded bool
	// msgid is what the simulator answered; empty if it refused.
	msgid string
}

func newProxy(target string) *proxy {
	p := &proxy{target: target, transport: &http.Transport{}, script: map[string][]reply{}}
	p.server = httptest.NewServer(p)
	p.url = p.server.URL

	return p
}

// behindProxy is a workspace whose provider talks through a proxy.
func behindProxy(t *testing.T, options ...wecomsim.Option) (*workspace, *proxy) {
	t.Helper()

	w := newWorkspace(t, options...)
	p := newProxy(w.url)
	w.url = p.url

	t.Cleanup(p.close)

	return w, p
}

func (p *proxy) close() {
	p.server.Close()
	p.transport.CloseIdleConnections()
}

// settle waits for what is forwarded late.
func (p *proxy) settle() { p.late.Wait() }

// on scripts the next requests of an endpoint, one reply for each.
func (p *proxy) on(endpoint string, replies ...reply) {
	p.mu.Lock()
	defer p.mu.Unlock()

	p.script[endpoint] = append(p.script[endpoint], replies...)
}

// clear forgets what was scripted and not used.
func (p *proxy) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()

	p.script, p.lists = map[string][]reply{}, nil
}

// rewriteLists changes every answer of the sent-message list.
func (p *proxy) rewriteLists(lists func([]byte) []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()

	p.lists = lists
}

func (p *proxy) take(endpoint string, body []byte) (reply, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()

	for i, r := range p.script[endpoint] {
		if strings.Contains(string(body), r.match) {
			p.script[endpoint] = append(p.script[endpoint][:i:i], p.script[endpoint][i+1:]...)
			return r, true
		}
	}

	return reply{}, false
}

// sent gives the POSTs that went on, and made a message.
func (p *proxy) sent() []post {
	p.mu.Lock()
	defer p.mu.Unlock()

	var all []post

	for _, one := range p.posts {
		if one.forwarded && one.msgid != "" {
			all = append(all, *one)
		}
	}

	return all
}

// arrived is how many POSTs the proxy has got, forwarded or not.
func (p *proxy) arrived() int {
	p.mu.Lock()
	defer p.mu.Unlock()

	return len(p.posts)
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}

	endpoint := path.Base(r.URL.Path)
	one := &post{body: body}

	if endpoint == send {
		p.mu.Lock()
		p.posts = append(p.posts, one)
		p.mu.Unlock()
	}

	scripted, ok := p.take(endpoint, body)
	if !ok {
		answer, raw := p.forward(r, body, one)
		p.pass(w, endpoint, answer, raw)

		return
	}

	p.obey(w, r, scripted, one)
}

// obey does what the script says.
func (p *proxy) obey(w http.ResponseWriter, r *http.Request, scripted reply, one *post) {
	if scripted.hold != nil {
		scripted.hold()
	}

	if scripted.late > 0 {
		p.late.Add(1)
		defer p.late.Done()

		<-r.Context().Done()
		time.Sleep(scripted.late)
		p.forward(r, one.body, one)

		panic(http.ErrAbortHandler)
	}

	var (
		answer *http.Response
		raw    []byte
	)

	if scripted.forward {
		answer, raw = p.forward(r, one.body, one)
	}

	switch {
	case scripted.upgrade:
		p.upgrade(w)
	case scripted.status != 0:
		for name, value := range scripted.header {
			w.Header().Set(name, value)
		}

		w.WriteHeader(scripted.status)
		_, _ = io.WriteString(w, scripted.body)
	case scripted.pass && answer != nil:
		p.pass(w, send, answer, raw)
	case scripted.cut && answer != nil:
		w.WriteHeader(answer.StatusCode)
		_, _ = w.Write(raw[:len(raw)/2])
		_ = http.NewResponseController(w).Flush()

		panic(http.ErrAbortHandler)
	case scripted.early && answer != nil:
		w.WriteHeader(http.StatusEarlyHints)
		p.pass(w, send, answer, raw)
	default:
		panic(http.ErrAbortHandler)
	}
}

// forward asks the simulator, also for a client that has gone, and keeps what
// became of a message.
func (p *proxy) forward(r *http.Request, body []byte, one *post) (*http.Response, []byte) {
	ctx := context.WithoutCancel(r.Context())

	on, err := http.NewRequestWithContext(ctx, r.Method, p.target+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		panic(http.ErrAbortHandler)
	}

	on.Header = r.Header.Clone()

	answer, err := p.transport.RoundTrip(on)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = answer.Body.Close() }()

	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}

	var verdict struct {
		MsgID string `json:"msgid"`
	}

	_ = json.Unmarshal(raw, &verdict)

	p.mu.Lock()
	defer p.mu.Unlock()

	one.forwarded, one.msgid = true, verdict.MsgID

	return answer, raw
}

// pass gives the simulator's own answer.
func (p *proxy) pass(w http.ResponseWriter, endpoint string, answer *http.Response, raw []byte) {
	p.mu.Lock()
	lists := p.lists
	p.mu.Unlock()

	if lists != nil && endpoint == list {
		raw = lists(raw)
	}

	for _, name := range []string{"Content-Type", "Date"} {
		w.Header().Set(name, answer.Header.Get(name))
	}

	w.WriteHeader(answer.StatusCode)
	_, _ = w.Write(raw)
}

// upgrade answers what nobody has asked for.
func (p *proxy) upgrade(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()

	_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: none\r\n\r\n")
	_ = conn.SetReadDeadline(time.Now().Add(upgradedFor))
	_, _ = conn.Read(make([]byte, 1))
}
