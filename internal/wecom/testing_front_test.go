package wecom_test

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// front is a gateway between clients and the server. It may change answers, and
// keep a send back to hand it over when its client has gone.
type front struct {
	next http.Handler

	mu     sync.Mutex
	before func(endpoint string)                               // when a request arrives
	change func(endpoint string, a *httptest.ResponseRecorder) // when the server has answered
	keep   bool                                                // keep the next send back
	kept   *http.Request
}

// withFront puts a front before the world's server.
func (w *world) withFront() *front {
	w.t.Helper()

	f := &front{next: w.Sim}
	w.url = wecomtest.Serve(w.t, f)

	return f
}

// on sets what happens at requests and to answers; nil is nothing.
func (f *front) on(before func(endpoint string), change func(endpoint string, a *httptest.ResponseRecorder)) {
	f.mu.Lock()
	defer f.mu.Unlock()

	f.before, f.change = before, change
}

// keepNext takes the next send, closes its connection, and does not hand it
// over.
func (f *front) keepNext() {
	f.mu.Lock()
	defer f.mu.Unlock()

	f.keep = true
}

// handOver lets the server do what was kept.
func (f *front) handOver(t testing.TB) {
	t.Helper()
	f.mu.Lock()
	kept := f.kept
	f.kept = nil
	f.mu.Unlock()

	if kept == nil {
		t.Fatal("no send was kept back")
	}

	f.next.ServeHTTP(httptest.NewRecorder(), kept)
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	endpoint := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]

	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}

	r.Body = io.NopCloser(bytes.NewReader(body))

	f.mu.Lock()
	before, change := f.before, f.change

	keeps := f.keep && endpoint == "add_msg_template"
	if keeps {
		f.keep, f.kept = false, r.Clone(context.WithoutCancel(r.Context()))
	}
	f.mu.Unlock()

	if before != nil {
		before(endpoint)
	}

	if keeps {
		panic(http.ErrAbortHandler)
	}

	answer := httptest.NewRecorder()
	f.next.ServeHTTP(answer, r)

	if change != nil {
		change(endpoint, answer)
	}

	answer.Header().Del("Content-Length")
	maps.Copy(w.Header(), answer.Header())
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}

// rewrites changes the body of every answer of an endpoint.
func rewrites(endpoint string, change func(body string) string) func(string, *httptest.ResponseRecorder) {
	return func(at string, a *httptest.ResponseRecorder) {
		if at == endpoint {
			body := change(a.Body.String())
			a.Body.Reset()
			a.Body.WriteString(body)
		}
	}
}

// lists puts records into every answer of the list, written by hand.
func lists(records string) func(string, *httptest.ResponseRecorder) {
	return rewrites("get_groupmsg_list_v2", func(body string) string {
		return strings.Replace(strings.Replace(body, `"group_msg_list":[`, `"group_msg_list":[`+records+`,`, 1), `,]`, `]`, 1)
	})
}

// tells moves the Date of an answer.
func tells(a *httptest.ResponseRecorder, ahead time.Duration) {
	date, err := http.ParseTime(a.Header().Get("Date"))
	if err != nil {
		panic(err)
	}

	a.Header().Set("Date", date.Add(ahead).UTC().Format(http.TimeFormat))
}
