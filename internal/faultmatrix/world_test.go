package faultmatrix

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// customers are all of both members, zhangsan and lisi.
func customers() []string { return []string{"wm1", "wm2", "wm3", "wm4", "wm5", "wm6"} }

func companyNamed(id string) wecomsim.Company {
	return wecomtest.Company(id, customers(),
		wecomsim.GroupChat{ChatID: "wrA", Owner: "zhangsan"},
		wecomsim.GroupChat{ChatID: "wrB", Owner: "zhangsan"},
		wecomsim.GroupChat{ChatID: "wrC", Owner: "lisi"},
		wecomsim.GroupChat{ChatID: "wrD", Owner: "lisi"},
	)
}

// world is one simulated server and everything between it and its clients.
type world struct {
	*wecomtest.World

	corp  string
	plain *httptest.Server
	tls   *httptest.Server // only where a test wants it

	mu        sync.Mutex
	hooks     map[string]func() // by endpoint, called once, when a request arrives
	closeAll  bool              // answer every request with "Connection: close"
	front     front
	bodies    int // how many sends have arrived, whatever became of them
	processes []*wecom.Client
	files     string // a directory, once somebody asked for it
}

func newWorld(skew time.Duration, options ...wecomsim.Option) *world {
	return newWorldOf(companyNamed(wecomtest.CorpID), wecomtest.NewClock(), skew, options...)
}

// newWorldOf is the world of one company; several may share a clock.
func newWorldOf(company wecomsim.Company, clock *wecomtest.Clock, skew time.Duration, options ...wecomsim.Option) *world {
	w := &world{
		World: wecomtest.NewWorld(company, clock, skew, options...),
		corp:  company.CorpID, hooks: map[string]func(){},
	}
	w.plain = wecomtest.Quiet(w)
	w.plain.Start()

	return w
}

// ServeHTTP puts the hooks and the front before the simulator.
func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	endpoint := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]

	w.mu.Lock()
	hook := w.hooks[endpoint]
	delete(w.hooks, endpoint)

	if endpoint == sendEndpoint {
		w.bodies++
	}

	if w.closeAll {
		rw.Header().Set("Connection", "close")
	}
	w.mu.Unlock()

	if hook != nil {
		hook()
	}

	if !w.serve(rw, r, endpoint) {
		w.Sim.ServeHTTP(rw, r)
	}
}

// arrived is how many sends have come to the front.
func (w *world) arrived() int {
	w.mu.Lock()
	defer w.mu.Unlock()

	return w.bodies
}

func (w *world) hook(endpoint string, f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()

	w.hooks[endpoint] = f
}

// hookAfter hooks the request that comes after n others.
func (w *world) hookAfter(endpoint string, n int, f func()) {
	if n == 0 {
		w.hook(endpoint, f)
		return
	}

	w.hook(endpoint, func() { w.hookAfter(endpoint, n-1, f) })
}

func (w *world) unhook() {
	w.mu.Lock()
	defer w.mu.Unlock()

	w.hooks, w.closeAll = map[string]func(){}, false
}

// process makes a client as a new process would.
func (w *world) process(change ...func(*wecom.Config)) *wecom.Client {
	config := wecomtest.Config(w.plain.URL, w.corp, w.Clock)
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

	w.Sim.ClearFaults()

	for _, client := range w.processes {
		client.Close()
	}

	wecomtest.Close(w.plain)

	if w.tls != nil {
		wecomtest.Close(w.tls)
	}
}
