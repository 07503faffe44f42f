package faultmatrix

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// dying is a process that may die.
type dying struct {
	journalProcess
	blocks []written // its configuration
	cancel func()
	runs   runs

	mu   sync.Mutex
	seen int // of what it dies at
	dead bool
}

// meets counts what the process does, and lets it die where it is to.
func (d *dying) meets(at ...crash) (diesNow bool) {
	for _, c := range at {
		if c != d.crash || d.dead {
			continue
		}

		if d.seen++; d.seen == d.at {
			return true
		}
	}

	return false
}

// die ends the process for all others.
func (d *dying) die() {
	d.dead = true
	d.runs.end()
	d.cancel()
}

// finish notes the outcome of a block, if the process has lived to see it.
func (d *dying) finish(note func()) {
	d.mu.Lock()
	defer d.mu.Unlock()

	switch {
	case d.dead:
	case d.meets(afterResult):
		d.die()
	default:
		note()
	}
}

// soakFront stands before the server. It knows the processes by their names,
// and lets none of the dead reach the server.
type soakFront struct {
	sim *wecomsim.Server

	mu        sync.Mutex
	processes map[string]*dying
	kept      []*http.Request
}

func (f *soakFront) enter(name string, d *dying) {
	f.mu.Lock()
	defer f.mu.Unlock()

	f.processes[name] = d
}

func (f *soakFront) of(name string) *dying {
	f.mu.Lock()
	defer f.mu.Unlock()

	return f.processes[name]
}

func (f *soakFront) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d := f.of(r.UserAgent())
	isSend := strings.HasSuffix(r.URL.Path, "/"+sendEndpoint)

	if isSend {
		marked(r)
	}

	if d.stops(f, r, isSend) {
		panic(http.ErrAbortHandler)
	}

	f.sim.ServeHTTP(w, r)
}

// stops handles a request of a process that is dead, or dies at it.
func (d *dying) stops(f *soakFront, r *http.Request, isSend bool) bool {
	d.mu.Lock()
	defer d.mu.Unlock()

	switch {
	case d.dead:
		return true
	case !isSend && d.meets(beforeIntent), isSend && d.meets(beforePost):
	case isSend && d.meets(afterPost, tornResult):
		f.sim.ServeHTTP(httptest.NewRecorder(), r)
	case isSend && d.meets(lateEffect):
		f.keep(r)
	default:
		return false
	}

	d.die()

	if d.crash == tornResult {
		d.runs.tear()
	}

	return true
}

// tear leaves half of a line in the file of the run that has died.
func (r *runs) tear() {
	if r.now == nil {
		return
	}

	f, err := os.OpenFile(filepath.Join(r.dir, r.now.Run()+".jsonl"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		panic(err)
	}
	defer f.Close()

	if _, err := io.WriteString(f, `{"v":1,"kind":"result","time":"2026-03`); err != nil {
		panic(err)
	}
}

// marked puts the name of its process into a send, where the server ignores it
// and the judge finds it again.
func marked(r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || !bytes.HasPrefix(body, []byte("{")) {
		panic(http.ErrAbortHandler)
	}

	body = append([]byte(`{"x_process":"`+r.UserAgent()+`",`), body[1:]...)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
}

// keep takes a send, of which its client hears nothing.
func (f *soakFront) keep(r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()

	f.kept = append(f.kept, r.Clone(context.WithoutCancel(r.Context())))
}

// handOver lets the server do what was kept.
func (f *soakFront) handOver() {
	f.mu.Lock()
	kept := f.kept
	f.kept = nil
	f.mu.Unlock()

	for _, r := range kept {
		f.sim.ServeHTTP(httptest.NewRecorder(), r)
	}
}
