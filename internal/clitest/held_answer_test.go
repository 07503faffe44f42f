package clitest_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// heldAnswer stands before the simulator and holds back the answer to the first
// call of an endpoint, which has had its effect by then, for as long as a test
// wants.
type heldAnswer struct {
	http.Handler

	endpoint   string
	once       sync.Once
	came, free chan struct{}
}

func holdAnswer(sim http.Handler, endpoint string) *heldAnswer {
	return &heldAnswer{Handler: sim, endpoint: endpoint, came: make(chan struct{}), free: make(chan struct{})}
}

func (h *heldAnswer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	isFirst := false

	if strings.HasSuffix(r.URL.Path, "/"+h.endpoint) {
		h.once.Do(func() { isFirst = true })
	}

	if !isFirst {
		h.Handler.ServeHTTP(w, r)
		return
	}

	answer := httptest.NewRecorder()
	h.Handler.ServeHTTP(answer, r)
	close(h.came)
	<-h.free

	maps.Copy(w.Header(), answer.Header())
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}

// wait returns when the answer is held.
func (h *heldAnswer) wait(t *testing.T) {
	t.Helper()

	select {
	case <-h.came:
	case <-time.After(time.Minute):
		h.letGo()
		t.Fatalf("%s was never called", h.endpoint)
	}
}

func (h *heldAnswer) letGo() { close(h.free) }
