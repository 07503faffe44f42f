package wecom_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// holder lets the server do its work, and holds the answer to any
// add_msg_template whose body has one of its markers until the test lets it go.
type holder struct {
	next http.Handler

	mu    sync.Mutex
	holds []*hold
}

type hold struct {
	marker  string
	arrived chan struct{} // closed when the server has done its work
	release chan struct{}
	once    sync.Once
}

// letGo sends the answer that is held.
func (h *hold) letGo() { h.once.Do(func() { close(h.release) }) }

// hold holds the first matching answer.
func (h *holder) hold(t testing.TB, marker string) *hold {
	t.Helper()

	h.mu.Lock()
	defer h.mu.Unlock()

	one := &hold{marker: marker, arrived: make(chan struct{}), release: make(chan struct{})}
	h.holds = append(h.holds, one)

	t.Cleanup(one.letGo)

	return one
}

func (h *holder) take(body string) *hold {
	h.mu.Lock()
	defer h.mu.Unlock()

	for i, one := range h.holds {
		if strings.Contains(body, one.marker) {
			h.holds = append(h.holds[:i:i], h.holds[i+1:]...)
			return one
		}
	}

	return nil
}

func (h *holder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/add_msg_template") {
		h.next.ServeHTTP(w, r)
		return
	}

	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}

	r.Body = io.NopCloser(bytes.NewReader(body))

	one := h.take(string(body))
	if one == nil {
		h.next.ServeHTTP(w, r)
		return
	}

	wecomtest.AnswerLater(w, r, h.next, one.arrived, one.release)
}

// withHolder puts a holder before the world's server.
func (w *world) withHolder() *holder {
	w.t.Helper()

	h := &holder{next: w.Sim}
	w.url = wecomtest.Serve(w.t, h)

	return h
}
