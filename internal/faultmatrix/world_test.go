package faultmatrix

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// fakeClock passes a wait at once.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *fakeClock { return &fakeClock{now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)} }

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()

	return c.now
}

func (c *fakeClock) Wait(ctx context.Context, d time.Duration) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}

	c.advance(d)

	return nil
}

func (c *fakeClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()

	c.now = c.now.Add(d)
}

const (
	corpID = "wwmatrix"
	secret = "matrix-secret"
)

func company() wecomsim.Company { return companyNamed(corpID) }

func companyNamed(id string) wecomsim.Company {
	c := wecomsim.Company{
		CorpID:  id,
		Apps:    []wecomsim.App{{Name: "app", Secret: secret}},
		Members: []wecomsim.Member{{UserID: "zhangsan"}, {UserID: "lisi"}},
		Groups: []wecomsim.GroupChat{
			{ChatID: "wrA", Owner: "zhangsan"},
			{ChatID: "wrB", Owner: "zhangsan"},
			{ChatID: "wrC", Owner: "lisi"},
			{ChatID: "wrD", Owner: "lisi"},
		},
		TagGroups: []wecomsim.TagGroup{{GroupID: "etG", Tags: []wecomsim.Tag{{ID: "etT"}}}},
	}

	for _, id := range []string{"wm1", "wm2", "wm3", "wm4", "wm5", "wm6"} {
		c.Customers = append(c.Customers, wecomsim.Customer{ExternalUserID: id, Follows: []wecomsim.Follow{{UserID: "zhangsan", Tags: []string{"etT"}}, {UserID: "lisi", Tags: []string{"etT"}}}})
	}

	return c
}

// world is one simulated server and everything between it and its clients.
type world struct {
	corp  string
	clock *fakeClock
	skew  time.Duration // the server's time minus ours
	sim   *wecomsim.Server
	plain *httptest.Server
	tls   *httptest.Server // only where a test wants it

	mu        sync.Mutex
	hooks     map[string]func() // by endpoint, called once, when a request arrives
	closeAll  bool              // answer every request with "Connection: close"
	front     front
	processes []*wecom.Client
	files     string // a directory, once somebody asked for it
}

func newWorld(skew time.Duration, options ...wecomsim.Option) *world {
	return newWorldOf(corpID, newClock(), skew, options...)
}

// newWorldOf is the world of one company; several may share a clock.
func newWorldOf(corp string, clock *fakeClock, skew time.Duration, options ...wecomsim.Option) *world {
	w := &world{corp: corp, clock: clock, skew: skew, hooks: map[string]func(){}}
	w.sim = wecomsim.New(companyNamed(corp), append([]wecomsim.Option{
		wecomsim.WithClock(func() time.Time { return w.clock.Now().Add(w.skew) }),
	}, options...)...)
	w.plain = quietServer(w)
	w.plain.Start()

	return w
}

func quietServer(handler http.Handler) *httptest.Server {
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)

	return server
}

// ServeHTTP puts the hooks and the front before the simulator.
func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	endpoint := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]

	w.mu.Lock()
	hook := w.hooks[endpoint]
	delete(w.hooks, endpoint)

	if w.closeAll {
		rw.Header().Set("Connection", "close")
	}
	w.mu.Unlock()

	if hook != nil {
		hook()
	}

	if !w.serve(rw, r, endpoint) {
		w.sim.ServeHTTP(rw, r)
	}
}

func (w *world) hook(endpoint string, f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()

	w.hooks[endpoint] = f
}

func (w *world) unhook() {
	w.mu.Lock()
	defer w.mu.Unlock()

	w.hooks, w.closeAll = map[string]func(){}, false
}

// process makes a client as a new process would.
func (w *world) process(change ...func(*wecom.Config)) *wecom.Client {
	config := wecom.Config{
		BaseURL:     w.plain.URL,
		UserAgent:   "faultmatrix",
		Credentials: wecom.Credentials{CorpID: w.corp, CorpSecret: secret},
		Clock:       w.clock,
	}
	for _, f := range change {
		f(&config)
	}

	client := wecom.New(config)

	w.mu.Lock()
	defer w.mu.Unlock()

	w.processes = append(w.processes, client)

	return client
}

// dir is a directory for the files of the messages.
func (w *world) dir() string {
	if w.files == "" {
		dir, err := os.MkdirTemp("", "faultmatrix")
		if err != nil {
			panic(err)
		}

		w.files = dir
	}

	return w.files
}

func (w *world) close() {
	if w.files != "" {
		_ = os.RemoveAll(w.files)
	}

	w.sim.ClearFaults()

	for _, client := range w.processes {
		client.Close()
	}

	w.plain.CloseClientConnections()
	w.plain.Close()

	if w.tls != nil {
		w.tls.CloseClientConnections()
		w.tls.Close()
	}
}
