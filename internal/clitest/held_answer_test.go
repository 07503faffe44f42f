package clitest_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
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

	wecomtest.AnswerLater(w, r, h.Handler, h.came, h.free)
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
